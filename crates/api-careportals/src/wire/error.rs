//! Errors.

use serde::Serialize;
use utoipa::ToSchema;

/// Any refusal or failure.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Error)]
pub(crate) struct ErrorBody {
    /// What went wrong.
    pub(crate) error: Error,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErrorDetail)]
pub(crate) struct Error {
    /// Whose matter it is.
    #[serde(rename = "type")]
    pub(crate) kind: ErrorType,
    /// What it is, for programs.
    #[schema(value_type = String)]
    pub(crate) code: &'static str,
    /// What it is, for people.
    pub(crate) message: String,
    /// The only member at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) param: Option<String>,
    /// All members at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<ErrorMember>,
}

/// One member at fault.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorMember {
    /// The member; members of members are separated by dots.
    pub(crate) param: String,
    /// What is wrong with it, for programs.
    #[schema(value_type = String)]
    pub(crate) code: &'static str,
    /// What is wrong with it, for people.
    pub(crate) message: String,
}

/// Whose matter an error is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) enum ErrorType {
    /// The server's.
    #[serde(rename = "api_error")]
    Api,
    /// The card's.
    #[serde(rename = "card_error")]
    Card,
    /// The idempotency key's.
    #[serde(rename = "idempotency_error")]
    Idempotency,
    /// The request's.
    #[serde(rename = "invalid_request_error")]
    InvalidRequest,
}
