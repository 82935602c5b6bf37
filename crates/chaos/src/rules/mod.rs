//! The rules, a file for each kind.

mod audit;
mod claims;
mod effects;
mod owners;
mod promises;

use crate::Defects;
use crate::expected::Expected;
use crate::journal::Entry;
use crate::snapshot::Snapshot;

/// Checks all of them.
pub(crate) fn check(snapshot: &Snapshot, journal: &[Entry], expected: &Expected, now: i64, defects: &mut Defects) {
    claims::check(snapshot, defects);
    owners::check(snapshot, now, defects);
    promises::check(snapshot, expected, now, defects);
    effects::check(snapshot, journal, expected, defects);
    audit::check(snapshot, defects);
}
