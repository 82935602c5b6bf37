//! The whole surface. Paths are relative to where the server mounts this door.

use api_common::{Core, Recorded, documentation, record};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};

use crate::body::DOOR;
use crate::error::Problem;
use crate::handlers::{
    access_request, activity, api_key, article, me, partner, portal, product, prospect, provider, tag, ticket, token,
};
use crate::openapi::openapi;

/// Largest body, in bytes: room for a picture of a person, and for a thousand products.
const BODY_MAX: usize = 2 * 1024 * 1024;

/// The router of this door. A literal part of a path goes before the name of a practice, which is why some words are no
/// names of practices.
pub fn router(core: Core) -> Router {
    let routes = Router::new()
        .route("/v1/{PPass}/auth/token", post(token::exchange))
        .route("/v1/{PPass}/prospects", get(prospect::list).post(prospect::create))
        .route("/v1/{PPass}/prospects/{id}", put(prospect::update))
        .route("/v1/{PPass}/tags", get(tag::list))
        .route("/v1/{PPass}/tags/prospects/{id}", post(tag::assign).delete(tag::remove_all))
        .route("/v1/{PPass}/tags/prospects/{id}/{tagId}", delete(tag::remove))
        .route("/v1/{PPass}/availability/providers", get(provider::list))
        .route("/v1/{PPass}/availability/providers/{id}", get(provider::get))
        .route("/v1/{PPass}/availability/providers/{id}/schedule", get(provider::visits))
        .route("/v1/{PPass}/availability/providers/{id}/check", get(provider::check))
        .route("/v1/{PPass}/availability/providers/{id}/slots", get(provider::slots))
        .route("/v1/{PPass}/availability/providers/{id}/next-slot", get(provider::next_slot))
        .route("/v1/products", get(product::list).post(product::upsert))
        .route("/v1/kb", get(article::list))
        .route("/v1/kb/{id}", get(article::get).put(article::update))
        .route("/v1/{PPass}/tickets", get(ticket::list))
        .route("/v1/{PPass}/ticket/{id}", get(ticket::get).put(ticket::update))
        .route("/v1/{PPass}/tickets/{id}/comment", post(ticket::comment))
        .route("/v1/me", get(me::get).patch(me::update))
        .route("/portal.html", get(portal::page))
        .route("/v1/portal/session", get(portal::session).post(portal::login).delete(portal::logout))
        .route("/v1/portal/stats", get(portal::stats))
        .route("/v1/portal/usage", get(portal::usage))
        .route("/v1/portal/activity", get(activity::list))
        .route("/v1/admin/partners", get(partner::list).post(partner::create))
        .route("/v1/admin/partners/{partnerId}", get(partner::get).patch(partner::update).delete(partner::delete))
        .route("/v1/admin/keys", get(api_key::list).post(api_key::create))
        .route("/v1/admin/keys/{keyId}", get(api_key::get).patch(api_key::update).delete(api_key::delete))
        .route("/v1/admin/keys/{keyId}/revoke", post(api_key::revoke))
        .route("/v1/access-requests", post(access_request::submit))
        .route("/v1/admin/access-requests", get(access_request::list))
        .route("/v1/admin/access-requests/{requestId}", get(access_request::get))
        .route("/v1/admin/access-requests/{requestId}/approve", post(access_request::approve))
        .route("/v1/admin/access-requests/{requestId}/reject", post(access_request::reject));
    let aliases = if core.app().access().ticket_aliases { ticket_aliases() } else { Router::new() };
    let routes = routes
        .merge(aliases)
        .layer(axum::middleware::map_response(no_store))
        .merge(documentation::router(openapi, || Problem::unknown_path().into_response()));
    surrounded(routes, core)
}

/// What is round the calls: whatever happens outside of their handlers is answered in this door's shape and recorded, too.
fn surrounded(routes: Router<Core>, core: Core) -> Router {
    let recorded = Recorded { core: core.clone(), door: DOOR, covers: is_recorded };
    let routes = routes.fallback(unknown_path).method_not_allowed_fallback(other_method);
    let bounds = core.parts().bounds.with_bodies_of(BODY_MAX);
    bounds
        .round(routes, |error| Problem::from(error).into_response())
        .layer(from_fn_with_state(recorded, record))
        .with_state(core)
}

/// Tickets under the other of the two words, for clients that expect one word throughout.
fn ticket_aliases() -> Router<Core> {
    Router::new()
        .route("/v1/{PPass}/ticket", get(ticket::list))
        .route("/v1/{PPass}/tickets/{id}", get(ticket::get).put(ticket::update))
        .route("/v1/{PPass}/ticket/{id}/comment", post(ticket::comment))
}

/// Programs' calls are recorded; what is done at the portal is not.
fn is_recorded(path: &str) -> bool {
    let of_portal = |word: &str| path.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    path.starts_with("/v1/") && !of_portal("/v1/portal") && !of_portal("/v1/admin")
}

async fn unknown_path() -> Problem {
    Problem::unknown_path()
}

async fn other_method() -> Problem {
    Problem::other_method()
}

/// Patients, secrets and times on offer are nothing to be kept by anything in between.
async fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests;
