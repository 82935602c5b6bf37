//! Appointment: a visit. FHIR Appointment, with its words for the states.

use jiff::Timestamp;

use crate::error::{Error, Result};
use crate::id::{AppointmentId, GroupSessionId, LocationId, PatientId, PractitionerId, RosterId, ServiceId};
use crate::time::LocalTime;

/// A visit of one patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Our id.
    pub id: AppointmentId,
    /// What was booked.
    pub service_id: ServiceId,
    /// The service's name at present.
    pub service_name: String,
    /// Who comes; none when the booking named nobody.
    pub patient_id: Option<PatientId>,
    /// Whom they see.
    pub practitioner_id: Option<PractitionerId>,
    /// By which roster the time was offered.
    pub roster_id: Option<RosterId>,
    /// Where.
    pub location_id: Option<LocationId>,
    /// The session they joined.
    pub group_session_id: Option<GroupSessionId>,
    /// Where it stands.
    pub status: AppointmentStatus,
    /// From when.
    pub start: Timestamp,
    /// Until when (not included).
    pub end: Timestamp,
    /// The start as agreed upon, on the clinic's wall clock.
    pub local_start: LocalTime,
    /// Where it was before it was last moved.
    pub previous_start: Option<Timestamp>,
    /// The patient's own zone, for messages.
    pub patient_time_zone: Option<String>,
    /// Where to join by video.
    pub join_url: Option<String>,
    /// Why it was booked above capacity.
    pub overbooking_reason: Option<String>,
    /// Digest of the access key.
    pub access_key_digest: Option<String>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// Why it was cancelled, in the patient's or staff's words.
    pub cancel_reason: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When anything about it last changed.
    pub updated_at: Timestamp,
}

crate::text_enum! {
    /// Where an appointment stands, in FHIR's words.
    AppointmentStatus {
        /// Asked for, and not approved yet. Takes its time.
        Pending = "pending",
        /// Agreed upon.
        Booked = "booked",
        /// The patient is here.
        Arrived = "arrived",
        /// It has taken place.
        Fulfilled = "fulfilled",
        /// The patient did not come.
        NoShow = "noshow",
        /// It was called off. Its time is free again.
        Cancelled = "cancelled",
    }
}

impl AppointmentStatus {
    /// The transition table: where an appointment may go from here. What is not listed is refused.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Booked, Self::Cancelled],
            Self::Booked => &[Self::Arrived, Self::Fulfilled, Self::NoShow, Self::Cancelled],
            Self::Arrived => &[Self::Booked, Self::Fulfilled, Self::NoShow, Self::Cancelled],
            Self::Fulfilled | Self::NoShow | Self::Cancelled => &[],
        }
    }

    /// Refuses a transition that is not in the table.
    ///
    /// # Errors
    /// `StateForbids`.
    pub fn check_next(self, next: Self) -> Result<()> {
        if self.next().contains(&next) { Ok(()) } else { Err(Error::StateForbids(self)) }
    }

    /// Whether a patient may still cancel or move it.
    pub fn is_open_to_patient(self) -> bool {
        matches!(self, Self::Pending | Self::Booked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AppointmentStatus::*;

    #[test]
    fn every_transition_is_allowed_or_refused_as_the_table_says() {
        let allowed = [
            (Pending, Booked),
            (Pending, Cancelled),
            (Booked, Arrived),
            (Booked, Fulfilled),
            (Booked, NoShow),
            (Booked, Cancelled),
            (Arrived, Booked),
            (Arrived, Fulfilled),
            (Arrived, NoShow),
            (Arrived, Cancelled),
        ];
        for &from in AppointmentStatus::ALL {
            for &to in AppointmentStatus::ALL {
                assert_eq!(from.check_next(to).is_ok(), allowed.contains(&(from, to)), "{from} -> {to}");
            }
        }
    }

    #[test]
    fn states_are_spelt_one_way() {
        for &status in AppointmentStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        assert!("Booked".parse::<AppointmentStatus>().is_err());
    }
}
