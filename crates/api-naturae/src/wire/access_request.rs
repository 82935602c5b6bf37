//! Requests for access.

use serde::Serialize;
use utoipa::ToSchema;

use super::api_key::ApiKeyCreated;
use super::scalar::{Instant, Scope};

/// A request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccessRequest {
    /// Its id.
    #[schema(minimum = 1)]
    pub(crate) request_id: i64,
    /// When it came.
    pub(crate) time: Instant,
    /// Whose it is.
    pub(crate) company: String,
    /// The practice they work for: its short name, or any words.
    pub(crate) practice: String,
    /// Who to talk to.
    pub(crate) contact_name: String,
    /// Their mail address.
    pub(crate) contact_email: String,
    /// Their phone number.
    pub(crate) contact_phone: Option<String>,
    /// What they want the key for.
    #[schema(value_type = Vec<Scope>)]
    pub(crate) requested_scopes: Vec<&'static str>,
    /// Whatever else they say.
    pub(crate) message: Option<String>,
    /// Whether it is decided: `Pending`, `Approved` or `Rejected`.
    #[schema(value_type = AccessRequestStatus)]
    pub(crate) status: &'static str,
    /// Why it was rejected.
    pub(crate) reason: Option<String>,
    /// When it was decided.
    pub(crate) decided_at: Option<Instant>,
    /// The partner it was approved for.
    pub(crate) partner_id: Option<i64>,
    /// The key that was made.
    pub(crate) key_id: Option<i64>,
}

/// Whether a request is decided.
#[derive(Serialize, ToSchema)]
#[expect(dead_code, reason = "a description only")]
pub(crate) enum AccessRequestStatus {
    /// Not yet.
    Pending,
    /// There is a key.
    Approved,
    /// There is none.
    Rejected,
}

/// A request to be made.
#[derive(ToSchema)]
#[schema(
    rename_all = "camelCase",
    example = json!({
        "company": "Lakeside Integrations",
        "practice": "DemoOffice",
        "contactName": "Tomasz Brandt",
        "contactEmail": "tomasz@example.org",
        "requestedScopes": ["Providers"]
    })
)]
#[expect(dead_code, reason = "this is the description; `convert::access_request` reads it by hand")]
pub(crate) struct AccessRequestCreate {
    /// Whose it is.
    #[schema(min_length = 1, max_length = 200)]
    company: String,
    /// The practice they work for: its short name, or any words.
    #[schema(min_length = 1, max_length = 200)]
    practice: String,
    /// Who to talk to.
    #[schema(min_length = 1, max_length = 200)]
    contact_name: String,
    /// Their mail address.
    #[schema(min_length = 3, max_length = 254)]
    contact_email: String,
    /// Their phone number.
    #[schema(max_length = 40)]
    contact_phone: Option<String>,
    /// What they want the key for.
    #[schema(min_items = 1)]
    requested_scopes: Vec<Scope>,
    /// Whatever else they say.
    #[schema(max_length = 2000)]
    message: Option<String>,
}

/// How a request is approved. What is left out is taken from the request.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({ "ppass": ["DemoOffice"], "scopes": ["Providers"] }))]
#[expect(dead_code, reason = "this is the description; `convert::access_request` reads it by hand")]
pub(crate) struct AccessRequestApproval {
    /// The partner who gets the key; a new one of the request's company when absent.
    #[schema(minimum = 1, nullable = false)]
    partner_id: Option<i64>,
    /// Practices the key may enter; a single `*` stands for all.
    #[schema(min_items = 1, nullable = false)]
    ppass: Option<Vec<String>>,
    /// What the key is good for.
    #[schema(nullable = false)]
    scopes: Option<Vec<Scope>>,
    /// What the key is called.
    #[schema(max_length = 100, nullable = false)]
    key_name: Option<String>,
}

/// Why a request is rejected.
#[derive(ToSchema)]
#[schema(example = json!({ "reason": "Not a practice of ours." }))]
#[expect(dead_code, reason = "this is the description; `convert::access_request` reads it by hand")]
pub(crate) struct AccessRequestRejection {
    /// Why.
    #[schema(max_length = 1000, nullable = false)]
    reason: Option<String>,
}

/// What the public learns of a request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccessRequestReceipt {
    /// Its id.
    #[schema(minimum = 1)]
    pub(crate) request_id: i64,
    /// `Pending`.
    #[schema(value_type = AccessRequestStatus)]
    pub(crate) status: &'static str,
}

/// A request just approved, and its key.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessRequestApproved {
    /// The request.
    pub(crate) request: AccessRequest,
    /// The key. The secret is shown this once.
    pub(crate) key: ApiKeyCreated,
}

/// Which requests.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "a description only")]
pub(crate) struct RequestQuery {
    /// Only requests in this state.
    #[param(nullable = false)]
    status: Option<AccessRequestStatus>,
}
