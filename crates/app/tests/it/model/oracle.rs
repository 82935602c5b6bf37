//! A clinic's book kept in lists, which are read from beginning to end for every question. It knows the rules from the
//! documents, and shares nothing with the product but types and constants.

mod changes;
mod offer;
mod wall;

use std::collections::BTreeMap;

use domain::AppointmentStatus;
use domain::hold::{GRACE_MILLISECONDS, MINUTES_DEFAULT, MINUTES_MAX};
use domain::roster::RosterRules;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::answer::{Answer, Outcome};
use super::operation::{At, By, Given, Operation, Whom};
use super::plan::{Plan, ROSTERS, SERVICES, ServicePlan};
use offer::{Ask, channel, on_a_minute};
use wall::{MINUTE, Wall, days};

/// Milliseconds of a day.
const DAY: i64 = 1440 * MINUTE;

/// The kind of an error.
type Refused = String;

/// See the module. Times are in milliseconds since the epoch.
pub(crate) struct Oracle<'p> {
    plan: &'p Plan,
    /// The clock of each roster.
    walls: Vec<&'static Wall>,
    /// The first and the last day on which each roster holds.
    valid: Vec<(i64, i64)>,
    /// When the first day begins, in UTC.
    midnight: i64,
    now: i64,
    /// Which services can be booked.
    active: [bool; SERVICES],
    claims: Vec<Claim>,
    appointments: Vec<Visit>,
    holds: Vec<Hold>,
    sessions: Vec<Session>,
    /// Whether each closure still stands.
    closures: Vec<bool>,
    /// Other hours by roster and day.
    hours: BTreeMap<(usize, i64), Vec<(u16, u16)>>,
}

/// Time that is taken.
struct Claim {
    calendar: usize,
    lane: i64,
    start: i64,
    end: i64,
    owner: Owner,
    /// When it is given back by itself.
    expires: Option<i64>,
}

/// What takes time, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Appointment(usize),
    Hold(usize),
    Session(usize),
    Closure(usize),
}

/// An appointment.
struct Visit {
    service: usize,
    practitioner: usize,
    roster: Option<usize>,
    session: Option<usize>,
    start: i64,
    end: i64,
    status: AppointmentStatus,
}

struct Hold {
    service: usize,
    roster: usize,
    start: i64,
    expires: i64,
    /// Whether it was neither confirmed nor released nor swept.
    stands: bool,
}

struct Session {
    service: usize,
    practitioner: usize,
    start: i64,
    called_off: bool,
}

impl Claim {
    fn overlaps(&self, (start, end): (i64, i64)) -> bool {
        self.start < end && start < self.end
    }
}

impl<'p> Oracle<'p> {
    /// The book of a practice in which nothing has happened yet, on the morning of the first day.
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let midnight = plan.day.to_zoned(TimeZone::UTC).expect("a date of our days").timestamp().as_millisecond();
        Self {
            plan,
            valid: plan.rosters.iter().map(|(_, _, rules)| valid(plan.day, rules)).collect(),
            walls: plan.rosters.iter().map(|(_, _, rules)| Wall::about(&rules.time_zone, plan.day)).collect(),
            midnight,
            now: midnight + 7 * 60 * MINUTE,
            active: [true; SERVICES],
            claims: Vec::new(),
            appointments: Vec::new(),
            holds: Vec::new(),
            sessions: Vec::new(),
            closures: Vec::new(),
            hours: BTreeMap::new(),
        }
    }

    /// What the product should answer.
    pub(crate) fn predict(&mut self, operation: &Operation) -> Answer {
        match *operation {
            Operation::Book { service, who, start, by, answers, overbooking } => {
                self.book(service, who, start, by, answers, overbooking)
            }
            Operation::Hold { service, who, start, by, minutes } => self.hold(service, who, start, by, minutes),
            Operation::Confirm { hold, by, answers } => self.confirm(hold.0, by, answers),
            Operation::Release { hold } => self.release(hold.0),
            Operation::Wait { milliseconds } => {
                self.now += milliseconds;
                Ok(Outcome::Done)
            }
            Operation::Sweep => {
                let before = self.now - MINUTE;
                let expired = |hold: &usize| self.holds[*hold].stands && self.holds[*hold].expires < before;
                for hold in (0..self.holds.len()).filter(expired).collect::<Vec<_>>() {
                    self.end_hold(hold);
                }
                Ok(Outcome::Done)
            }
            Operation::Slots { service, who, day, by } => self.slots(service, who, day, by),
            Operation::Explain { service, who, start, by } => self.explain(service, who, start, by),
            _ => self.predict_change(operation),
        }
    }

    fn book(
        &mut self,
        service: usize,
        who: Whom,
        start: At,
        by: By,
        answers: Given,
        overbooking: Option<&str>,
    ) -> Answer {
        let ask = self.ask(service, who, by)?;
        let start = self.at(start);
        on_a_minute(start)?;
        match overbooking {
            None => {
                self.choose(&ask, start, None)?;
            }
            Some(_) if by.is_patient() => return Err("Forbidden(Overbook)".to_owned()),
            Some(reason) if reason.trim().is_empty() => return Err("Invalid(overbooking_reason)".to_owned()),
            Some(_) => {}
        }
        check_answers(ask.service.asks, by, answers)?;
        let owner = Owner::Appointment(self.appointments.len());
        let roster = match overbooking {
            None => self.take(&ask, start, owner, None)?,
            Some(_) => self.overbook(&ask, start, owner)?,
        };
        Ok(self.add_visit(service, roster, start))
    }

    fn hold(&mut self, service: usize, who: Whom, start: At, by: By, minutes: Option<i64>) -> Answer {
        let ask = self.ask(service, who, by)?;
        let start = self.at(start);
        let expires = self.now + minutes.unwrap_or(MINUTES_DEFAULT).clamp(1, MINUTES_MAX) * MINUTE;
        let duration = ask.duration;
        let roster = self.take(&ask, start, Owner::Hold(self.holds.len()), Some(expires))?;
        self.holds.push(Hold { service, roster, start, expires, stands: true });
        Ok(taken(self.owner(roster), Some(roster), start, start + duration))
    }

    fn confirm(&mut self, number: usize, by: By, answers: Given) -> Answer {
        let expired = || "HoldExpired".to_owned();
        let hold = self.holds.get(number).filter(|hold| hold.stands && hold.expires > self.now).ok_or_else(expired)?;
        let (service, roster, start) = (hold.service, hold.roster, hold.start);
        let ask = self.ask(service, Whom::default(), by)?;
        check_answers(ask.service.asks, by, answers)?;
        self.holds[number].stands = false;
        let owner = Owner::Appointment(self.appointments.len());
        for claim in self.claims.iter_mut().filter(|claim| claim.owner == Owner::Hold(number)) {
            (claim.owner, claim.expires) = (owner, None);
        }
        Ok(self.add_visit(service, roster, start))
    }

    fn release(&mut self, hold: usize) -> Answer {
        self.holds.get(hold).filter(|held| held.stands).ok_or("NotFound(Hold)")?;
        self.end_hold(hold);
        Ok(Outcome::Done)
    }

    fn slots(&self, service: usize, who: Whom, day: i64, by: By) -> Answer {
        let ask = self.ask(service, who, by)?;
        let (from, until) = (self.at(At(day * 86_400)), self.at(At((day + 1) * 86_400)));
        let starts = self.starts(&ask, from, until).into_iter().map(|start| start / MINUTE);
        Ok(Outcome::Starts(starts.collect()))
    }

    fn explain(&self, service: usize, who: Whom, start: At, by: By) -> Answer {
        let ask = self.ask(service, who, by)?;
        let start = self.at(start);
        let mut reasons = self.why_not(&ask, start - start % MINUTE);
        if start % MINUTE != 0 && !reasons.contains(&"OffGrid") {
            reasons.push("OffGrid");
        }
        reasons.sort_unstable();
        Ok(Outcome::Reasons(reasons.into_iter().map(str::to_owned).collect()))
    }

    /// A visit of a service that can be booked by whoever asks, with those asked for.
    fn ask(&self, service: usize, who: Whom, by: By) -> Result<Ask<'p>, Refused> {
        let bookable = |found: &&ServicePlan| {
            self.active[service] && found.details.seats.is_none() && found.details.channels.contains(channel(by))
        };
        let found = self.plan.services.get(service).filter(bookable).ok_or("NotFound(Service)")?;
        check_who(self.plan, found, who)?;
        Ok(Ask { service: found, who, by, duration: i64::from(found.details.duration) * MINUTE })
    }

    /// Takes a start that is on offer; by whose roster.
    fn take(&mut self, ask: &Ask<'_>, start: i64, owner: Owner, expires: Option<i64>) -> Result<usize, Refused> {
        let roster = self.choose(ask, start, None)?;
        self.take_by(ask, roster, start, owner, expires);
        Ok(roster)
    }

    fn take_by(&mut self, ask: &Ask<'_>, roster: usize, start: i64, owner: Owner, expires: Option<i64>) {
        let calendars = std::iter::once(self.owner(roster)).chain(self.rooms(ask, roster, start, false));
        for calendar in calendars.collect::<Vec<_>>() {
            self.end_expired_holds(calendar, ask.take(start), ask.gap());
            let lane = self.free_lane(calendar, ask.take(start), ask.gap(), 0..self.plan.lanes(calendar));
            self.claim(calendar, lane.expect("it is on offer"), ask.take(start), owner, expires);
        }
    }

    /// Takes a start whatever is in it, with whoever comes first: above the capacity where there is no free lane within.
    fn overbook(&mut self, ask: &Ask<'_>, start: i64, owner: Owner) -> Result<usize, Refused> {
        let roster = *self.leads(ask, start).first().ok_or("NotFound(Practitioner)")?;
        let calendars = std::iter::once(self.owner(roster)).chain(self.rooms(ask, roster, start, true));
        for calendar in calendars.collect::<Vec<_>>() {
            let (take, lanes) = (ask.take(start), self.plan.lanes(calendar));
            self.end_expired_holds(calendar, take, ask.gap());
            let closed = self.claims_on(calendar).any(|claim| claim.lane < 0 && claim.overlaps(take));
            let within = self.free_lane(calendar, take, ask.gap(), 0..lanes).filter(|_| !closed);
            let lane = within.or_else(|| self.free_lane(calendar, take, 0, lanes..i64::MAX));
            self.claim(calendar, lane.expect("there is always one more"), take, owner, None);
        }
        Ok(roster)
    }

    /// The lowest of these lanes in which nothing is, nor closer than the gap.
    fn free_lane(
        &self,
        calendar: usize,
        (start, end): (i64, i64),
        gap: i64,
        lanes: std::ops::Range<i64>,
    ) -> Option<i64> {
        let clear = (start - gap, end + gap);
        lanes
            .into_iter()
            .find(|&lane| !self.claims_on(calendar).any(|claim| claim.lane == lane && claim.overlaps(clear)))
    }

    fn claim(&mut self, calendar: usize, lane: i64, (start, end): (i64, i64), owner: Owner, expires: Option<i64>) {
        self.claims.push(Claim { calendar, lane, start, end, owner, expires });
    }

    /// What is taken of a calendar at present. Holds keep their time a moment longer than they promise.
    fn claims_on(&self, calendar: usize) -> impl Iterator<Item = &Claim> {
        let alive = move |claim: &&Claim| claim.expires.is_none_or(|expires| expires > self.now - GRACE_MILLISECONDS);
        self.claims.iter().filter(move |claim| claim.calendar == calendar).filter(alive)
    }

    /// Whoever takes time ends the holds within reach that have expired, with all they have taken.
    fn end_expired_holds(&mut self, calendar: usize, (start, end): (i64, i64), gap: i64) {
        let reach = (start - gap, end + gap);
        let dead = |claim: &&Claim| claim.expires.is_some_and(|expires| expires <= self.now - GRACE_MILLISECONDS);
        let near = self.claims.iter().filter(|claim| claim.calendar == calendar && claim.overlaps(reach)).filter(dead);
        let owners: Vec<Owner> = near.map(|claim| claim.owner).collect();
        for owner in owners {
            if let Owner::Hold(hold) = owner {
                self.end_hold(hold);
            }
        }
    }

    fn end_hold(&mut self, hold: usize) {
        self.holds[hold].stands = false;
        self.give_back(Owner::Hold(hold));
    }

    fn give_back(&mut self, owner: Owner) {
        self.claims.retain(|claim| claim.owner != owner);
    }

    fn add_visit(&mut self, service: usize, roster: usize, start: i64) -> Outcome {
        let end = start + i64::from(self.plan.services[service].details.duration) * MINUTE;
        let practitioner = self.owner(roster);
        let status = AppointmentStatus::Booked;
        self.appointments.push(Visit {
            service,
            practitioner,
            roster: Some(roster),
            session: None,
            start,
            end,
            status,
        });
        taken(practitioner, Some(roster), start, end)
    }

    fn at(&self, at: At) -> i64 {
        self.midnight + at.0 * 1000
    }
}

fn taken(practitioner: usize, roster: Option<usize>, start: i64, end: i64) -> Outcome {
    Outcome::Taken { practitioner, roster, start: start / 1000, end: end / 1000 }
}

fn valid(first_day: Date, rules: &RosterRules) -> (i64, i64) {
    let day = |date| days(first_day, date);
    (rules.valid_from.map_or(i64::MIN, day), rules.valid_until.map_or(i64::MAX, day))
}

/// A practitioner or roster that doesn't offer the service doesn't exist for whoever asks.
fn check_who(plan: &Plan, service: &ServicePlan, who: Whom) -> Result<(), Refused> {
    if who.practitioner.is_some_and(|wanted| !service.practitioners.contains(&wanted)) {
        return Err("NotFound(Practitioner)".to_owned());
    }
    let offers = |roster: usize| roster < ROSTERS && service.practitioners.contains(&plan.rosters[roster].0);
    if who.roster.is_some_and(|wanted| !offers(wanted)) {
        return Err("NotFound(Roster)".to_owned());
    }
    Ok(())
}

/// The staff books callers, who have not filled in anything.
fn check_answers(asks: bool, by: By, answers: Given) -> Result<(), Refused> {
    match answers {
        _ if !asks => Ok(()),
        Given::Good => Ok(()),
        Given::None if !by.is_patient() => Ok(()),
        Given::None => {
            Err("Invalid(answers.firstName, answers.lastName, answers.email, answers.visitReason)".to_owned())
        }
        Given::Bad => Err("Invalid(answers.lastName, answers.email)".to_owned()),
    }
}
