//! Starts on offer.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use utoipa::{IntoParams, ToSchema};

use super::scalar::{Instant, ObjectId};

/// Starts on offer by date, ascending. A date without any has an empty array.
#[derive(Debug, ToSchema)]
#[schema(
    value_type = std::collections::BTreeMap<String, Vec<Instant>>,
    example = json!({ "2026-03-02": ["2026-03-02T14:00:00.000Z", "2026-03-02T14:15:00.000Z"], "2026-03-03": [] })
)]
pub(crate) struct AvailabilityByDate(pub(crate) Vec<(Date, Vec<Instant>)>);

impl Serialize for AvailabilityByDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(date, starts)| (date, starts)))
    }
}

/// What may be asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "this is the description; `convert::availability` reads it by hand")]
pub(crate) struct AvailabilityQuery {
    /// IANA zone whose dates are the keys; UTC when absent.
    #[param(nullable = false, example = "America/New_York")]
    timezone: Option<String>,
    /// First date wanted, in that zone. Makes the window narrower, never wider.
    #[param(nullable = false, format = Date, pattern = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    start_date: Option<String>,
    /// Last date wanted, in that zone. Makes the window narrower, never wider.
    #[param(nullable = false, format = Date, pattern = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    end_date: Option<String>,
    /// Only starts of this schedule, by the id that a booking takes too.
    #[param(nullable = false)]
    schedule_id: Option<ObjectId>,
}
