//! The OpenAPI document, and a page to read it on.

use api_common::documentation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::handlers::{appointment, availability, form, service};
use crate::refusals::refusals;
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
        documentation::body_is_optional(openapi, "/appointments/{id}/cancel");
        documentation::declare(openapi, &refusals(), None);
        let components = openapi.components.get_or_insert_default();
        let (header, query) = (ApiKeyValue::new("x-access-key"), ApiKeyValue::new("accessKey"));
        components.add_security_scheme("accessKeyHeader", SecurityScheme::ApiKey(ApiKey::Header(header)));
        components.add_security_scheme("accessKeyQuery", SecurityScheme::ApiKey(ApiKey::Query(query)));
    }
}

#[cfg(test)]
mod tests;
