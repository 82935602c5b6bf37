//! Values that several nouns are made of.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// An instant: RFC 3339, UTC, `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-03-02T14:00:00Z")]
pub(crate) struct Instant(pub(crate) Timestamp);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A date on the practice's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, pattern = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", example = "2026-03-09")]
pub(crate) struct LocalDate(pub(crate) Date);

impl Serialize for LocalDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A time on the practice's clock, 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, pattern = r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$", example = "09:00:00")]
pub(crate) struct LocalTime(pub(crate) Time);

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// What a key is good for.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[expect(dead_code, reason = "a description only: scopes are spelt by the core as this door spells them")]
pub(crate) enum Scope {
    /// Everything below `availability/providers`.
    Providers,
    /// Products.
    #[serde(rename = "ProductPro.Products")]
    Products,
    /// Articles.
    #[serde(rename = "KB")]
    Articles,
    /// Tickets and their comments.
    Tickets,
    /// Prospects, where the server asks for every scope.
    Prospects,
    /// Tags, where the server asks for every scope.
    Tags,
}
