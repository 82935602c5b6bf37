//! Time is taken once.

use std::collections::BTreeMap;

use crate::snapshot::{Claim, Snapshot};
use crate::{Defects, Rule};

const DAY: i64 = 86_400_000_000;

pub(crate) fn check(snapshot: &Snapshot, defects: &mut Defects) {
    check_lengths(snapshot, defects);
    check_overlaps(snapshot, defects);
    check_capacities(snapshot, defects);
}

/// Readers look no further back than a day for what reaches into their time.
fn check_lengths(snapshot: &Snapshot, defects: &mut Defects) {
    for claim in snapshot.claims.iter().filter(|claim| claim.end <= claim.start || claim.end - claim.start > DAY) {
        defects.add(Rule::Claims, format!("{claim} is no longer than nothing, or longer than a day"));
    }
}

/// The snapshot has them by calendar, lane and start.
fn check_overlaps(snapshot: &Snapshot, defects: &mut Defects) {
    let mut furthest: Option<&Claim> = None;
    for claim in &snapshot.claims {
        let Some(before) = furthest.filter(|before| (before.calendar, before.lane) == (claim.calendar, claim.lane))
        else {
            furthest = Some(claim);
            continue;
        };
        if claim.start < before.end {
            defects.add(Rule::Overlap, format!("{claim} overlaps {before}"));
        }
        if claim.end > before.end {
            furthest = Some(claim);
        }
    }
}

/// Never more at once than there are lanes, whatever lanes they stand in; closures and deliberate overbookings aside.
fn check_capacities(snapshot: &Snapshot, defects: &mut Defects) {
    let mut changes: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    for claim in snapshot.claims.iter().filter(|claim| claim.kind != "closure" && !is_overbooked(snapshot, claim)) {
        let changes = changes.entry(claim.calendar).or_default();
        changes.extend([(claim.start, 1), (claim.end, -1)]);
    }
    for (calendar, mut changes) in changes {
        // Where one ends and another begins, the end comes first.
        changes.sort_unstable();
        let capacity = snapshot.capacities.get(&calendar).copied().unwrap_or_default();
        let mut at_once = 0;
        for (at, change) in changes {
            at_once += change;
            if change > 0 && at_once > capacity {
                defects.add(
                    Rule::Capacity,
                    format!("calendar {calendar} has {at_once} claims at {at}, and {capacity} lanes"),
                );
            }
        }
    }
}

fn is_overbooked(snapshot: &Snapshot, claim: &Claim) -> bool {
    claim.kind == "appointment"
        && snapshot.appointments.get(&claim.owner).is_some_and(|appointment| appointment.overbooked)
}
