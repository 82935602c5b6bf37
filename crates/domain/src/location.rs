//! Location: a site of an organization. FHIR Location.

use crate::id::LocationId;

/// A site where patients are seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Our id.
    pub id: LocationId,
    /// Name as patients know it.
    pub name: String,
    /// Postal address on one or more lines.
    pub address: Option<String>,
    /// IANA zone of its wall clocks.
    pub time_zone: String,
    /// Whether anything is offered here.
    pub active: bool,
}
