//! All routes of the server, and what surrounds them.

use std::time::Duration;

use api_common::Core;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router, middleware};
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// The doors, as the portal's documentation lists them: one for each that is mounted below.
const DOORS: &[web::Door] = &[
    web::Door {
        name: "CarePortals",
        about: "Services, free times and bookings, as clients of the CarePortals booking API know them.",
        access: "Without a key: the practice is named in each call, and an appointment is managed by its own access key.",
        mount: "/careportals",
    },
    web::Door {
        name: "NaturaeSoft",
        about: "Prospects and tags, providers and free times, products, articles and tickets, as clients of the NaturaeSoft \
                partner API know them.",
        access: "With an API key, exchanged for a token that lasts a day and is good for one practice.",
        mount: "/naturae",
    },
];

/// Limits of every request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Largest body, in bytes.
    pub(crate) max_body_bytes: usize,
    /// Longest time to an answer.
    pub(crate) request_timeout: Duration,
}

/// The doors, the pages, and the server's own endpoints.
pub(crate) fn router(core: Core, limits: Limits) -> Router {
    let own = Router::new()
        .route("/livez", get(livez))
        .route("/readyz", get(readyz))
        .route("/version", get(version))
        .route("/.well-known/security.txt", get(security_txt))
        .with_state(core.clone());
    Router::new()
        .merge(own)
        .nest("/careportals", api_careportals::router(core.clone()))
        .nest("/naturae", api_naturae::router(core.clone()))
        .merge(web::router(core, DOORS))
        .layer(DefaultBodyLimit::max(limits.max_body_bytes))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limits.request_timeout))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(api_common::observe))
}

/// The figures, for a listener of their own.
pub(crate) fn metrics_router(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || async move { handle.render() }))
}

/// The process runs.
async fn livez() -> &'static str {
    "ok"
}

/// The database answers.
async fn readyz(State(core): State<Core>) -> Response {
    match core.read(|tx| Ok(tx.ping()?)).await {
        Ok(()) => "ok".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}

async fn version() -> Json<serde_json::Value> {
    Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "schema": store::latest_schema_version(),
        "tzdb": domain::time::tzdb_version(),
    }))
}

/// RFC 9116. Who found a hole in the program writes to those who make it; it expires a year from now, always.
async fn security_txt(State(core): State<Core>) -> Response {
    let expires = domain::time::plus_minutes(core.app().now(), 365 * 1440);
    let contact = concat!(env!("CARGO_PKG_REPOSITORY"), "/security/advisories/new");
    let text =
        format!("Contact: {contact}\nExpires: {}\nPreferred-Languages: en\n", expires.strftime("%Y-%m-%dT%H:%M:%SZ"));
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
