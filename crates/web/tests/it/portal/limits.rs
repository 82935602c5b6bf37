//! How often may be tried.

use axum::http::{StatusCode, header};
use jiff::SignedDuration;
use testkit::Engine;
use testkit::clinic::ADMIN_SECRET;

use super::Portal;
use super::requests::{WISH, ask};

#[tokio::test]
async fn keys_can_not_be_guessed_for_long() {
    let portal = Portal::limited(Engine::Sqlite);
    let visitor = portal.visitor();
    for _ in 0..10 {
        let page = visitor.post("/portal/sign-in", &[("key", "guess")]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    }
    let page = visitor.post("/portal/sign-in", &[("key", ADMIN_SECRET)]).await;
    page.is(StatusCode::TOO_MANY_REQUESTS, "Too many tries");
    assert!(page.headers.contains_key(header::RETRY_AFTER));
    let elsewhere = super::Visitor { address: "198.51.100.9", ..portal.visitor() };
    let page = elsewhere.post("/portal/sign-in", &[("key", ADMIN_SECRET)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    portal.clinic.clock.advance(SignedDuration::from_secs(6));
    portal.operator().await;
}

#[tokio::test]
async fn five_requests_an_hour_and_slips_are_free() {
    let portal = Portal::limited(Engine::Sqlite);
    for round in 0..5 {
        for _ in 0..3 {
            assert_eq!(ask(&portal, &[("company", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(ask(&portal, &[]).await.status, StatusCode::SEE_OTHER, "{round}");
    }
    ask(&portal, &[]).await.is(StatusCode::TOO_MANY_REQUESTS, "Too many tries");
    let elsewhere = super::Visitor { address: "198.51.100.9", ..portal.visitor() };
    assert_eq!(elsewhere.post("/portal/request-access", &WISH).await.status, StatusCode::SEE_OTHER);
    let operator = portal.operator().await;
    assert_eq!(operator.get("/portal/access-requests").await.body.matches("/approve\"").count(), 6);
    portal.clinic.clock.advance(SignedDuration::from_mins(12));
    assert_eq!(ask(&portal, &[]).await.status, StatusCode::SEE_OTHER);
}
