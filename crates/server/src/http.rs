//! All routes of the server, and what surrounds them.

use api_common::Core;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router, middleware};
use domain::Error;
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;

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

/// The doors, the pages, and the server's own endpoints.
pub(crate) fn router(core: Core) -> Router {
    let own = Router::new()
        .route("/livez", get(livez))
        .route("/readyz", get(readyz))
        .route("/version", get(version))
        .route("/.well-known/security.txt", get(security_txt))
        .with_state(core.clone());
    let routes = Router::new()
        .merge(core.parts().bounds.round(own, |error| in_a_line(&error)))
        .nest("/careportals", api_careportals::router(core.clone()))
        .nest("/naturae", api_naturae::router(core.clone()))
        .merge(web::router(core, DOORS));
    surrounded(routes)
}

/// What is round everything. The doors and the pages answer for what breaks within them, each in its own shape: what is caught
/// here broke round them.
fn surrounded(routes: Router) -> Router {
    let broken = |_| in_a_line(&Error::Internal("something broke round the handlers".to_owned()));
    routes.layer(CatchPanicLayer::custom(broken)).layer(middleware::from_fn(api_common::observe))
}

/// Why one of the server's own endpoints does not answer.
fn in_a_line(error: &Error) -> Response {
    tracing::error!(%error, "no answer");
    match error {
        Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "no answer in time").into_response(),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "the server failed").into_response(),
    }
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

#[cfg(test)]
mod tests;
