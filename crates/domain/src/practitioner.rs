//! Practitioner: someone who treats patients. FHIR Practitioner.

use crate::id::{CalendarId, PractitionerId};

/// Someone who treats patients, with a calendar of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practitioner {
    /// Our id.
    pub id: PractitionerId,
    /// The calendar whose time is taken when they are booked.
    pub calendar_id: CalendarId,
    /// Title before the name, such as `Dr`.
    pub prefix: Option<String>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What they do, in words for patients.
    pub specialty: Option<String>,
    /// Whether they can be booked.
    pub active: bool,
}

impl Practitioner {
    /// Title, given name and family name, as shown to patients.
    pub fn display_name(&self) -> String {
        let parts = [self.prefix.as_deref(), Some(self.given_name.as_str()), Some(self.family_name.as_str())];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
