//! Values that several nouns are made of.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// Twenty-four hexadecimal digits in small letters. Capitals are understood too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, pattern = "^[0-9a-f]{24}$", example = "6a0001010000000000000001")]
pub(crate) struct ObjectId(pub(crate) String);

/// An instant: UTC, three fraction digits, `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(
    value_type = String,
    format = DateTime,
    pattern = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$",
    example = "2026-03-02T14:00:00.000Z"
)]
pub(crate) struct Instant(pub(crate) Timestamp);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match plain_text(self.0) {
            Some(text) => serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default()),
            None => serializer.collect_str(&format_args!("{:.3}", self.0)),
        }
    }
}

/// The instant digit by digit, in the years of four digits: a month of starts is some hundred of them, and the general way took
/// half of the time of such an answer.
fn plain_text(instant: Timestamp) -> Option<[u8; 24]> {
    let civil = TimeZone::UTC.to_datetime(instant);
    let year = u16::try_from(civil.year()).ok()?;
    let mut text = *b"0000-00-00T00:00:00.000Z";
    let mut write = |end: usize, mut number: u16| {
        for place in text[..end].iter_mut().rev().take_while(|place| **place == b'0') {
            *place = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
        }
    };
    let small = |number: i8| u16::from(number.unsigned_abs());
    write(23, civil.millisecond().unsigned_abs());
    write(19, small(civil.second()));
    write(16, small(civil.minute()));
    write(13, small(civil.hour()));
    write(10, small(civil.day()));
    write(7, small(civil.month()));
    write(4, year);
    Some(text)
}
