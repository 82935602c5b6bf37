//! The OpenAPI document, and a page to read it on.

use api_common::documentation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::handlers::{
    access_request, activity, api_key, article, me, partner, portal, product, prospect, provider, tag, ticket, token,
};
use crate::refusals::refusals;
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

#[cfg(test)]
mod tests;
