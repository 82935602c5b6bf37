//! Tokens.

use serde::Serialize;
use utoipa::ToSchema;

/// A key to be traded for a token.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({ "apiKey": "your_api_key_here" }))]
#[expect(dead_code, reason = "this is the description; `handlers::token` reads it by hand")]
pub(crate) struct TokenRequest {
    /// The key.
    #[schema(min_length = 1)]
    api_key: String,
}

/// A token, without the envelope that other answers have.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenResponse {
    /// A compact JWT, signed with HS256.
    pub(crate) access_token: String,
    /// `Bearer`.
    #[schema(value_type = String, example = "Bearer")]
    pub(crate) token_type: &'static str,
    /// `24h`: a text, not a number of seconds.
    #[schema(value_type = String, example = "24h")]
    pub(crate) expires_in: &'static str,
}
