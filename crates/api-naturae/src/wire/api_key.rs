//! API keys.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::{Instant, Scope};

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKey {
    /// Its id.
    #[schema(minimum = 1)]
    pub(crate) key_id: i64,
    /// What the partner calls it.
    pub(crate) name: String,
    /// Whose it is.
    #[schema(minimum = 1)]
    pub(crate) partner_id: i64,
    /// The partner's name.
    pub(crate) partner: String,
    /// Practices it may enter; a single `*` stands for all.
    pub(crate) ppass: Vec<String>,
    /// What it is good for.
    #[schema(value_type = Vec<Scope>)]
    pub(crate) scopes: Vec<&'static str>,
    /// When it was used last, to the minute.
    pub(crate) last_used: Option<Instant>,
    /// Whether it works: `Active` or `Revoked`.
    #[schema(value_type = KeyStatus)]
    pub(crate) status: &'static str,
    /// Last four letters of the secret, to tell keys apart.
    pub(crate) last4: String,
    /// Since when.
    pub(crate) created_at: Instant,
}

/// A key just made. The secret is shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKeyCreated {
    /// The key.
    #[serde(flatten)]
    pub(crate) key: ApiKey,
    /// Its secret.
    pub(crate) secret: String,
}

/// Whether a key works.
#[derive(Serialize, ToSchema)]
#[expect(dead_code, reason = "a description only")]
pub(crate) enum KeyStatus {
    /// It works.
    Active,
    /// It was revoked, or its time is over.
    Revoked,
}

/// A new key.
#[derive(ToSchema)]
#[schema(
    rename_all = "camelCase",
    example = json!({
        "name": "booking site", "partnerId": 7, "ppass": ["DemoOffice"], "scopes": ["Providers", "Tickets"]
    })
)]
#[expect(dead_code, reason = "this is the description; `convert::api_key` reads it by hand")]
pub(crate) struct ApiKeyCreate {
    /// What the partner calls it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Whose it is.
    #[schema(minimum = 1)]
    partner_id: i64,
    /// Practices it may enter; a single `*` stands for all.
    #[schema(min_items = 1)]
    ppass: Vec<String>,
    /// What it is good for.
    scopes: Vec<Scope>,
}

/// What is to be changed about a key.
#[derive(ToSchema)]
#[schema(example = json!({ "scopes": ["Providers"] }))]
#[expect(dead_code, reason = "this is the description; `convert::api_key` reads it by hand")]
pub(crate) struct ApiKeyUpdate {
    /// What the partner calls it.
    #[schema(min_length = 1, max_length = 100, nullable = false)]
    name: Option<String>,
    /// Practices it may enter; a single `*` stands for all.
    #[schema(min_items = 1, nullable = false)]
    ppass: Option<Vec<String>>,
    /// What it is good for. What is taken away is gone at once; what is added needs a new token.
    #[schema(nullable = false)]
    scopes: Option<Vec<Scope>>,
}

/// Which keys.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "a description only")]
pub(crate) struct KeyQuery {
    /// Only keys in this state.
    #[param(nullable = false)]
    status: Option<KeyStatus>,
}
