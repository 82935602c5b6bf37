//! The calling partner.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::Scope;

/// Who calls.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Me {
    /// Their id.
    #[serde(rename = "PartnerID")]
    #[schema(minimum = 1)]
    pub(crate) partner_id: i64,
    /// Their name.
    pub(crate) name: String,
    /// Who to talk to.
    pub(crate) contact: Option<String>,
    /// Mail address.
    #[serde(rename = "EMail")]
    pub(crate) email: Option<String>,
    /// Phone number.
    pub(crate) phone: Option<String>,
    /// Web site.
    pub(crate) website: Option<String>,
    /// Practice of the token in use.
    #[serde(rename = "PPass")]
    pub(crate) ppass: String,
    /// What the token in use is good for.
    #[schema(value_type = Vec<Scope>)]
    pub(crate) scopes: Vec<&'static str>,
}

/// What is to be changed. What is absent stays, what is null is cleared. `Name`, `PPass` and `Scopes` are refused.
#[derive(ToSchema)]
#[schema(rename_all = "PascalCase", example = json!({ "Contact": "Tomasz Brandt", "EMail": "tomasz@example.org" }))]
#[expect(dead_code, reason = "this is the description; `convert::me` reads it by hand")]
pub(crate) struct MeUpdate {
    /// Who to talk to.
    #[schema(max_length = 200)]
    contact: Option<String>,
    /// Mail address.
    #[schema(rename = "EMail", max_length = 254)]
    email: Option<String>,
    /// Phone number.
    #[schema(max_length = 40)]
    phone: Option<String>,
    /// Web site.
    #[schema(max_length = 500)]
    website: Option<String>,
}
