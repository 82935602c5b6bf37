//! The audit log is whole, and tells of every appointment exactly what happened to it.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::log::{AuditEntry, Link, Log};
use crate::snapshot::Snapshot;
use crate::{Defects, Rule};

pub(crate) fn check(snapshot: &Snapshot, log: &Log, defects: &mut Defects) {
    if log.unsealed > 0 {
        defects.add(Rule::Audit, format!("{} entries are not sealed", log.unsealed));
    }
    check_chains(log, defects);
    check_appointments(snapshot, log, defects);
    check_events(snapshot, log, defects);
}

/// Walks each organization's chain: every link follows the one before, every entry is as it was hashed, none is left over.
fn check_chains(log: &Log, defects: &mut Defects) {
    let mut left: BTreeMap<(i64, i64), &AuditEntry> =
        log.entries.iter().map(|entry| ((entry.organization, entry.id), entry)).collect();
    let mut ends: BTreeMap<i64, (i64, &str)> = BTreeMap::new();
    for link in &log.chain {
        let end = ends.entry(link.organization).or_insert((0, ""));
        let entry = left.remove(&(link.organization, link.entry));
        if let Err(why) = follows(*end, link, entry) {
            defects.add(Rule::Audit, format!("link {} of the chain: {why}", link.position));
        }
        *end = (link.position, &link.hash);
    }
    if !left.is_empty() {
        defects.add(Rule::Audit, format!("{} entries stand outside of the chain", left.len()));
    }
}

fn follows(end: (i64, &str), link: &Link, entry: Option<&AuditEntry>) -> Result<(), &'static str> {
    if link.position != end.0 + 1 {
        return Err("links are missing before it");
    }
    let entry = entry.ok_or("its entry is gone, or sealed before")?;
    if hash(entry) != entry.hash {
        return Err("its entry was changed");
    }
    if digest(&format!("{}>{}", end.1, entry.hash)) != link.hash {
        return Err("it does not follow the one before");
    }
    Ok(())
}

/// Every member with its length, separated by commas.
fn hash(entry: &AuditEntry) -> String {
    let numbers = [entry.id, entry.at, entry.subject].map(|number| number.to_string());
    let [id, at, subject] = &numbers;
    let members = [id, at, &entry.actor, &entry.action, subject, &entry.detail, &entry.request];
    digest(&members.map(|member| format!("{}:{member}", member.len())).join(","))
}

fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Every appointment was booked (or joined) once, and cancelled once if it is; and what was booked is there.
fn check_appointments(snapshot: &Snapshot, log: &Log, defects: &mut Defects) {
    let booked = appointments_of(log, "appointment.book", |entry| Some(entry.subject));
    let joined = appointments_of(log, "group_session.join", joined);
    let cancelled = appointments_of(log, "appointment.cancel", |entry| Some(entry.subject));
    let known = snapshot.appointments.keys().chain(booked.keys()).chain(joined.keys()).chain(cancelled.keys());
    for id in known.collect::<BTreeSet<_>>() {
        let times = |of: &BTreeMap<i64, usize>| of.get(id).copied().unwrap_or_default();
        let found = (times(&booked), times(&joined), times(&cancelled));
        let expected = snapshot.appointments.get(id).map_or((0, 0, 0), |appointment| {
            let is_seat = usize::from(appointment.session.is_some());
            (1 - is_seat, is_seat, usize::from(appointment.status == "cancelled"))
        });
        if found != expected {
            let what = format!("appointment {id} is told of {found:?} times (booked, joined, cancelled)");
            defects.add(Rule::Audit, format!("{what} and not {expected:?} times"));
        }
    }
}

fn appointments_of(log: &Log, action: &str, id: impl Fn(&AuditEntry) -> Option<i64>) -> BTreeMap<i64, usize> {
    let mut counts = BTreeMap::new();
    for id in log.entries.iter().filter(|entry| entry.action == action).filter_map(id) {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

/// A session's entry names the appointment among its facts.
fn joined(entry: &AuditEntry) -> Option<i64> {
    serde_json::from_str::<serde_json::Value>(&entry.detail).ok()?["appointment"].as_i64()
}

fn check_events(snapshot: &Snapshot, log: &Log, defects: &mut Defects) {
    let told: BTreeSet<i64> = log.booked_events.iter().copied().collect();
    let made: BTreeSet<i64> = snapshot.appointments.keys().copied().collect();
    if told != made || log.booked_events.len() != told.len() {
        let differ: Vec<&i64> = told.symmetric_difference(&made).take(10).collect();
        defects.add(Rule::Audit, format!("events of bookings don't fit the appointments: {differ:?}, or some twice"));
    }
}
