//! Claim: the only thing that takes time. FHIR Slot with status busy.

use jiff::Timestamp;

use crate::id::CalendarId;

/// A row that takes time of a calendar. Buffers are part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whose time.
    pub calendar_id: CalendarId,
    /// 0 to capacity - 1: ordinary. From capacity up: overbooked on purpose. Below 0: a closure, which closes every lane.
    pub lane: i64,
    /// From when.
    pub start: Timestamp,
    /// Until when (not included); at most a day after `start`.
    pub end: Timestamp,
    /// What takes it.
    pub kind: ClaimKind,
    /// Id of what takes it: an appointment, hold, group session or closure.
    pub owner: i64,
    /// When a hold ends.
    pub expires_at: Option<Timestamp>,
}

crate::text_enum! {
    /// What takes time.
    ClaimKind {
        /// An appointment.
        Appointment = "appointment",
        /// A group session: its practitioner and resources.
        GroupSession = "group_session",
        /// A hold, with an expiry.
        Hold = "hold",
        /// A closure.
        Closure = "closure",
    }
}
