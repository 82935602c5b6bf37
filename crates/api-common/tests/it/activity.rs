//! The record of calls.

use api_common::{Bounds, CallNote, Core, CoreParts, LimitSettings, Limits, Recorded, Tries, record};
use app::access::Settings;
use app::activity::{ActivityQuery, list, stats, usage};
use app::recorder::flush;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use domain::activity::{Caller, Sums};
use domain::{Activity, ApiKeyId, PageQuery, PartnerId};
use jiff::ToSpan;
use testkit::TestClinic;
use tower::ServiceExt;

/// A door with three calls: known callers, unknown ones, and what is not recorded.
fn door(core: &Core, clinic: &TestClinic) -> Router {
    let organization = clinic.alice.organization.id;
    let known = move |note: CallNote| async move {
        note.is(Caller { partner: Some(PartnerId(7)), key: Some(ApiKeyId(8)), organization: None });
        note.entered(organization);
        "ok"
    };
    let covers = |path: &str| path.starts_with("/v1/") && !path.starts_with("/v1/portal");
    Router::new()
        .route("/v1/alice/things/{id}", get(known))
        .route("/v1/none", get(|| async { StatusCode::NOT_FOUND }))
        .route("/v1/portal", get(|| async { "page" }))
        .route("/v1/broken", get(async || -> &'static str { panic!("a defect") }))
        .route("/v1/slow", get(std::future::pending::<()>))
        .layer(from_fn_with_state(Recorded { core: core.clone(), door: "test", covers }, record))
}

async fn call(router: &Router, path: &str) {
    let request = Request::get(path).header("x-forwarded-for", "192.0.2.9").body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap();
}

async fn written(clinic: &TestClinic, query: ActivityQuery) -> (Vec<Activity>, i64, Sums) {
    let app = clinic.app.clone();
    tokio::task::spawn_blocking(move || flush(&app, 100).unwrap()).await.unwrap();
    let ctx = clinic.app.operator("test");
    let core = clinic.core();
    core.read(move |tx| {
        let page = list(tx, &ctx, &query, PageQuery::default())?;
        Ok((page.items, page.total, stats(tx, &ctx, &query)?))
    })
    .await
    .unwrap()
}

testkit::both_databases! {
    async fn calls_are_recorded_without_their_queries(engine) {
        let clinic = TestClinic::start(engine);
        let router = door(&clinic.core(), &clinic);
        call(&router, "/v1/alice/things/5?search=flu").await;
        call(&router, "/v1/portal").await;
        call(&router, "/v1/none").await;
        let (calls, total, sums) = written(&clinic, ActivityQuery::default()).await;
        let seen: Vec<_> = calls.iter().map(|call| (call.endpoint.as_str(), call.status, call.organization_slug.as_deref())).collect();
        assert_eq!(seen, [("/v1/none", 404, None), ("/v1/alice/things/5", 200, Some("alice"))]);
        assert_eq!((total, sums.calls, sums.errors), (2, 2, 1));
        let known = &calls[1];
        assert_eq!((known.caller.partner, known.caller.key), (Some(PartnerId(7)), Some(ApiKeyId(8))));
        assert_eq!((known.address.as_deref(), known.method.as_str(), known.door.as_str()), (Some("192.0.2.9"), "GET", "test"));
        assert_eq!(known.path(), "/test/v1/alice/things/5");
        assert_eq!(clinic.app.recorder().waiting(), 0);
    }

    async fn calls_are_filtered_and_counted_by_day(engine) {
        let clinic = TestClinic::start(engine);
        let router = door(&clinic.core(), &clinic);
        for day in 0..3 {
            for _ in 0..=day {
                call(&router, "/v1/alice/things/5").await;
            }
            call(&router, "/v1/none").await;
            clinic.clock.advance(jiff::SignedDuration::from_hours(24));
        }
        let of_partner = ActivityQuery { partner: Some(PartnerId(7)), ..ActivityQuery::default() };
        let (calls, total, sums) = written(&clinic, of_partner).await;
        assert_eq!((calls.len(), total, sums.calls, sums.errors), (6, 6, 6, 0));
        let failed = ActivityQuery { min_status: Some(400), ..ActivityQuery::default() };
        assert_eq!(written(&clinic, failed).await.1, 3);
        let odd = ActivityQuery { min_status: Some(404), ..ActivityQuery::default() };
        assert_eq!(written(&clinic, odd).await.1, 3);
        let class = ActivityQuery { min_status: Some(400), below_status: Some(404), ..ActivityQuery::default() };
        assert_eq!(written(&clinic, class).await.1, 0);
        for (part, expected) in [("THINGS", 6), ("/v1", 9), ("/test/v1/alice", 6), ("test/", 9), ("%", 0), ("_", 0)] {
            let query = ActivityQuery { endpoint: Some(part.to_owned()), ..ActivityQuery::default() };
            let (calls, total, _) = written(&clinic, query).await;
            assert_eq!((calls.len(), total), (usize::try_from(expected).unwrap(), expected), "{part}");
        }
        for (slug, expected) in [("Alice", 6), ("charlie", 0), ("nobody", 0)] {
            let query = ActivityQuery { slug: Some(slug.to_owned()), ..ActivityQuery::default() };
            assert_eq!(written(&clinic, query).await.1, expected, "{slug}");
        }
        let ctx = clinic.app.operator("test");
        let days = clinic.core().read(move |tx| usage(tx, &ctx, 5, &ActivityQuery::default())).await.unwrap();
        let counts: Vec<_> = days.iter().map(|day| (day.sums.calls, day.sums.errors)).collect();
        assert_eq!(counts, [(0, 0), (2, 1), (3, 1), (4, 1), (0, 0)], "today is the last, and has none yet");
        assert_eq!(days[4].day, jiff::civil::date(2026, 3, 5));
        assert_eq!(days[0].day, days[4].day - 4.days());
    }

    async fn an_installation_may_want_no_record(engine) {
        let clinic = TestClinic::start(engine);
        let app = clinic.app_with(Settings { record_calls: false, ..testkit::clinic::access() });
        let core = Core::new(CoreParts {
            limits: Limits::new(&app, LimitSettings::default()),
            app: app.clone(),
            public_url: "http://clinic.test".to_owned(),
            base_domain: None,
            tries: Tries::per_hour(20),
            bounds: Bounds::default(),
            trust_proxy_headers: true,
        });
        let router = door(&core, &clinic);
        call(&router, "/v1/alice/things/5").await;
        assert_eq!(app.recorder().waiting(), 0);
    }

    async fn a_client_that_goes_is_recorded_too(engine) {
        let clinic = TestClinic::start(engine);
        let router = door(&clinic.core(), &clinic);
        let gone = tokio::time::timeout(std::time::Duration::from_millis(20), call(&router, "/v1/slow")).await;
        assert!(gone.is_err());
        let (calls, ..) = written(&clinic, ActivityQuery::default()).await;
        assert_eq!((calls[0].endpoint.as_str(), calls[0].status), ("/v1/slow", 499));
        assert!(calls[0].duration_us >= 10_000);
    }

    async fn a_handler_that_breaks_is_recorded_too(engine) {
        let clinic = TestClinic::start(engine);
        let router = door(&clinic.core(), &clinic);
        assert!(tokio::spawn(async move { call(&router, "/v1/broken").await }).await.is_err());
        let (calls, ..) = written(&clinic, ActivityQuery::default()).await;
        assert_eq!((calls[0].endpoint.as_str(), calls[0].status), ("/v1/broken", 500));
    }

    async fn old_calls_go_after_ninety_days(engine) {
        let clinic = TestClinic::start(engine);
        let router = door(&clinic.core(), &clinic);
        call(&router, "/v1/none").await;
        clinic.clock.advance(jiff::SignedDuration::from_hours(24));
        call(&router, "/v1/none").await;
        assert_eq!(written(&clinic, ActivityQuery::default()).await.1, 2);
        clinic.clock.advance(jiff::SignedDuration::from_hours(89 * 24));
        let now = clinic.app.now();
        clinic.core().write(move |tx| app::activity::sweep(tx, now, 100)).await.unwrap();
        let (calls, total, sums) = written(&clinic, ActivityQuery::default()).await;
        assert_eq!((calls.len(), total, sums.calls), (1, 1, 1), "sums and calls stay in step");
    }
}
