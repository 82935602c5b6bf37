//! The whole surface. Paths are relative to where the server mounts this door.

use api_common::{Core, documentation};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::cors::{Any, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::error::Problem;
use crate::handlers::{appointment, availability, form, service};
use crate::openapi::openapi;

/// Largest body, in bytes: four times the most that the answers to a form may take.
const BODY_MAX: usize = 256 * 1024;

/// The router of this door.
pub fn router(core: Core) -> Router {
    let routes = Router::new()
        .route("/services", get(service::list))
        .route("/services/{id}", get(service::get))
        .route("/services/{id}/availability-v2", get(availability::by_date))
        .route("/forms/{id}", get(form::get))
        .route("/appointments", post(appointment::book))
        .route("/appointments/{id}", get(appointment::get))
        .route("/appointments/{id}/cancel", post(appointment::cancel))
        .route("/appointments/{id}/reschedule", post(appointment::reschedule))
        .layer(no_store())
        .merge(documentation::router(openapi, || Problem::unknown_path().into_response()));
    surrounded(routes, core)
}

/// What is round the calls: whatever happens outside of their handlers is answered in this door's shape, too.
fn surrounded(routes: Router<Core>, core: Core) -> Router {
    let routes = routes.fallback(unknown_path).method_not_allowed_fallback(other_method);
    let bounds = core.parts().bounds.with_bodies_of(BODY_MAX);
    bounds.round(routes, |error| Problem::from(error).into_response()).layer(cors()).with_state(core)
}

async fn unknown_path() -> Problem {
    Problem::unknown_path()
}

async fn other_method() -> Problem {
    Problem::other_method()
}

/// Starts on offer are stale within seconds, and bookings are nobody else's business.
fn no_store() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))
}

/// The vendor's booking app is embedded in pages of any origin. There are no cookies to protect.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(["organization", "content-type", "idempotency-key", "x-access-key"].map(HeaderName::from_static))
        .expose_headers(["retry-after", "idempotent-replayed", "x-request-id"].map(HeaderName::from_static))
}

#[cfg(test)]
mod tests;
