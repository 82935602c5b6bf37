//! Closure: a time in which nothing is offered (holidays, illness, a broken chair).

use jiff::Timestamp;

use crate::id::{AppointmentId, CalendarId, ClosureId};

/// A time in which nothing is offered on some calendars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Our id.
    pub id: ClosureId,
    /// Which calendars are closed.
    pub calendars: Vec<CalendarId>,
    /// From when.
    pub start: Timestamp,
    /// Until when (not included).
    pub end: Timestamp,
    /// Why, for the staff.
    pub reason: Option<String>,
}

/// A closure just made, with the appointments it collides with. They stand until somebody moves or cancels them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosureMade {
    /// The closure.
    pub closure: Closure,
    /// Appointments within it, by start.
    pub affected: Vec<AppointmentId>,
}

/// Longest closure, in days.
pub const DAYS_MAX: i64 = 366;
