//! Headers, for the OpenAPI document. The structs are never made: `auth` and `body` read the headers themselves.
#![expect(dead_code, reason = "descriptions only")]

use utoipa::IntoParams;

/// How a request names its organization.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct OrganizationHeaders {
    /// Organization id. Needed unless `Origin`, `Referer` or the host that is called belongs to an organization.
    #[param(nullable = false, pattern = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", example = "appgen_demo")]
    organization: Option<String>,
    /// Sent by browsers. Its host names the organization when the header `organization` is absent.
    #[param(rename = "Origin", nullable = false, example = "https://demo.portals.care")]
    origin: Option<String>,
}

/// How a request is made repeatable.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct IdempotencyHeader {
    /// A request repeated with its key within 24 hours has no second effect and gets the first answer again.
    #[param(rename = "Idempotency-Key", nullable = false, min_length = 1, max_length = 255)]
    idempotency_key: Option<String>,
}
