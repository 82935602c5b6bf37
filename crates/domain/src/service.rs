//! Service: something that can be booked. FHIR HealthcareService.

use availability::{Alignment, Channels};
use serde::{Deserialize, Serialize};

use crate::error::{FieldCode, Result};
use crate::id::{PractitionerId, QuestionnaireId, ResourceId, ServiceId};
use crate::money::Money;
use crate::text::Problems;

/// Something that can be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Our id.
    pub id: ServiceId,
    /// Everything the clinic chose about it.
    pub details: ServiceDetails,
    /// Whether it can be booked.
    pub active: bool,
}

/// What a clinic chooses about a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDetails {
    /// Name as patients know it.
    pub name: String,
    /// A few sentences for patients.
    pub description: Option<String>,
    /// Length of the visit in minutes, 1 to 1440.
    pub duration: u16,
    /// Idle minutes kept free before and after other appointments; looked at when this service is booked, not taken.
    pub gap: u16,
    /// Minutes taken before the visit, for preparation.
    pub buffer_before: u16,
    /// Minutes taken after the visit, for cleaning or notes.
    pub buffer_after: u16,
    /// Which starts are offered within open time.
    pub start_rule: StartRule,
    /// Minutes between now and the earliest start.
    pub min_lead: u32,
    /// Minutes between now and the latest start.
    pub max_lead: u32,
    /// Minutes before the start until which a patient may cancel or move.
    pub change_notice: u32,
    /// Price, and when it is asked for.
    pub payment: PaymentRule,
    /// The questions asked when it is booked.
    pub questionnaire_id: Option<QuestionnaireId>,
    /// Whether it takes place by video.
    pub is_virtual: bool,
    /// Seats of its group sessions; none for a service that is booked one patient at a time.
    pub seats: Option<u16>,
    /// Through which channels it may be booked.
    pub channels: Channels,
}

/// Which starts are offered within open time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartRule {
    /// From the beginning of each open period, every duration.
    EveryDuration,
    /// From the beginning of each open period, every duration plus gap.
    EveryDurationPlusGap,
    /// From the beginning of each open period, every so many minutes.
    EveryFromPeriodStart(u16),
    /// On the wall clock, every so many minutes from midnight.
    EveryOnTheClock(u16),
    /// At any minute.
    AnyMinute,
}

/// When money is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentRule {
    /// Whether booking involves money at all; if not, the rest is for information.
    pub enabled: bool,
    /// The full price.
    pub price: Money,
    /// Whether a patient may book without paying now.
    pub pay_later: bool,
    /// Whether the card is kept and not charged at booking.
    pub save_card_only: bool,
    /// Percent of the price that a public health card bears.
    pub health_card_coverage: u8,
}

/// Who offers a service and what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ServiceTeam {
    /// Who offers it: any one of them does.
    pub practitioners: Vec<PractitionerId>,
    /// What it needs besides: one resource of each of these lists.
    pub requirements: Vec<Vec<ResourceId>>,
}

/// Longest visit, in minutes: a claim never spans more than a day.
pub const DURATION_MAX: u16 = 1440;
/// Longest buffer or gap, in minutes.
pub const BUFFER_MAX: u16 = 240;
/// Furthest horizon, in minutes: two years.
pub const LEAD_MAX: u32 = 2 * 366 * 1440;

impl ServiceDetails {
    /// The engine's word for the start rule.
    pub fn alignment(&self) -> Alignment {
        match self.start_rule {
            StartRule::EveryDuration => Alignment::PeriodStart { step: self.duration },
            StartRule::EveryDurationPlusGap => Alignment::PeriodStart { step: self.duration + self.gap },
            StartRule::EveryFromPeriodStart(step) => Alignment::PeriodStart { step },
            StartRule::EveryOnTheClock(step) => Alignment::EveryMinutes { step },
            StartRule::AnyMinute => Alignment::AnyMinute,
        }
    }

    /// Checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every field that is out of its limits.
    pub fn check(&self) -> Result<()> {
        let mut problems = Problems::new();
        problems.take(crate::text::required("name", &self.name, crate::text::NAME_MAX))?;
        problems.take(crate::text::optional("description", self.description.as_deref(), crate::text::NOTE_MAX))?;
        let mut within = |field: &str, value: u32, low: u32, high: u32| {
            if !(low..=high).contains(&value) {
                problems.add(field, FieldCode::OutOfRange, format!("From {low} to {high}."));
            }
        };
        within("duration", self.duration.into(), 1, DURATION_MAX.into());
        within("gap", self.gap.into(), 0, BUFFER_MAX.into());
        within("buffer_before", self.buffer_before.into(), 0, BUFFER_MAX.into());
        within("buffer_after", self.buffer_after.into(), 0, BUFFER_MAX.into());
        within("min_lead", self.min_lead, 0, LEAD_MAX);
        within("max_lead", self.max_lead, self.min_lead, LEAD_MAX);
        within("change_notice", self.change_notice, 0, LEAD_MAX);
        within("payment.health_card_coverage", self.payment.health_card_coverage.into(), 0, 100);
        if let StartRule::EveryFromPeriodStart(step) | StartRule::EveryOnTheClock(step) = self.start_rule {
            within("start_rule", step.into(), 1, 1440);
        }
        if let Some(seats) = self.seats {
            within("seats", seats.into(), 1, 500);
        }
        // A claim is the visit with its buffers, and is kept below a day.
        let taken = u32::from(self.duration) + u32::from(self.buffer_before) + u32::from(self.buffer_after);
        within("duration", taken.max(1), 1, DURATION_MAX.into());
        if self.payment.price.minor < 0 {
            problems.add("payment.price", FieldCode::OutOfRange, "A price is not below zero.");
        }
        problems.finish()
    }
}
