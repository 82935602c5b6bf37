//! Every request has its effect once: not twice, not when it was refused, and not never when it was acknowledged.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::expected::Expected;
use crate::journal::{Entry, Operation, Outcome};
use crate::log::Log;
use crate::snapshot::Snapshot;
use crate::{Defects, Rule};

/// Counts by key, or by key and action.
type Counts<K> = BTreeMap<K, usize>;

pub(crate) fn check(snapshot: &Snapshot, log: &Log, journal: &[Entry], expected: &Expected, defects: &mut Defects) {
    let appointments = count(snapshot.appointments.values().map(|appointment| appointment.key.as_str()));
    let audited = count(log.entries.iter().map(|entry| (entry.request.as_str(), entry.action.as_str())));
    for entry in journal.iter().filter(|entry| !is_roster(&entry.operation)) {
        let made = appointments.get(entry.key.as_str()).copied().unwrap_or_default();
        let told = audited.get(&(entry.key.as_str(), entry.operation.action())).copied().unwrap_or_default();
        let (may_make, may_tell) = allowed(entry, expected);
        if !may_make.contains(&made) || !may_tell.contains(&told) {
            let what = format!("made {made} appointments and {told} entries of {}", entry.operation.action());
            defects.add(Rule::Effect, format!("{} ({:?}) {what}", entry.key, entry.outcome));
        }
    }
    check_nobodys(&appointments, journal, defects);
    check_rosters(log, journal, defects);
}

fn count<K: Ord>(keys: impl Iterator<Item = K>) -> Counts<K> {
    let mut counts = Counts::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

/// How many appointments, and how many audit entries.
fn allowed(entry: &Entry, expected: &Expected) -> (RangeInclusive<usize>, RangeInclusive<usize>) {
    let appointments = usize::from(entry.operation.makes_appointment());
    match entry.outcome {
        Outcome::Acknowledged(_) => {
            (appointments..=appointments, usize::from(!may_change_nothing(entry, expected))..=1)
        }
        Outcome::Refused(_) => (0..=0, 0..=0),
        Outcome::InDoubt => (0..=appointments, 0..=1),
    }
}

/// To move to where it is already, or to call off again, changes nothing and is no error.
fn may_change_nothing(entry: &Entry, expected: &Expected) -> bool {
    match entry.operation {
        Operation::CallOff { .. } => true,
        Operation::Move { appointment, .. } => expected.contested.contains(&appointment),
        _ => false,
    }
}

fn check_nobodys(appointments: &Counts<&str>, journal: &[Entry], defects: &mut Defects) {
    let asked = count(journal.iter().map(|entry| entry.key.as_str()));
    for key in appointments.keys().filter(|key| !asked.contains_key(*key)) {
        defects.add(Rule::Effect, format!("nobody asked for the appointment of the key {key:?}"));
    }
}

fn is_roster(operation: &Operation) -> bool {
    matches!(operation, Operation::SetHours { .. } | Operation::ChangeRoster { .. })
}

/// Rosters are changed by the system, whose audit entries name no request: so only their number can be compared.
fn check_rosters(log: &Log, journal: &[Entry], defects: &mut Defects) {
    for action in ["roster.set_exception", "roster.change"] {
        let asked = journal.iter().filter(|entry| entry.operation.action() == action);
        let acknowledged = asked.clone().filter(|entry| entry.answer().is_some()).count();
        let perhaps = asked.filter(|entry| !entry.is_refused()).count();
        let told = log.entries.iter().filter(|entry| entry.action == action).count();
        if !(acknowledged..=perhaps).contains(&told) {
            let what = format!("{told} entries of {action} after {acknowledged} acknowledged, {perhaps} at most");
            defects.add(Rule::Effect, what);
        }
    }
}
