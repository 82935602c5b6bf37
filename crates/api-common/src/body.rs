//! Bodies of requests.

use app::{Error, Result};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use domain::FieldCode;
use serde_json::{Map, Value};

/// A body as it came, for the fingerprint, and as a JSON object. Handlers get a `Result`, so that each dialect says in its own
/// shape what is wrong.
#[derive(Clone, Debug)]
pub struct JsonBody {
    /// The bytes.
    pub bytes: Bytes,
    /// What they say; an empty body is an empty object.
    pub object: Map<String, Value>,
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = BodyError;

    async fn from_request(request: Request, state: &S) -> std::result::Result<Self, BodyError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| BodyError(unreadable(&rejection)))?;
        let object = json_object(&bytes).map_err(BodyError)?;
        Ok(Self { bytes, object })
    }
}

/// Why a body can't be used. Handlers take `Result<JsonBody, BodyError>`.
#[derive(Debug)]
pub struct BodyError(pub Error);

impl axum::response::IntoResponse for BodyError {
    /// Only for handlers that forget to take the `Result`: no dialect's shape is known here.
    fn into_response(self) -> axum::response::Response {
        axum::http::StatusCode::BAD_REQUEST.into_response()
    }
}

fn unreadable(rejection: &BytesRejection) -> Error {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Error::invalid("", FieldCode::TooLong, "The body is too large.");
    }
    Error::invalid("", FieldCode::BadFormat, "The body could not be read to its end.")
}

/// The JSON object these bytes spell; nothing at all is an empty object.
///
/// # Errors
/// `Invalid` when they are no JSON, or JSON of another type.
pub fn json_object(bytes: &[u8]) -> Result<Map<String, Value>> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Error::invalid("", FieldCode::WrongType, "The body must be a JSON object.")),
        // Serde's own message may quote the body, which may be health data.
        Err(error) => {
            let message = format!("The body is not JSON: line {}, column {}.", error.line(), error.column());
            Err(Error::invalid("", FieldCode::BadFormat, message))
        }
    }
}

/// The name that a door has for a field of the core, if it is among `names` (ours, theirs). A name stands for everything below it
/// too: `("answers", "values")` makes `values.email` of `answers.email`.
pub fn renamed(names: &[(&str, &str)], field: &str) -> Option<String> {
    names.iter().find_map(|(ours, theirs)| {
        let rest = field.strip_prefix(ours)?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{theirs}{rest}"))
    })
}
