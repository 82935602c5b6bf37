use api_common::Bounds;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use std::time::Duration;
use testkit::TestClinic;
use tower::ServiceExt;

use super::*;

/// What a refusal looks like at each part of the server.
#[derive(Clone, Copy, Debug)]
enum Shape {
    CarePortals,
    Naturae,
    Page,
    Line,
}

impl Shape {
    fn check(self, content_type: &str, text: &str) {
        let json: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        let error = &json["error"];
        match self {
            Self::CarePortals => assert!(error["type"].is_string() && error["message"].is_string(), "{text}"),
            Self::Naturae => assert!(error.get("type").is_none() && error["message"].is_string(), "{text}"),
            Self::Page => assert!(content_type.starts_with("text/html") && text.contains("</html>"), "{text}"),
            Self::Line => assert!(text.len() < 40 && !text.contains(['{', '<']), "{text}"),
        }
    }
}

async fn ask(router: &Router, request: Request<Body>) -> (u16, String, String) {
    let asked = format!("{} {}", request.method(), request.uri());
    let response = router.clone().oneshot(request).await.unwrap();
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("x-request-id").as_deref(), Some("abc"), "{asked}");
    let (status, content_type) = (response.status().as_u16(), header("content-type").unwrap_or_default());
    let bytes = to_bytes(response.into_body(), 100_000).await.unwrap();
    (status, content_type, String::from_utf8(bytes.to_vec()).unwrap())
}

testkit::both_databases! {
    async fn what_no_handler_answers_is_answered_in_the_shape_of_its_door(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let token = format!("Bearer {}", clinic.partner_token("alice"));
        let large = "x".repeat(3 * 1024 * 1024);
        for (method, path, body, status, shape) in [
            ("GET", "/careportals/nothing", "", 404, Shape::CarePortals),
            ("GET", "/careportals/docs/%ff", "", 404, Shape::CarePortals),
            ("GET", "/careportals/docs/none.js", "", 404, Shape::CarePortals),
            ("GET", "/careportals/services/%ff", "", 404, Shape::CarePortals),
            ("GET", "/careportals/services/%zz", "", 404, Shape::CarePortals),
            ("DELETE", "/careportals/services", "", 405, Shape::CarePortals),
            ("POST", "/careportals/docs/", "", 405, Shape::CarePortals),
            ("POST", "/careportals/appointments", "{", 400, Shape::CarePortals),
            ("POST", "/careportals/appointments", &large, 400, Shape::CarePortals),
            ("GET", "/naturae/nothing", "", 404, Shape::Naturae),
            ("GET", "/naturae/docs/%ff", "", 404, Shape::Naturae),
            ("GET", "/naturae/v1/alice/ticket/%ff", "", 404, Shape::Naturae),
            ("GET", "/naturae/v1/kb/%zz", "", 404, Shape::Naturae),
            ("GET", "/naturae/v1/%ff/tags", "", 403, Shape::Naturae),
            ("DELETE", "/naturae/v1/products", "", 405, Shape::Naturae),
            ("POST", "/naturae/openapi.json", "", 405, Shape::Naturae),
            ("POST", "/naturae/v1/products", "{", 400, Shape::Naturae),
            ("POST", "/naturae/v1/products", &large, 413, Shape::Naturae),
            ("POST", "/naturae/v1/access-requests", &large, 413, Shape::Naturae),
            ("GET", "/nothing", "", 404, Shape::Page),
            ("GET", "/book/%ff", "", 404, Shape::Page),
            ("GET", "/book/%zz", "", 404, Shape::Page),
            ("GET", "/portal/%ff", "", 404, Shape::Page),
            ("DELETE", "/book/alice", "", 405, Shape::Page),
            ("POST", "/portal/sign-in", &large, 413, Shape::Page),
            ("POST", "/livez", "", 405, Shape::Line),
        ] {
            for content_type in [Some("application/json"), Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("\u{e9}"), None] {
                // A form is read as nothing else.
                let mut request = Request::builder().method(method).uri(path).header("x-request-id", "abc");
                request = request.header("host", "clinic.test").header("organization", "alice").header("origin", "http://clinic.test");
                if path.starts_with("/naturae/v1/") {
                    request = request.header("authorization", &token);
                }
                if let Some(content_type) = content_type {
                    request = request.header("content-type", content_type);
                }
                let (found, kind, text) = ask(&router, request.body(Body::from(body.to_owned())).unwrap()).await;
                assert_eq!(found, status, "{method} {path} {content_type:?}: {text}");
                shape.check(&kind, &text);
            }
        }
    }

    async fn the_servers_own_endpoints_answer_in_time_and_whatever_breaks(engine) {
        let clinic = TestClinic::start(engine);
        let bounds = Bounds { answer_within: Duration::from_millis(30), ..Bounds::default() };
        let own: Router = Router::new()
            .route("/slow", get(std::future::pending::<()>))
            .route("/broken", get(async || -> &'static str { panic!("Ada has the flu") }));
        let outside: Router = Router::new().route("/outside", get(async || -> &'static str { panic!("Ada has the flu") }));
        let router = surrounded(bounds.round(own, |error| in_a_line(&error)).merge(outside).merge(router(clinic.core())));
        for (path, status) in [("/slow", 503), ("/broken", 500), ("/outside", 500)] {
            let request = Request::get(path).header("x-request-id", "abc").body(Body::empty()).unwrap();
            let (found, _, text) = ask(&router, request).await;
            assert_eq!(found, status, "{path}");
            assert!(!text.contains("Ada"), "{text}");
            Shape::Line.check("", &text);
        }
    }
}
