//! All doors of one clinic, as the server mounts them, called without a socket.

use std::collections::BTreeSet;
use std::path::Path;

use api_common::{Bounds, Core, CoreParts, LimitSettings, Limits, Tries};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use serde_json::{Value, json};
use testkit::clinic::answers;
use tower::ServiceExt;

/// The doors as `server/src/http.rs` mounts them.
pub(crate) fn router(core: Core) -> Router {
    let router = Router::new().nest("/careportals", api_careportals::router(core.clone()));
    router.nest("/naturae", api_naturae::router(core.clone())).merge(web::router(core, &[]))
}

/// What the doors hold where access is given in another way; limits are out of reach.
pub(crate) fn core_of(clinic: &testkit::TestClinic, app: app::App) -> Core {
    let far = std::num::NonZeroU32::MAX;
    let limits = LimitSettings { tries_per_minute: far, requests_per_hour: far, calls_per_minute: None };
    let (base_domain, public_url) = (Some("clinic.test".to_owned()), clinic.core().parts().public_url.clone());
    let (tries, limits) = (Tries::per_hour(20), Limits::new(&app, limits));
    Core::new(CoreParts {
        app,
        public_url,
        base_domain,
        tries,
        limits,
        bounds: Bounds::default(),
        trust_proxy_headers: true,
    })
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Sends a request.
pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response: Response<Body> = router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    let body = axum::body::to_bytes(response.into_body(), 10_000_000).await.unwrap();
    Answer { status, location, body: String::from_utf8_lossy(&body).into_owned() }
}

/// A request to the CarePortals door.
pub(crate) fn api(method: &str, organization: &str, path: &str, body: Option<&Value>) -> Request<Body> {
    let request =
        Request::builder().method(method).uri(format!("/careportals{path}")).header("organization", organization);
    match body {
        Some(body) => request.header("content-type", "application/json").body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    }
    .unwrap()
}

/// A booking for the CarePortals door.
pub(crate) fn booking(service: &str, start: jiff::Timestamp, first_name: &str) -> Value {
    json!({ "serviceId": service, "reservation": start.to_string(), "values": answers(first_name) })
}

/// A page.
pub(crate) fn page(path: &str) -> Request<Body> {
    Request::builder().uri(path).header("host", "clinic.test").body(Body::empty()).unwrap()
}

/// A form sent from its own page.
pub(crate) fn form(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let encode =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    let request = Request::builder().method("POST").uri(path).header("host", "clinic.test");
    let request =
        request.header("sec-fetch-site", "same-origin").header("content-type", "application/x-www-form-urlencoded");
    request.body(Body::from(pairs.join("&"))).unwrap()
}

/// Asks for a page, or sends its form empty, as a browser does that is at a page of ours and has that cookie.
pub(crate) fn from_our_page(method: &str, path: &str, cookie: Option<&str>) -> Request<Body> {
    let mut request = if method == "GET" { page(path) } else { form(path, &[]) };
    let headers = request.headers_mut();
    headers.insert("origin", "http://clinic.test".parse().unwrap());
    if let Some(cookie) = cookie {
        headers.insert("cookie", cookie.parse().unwrap());
    }
    request
}

/// Signs in by that form; the cookie of the session.
pub(crate) async fn sign_in(router: &Router, path: &str, fields: &[(&str, &str)]) -> String {
    let mut request = form(path, fields);
    request.headers_mut().insert("origin", "http://clinic.test".parse().unwrap());
    let response = router.clone().oneshot(request).await.unwrap();
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// The routes in that table of the pages, a file below `web/src`: read from its text, as axum does not tell.
pub(crate) fn routes_of_pages(table: &str) -> BTreeSet<String> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src").join(table);
    let table = std::fs::read_to_string(table).unwrap();
    // The one whose spelling is shared with the mail.
    let table = table.replace("NEW_PASSWORD_ROUTE, ", &format!("\"{}\", ", api_common::NEW_PASSWORD_ROUTE));
    let mut routes = BTreeSet::new();
    for entry in table.split(".route(").skip(1) {
        let path = entry.split('"').nth(1).unwrap();
        // What comes after the last route is not its handlers.
        let handlers = entry.split(".layer(").next().unwrap().split(".fallback").next().unwrap();
        for (call, method) in [("get(", "GET"), ("post(", "POST")] {
            if handlers.contains(call) {
                routes.insert(format!("{method} {path}"));
            }
        }
    }
    routes
}

/// The booking form, filled in by somebody of that name. The key makes a form that is sent twice one booking.
pub(crate) fn booking_form(path: &str, first_name: &str) -> Request<Body> {
    let mail = format!("{}@example.com", first_name.to_lowercase());
    form(
        path,
        &[
            ("booking-key", &format!("key-of-{first_name}")),
            ("firstName", first_name),
            ("lastName", "Example"),
            ("email", &mail),
            ("visitReason", "A check."),
        ],
    )
}

/// The id of a service as the CarePortals door spells it.
pub(crate) async fn service_id(router: &Router, organization: &str, label: &str) -> String {
    let services = send(router, api("GET", organization, "/services", None)).await.json();
    let service = services.as_array().unwrap().iter().find(|service| service["label"] == label).unwrap();
    service["_id"].as_str().unwrap().to_owned()
}

/// A request to the NaturaeSoft door.
pub(crate) fn naturae(method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(format!("/naturae{path}"));
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    request.header("content-type", "application/json").body(body).unwrap()
}
