//! The rules, a file for each kind.

mod audit;
mod claims;
mod effects;
mod owners;
mod promises;

use crate::Defects;
use crate::expected::Expected;
use crate::journal::Entry;
use crate::log::Log;
use crate::snapshot::Snapshot;

/// Those that hold at every moment.
pub(crate) fn check_book(snapshot: &Snapshot, now: i64, defects: &mut Defects) {
    claims::check(snapshot, defects);
    owners::check(snapshot, now, defects);
}

/// Those that need to know what clients were told, and that all is sealed.
pub(crate) fn check_history(snapshot: &Snapshot, log: &Log, journal: &[Entry], now: i64, defects: &mut Defects) {
    let expected = Expected::after(journal);
    promises::check(snapshot, &expected, now, defects);
    effects::check(snapshot, log, journal, &expected, defects);
    audit::check(snapshot, log, defects);
}
