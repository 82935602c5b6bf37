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
    /// What it is, for programs.
    #[schema(value_type = String)]
    pub(crate) code: &'static str,
    /// What it is, for people.
    pub(crate) message: String,
    /// The members at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) details: Vec<ErrorMember>,
}

/// One member at fault.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorMember {
    /// The member or parameter.
    pub(crate) field: String,
    /// What is wrong with it.
    pub(crate) message: String,
}
