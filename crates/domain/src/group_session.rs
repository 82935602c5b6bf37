//! Group session: one practitioner, several seats.

use jiff::Timestamp;

use crate::id::{CalendarId, GroupSessionId, LocationId, PractitionerId, ServiceId};

/// A session with seats. Its seats are the lanes of a calendar of its own; joining takes one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSession {
    /// Our id.
    pub id: GroupSessionId,
    /// What it is.
    pub service_id: ServiceId,
    /// Who leads it.
    pub practitioner_id: PractitionerId,
    /// Where.
    pub location_id: Option<LocationId>,
    /// The calendar of its seats.
    pub calendar_id: CalendarId,
    /// How many may join.
    pub seats: u16,
    /// From when.
    pub start: Timestamp,
    /// Until when (not included).
    pub end: Timestamp,
    /// Whether it was called off.
    pub cancelled: bool,
}
