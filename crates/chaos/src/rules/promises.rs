//! What was acknowledged is there, as it was last acknowledged.

use std::collections::BTreeSet;

use crate::expected::{Closure, Expected, State};
use crate::snapshot::Snapshot;
use crate::{Defects, Rule};

pub(crate) fn check(snapshot: &Snapshot, expected: &Expected, now: i64, defects: &mut Defects) {
    check_appointments(snapshot, expected, defects);
    check_contested(snapshot, expected, defects);
    check_holds(snapshot, expected, now, defects);
    check_sessions(snapshot, expected, defects);
    for (id, closure) in &expected.closures {
        check_closure(snapshot, *id, closure, defects);
    }
    check_hours(snapshot, expected, defects);
}

fn state(snapshot: &Snapshot, id: i64) -> State {
    match snapshot.appointments.get(&id) {
        None => State::Absent,
        Some(appointment) => match appointment.status.as_str() {
            "booked" => State::Booked(appointment.visit.start),
            "cancelled" => State::Cancelled,
            _ => State::Other,
        },
    }
}

fn check_appointments(snapshot: &Snapshot, expected: &Expected, defects: &mut Defects) {
    for (&id, possible) in &expected.appointments {
        let state = state(snapshot, id);
        if !possible.allows(&state) {
            defects.add(Rule::Promise, format!("appointment {id} is {state:?}, and was promised to be {possible:?}"));
        }
    }
}

fn check_contested(snapshot: &Snapshot, expected: &Expected, defects: &mut Defects) {
    for id in expected.made.iter().filter(|id| !snapshot.appointments.contains_key(id)) {
        defects.add(Rule::Promise, format!("appointment {id} was made, and is not there"));
    }
    for id in expected.cancelled.iter().filter(|id| state(snapshot, **id) != State::Cancelled) {
        defects.add(Rule::Promise, format!("appointment {id} was cancelled, and is not"));
    }
}

fn check_holds(snapshot: &Snapshot, expected: &Expected, now: i64, defects: &mut Defects) {
    for (id, hold) in expected.holds.iter().filter(|(_, hold)| hold.expires_at > now) {
        let stands = snapshot.holds.contains_key(id);
        if !hold.stands.allows(&stands) {
            defects.add(Rule::Promise, format!("hold {id}: that it is there is {stands}, and was not promised"));
        }
    }
}

fn check_sessions(snapshot: &Snapshot, expected: &Expected, defects: &mut Defects) {
    for (id, called_off) in &expected.sessions {
        match snapshot.sessions.get(id) {
            None => defects.add(Rule::Promise, format!("group session {id} is gone")),
            Some(session) if !called_off.allows(&session.cancelled) => {
                defects
                    .add(Rule::Promise, format!("group session {id}: that it was called off is {}", session.cancelled));
            }
            Some(_) => {}
        }
    }
}

fn check_closure(snapshot: &Snapshot, id: i64, closure: &Closure, defects: &mut Defects) {
    let found = snapshot.closures.get(&id);
    if !closure.stands.allows(&found.is_some()) {
        return defects.add(Rule::Promise, format!("closure {id}: that it is there is {}", found.is_some()));
    }
    let Some(&span) = found else { return };
    let claims = snapshot.claims.iter().filter(|claim| claim.kind == "closure" && claim.owner == id);
    let closed: BTreeSet<i64> = claims.map(|claim| claim.calendar).collect();
    if span != (closure.start, closure.end) || closed != closure.calendars.iter().copied().collect() {
        defects
            .add(Rule::Promise, format!("closure {id} closes {closed:?} at {span:?}, and was promised as {closure:?}"));
    }
}

fn check_hours(snapshot: &Snapshot, expected: &Expected, defects: &mut Defects) {
    for (key, possible) in &expected.hours {
        let found = snapshot.hours.get(key);
        if !found.is_some_and(|periods| possible.allows(periods)) {
            defects.add(Rule::Promise, format!("hours of {key:?} are {found:?}, and were promised to be {possible:?}"));
        }
    }
    for (roster, possible) in &expected.openings {
        let found = snapshot.openings.get(roster).cloned().unwrap_or_default();
        if found.len() != 1 || !found.iter().all(|opens| possible.allows(opens)) {
            defects.add(Rule::Promise, format!("roster {roster} opens at {found:?}, and was promised at {possible:?}"));
        }
    }
}
