//! Changes of what is in the book, group sessions, hours and closures.

use domain::AppointmentStatus::{self, Arrived, Booked, Cancelled, Fulfilled, NoShow, Pending};

use super::offer::Ask;
use super::wall::MINUTE;
use super::{DAY, Oracle, Owner, Refused, Session, Visit, check_who, taken};
use crate::model::answer::{Answer, Outcome};
use crate::model::operation::{At, By, Key, Operation, Whom};
use crate::model::plan::{CALENDARS, PATIENTS, ROSTERS};

/// The first number of a calendar of seats: each session has one.
const SEATS: usize = CALENDARS;

impl Oracle<'_> {
    pub(super) fn predict_change(&mut self, operation: &Operation) -> Answer {
        match *operation {
            Operation::Move { appointment, start, who, by, key } => self.move_to(appointment.0, start, who, by, key),
            Operation::Cancel { appointment, by, key } => self.cancel(appointment.0, by, key),
            Operation::SetStatus { appointment, status, by } => self.set_status(appointment.0, status, by),
            Operation::Gather { service, who, start, by } => self.gather(service, who, start, by),
            Operation::Join { session, patient, by } => self.join(session.0, patient, by),
            Operation::CallOff { session, by } => self.call_off(session.0, by),
            Operation::SetHours { roster, day, ref periods, by } => self.set_hours(roster, day, periods, by),
            Operation::ResetHours { roster, day, by } => {
                may_configure(by)?;
                self.hours.remove(&(roster, day)).map(|_| Outcome::Done).ok_or("NotFound(Roster)".to_owned())
            }
            Operation::Close { ref calendars, start, minutes, by } => {
                self.close(calendars.as_deref(), start, minutes, by)
            }
            Operation::Reopen { closure, by } => {
                may_manage(by)?;
                let stands = self.closures.get_mut(closure.0).filter(|stands| **stands).ok_or("NotFound(Closure)")?;
                *stands = false;
                self.give_back(Owner::Closure(closure.0));
                Ok(Outcome::Done)
            }
            Operation::Switch { service, active, by } => {
                may_configure(by)?;
                *self.active.get_mut(service).ok_or("NotFound(Service)")? = active;
                Ok(Outcome::Done)
            }
            _ => unreachable!("every operation is predicted"),
        }
    }

    /// The appointment, for whoever may see it.
    fn visit(&self, appointment: usize, by: By, key: Key) -> Result<&Visit, Refused> {
        let shown = !by.is_patient() || key == Key::Right;
        Ok(self.appointments.get(appointment).filter(|_| shown).ok_or("NotFound(Appointment)")?)
    }

    /// A patient may change what has not begun, up to the service's notice.
    fn check_patient_may_change(&self, visit: &Visit, by: By) -> Result<(), Refused> {
        let notice = i64::from(self.plan.services[visit.service].details.change_notice) * MINUTE;
        match visit.status {
            _ if !by.is_patient() => Ok(()),
            Pending | Booked if self.now >= visit.start || self.now > visit.start - notice => Err("TooLate".to_owned()),
            Pending | Booked => Ok(()),
            other => Err(forbids(other)),
        }
    }

    fn move_to(&mut self, appointment: usize, start: At, who: Whom, by: By, key: Key) -> Answer {
        let visit = self.visit(appointment, by, key)?;
        self.check_patient_may_change(visit, by)?;
        if !matches!(visit.status, Pending | Booked) || visit.session.is_some() {
            return Err(forbids(visit.status));
        }
        let (start, stays, duration) = (self.at(start), visit.practitioner, visit.end - visit.start);
        if start == visit.start {
            return Ok(taken(visit.practitioner, visit.roster, visit.start, visit.end));
        }
        // It may be moved though its service is no longer on offer to others.
        let service = &self.plan.services[visit.service];
        check_who(self.plan, service, who)?;
        let ask = Ask { service, who, by, duration };
        // Its own time counts as free; where the new time is taken, the old one is kept.
        let owner = Owner::Appointment(appointment);
        let (own, others) = std::mem::take(&mut self.claims).into_iter().partition(|claim| claim.owner == owner);
        self.claims = others;
        let roster = match self.choose(&ask, start, Some(stays)) {
            Ok(roster) => roster,
            Err(refused) => {
                self.claims.extend(own);
                return Err(refused);
            }
        };
        self.take_by(&ask, roster, start, owner, None);
        let (practitioner, end) = (self.owner(roster), start + duration);
        let moved = &mut self.appointments[appointment];
        (moved.practitioner, moved.roster, moved.start, moved.end) = (practitioner, Some(roster), start, end);
        Ok(taken(practitioner, Some(roster), start, end))
    }

    fn cancel(&mut self, appointment: usize, by: By, key: Key) -> Answer {
        let visit = self.visit(appointment, by, key)?;
        // Cancelling again changes nothing, for a patient.
        if by.is_patient() && visit.status == Cancelled {
            return Ok(Outcome::Status(Cancelled));
        }
        self.check_patient_may_change(visit, by)?;
        self.set(appointment, Cancelled)
    }

    fn set_status(&mut self, appointment: usize, status: AppointmentStatus, by: By) -> Answer {
        may_manage(by)?;
        self.visit(appointment, by, Key::Right)?;
        self.set(appointment, status)
    }

    fn set(&mut self, appointment: usize, status: AppointmentStatus) -> Answer {
        let present = self.appointments[appointment].status;
        let allowed = match present {
            Pending => vec![Booked, Cancelled],
            Booked => vec![Arrived, Fulfilled, NoShow, Cancelled],
            Arrived => vec![Booked, Fulfilled, NoShow, Cancelled],
            Fulfilled | NoShow | Cancelled => vec![],
        };
        if !allowed.contains(&status) {
            return Err(forbids(present));
        }
        self.appointments[appointment].status = status;
        if status == Cancelled {
            self.give_back(Owner::Appointment(appointment));
        }
        Ok(Outcome::Status(status))
    }

    fn gather(&mut self, service: usize, who: Whom, start: At, by: By) -> Answer {
        may_manage(by)?;
        let found = self.plan.services.get(service).ok_or("NotFound(Service)")?;
        found.details.seats.ok_or("Invalid(service_id)")?;
        check_who(self.plan, found, who)?;
        let (start, duration) = (self.at(start), i64::from(found.details.duration) * MINUTE);
        let ask = Ask { service: found, who, by, duration };
        let roster = self.take(&ask, start, Owner::Session(self.sessions.len()), None)?;
        let practitioner = self.owner(roster);
        self.sessions.push(Session { service, practitioner, start, called_off: false });
        Ok(taken(practitioner, None, start, start + duration))
    }

    fn join(&mut self, session: usize, patient: usize, by: By) -> Answer {
        may_manage(by)?;
        let found = self.sessions.get(session).ok_or("NotFound(GroupSession)")?;
        if found.called_off || found.start <= self.now {
            return Err("TooLate".to_owned());
        }
        if patient >= PATIENTS {
            return Err("NotFound(Patient)".to_owned());
        }
        let (service, practitioner, start) = (found.service, found.practitioner, found.start);
        let details = &self.plan.services[service].details;
        let end = start + i64::from(details.duration) * MINUTE;
        let seats = details.seats.map_or(0, i64::from);
        let seat = self.free_lane(SEATS + session, (start, end), 0, 0..seats).ok_or("SlotTaken")?;
        self.claim(SEATS + session, seat, (start, end), Owner::Appointment(self.appointments.len()), None);
        let (session, status) = (Some(session), Booked);
        self.appointments.push(Visit { service, practitioner, roster: None, session, start, end, status });
        Ok(taken(practitioner, None, start, end))
    }

    fn call_off(&mut self, session: usize, by: By) -> Answer {
        may_manage(by)?;
        if self.sessions.get(session).ok_or("NotFound(GroupSession)")?.called_off {
            return Ok(Outcome::Done);
        }
        let members: Vec<usize> = self.members(session).collect();
        // What has taken place can't be called off.
        let past = members.iter().map(|&member| self.appointments[member].status);
        let past = past.into_iter().find(|status| matches!(status, Fulfilled | NoShow));
        if let Some(status) = past {
            return Err(forbids(status));
        }
        for member in members {
            self.set(member, Cancelled)?;
        }
        self.sessions[session].called_off = true;
        self.give_back(Owner::Session(session));
        Ok(Outcome::Done)
    }

    /// Everybody in a session who has not cancelled.
    fn members(&self, session: usize) -> impl Iterator<Item = usize> {
        let all = self.appointments.iter().enumerate();
        all.filter(move |(_, visit)| visit.session == Some(session) && visit.status != Cancelled)
            .map(|(index, _)| index)
    }

    fn set_hours(&mut self, roster: usize, day: i64, periods: &[(u16, u16)], by: By) -> Answer {
        may_configure(by)?;
        let sound = periods.iter().all(|&(start, end)| start < end && end <= 1440);
        if !sound || periods.windows(2).any(|pair| pair[0].1 > pair[1].0) {
            return Err("Invalid(periods)".to_owned());
        }
        if roster >= ROSTERS {
            return Err("NotFound(Roster)".to_owned());
        }
        self.hours.insert((roster, day), periods.to_vec());
        Ok(Outcome::Done)
    }

    fn close(&mut self, calendars: Option<&[usize]>, start: At, minutes: i64, by: By) -> Answer {
        may_manage(by)?;
        if minutes <= 0 || minutes > 366 * 1440 {
            return Err("Invalid(end)".to_owned());
        }
        let all: Vec<usize> = (0..CALENDARS).collect();
        let calendars = calendars.unwrap_or(&all);
        if calendars.iter().any(|&calendar| calendar >= CALENDARS) {
            return Err("NotFound(Practitioner)".to_owned());
        }
        let (start, end) = (self.at(start), self.at(At(start.0 + minutes * 60)));
        let affected = self.affected(calendars, (start, end));
        let owner = Owner::Closure(self.closures.len());
        self.closures.push(true);
        for &calendar in calendars {
            // One claim for each day (UTC).
            let mut from = start;
            while from < end {
                let until = end.min((from.div_euclid(DAY) + 1) * DAY);
                self.claim(calendar, -1, (from, until), owner, None);
                from = until;
            }
        }
        Ok(Outcome::Affected(affected))
    }

    /// Appointments within a time on these calendars; a session counts by its members.
    fn affected(&self, calendars: &[usize], time: (i64, i64)) -> Vec<usize> {
        let mut affected: Vec<usize> = Vec::new();
        for claim in self.claims.iter().filter(|claim| calendars.contains(&claim.calendar) && claim.overlaps(time)) {
            match claim.owner {
                Owner::Appointment(appointment) => affected.push(appointment),
                Owner::Session(session) => affected.extend(self.members(session)),
                Owner::Hold(_) | Owner::Closure(_) => {}
            }
        }
        affected.sort_unstable();
        affected.dedup();
        affected
    }
}

fn may_manage(by: By) -> Result<(), Refused> {
    if by.is_patient() { Err("Forbidden(ManageBookings)".to_owned()) } else { Ok(()) }
}

fn may_configure(by: By) -> Result<(), Refused> {
    if by == By::System { Ok(()) } else { Err("Forbidden(Configure)".to_owned()) }
}

fn forbids(status: AppointmentStatus) -> Refused {
    format!("StateForbids({status:?})")
}
