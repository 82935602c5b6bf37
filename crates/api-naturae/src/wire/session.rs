//! The portal: who is signed in, and the figures they see.

use serde::Serialize;
use utoipa::ToSchema;

use super::api_key::ApiKey;
use super::scalar::{Instant, LocalDate};

/// A key or the admin secret, to sign in with.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({ "accessKey": "your_api_key_here" }))]
#[expect(dead_code, reason = "this is the description; `handlers::portal` reads it by hand")]
pub(crate) struct PortalLogin {
    /// An API key or the admin secret.
    #[schema(min_length = 1)]
    access_key: String,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PortalSession {
    /// Whether it is the admin or a partner.
    pub(crate) role: PortalRole,
    /// Which partner.
    pub(crate) partner_id: Option<i64>,
    /// The partner's name.
    pub(crate) partner_name: Option<String>,
    /// Whether the key in use is good in more than one practice.
    pub(crate) multi_tenant: bool,
    /// When the session ends at the latest.
    pub(crate) expires_at: Instant,
    /// The partner's own keys; none for the admin, who lists keys elsewhere.
    pub(crate) keys: Vec<ApiKey>,
}

/// What somebody is to the portal.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PortalRole {
    /// Whoever runs the installation.
    Admin,
    /// The holder of a key.
    Partner,
}

/// The four figures.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stats {
    /// Total Calls.
    #[schema(minimum = 0)]
    pub(crate) total_calls: i64,
    /// Success Rate, in percent; 0 when there were no calls.
    #[schema(minimum = 0, maximum = 100)]
    pub(crate) success_rate: f64,
    /// Avg Duration, in milliseconds; 0 when there were no calls.
    #[schema(minimum = 0)]
    pub(crate) avg_duration_ms: f64,
    /// Error Count.
    #[schema(minimum = 0)]
    pub(crate) error_count: i64,
}

/// The calls of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct Usage {
    /// The day, UTC.
    pub(crate) date: LocalDate,
    /// How many calls.
    #[schema(minimum = 0)]
    pub(crate) calls: i64,
    /// How many of them failed.
    #[schema(minimum = 0)]
    pub(crate) errors: i64,
}
