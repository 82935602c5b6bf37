//! Calls.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::Instant;

/// A call.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Activity {
    /// Its id.
    #[schema(minimum = 1)]
    pub(crate) id: i64,
    /// When it came.
    pub(crate) time: Instant,
    /// HTTP method.
    pub(crate) method: String,
    /// Path without the query.
    pub(crate) endpoint: String,
    /// HTTP status of the answer.
    #[schema(minimum = 100, maximum = 599)]
    pub(crate) status: u16,
    /// How long it took, in milliseconds.
    #[schema(minimum = 0)]
    pub(crate) duration_ms: f64,
    /// Which partner called.
    pub(crate) partner_id: Option<i64>,
    /// The partner's name; none when it did not come out who called.
    pub(crate) partner: Option<String>,
    /// In which practice.
    pub(crate) ppass: Option<String>,
    /// From which address.
    pub(crate) ip: Option<String>,
}
