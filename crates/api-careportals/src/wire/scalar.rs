//! Values that several nouns are made of.

use std::fmt;

use jiff::Timestamp;
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

impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.3}", self.0)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
