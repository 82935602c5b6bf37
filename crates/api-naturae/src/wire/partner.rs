//! Partners.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::Instant;

/// A partner.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Partner {
    /// Their id.
    #[schema(minimum = 1)]
    pub(crate) partner_id: i64,
    /// Their name.
    pub(crate) name: String,
    /// Who to talk to.
    pub(crate) contact: Option<String>,
    /// Mail address.
    pub(crate) email: Option<String>,
    /// Phone number.
    pub(crate) phone: Option<String>,
    /// Web site.
    pub(crate) website: Option<String>,
    /// Whether their keys work.
    pub(crate) active: bool,
    /// How many keys they have that work.
    #[schema(minimum = 0)]
    pub(crate) key_count: i64,
    /// Since when.
    pub(crate) created_at: Instant,
}

/// A new partner.
#[derive(ToSchema)]
#[schema(example = json!({ "name": "Lakeside Integrations", "contact": "Tomasz Brandt", "email": "tomasz@example.org" }))]
#[expect(dead_code, reason = "this is the description; `convert::partner` reads it by hand")]
pub(crate) struct PartnerCreate {
    /// Their name, unique without regard to case.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Who to talk to.
    #[schema(max_length = 200)]
    contact: Option<String>,
    /// Mail address.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Phone number.
    #[schema(max_length = 40)]
    phone: Option<String>,
    /// Web site.
    #[schema(max_length = 500)]
    website: Option<String>,
    /// Whether their keys work.
    #[schema(default = true, nullable = false)]
    active: Option<bool>,
}

/// What is to be changed about a partner. What is absent stays, what is null is cleared.
#[derive(ToSchema)]
#[schema(example = json!({ "active": false }))]
#[expect(dead_code, reason = "this is the description; `convert::partner` reads it by hand")]
pub(crate) struct PartnerUpdate {
    /// Their name, unique without regard to case.
    #[schema(min_length = 1, max_length = 200, nullable = false)]
    name: Option<String>,
    /// Who to talk to.
    #[schema(max_length = 200)]
    contact: Option<String>,
    /// Mail address.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Phone number.
    #[schema(max_length = 40)]
    phone: Option<String>,
    /// Web site.
    #[schema(max_length = 500)]
    website: Option<String>,
    /// Whether their keys work. Switching a partner off stops all of them at once.
    #[schema(nullable = false)]
    active: Option<bool>,
}
