//! Hold: a promise to keep a time for a while.

use jiff::Timestamp;

use crate::id::{HoldId, LocationId, PractitionerId, RosterId, ServiceId};

/// A time kept for somebody until it expires. Confirming it before then always succeeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Our id; the appointment made of it keeps the number.
    pub id: HoldId,
    /// What would be booked.
    pub service_id: ServiceId,
    /// With whom.
    pub practitioner_id: Option<PractitionerId>,
    /// By which roster.
    pub roster_id: Option<RosterId>,
    /// Where.
    pub location_id: Option<LocationId>,
    /// From when.
    pub start: Timestamp,
    /// Until when (not included).
    pub end: Timestamp,
    /// When the promise ends.
    pub expires_at: Timestamp,
}

/// How long a hold is kept, in minutes, unless asked otherwise.
pub const MINUTES_DEFAULT: i64 = 10;
/// How long a hold may be kept, in minutes.
pub const MINUTES_MAX: i64 = 60;
/// How long after its expiry a hold still keeps its time, in milliseconds: a confirmation that arrived in time may stand in
/// the queue behind a booking that arrived later.
pub const GRACE_MILLISECONDS: i64 = 500;
