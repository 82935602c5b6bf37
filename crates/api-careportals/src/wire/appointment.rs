//! Appointments.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::scalar::{Instant, ObjectId};

/// A booking.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "_id": "6a0001040000000000000009",
    "organization": "appgen_demo",
    "service": { "_id": "6a0001010000000000000001", "label": "General Consultation" },
    "status": "booked",
    "reservation": "2026-03-02T14:00:00.000Z",
    "duration": 15,
    "virtualMeeting": { "joinUrl": "https://meet.example.org/visit-7f3c" },
    "createdAt": "2026-03-01T08:00:00.000Z",
    "updatedAt": "2026-03-01T08:00:00.000Z"
}))]
pub(crate) struct Appointment {
    /// Its id.
    #[serde(rename = "_id")]
    pub(crate) id: ObjectId,
    /// The organization's id.
    pub(crate) organization: String,
    /// What was booked.
    pub(crate) service: ServiceRef,
    /// Where it stands.
    pub(crate) status: AppointmentStatus,
    /// When it starts.
    pub(crate) reservation: Instant,
    /// Minutes, as the service had it when this was booked.
    #[schema(minimum = 1)]
    pub(crate) duration: i64,
    /// Where to join, if it takes place by video and is not cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) virtual_meeting: Option<VirtualMeeting>,
    /// When it was made.
    pub(crate) created_at: Instant,
    /// When it last changed.
    pub(crate) updated_at: Instant,
    /// When it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) cancelled_at: Option<Instant>,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) cancel_reason: Option<String>,
    /// When it would have started before it was last moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) previous_reservation: Option<Instant>,
}

/// A booking just made, with the key to manage it. The key is never shown again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "_id": "6a0001040000000000000009",
    "organization": "appgen_demo",
    "service": { "_id": "6a0001010000000000000001", "label": "General Consultation" },
    "status": "booked",
    "reservation": "2026-03-02T14:00:00.000Z",
    "duration": 15,
    "accessKey": "a1b2c3d4-e5f6-4890-9234-567890abcdef",
    "virtualMeeting": { "joinUrl": "https://meet.example.org/visit-7f3c" },
    "createdAt": "2026-03-01T08:00:00.000Z",
    "updatedAt": "2026-03-01T08:00:00.000Z"
}))]
pub(crate) struct AppointmentCreated {
    /// The booking.
    #[serde(flatten)]
    pub(crate) appointment: Appointment,
    /// The key.
    #[schema(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    pub(crate) access_key: String,
}

/// What was booked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServiceRef {
    /// The service's id.
    #[serde(rename = "_id")]
    pub(crate) id: ObjectId,
    /// Its name.
    pub(crate) label: String,
}

/// A video visit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VirtualMeeting {
    /// Where to join.
    #[schema(format = "uri")]
    pub(crate) join_url: String,
}

/// Where a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AppointmentStatus {
    /// It is agreed upon.
    Booked,
    /// It was called off.
    Cancelled,
    /// It has taken place.
    Completed,
    /// Nobody came.
    NoShow,
}

/// The booking could be made. It was not, and nothing is promised.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "valid": true }))]
pub(crate) struct AppointmentValidation {
    /// True.
    pub(crate) valid: bool,
}

/// A booking wanted. Members that are not listed here are ignored.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({
    "serviceId": "6a0001010000000000000001",
    "reservation": "2026-03-02T14:00:00.000Z",
    "values": {
        "firstName": "Ines",
        "lastName": "Falkner",
        "email": "ines@example.com",
        "phone": "+15551234567",
        "visitReason": "Yearly check-up."
    },
    "meta": { "timezone": "America/New_York" }
}))]
#[expect(dead_code, reason = "this is the description; `convert::appointment` reads it by hand")]
pub(crate) struct AppointmentCreate {
    /// What is booked.
    service_id: ObjectId,
    /// With which schedule; with any that has the time when absent.
    schedule_id: Option<ObjectId>,
    /// When it starts: an instant with its offset, as RFC 3339 has it.
    #[schema(format = DateTime)]
    reservation: String,
    /// Answers to the service's form, by the names of its fields.
    values: Option<BTreeMap<String, FormValue>>,
    /// Facts about the client.
    meta: Option<AppointmentMeta>,
    /// Facts of a public health card; any are taken.
    hc: Option<BTreeMap<String, Value>>,
    /// A card, as the payment service gave it to the client.
    stripe_token: Option<StripeToken>,
    /// Whether the booking is only to be tested.
    #[schema(default = false)]
    validate_only: Option<bool>,
}

/// An answer.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "a description only")]
pub(crate) enum FormValue {
    /// Text, a date, a phone number, a choice.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// No answer.
    None,
    /// Several choices.
    Choices(Vec<String>),
}

/// Facts about the client.
#[derive(ToSchema)]
#[expect(dead_code, reason = "a description only")]
pub(crate) struct AppointmentMeta {
    /// Their IANA zone, for messages.
    timezone: Option<String>,
}

/// A card, as the payment service gave it to the client.
#[derive(ToSchema)]
#[expect(dead_code, reason = "a description only")]
pub(crate) struct StripeToken {
    /// The token.
    #[schema(pattern = r"\S")]
    id: String,
}

/// A booking to be called off.
#[derive(ToSchema)]
#[schema(example = json!({ "reason": "Away that day." }))]
#[expect(dead_code, reason = "this is the description; `convert::appointment` reads it by hand")]
pub(crate) struct AppointmentCancel {
    /// Why.
    #[schema(max_length = 1000)]
    reason: Option<String>,
}

/// A booking to be moved.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({
    "reservation": "2026-03-03T10:15:00.000Z",
    "meta": { "timezone": "America/New_York" }
}))]
#[expect(dead_code, reason = "this is the description; `convert::appointment` reads it by hand")]
pub(crate) struct AppointmentReschedule {
    /// When it is to start: an instant with its offset, as RFC 3339 has it.
    #[schema(format = DateTime)]
    reservation: String,
    /// With which schedule; with any that has the time when absent.
    schedule_id: Option<ObjectId>,
    /// Facts about the client.
    meta: Option<AppointmentMeta>,
}
