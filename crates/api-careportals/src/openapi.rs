//! The OpenAPI document, and a page to read it on.

use std::collections::BTreeMap;
use std::sync::Arc;

use api_common::Core;
use axum::extract::{OriginalUri, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::{Response as Documented, ResponseBuilder};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Object, Ref, RefOr, Required, Server, Type};
use utoipa::{IntoResponses, Modify, OpenApi};
use utoipa_swagger_ui::Config;

use crate::error::Problem;
use crate::handlers::{appointment, availability, form, service};
use crate::wire::error::ErrorBody;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Polyclinic: the CarePortals door",
        description = "Services, starts on offer, forms and bookings, as clients of the CarePortals booking API know \
            them. The README of this door tells which parts the vendor documents and which were inferred.",
    ),
    servers((url = "/careportals", description = "Where the server mounts this door.")),
    tags(
        (name = "Services", description = "What can be booked, and when."),
        (name = "Forms", description = "What is asked before a booking."),
        (name = "Appointments", description = "Bookings, and what may be done to them.")
    ),
    paths(
        service::list,
        service::get,
        availability::by_date,
        form::get,
        appointment::book,
        appointment::get,
        appointment::cancel,
        appointment::reschedule
    ),
    components(schemas(ErrorBody)),
    modifiers(&Shared)
)]
struct Document;

/// The OpenAPI 3.1 document of this door. Its paths are relative to where the door is mounted.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// What the operations refer to: error responses and security schemes.
struct Shared;

impl Modify for Shared {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let cancel = openapi.paths.paths.get_mut("/appointments/{id}/cancel").and_then(|path| path.post.as_mut());
        if let Some(RefOr::T(body)) = cancel.and_then(|cancel| cancel.request_body.as_mut()) {
            // The macro can't say "optional" without saying "or null".
            body.required = Some(Required::False);
        }
        let components = openapi.components.get_or_insert_default();
        for (_, name, description, error) in refusals() {
            let response = refusal(name, description, &error);
            components.responses.insert(name.to_owned(), response.into());
        }
        let (header, query) = (ApiKeyValue::new("x-access-key"), ApiKeyValue::new("accessKey"));
        components.add_security_scheme("accessKeyHeader", SecurityScheme::ApiKey(ApiKey::Header(header)));
        components.add_security_scheme("accessKeyQuery", SecurityScheme::ApiKey(ApiKey::Query(query)));
    }
}

/// Status, name, description and example of every error response.
fn refusals() -> [(&'static str, &'static str, &'static str, Value); 7] {
    let request = "invalid_request_error";
    [
        (
            "400",
            "BadRequest",
            "A member is missing or not acceptable, or nothing tells the organization.",
            json!({
                "type": request, "code": "validation_failed", "message": "Some values are not acceptable.",
                "param": "values.email",
                "errors": [{ "param": "values.email", "code": "required", "message": "This is needed." }]
            }),
        ),
        (
            "401",
            "Unauthorized",
            "No access key was sent.",
            json!({ "type": request, "code": "access_key_required", "message": "An access key is needed." }),
        ),
        (
            "402",
            "RequestFailed",
            "The card was declined. The time is free again.",
            json!({ "type": "card_error", "code": "card_declined", "message": "The card was declined." }),
        ),
        (
            "404",
            "NotFound",
            "There is no such thing in this organization, or the access key does not fit it.",
            json!({ "type": request, "code": "resource_missing", "message": "No such appointment." }),
        ),
        (
            "409",
            "Conflict",
            "The start is not on offer, the booking can't be changed any more, or the idempotency key is in use.",
            json!({
                "type": request, "code": "slot_unavailable", "message": "This time is not open.",
                "param": "reservation"
            }),
        ),
        (
            "429",
            "TooManyRequests",
            "Too many wrong access keys came from this address.",
            json!({ "type": "api_error", "code": "rate_limited", "message": "Too many tries. Wait before the next." }),
        ),
        (
            "default",
            "ServerError",
            "The server failed, or can't answer at the moment.",
            json!({ "type": "api_error", "code": "internal", "message": "The server failed." }),
        ),
    ]
}

fn refusal(name: &str, description: &str, error: &Value) -> Documented {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Error")));
    let content = content.example(Some(json!({ "error": error }))).build();
    let response = ResponseBuilder::new().description(description).content("application/json", content);
    if name != "TooManyRequests" {
        return response.build();
    }
    let seconds =
        HeaderBuilder::new().schema(Some(Object::with_type(Type::Integer))).description(Some("Seconds to wait."));
    response.header("Retry-After", seconds.build()).build()
}

/// References to the error responses of these statuses.
fn refer_to(statuses: &[&str]) -> BTreeMap<String, RefOr<Documented>> {
    let all = refusals().into_iter().filter(|(status, ..)| statuses.contains(status));
    all.map(|(status, name, ..)| (status.to_owned(), Ref::from_response_name(name).into())).collect()
}

/// How a call that reads what everybody may see can be refused.
pub(crate) struct LookupRefusals;

impl IntoResponses for LookupRefusals {
    fn responses() -> BTreeMap<String, RefOr<Documented>> {
        refer_to(&["400", "404", "429", "default"])
    }
}

/// How a booking can be refused.
pub(crate) struct BookingRefusals;

impl IntoResponses for BookingRefusals {
    fn responses() -> BTreeMap<String, RefOr<Documented>> {
        refer_to(&["400", "402", "404", "409", "429", "default"])
    }
}

/// How a call that reads a booking with its key can be refused.
pub(crate) struct KeyRefusals;

impl IntoResponses for KeyRefusals {
    fn responses() -> BTreeMap<String, RefOr<Documented>> {
        refer_to(&["400", "401", "404", "429", "default"])
    }
}

/// How a call that changes a booking with its key can be refused.
pub(crate) struct ChangeRefusals;

impl IntoResponses for ChangeRefusals {
    fn responses() -> BTreeMap<String, RefOr<Documented>> {
        refer_to(&["400", "401", "404", "409", "429", "default"])
    }
}

/// Serves the document and the page, wherever the door is mounted.
pub(crate) fn router() -> Router<Core> {
    Router::new()
        .route("/openapi.json", get(document))
        .route("/docs", get(async || Redirect::permanent("docs/")))
        .route("/docs/", get(async || page("")))
        .route("/docs/{*file}", get(async |Path(file): Path<String>| page(&file)))
}

async fn document(OriginalUri(uri): OriginalUri) -> Json<utoipa::openapi::OpenApi> {
    let mut document = openapi();
    let mount = uri.path().trim_end_matches("/openapi.json");
    document.servers = Some(vec![Server::new(if mount.is_empty() { "/" } else { mount })]);
    Json(document)
}

fn page(file: &str) -> Response {
    let Ok(Some(found)) = utoipa_swagger_ui::serve(file, Arc::new(config())) else {
        return Problem::unknown_path().into_response();
    };
    (StatusCode::OK, [(header::CONTENT_TYPE, found.content_type)], found.bytes.into_owned()).into_response()
}

fn config() -> Config<'static> {
    // By default the page shows the document to a validator on another host.
    Config::new(["../openapi.json"]).validator_url("none")
}

#[cfg(test)]
mod tests;
