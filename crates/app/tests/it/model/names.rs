//! Ids of one database, and what they are called in the plan. Two databases give other ids to the same things.

use std::collections::HashMap;

use app::appointment::Booked;
use domain::secret::AccessKey;
use domain::{
    Appointment, AppointmentId, CalendarId, ClosureId, GroupSession, GroupSessionId, Hold, HoldId, LocationId,
    PatientId, PractitionerId, RosterId, ServiceId,
};

use super::operation::{Counts, Pick};
use super::plan::Practice;

/// The id of nothing.
pub(crate) const UNKNOWN: i64 = 999_999_999;

/// Things whose ids are drawn from one sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    Setup,
    Book,
    Patient,
}

/// See the module.
#[derive(Default)]
pub(crate) struct Names {
    numbers: HashMap<(Family, i64), i64>,
    appointments: Vec<(AppointmentId, AccessKey)>,
    holds: Vec<HoldId>,
    sessions: Vec<GroupSessionId>,
    closures: Vec<ClosureId>,
}

impl Names {
    /// Names for everything that was set up, in the order of the plan.
    pub(crate) fn new(practice: &Practice) -> Self {
        let mut names = Self::default();
        let calendars = practice.calendars();
        let ids = practice.services.iter().map(|id| id.0);
        let ids = ids.chain(practice.practitioners.iter().map(|practitioner| practitioner.id.0));
        let ids = ids.chain(practice.rosters.iter().map(|id| id.0)).chain(practice.places.iter().map(|id| id.0));
        let ids = ids.chain(practice.resources.iter().map(|resource| resource.id.0)).chain([practice.questionnaire.0]);
        let ids = ids.chain(calendars.iter().map(|id| id.0));
        for id in ids {
            names.number(Family::Setup, id);
        }
        for patient in &practice.patients {
            names.number(Family::Patient, patient.0);
        }
        names
    }

    /// What an id is called: a number, the next one when it is new.
    fn number(&mut self, family: Family, id: i64) -> i64 {
        let next = i64::try_from(self.numbers.len()).expect("a small number");
        *self.numbers.entry((family, id)).or_insert(next)
    }

    /// What an id is called that has come up before.
    pub(crate) fn known(&self, family: Family, id: i64) -> Option<i64> {
        self.numbers.get(&(family, id)).copied()
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts {
            appointments: self.appointments.len(),
            holds: self.holds.len(),
            sessions: self.sessions.len(),
            closures: self.closures.len(),
        }
    }

    pub(crate) fn appointment(&self, pick: Pick) -> AppointmentId {
        self.appointments.get(pick.0).map_or(AppointmentId(UNKNOWN), |(id, _)| *id)
    }

    pub(crate) fn key(&self, pick: Pick) -> AccessKey {
        self.appointments.get(pick.0).map_or(AccessKey::given("none"), |(_, key)| key.clone())
    }

    pub(crate) fn hold(&self, pick: Pick) -> HoldId {
        self.holds.get(pick.0).copied().unwrap_or(HoldId(UNKNOWN))
    }

    pub(crate) fn session(&self, pick: Pick) -> GroupSessionId {
        self.sessions.get(pick.0).copied().unwrap_or(GroupSessionId(UNKNOWN))
    }

    pub(crate) fn closure(&self, pick: Pick) -> ClosureId {
        self.closures.get(pick.0).copied().unwrap_or(ClosureId(UNKNOWN))
    }

    /// Which appointment it is.
    pub(crate) fn place_of(&self, id: AppointmentId) -> usize {
        self.appointments.iter().position(|(other, _)| *other == id).expect("an appointment made before")
    }

    pub(crate) fn add_appointment(&mut self, booked: &Booked) {
        self.appointments.push((booked.appointment.id, booked.access_key.clone()));
    }

    pub(crate) fn add_hold(&mut self, id: HoldId) {
        self.holds.push(id);
    }

    pub(crate) fn add_session(&mut self, session: &GroupSession) {
        self.sessions.push(session.id);
    }

    pub(crate) fn add_closure(&mut self, id: ClosureId) {
        self.number(Family::Book, id.0);
        self.closures.push(id);
    }

    /// An appointment in our numbers.
    pub(crate) fn of_appointment(&mut self, appointment: &Appointment) -> Appointment {
        let mut setup = |id| self.number(Family::Setup, id);
        let ours = Appointment {
            service_id: ServiceId(setup(appointment.service_id.0)),
            practitioner_id: appointment.practitioner_id.map(|id| PractitionerId(setup(id.0))),
            roster_id: appointment.roster_id.map(|id| RosterId(setup(id.0))),
            location_id: appointment.location_id.map(|id| LocationId(setup(id.0))),
            ..appointment.clone()
        };
        Appointment {
            id: AppointmentId(self.number(Family::Book, ours.id.0)),
            group_session_id: ours.group_session_id.map(|id| GroupSessionId(self.number(Family::Book, id.0))),
            patient_id: ours.patient_id.map(|id| PatientId(self.number(Family::Patient, id.0))),
            ..ours
        }
    }

    /// A hold in our numbers.
    pub(crate) fn of_hold(&mut self, hold: &Hold) -> Hold {
        let id = HoldId(self.number(Family::Book, hold.id.0));
        let mut setup = |id| self.number(Family::Setup, id);
        Hold {
            id,
            service_id: ServiceId(setup(hold.service_id.0)),
            practitioner_id: hold.practitioner_id.map(|id| PractitionerId(setup(id.0))),
            roster_id: hold.roster_id.map(|id| RosterId(setup(id.0))),
            location_id: hold.location_id.map(|id| LocationId(setup(id.0))),
            ..hold.clone()
        }
    }

    /// A group session in our numbers.
    pub(crate) fn of_session(&mut self, session: &GroupSession) -> GroupSession {
        let id = GroupSessionId(self.number(Family::Book, session.id.0));
        let mut setup = |id| self.number(Family::Setup, id);
        GroupSession {
            id,
            service_id: ServiceId(setup(session.service_id.0)),
            practitioner_id: PractitionerId(setup(session.practitioner_id.0)),
            location_id: session.location_id.map(|id| LocationId(setup(id.0))),
            calendar_id: CalendarId(setup(session.calendar_id.0)),
            ..session.clone()
        }
    }
}
