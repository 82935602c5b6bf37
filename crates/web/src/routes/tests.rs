use std::time::Duration;

use api_common::Bounds;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use testkit::TestClinic;
use tower::ServiceExt;

use super::*;

testkit::both_databases! {
    async fn what_breaks_or_takes_too_long_ends_in_a_page(engine) {
        let clinic = TestClinic::start(engine);
        let broken = async || -> &'static str { panic!("Ada has the flu") };
        let routes = Router::new()
            .route("/book/alice/broken", get(broken))
            .route("/book/alice/slow", get(std::future::pending::<()>))
            .route("/portal/broken", get(broken))
            .route("/desk/alice/broken", get(broken));
        let bounds = Bounds { answer_within: Duration::from_millis(30), ..Bounds::default() };
        let router = surrounded(routes, clinic.core_within(bounds));
        for (path, language, status, said) in [
            ("/book/alice/broken", "en", 500, "Something went wrong"),
            ("/book/alice/broken", "it", 500, "lang=\"it\""),
            ("/book/alice/slow", "en", 503, "<main"),
            ("/portal/broken", "en", 500, "This is our fault"),
            ("/desk/alice/broken", "en", 500, "Something went wrong"),
        ] {
            let request = Request::get(path).header("accept-language", language).body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), status, "{path}");
            assert!(response.headers().contains_key("content-security-policy"), "{path}");
            assert_eq!(response.headers().contains_key("retry-after"), status == 503);
            let page = String::from_utf8(to_bytes(response.into_body(), 100_000).await.unwrap().to_vec()).unwrap();
            assert!(page.contains("<!doctype html>") && page.contains(said) && !page.contains("Ada"), "{path}: {page}");
        }
    }
}
