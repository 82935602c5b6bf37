//! Answers that can be stored and sent again.

use app::StoredAnswer;
use app::idempotency::Answered;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A JSON answer. What serializes here are wire structs, which cannot fail to.
pub fn json_answer(status: StatusCode, body: &impl Serialize) -> StoredAnswer {
    let body = serde_json::to_string(body).unwrap_or_default();
    StoredAnswer { status: status.as_u16(), content_type: "application/json".to_owned(), body }
}

/// Sends an answer; one that was stored says so.
pub fn respond(answered: Answered) -> Response {
    let Answered { answer, replayed } = answered;
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let content_type =
        HeaderValue::from_str(&answer.content_type).unwrap_or_else(|_| HeaderValue::from_static("application/json"));
    let mut response = (status, answer.body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    if replayed {
        let name = HeaderName::from_static("idempotent-replayed");
        response.headers_mut().insert(name, HeaderValue::from_static("true"));
    }
    response
}
