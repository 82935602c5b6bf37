//! Resource: a room, chair or device that a service needs. FHIR Location or Device.

use crate::id::{CalendarId, LocationId, ResourceId};

/// A room, chair or device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Our id.
    pub id: ResourceId,
    /// The calendar whose time is taken when it is used.
    pub calendar_id: CalendarId,
    /// Where it stands.
    pub location_id: LocationId,
    /// What it is.
    pub kind: ResourceKind,
    /// Name as the staff knows it.
    pub name: String,
    /// How many may use it at once: the lanes of its calendar.
    pub capacity: u16,
    /// Whether it can be booked.
    pub active: bool,
}

crate::text_enum! {
    /// What a resource is.
    ResourceKind {
        /// A treatment room.
        Room = "room",
        /// A dental chair.
        Chair = "chair",
        /// A device.
        Device = "device",
    }
}
