//! How much may be asked for.

use std::net::IpAddr;
use std::num::NonZeroU32;

use api_common::{CallNote, LimitSettings, Recorded, record};
use app::Error;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, Response, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use domain::ApiKeyId;
use jiff::SignedDuration;
use testkit::{Engine, TestClinic};
use tower::ServiceExt;

#[test]
fn an_address_has_ten_tries_a_minute() {
    let clinic = TestClinic::start(Engine::Sqlite);
    let core = clinic.core_with(LimitSettings::default());
    let limits = &core.parts().limits;
    let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
    assert!((0..10).all(|_| limits.exchange(one).is_ok()));
    assert!(matches!(limits.exchange(one), Err(Error::TooManyRequests { retry_after: 6 })));
    assert!(limits.exchange(other).is_ok() && limits.sign_in(one).is_ok(), "each on its own");
    clinic.clock.advance(SignedDuration::from_secs(6));
    assert!(limits.exchange(one).is_ok());
    assert!((0..5).all(|_| limits.access_request(one).is_ok()));
    assert!(matches!(limits.access_request(one), Err(Error::TooManyRequests { retry_after: 720 })));
}

#[tokio::test]
async fn a_key_is_told_how_much_is_left() {
    let clinic = TestClinic::start(Engine::Sqlite);
    let three = LimitSettings { calls_per_minute: NonZeroU32::new(3), ..LimitSettings::default() };
    let core = clinic.core_with(three);
    let call = |note: CallNote, State(core): State<api_common::Core>| async move {
        match note.count(&core, ApiKeyId(1)) {
            Ok(()) => StatusCode::OK,
            Err(_) => StatusCode::TOO_MANY_REQUESTS,
        }
    };
    let recorded = Recorded { core: core.clone(), door: "test", covers: |_| true };
    let router = Router::new().route("/", get(call)).layer(from_fn_with_state(recorded, record)).with_state(core);
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(router.clone().oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap());
    }
    let field = |answer: &Response<Body>, name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(field(&answers[0], "ratelimit-policy"), "\"calls\";q=3;w=60");
    assert_eq!(field(&answers[0], "ratelimit"), "\"calls\";r=2;t=20");
    assert_eq!(field(&answers[2], "ratelimit"), "\"calls\";r=0;t=60");
    assert_eq!(
        (answers[3].status(), field(&answers[3], "ratelimit").as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "\"calls\";r=0;t=20")
    );
}
