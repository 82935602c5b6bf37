use std::time::Duration;

use api_common::Bounds;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::Value;
use testkit::TestClinic;
use tower::ServiceExt;

use super::*;

testkit::both_databases! {
    async fn what_breaks_or_takes_too_long_is_told_in_this_doors_shape_and_recorded(engine) {
        let clinic = TestClinic::start(engine);
        let routes = Router::new()
            .route("/v1/broken", get(async || -> &'static str { panic!("Ada has the flu") }))
            .route("/v1/slow", get(std::future::pending::<()>));
        let bounds = Bounds { answer_within: Duration::from_millis(30), ..Bounds::default() };
        let router = surrounded(routes, clinic.core_within(bounds));
        for (path, status, code) in [("/v1/broken", 500, "internal"), ("/v1/slow", 503, "unavailable")] {
            let response = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!((response.status().as_u16(), &response.headers()["content-type"]), (status, &"application/json".parse().unwrap()));
            let text = String::from_utf8(to_bytes(response.into_body(), 10_000).await.unwrap().to_vec()).unwrap();
            let body: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(body["error"]["code"], code);
            assert!(!text.contains("Ada") && body.get("data").is_none(), "{text}");
        }
        let app = clinic.app.clone();
        tokio::task::spawn_blocking(move || app::recorder::flush(&app, 100).unwrap()).await.unwrap();
        let ctx = clinic.app.operator("test");
        let (query, page) = (app::activity::ActivityQuery::default(), domain::PageQuery::default());
        let calls = clinic.read(move |tx| app::activity::list(tx, &ctx, &query, page)).unwrap();
        let calls: Vec<_> = calls.items.into_iter().map(|call| (call.endpoint, call.status)).collect();
        assert_eq!(calls, [("/v1/slow".to_owned(), 503), ("/v1/broken".to_owned(), 500)]);
    }
}
