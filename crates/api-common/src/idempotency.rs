//! The `Idempotency-Key` header.

use app::idempotency::IdempotencyKey;
use app::{Error, Result};
use axum::http::{HeaderMap, Method};
use domain::FieldCode;
use domain::secret::digest;

/// The key a request came with, if any, bound to its method, path and body.
///
/// # Errors
/// `Invalid` when the key is empty, longer than 255 characters, or not printable ASCII.
pub fn idempotency_key(
    door: &'static str,
    headers: &HeaderMap,
    method: &Method,
    path: &str,
    body: &[u8],
) -> Result<Option<IdempotencyKey>> {
    let Some(header) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let key = header.to_str().ok().filter(|key| (1..=255).contains(&key.len()));
    let message = "1 to 255 printable characters.";
    let key = key.ok_or_else(|| Error::invalid("Idempotency-Key", FieldCode::BadFormat, message))?;
    let mut text = format!("{method} {path}\n").into_bytes();
    text.extend_from_slice(body);
    Ok(Some(IdempotencyKey { door, key: key.to_owned(), fingerprint: digest(&text) }))
}
