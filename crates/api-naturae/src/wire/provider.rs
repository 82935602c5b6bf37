//! Providers, and their free and busy times.

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::scalar::{LocalDate, LocalTime};

/// Somebody who treats. Members in small letters, as the documented schedule has them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Provider {
    /// Their id.
    #[schema(minimum = 1)]
    pub(crate) id: i64,
    /// Given name and family name.
    pub(crate) name: String,
    /// Title.
    pub(crate) title: Option<String>,
    /// What they do.
    pub(crate) specialty: Option<String>,
}

/// The visits of a provider.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProviderSchedule {
    /// Whose.
    pub(crate) provider: Provider,
    /// From when.
    pub(crate) start_date: LocalDate,
    /// Until when, included.
    pub(crate) end_date: LocalDate,
    /// By date. Only dates that hold a visit are there.
    pub(crate) schedule: VisitsByDate,
    /// How many there are.
    #[schema(value_type = u64)]
    pub(crate) total_visits: usize,
}

/// Visits by date, both ascending.
#[derive(Debug, ToSchema)]
#[schema(value_type = std::collections::BTreeMap<String, Vec<Visit>>)]
pub(crate) struct VisitsByDate(pub(crate) Vec<(LocalDate, Vec<Visit>)>);

impl Serialize for VisitsByDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(date, visits)| (date, visits)))
    }
}

/// A visit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Visit {
    /// Its id.
    #[serde(rename = "VisitID")]
    #[schema(minimum = 1)]
    pub(crate) visit_id: i64,
    /// When it starts.
    pub(crate) time: LocalTime,
    /// Minutes.
    #[schema(minimum = 1)]
    pub(crate) duration: i64,
    /// Name of the service.
    #[serde(rename = "type")]
    #[schema(example = "FOLLOWUP")]
    pub(crate) kind: String,
    /// Whether it takes up time.
    pub(crate) booked: bool,
}

/// Whether one start is free.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Check {
    /// Of whom.
    #[serde(rename = "ProviderID")]
    pub(crate) provider_id: i64,
    /// When.
    pub(crate) date: LocalDate,
    /// When.
    pub(crate) time: LocalTime,
    /// For how many minutes.
    pub(crate) duration: u16,
    /// Whether it is free.
    pub(crate) available: bool,
}

/// The free starts of a date.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Slots {
    /// Of whom.
    #[serde(rename = "ProviderID")]
    pub(crate) provider_id: i64,
    /// When.
    pub(crate) date: LocalDate,
    /// For how many minutes.
    pub(crate) duration: u16,
    /// The starts, ascending.
    pub(crate) slots: Vec<LocalTime>,
    /// How many there are.
    #[schema(value_type = u64)]
    pub(crate) count: usize,
}

/// The answer to a search for a start.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NextSlotAnswer {
    /// Of whom.
    #[serde(rename = "ProviderID")]
    pub(crate) provider_id: i64,
    /// For how many minutes.
    pub(crate) duration: u16,
    /// How many dates were looked through.
    pub(crate) search_window_days: u16,
    /// The earliest start; none when there is none.
    pub(crate) the_next_slot: Option<NextSlot>,
}

/// A start found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NextSlot {
    /// Of whom: a text here, though a number one level up.
    #[serde(rename = "ProviderID")]
    #[schema(pattern = r"^\d+$")]
    pub(crate) provider_id: String,
    /// When.
    pub(crate) date: LocalDate,
    /// When.
    pub(crate) time: LocalTime,
}
