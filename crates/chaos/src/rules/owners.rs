//! Whatever takes time has exactly its claims, and every claim belongs to something.

use std::collections::{BTreeMap, BTreeSet};

use crate::snapshot::{Claim, Snapshot, Visit};
use crate::{Defects, Rule};

/// What stands for "never expires".
const NEVER: i64 = i64::MAX;

/// What takes time: its kind and id, as in `claims`.
type Owner = (&'static str, i64);

/// The claims something must have.
struct Due {
    start: i64,
    end: i64,
    expires: i64,
    /// For each claim, the calendars it may be of.
    calendars: Vec<BTreeSet<i64>>,
}

pub(crate) fn check(snapshot: &Snapshot, now: i64, defects: &mut Defects) {
    let mut actual: BTreeMap<(&str, i64), Vec<&Claim>> = BTreeMap::new();
    for claim in &snapshot.claims {
        actual.entry((claim.kind.as_str(), claim.owner)).or_default().push(claim);
    }
    for (owner, due) in all_due(snapshot, now) {
        let claims = actual.remove(&owner).unwrap_or_default();
        if let Err(why) = due.and_then(|due| compare(&due, &claims)) {
            defects.add(Rule::Claims, format!("{} {}: {why}", owner.0, owner.1));
        }
    }
    for (&id, &span) in &snapshot.closures {
        let claims = actual.remove(&("closure", id)).unwrap_or_default();
        if let Err(why) = closes(span, &claims) {
            defects.add(Rule::Claims, format!("closure {id}: {why}"));
        }
    }
    // Of a hold that has expired, whoever wants its time removes what is in the way.
    let rest = actual.into_values().flatten().filter(|claim| claim.kind != "hold" || claim.expires > now);
    for claim in rest {
        defects.add(Rule::Claims, format!("{claim} belongs to nothing that takes time"));
    }
    check_seats(snapshot, defects);
    if snapshot.lost_patients > 0 {
        defects.add(Rule::Claims, format!("{} keys of patients point to nobody", snapshot.lost_patients));
    }
}

/// What each thing must have that takes time now.
fn all_due(snapshot: &Snapshot, now: i64) -> Vec<(Owner, Result<Due, String>)> {
    let standing = snapshot.appointments.iter().filter(|(_, appointment)| appointment.status != "cancelled");
    let appointments = standing.map(|(&id, appointment)| {
        let due = match appointment.session {
            Some(session) => seat(snapshot, session, &appointment.visit),
            None => visit(snapshot, &appointment.visit, NEVER),
        };
        (("appointment", id), due)
    });
    let sessions = snapshot.sessions.iter().filter(|(_, session)| !session.cancelled);
    let sessions = sessions.map(|(&id, session)| (("group_session", id), visit(snapshot, &session.visit, NEVER)));
    let holds = snapshot.holds.iter().filter(|(_, (_, expires))| *expires > now);
    let holds = holds.map(|(&id, (held, expires))| (("hold", id), visit(snapshot, held, *expires)));
    appointments.chain(sessions).chain(holds).collect()
}

/// A visit takes the practitioner and one thing of each requirement, buffers included.
fn visit(snapshot: &Snapshot, visit: &Visit, expires: i64) -> Result<Due, String> {
    let service = snapshot.services.get(&visit.service).ok_or("its service is gone")?;
    let practitioner =
        visit.practitioner.and_then(|id| snapshot.practitioners.get(&id)).ok_or("it has no practitioner")?;
    let calendars = std::iter::once(BTreeSet::from([*practitioner])).chain(service.requirements.values().cloned());
    let (start, end) = (visit.start - service.before, visit.end + service.after);
    Ok(Due { start, end, expires, calendars: calendars.collect() })
}

/// A member of a group session takes exactly one seat.
fn seat(snapshot: &Snapshot, session: i64, member: &Visit) -> Result<Due, String> {
    let session = snapshot.sessions.get(&session).ok_or("its group session is gone")?;
    if session.cancelled {
        return Err("its group session was called off".to_owned());
    }
    if (session.visit.start, session.visit.end) != (member.start, member.end) {
        return Err("its group session is at another time".to_owned());
    }
    let calendars = vec![BTreeSet::from([session.calendar])];
    Ok(Due { start: member.start, end: member.end, expires: NEVER, calendars })
}

fn compare(due: &Due, claims: &[&Claim]) -> Result<(), String> {
    if claims.len() != due.calendars.len() {
        return Err(format!("has {} claims instead of {}", claims.len(), due.calendars.len()));
    }
    if let Some(claim) = claims.iter().find(|claim| (claim.start, claim.end) != (due.start, due.end)) {
        return Err(format!("{claim} is not from {} to {}", due.start, due.end));
    }
    if let Some(claim) = claims.iter().find(|claim| claim.expires != due.expires || claim.lane < 0) {
        return Err(format!("{claim} is not as such a claim must be"));
    }
    let mut left: Vec<i64> = claims.iter().map(|claim| claim.calendar).collect();
    for wanted in &due.calendars {
        let place = left.iter().position(|calendar| wanted.contains(calendar));
        left.swap_remove(place.ok_or_else(|| format!("has no claim of any of the calendars {wanted:?}"))?);
    }
    Ok(())
}

/// A closure covers all of its time, and nothing else, on each of its calendars, in pieces.
fn closes((start, end): (i64, i64), claims: &[&Claim]) -> Result<(), String> {
    let mut covered: BTreeMap<i64, i64> = BTreeMap::new();
    for claim in claims {
        if claim.lane >= 0 || claim.start < start || claim.end > end || claim.expires != NEVER {
            return Err(format!("{claim} is not as such a claim must be"));
        }
        *covered.entry(claim.calendar).or_default() += claim.end - claim.start;
    }
    // The pieces of one lane don't overlap: that is another rule.
    match covered.iter().find(|(_, length)| **length != end - start) {
        Some((calendar, _)) => Err(format!("does not cover its time on calendar {calendar}")),
        None if covered.is_empty() => Err("closes nothing".to_owned()),
        None => Ok(()),
    }
}

fn check_seats(snapshot: &Snapshot, defects: &mut Defects) {
    let mut members: BTreeMap<i64, i64> = BTreeMap::new();
    let standing = snapshot.appointments.values().filter(|appointment| appointment.status != "cancelled");
    for session in standing.filter_map(|appointment| appointment.session) {
        *members.entry(session).or_default() += 1;
    }
    for (id, session) in &snapshot.sessions {
        let seats = snapshot.capacities.get(&session.calendar).copied().unwrap_or_default();
        let members = members.get(id).copied().unwrap_or_default();
        if members > seats {
            defects.add(Rule::Capacity, format!("group session {id} has {members} members and {seats} seats"));
        }
    }
}
