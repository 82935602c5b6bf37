//! Services.

use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

use super::scalar::ObjectId;

/// Something that can be booked.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "_id": "6a0001010000000000000001",
    "organization": "appgen_demo",
    "label": "General Consultation",
    "description": "A first talk.",
    "status": "active",
    "slotDuration": 15,
    "slotGap": 5,
    "minLeadTime": 2,
    "maxLeadTime": 720,
    "form": { "id": "6a0001020000000000000002" },
    "payment": {
        "enabled": true, "price": 50, "currency": "CAD", "payLater": false, "saveCardOnly": false, "hcCoverage": 0
    },
    "isVirtualMeeting": true
}))]
pub(crate) struct Service {
    /// Its id.
    #[serde(rename = "_id")]
    pub(crate) id: ObjectId,
    /// The organization's id.
    pub(crate) organization: String,
    /// Its name.
    #[schema(min_length = 1)]
    pub(crate) label: String,
    /// A few sentences about it.
    #[schema(required)]
    pub(crate) description: Option<String>,
    /// Whether it can be booked. What can't be is not shown.
    pub(crate) status: Status,
    /// Length of the visit, in minutes.
    #[schema(minimum = 1)]
    pub(crate) slot_duration: u16,
    /// Minutes kept free before and after other bookings.
    #[schema(minimum = 0)]
    pub(crate) slot_gap: u16,
    /// Hours between now and the earliest start.
    #[schema(minimum = 0)]
    pub(crate) min_lead_time: u32,
    /// Hours between now and the latest start.
    #[schema(minimum = 0)]
    pub(crate) max_lead_time: u32,
    /// The questions asked when it is booked; null when there are none.
    #[schema(required)]
    pub(crate) form: Option<FormRef>,
    /// What it costs, and when that is asked for.
    pub(crate) payment: ServicePayment,
    /// Whether it takes place by video.
    pub(crate) is_virtual_meeting: bool,
}

/// A form's id. The vendor spells it without an underscore here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormRef {
    /// The id.
    pub(crate) id: ObjectId,
}

/// What a service costs, and when that is asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ServicePayment {
    /// Whether booking involves money at all. If not, the rest is for information.
    pub(crate) enabled: bool,
    /// The full price in the currency's major unit.
    #[schema(value_type = f64, minimum = 0)]
    pub(crate) price: Number,
    /// ISO 4217 code.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub(crate) currency: String,
    /// Whether it may be booked without paying now.
    pub(crate) pay_later: bool,
    /// Whether the card is kept and not charged.
    pub(crate) save_card_only: bool,
    /// Percent of the price that a public health card bears.
    #[schema(minimum = 0, maximum = 100)]
    pub(crate) hc_coverage: u8,
}

/// Whether something is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// It is.
    Active,
    /// It is not.
    Inactive,
}
