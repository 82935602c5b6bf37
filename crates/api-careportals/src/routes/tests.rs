use std::time::Duration;

use api_common::Bounds;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::Value;
use testkit::TestClinic;
use tower::ServiceExt;

use super::*;

testkit::both_databases! {
    async fn what_breaks_or_takes_too_long_is_told_in_this_doors_shape(engine) {
        let clinic = TestClinic::start(engine);
        let routes = Router::new()
            .route("/broken", get(async || -> &'static str { panic!("Ada has the flu") }))
            .route("/slow", get(std::future::pending::<()>));
        let bounds = Bounds { answer_within: Duration::from_millis(30), ..Bounds::default() };
        let router = surrounded(routes, clinic.core_within(bounds));
        for (path, status, code) in [("/broken", 500, "internal"), ("/slow", 503, "unavailable")] {
            let request = Request::get(path).header("origin", "https://clinic.example.org").body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            assert_eq!((response.status().as_u16(), &response.headers()["content-type"]), (status, &"application/json".parse().unwrap()));
            assert_eq!(response.headers()["access-control-allow-origin"], "*", "a page can read it, too");
            let text = String::from_utf8(to_bytes(response.into_body(), 10_000).await.unwrap().to_vec()).unwrap();
            let body: Value = serde_json::from_str(&text).unwrap();
            assert_eq!((&body["error"]["type"], &body["error"]["code"]), (&"api_error".into(), &code.into()));
            assert!(!text.contains("Ada"), "{text}");
        }
    }
}
