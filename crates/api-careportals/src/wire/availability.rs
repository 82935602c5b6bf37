//! Starts on offer.

use availability::Minute;
use jiff::civil::Date;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use utoipa::{IntoParams, ToSchema};

use super::scalar::{Instant, ObjectId};

/// Starts on offer by date, ascending. A date without any has an empty array.
#[derive(Debug, ToSchema)]
#[schema(
    value_type = std::collections::BTreeMap<String, Vec<Instant>>,
    example = json!({ "2026-03-02": ["2026-03-02T14:00:00.000Z", "2026-03-02T14:15:00.000Z"], "2026-03-03": [] })
)]
pub(crate) struct AvailabilityByDate(pub(crate) Vec<(Date, Vec<Minute>)>);

impl Serialize for AvailabilityByDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(date, starts)| (date, Starts(starts))))
    }
}

/// Starts in their order, each as an [`Instant`]. The date is written once for all that share it: a month of starts is some
/// hundred of them, and writing each from nothing took a tenth of the time of such an answer.
struct Starts<'a>(&'a [Minute]);

impl Serialize for Starts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        let (mut day, mut text) = (None, Vec::new());
        for start in self.0 {
            let (this_day, minute) = (start.0.div_euclid(DAY), start.0.rem_euclid(DAY));
            if day != Some(this_day) {
                text = Instant(Minute(this_day * DAY).to_timestamp()).to_string().into_bytes();
                day = Some(this_day);
            }
            for (place, number) in [(11, minute / 60), (14, minute % 60)] {
                let place = text.len() - 24 + place;
                text[place] = digit(number / 10);
                text[place + 1] = digit(number % 10);
            }
            list.serialize_element(std::str::from_utf8(&text).unwrap_or_default())?;
        }
        list.end()
    }
}

/// Minutes of a day.
const DAY: i64 = 1440;

fn digit(number: i64) -> u8 {
    b'0' + u8::try_from(number).unwrap_or_default()
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
