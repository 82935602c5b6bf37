//! The OpenAPI document, and a page to read it on.

use api_common::documentation::{self, Refusal};
use serde_json::json;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::handlers::{
    access_request, activity, api_key, article, me, partner, portal, product, prospect, provider, tag, ticket, token,
};
use crate::wire::error::ErrorBody;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Polyclinic: the NaturaeSoft door",
        description = "People, labels, providers and their times, products, articles and tickets, as clients of the \
            NaturaeSoft partner API know them, and its partner portal. The README of this door tells which parts the vendor \
            documents and which were inferred.",
    ),
    servers((url = "/naturae", description = "Where the server mounts this door.")),
    tags(
        (name = "Auth", description = "Keys are traded for tokens."),
        (name = "Prospects", description = "People known to one practice."),
        (name = "Tags", description = "Labels put on prospects."),
        (name = "Providers", description = "Providers and their free and busy times."),
        (name = "Products", description = "The catalogue that all practices share."),
        (name = "KnowledgeBase", description = "Articles that all practices share."),
        (name = "Tickets", description = "Tickets of one practice."),
        (name = "Me", description = "The calling partner."),
        (name = "Portal", description = "Signing in, and figures."),
        (name = "Admin", description = "Partners, keys and requests.")
    ),
    paths(
        token::exchange,
        prospect::list,
        prospect::create,
        prospect::update,
        tag::list,
        tag::assign,
        tag::remove,
        tag::remove_all,
        provider::list,
        provider::get,
        provider::visits,
        provider::check,
        provider::slots,
        provider::next_slot,
        product::list,
        product::upsert,
        article::list,
        article::get,
        article::update,
        ticket::list,
        ticket::get,
        ticket::update,
        ticket::comment,
        me::get,
        me::update,
        portal::page,
        portal::login,
        portal::session,
        portal::logout,
        portal::stats,
        portal::usage,
        activity::list,
        partner::list,
        partner::create,
        partner::get,
        partner::update,
        partner::delete,
        api_key::list,
        api_key::create,
        api_key::get,
        api_key::update,
        api_key::revoke,
        api_key::delete,
        access_request::submit,
        access_request::list,
        access_request::get,
        access_request::approve,
        access_request::reject
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
        for decision in ["approve", "reject"] {
            let path = format!("/v1/admin/access-requests/{{requestId}}/{decision}");
            documentation::body_is_optional(openapi, &path);
        }
        documentation::declare(openapi, &refusals(), Some("Bearer"));
        let components = openapi.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let (cookie, header) = (ApiKeyValue::new("portal_session"), ApiKeyValue::new("X-Admin-Secret"));
        components.add_security_scheme("bearerAuth", SecurityScheme::Http(bearer));
        components.add_security_scheme("portalSession", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        components.add_security_scheme("adminSecret", SecurityScheme::ApiKey(ApiKey::Header(header)));
    }
}

/// Every error response.
fn refusals() -> [Refusal; 9] {
    [
        (
            "400",
            "BadRequest",
            "The request is malformed, or a member is not acceptable.",
            json!({
                "code": "validation_failed", "message": "One value is not acceptable.",
                "details": [{ "field": "Gender", "message": "One of m, f, o, u." }]
            }),
        ),
        (
            "401",
            "Unauthorized",
            "No credential, or one that is unknown, over or revoked.",
            json!({ "code": "invalid_token", "message": "The token is missing or no longer good." }),
        ),
        (
            "403",
            "Forbidden",
            "The credential is good, but not for this practice, or not for this.",
            json!({ "code": "insufficient_scope", "message": "This call needs the Providers scope." }),
        ),
        (
            "404",
            "NotFound",
            "There is no such thing in this practice.",
            json!({ "code": "not_found", "message": "No such prospect." }),
        ),
        (
            "409",
            "Conflict",
            "Its present state does not allow the change.",
            json!({ "code": "conflict", "message": "This request has been decided already." }),
        ),
        (
            "413",
            "TooLarge",
            "More rows or bytes than are taken at once.",
            json!({ "code": "too_large", "message": "At most 1000 rows a call." }),
        ),
        (
            "422",
            "KeyReused",
            "The idempotency key came with another request before.",
            json!({
                "code": "idempotency_key_reused", "message": "This idempotency key was used with another request."
            }),
        ),
        (
            "429",
            "TooManyRequests",
            "Too many calls in a short time.",
            json!({ "code": "rate_limited", "message": "Slow down." }),
        ),
        (
            "default",
            "ServerError",
            "The server failed, or can't answer at the moment.",
            json!({ "code": "internal", "message": "The server failed." }),
        ),
    ]
    .map(|(status, name, description, error)| Refusal {
        status,
        name,
        description,
        example: json!({ "error": error }),
    })
}

api_common::refusals! {
    refusals;
    /// How an exchange of a key can be refused.
    ExchangeRefusals: ["400", "401", "403", "429", "default"];
    /// How a program's call about a list can be refused.
    ListRefusals: ["400", "401", "403", "429", "default"];
    /// How a program's call that makes something can be refused.
    CreateRefusals: ["400", "401", "403", "413", "422", "429", "default"];
    /// How a program's call about one thing can be refused when there is nothing to read of it but ids.
    LookupRefusals: ["401", "403", "404", "429", "default"];
    /// How a program's call about one thing can be refused.
    Refusals: ["400", "401", "403", "404", "429", "default"];
    /// How a program's change of one thing can be refused.
    ChangeRefusals: ["400", "401", "403", "404", "413", "422", "429", "default"];
    /// How a program's call about itself can be refused.
    OwnRefusals: ["401", "429", "default"];
    /// How a program's change of itself can be refused.
    MeRefusals: ["400", "401", "413", "422", "429", "default"];
    /// How a page can fail.
    PageRefusals: ["default"];
    /// How a sign-in can be refused.
    LoginRefusals: ["400", "401", "403", "429", "default"];
    /// How a call about a session can be refused.
    SessionRefusals: ["401", "403", "default"];
    /// How a look at the portal's figures can be refused.
    PortalRefusals: ["400", "401", "403", "default"];
    /// How a request for access can be refused.
    SubmitRefusals: ["400", "413", "422", "429", "default"];
    /// How the admin's call about a list can be refused.
    AdminListRefusals: ["400", "401", "403", "default"];
    /// How the admin's call about one thing can be refused when there is nothing to read of it but ids.
    AdminLookupRefusals: ["401", "403", "404", "409", "default"];
    /// How the admin's change can be refused.
    AdminChangeRefusals: ["400", "401", "403", "404", "409", "413", "422", "default"];
}

#[cfg(test)]
mod tests;
