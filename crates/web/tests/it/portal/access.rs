//! Who gets in, and what they see.

use axum::http::{Method, StatusCode, header};
use jiff::SignedDuration;
use testkit::Engine;
use testkit::clinic::ADMIN_SECRET;

use super::Portal;

/// Every page of the operator alone.
const OPERATORS: [&str; 5] = [
    "/portal/partners",
    "/portal/partners/new",
    "/portal/keys/new",
    "/portal/access-requests",
    "/portal/access-requests/1",
];

testkit::both_databases! {
    async fn the_operator_signs_in_and_out(engine) {
        let portal = Portal::new(engine);
        let visitor = portal.visitor();
        visitor.get("/portal/sign-in").await.is(StatusCode::OK, "Sign in");
        let page = visitor.post("/portal/sign-in", &[("key", ADMIN_SECRET)]).await;
        let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with("__Host-portal="));
        assert!(cookie.ends_with("; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure"), "{cookie}");
        let page = visitor.get("/portal").await;
        page.is(StatusCode::OK, "Dashboard");
        page.says("Multi-Tenant Enabled");
        page.says("<dt>Total Calls</dt><dd>0</dd>");
        page.says("<dt>Success Rate</dt><dd>0%</dd>");
        page.says("<dt>Avg Duration</dt><dd>0ms</dd>");
        page.says("<dt>Error Count</dt><dd>0</dd>");
        let old = visitor.cookie();
        let out = visitor.post("/portal/sign-out", &[]).await;
        assert_eq!((out.location().as_str(), visitor.cookie()), ("/portal/sign-in", None));
        let replayed = visitor.send(Method::GET, "/portal", &[("cookie", &old.unwrap())], "").await;
        assert_eq!((replayed.status, replayed.location().as_str()), (StatusCode::SEE_OTHER, "/portal/sign-in"));
    }

    async fn nothing_else_gets_in(engine) {
        let portal = Portal::new(engine);
        let visitor = portal.visitor();
        for wrong in ["", " ", "pk_", "the operator of the test clinic!", "' OR 1=1 --", "\0"] {
            let page = visitor.post("/portal/sign-in", &[("key", wrong)]).await;
            page.is(StatusCode::UNAUTHORIZED, "Sign in");
            page.says("Invalid access key");
            assert!(visitor.cookie().is_none());
        }
        for page in ["/portal", "/portal/keys", "/portal/keys/1", "/portal/activity", "/portal/activity?rows=only"].iter().chain(&OPERATORS) {
            let page = visitor.get(page).await;
            assert_eq!((page.status, page.location().as_str()), (StatusCode::SEE_OTHER, "/portal/sign-in"));
        }
        let forged = visitor.send(Method::GET, "/portal", &[("cookie", "__Host-portal=x")], "").await;
        assert_eq!(forged.location(), "/portal/sign-in");
        for open in ["/portal/docs", "/portal/request-access"] {
            assert_eq!(visitor.get(open).await.status, StatusCode::OK, "{open}");
        }
        let nowhere = visitor.get("/portal/nothing").await;
        nowhere.is(StatusCode::NOT_FOUND, "We can’t find this page");
        nowhere.is_silent_about("/portal/sign-in");
    }

    async fn a_partner_sees_its_own_only(engine) {
        let portal = Portal::new(engine);
        let (otter, zebra) = (portal.partner("Otter").await, portal.partner("Zebra").await);
        let (own, secret) = portal.key(otter.id, "Otter site").await;
        let (other, _) = portal.key(zebra.id, "Zebra site").await;
        let visitor = portal.signed_in(&secret).await;
        let page = visitor.get("/portal").await;
        page.is(StatusCode::OK, "Dashboard");
        page.is_silent_about("Multi-Tenant");
        for hidden in ["/portal/partners", "/portal/access-requests"] {
            assert!(page.links(hidden).is_empty(), "{hidden}");
        }
        let keys = visitor.get("/portal/keys").await;
        keys.says("Otter site");
        keys.is_silent_about("Zebra");
        keys.is_silent_about(&secret);
        let key = visitor.get(&format!("/portal/keys/{own}")).await;
        key.says("Otter site");
        key.is_silent_about("/revoke");
        visitor.get("/portal/activity").await.is(StatusCode::OK, "Recent Activity");
        visitor.get("/portal/docs").await.says("/test/openapi.json");
        for hidden in OPERATORS.iter().map(|page| (*page).to_owned()).chain([
            format!("/portal/partners/{}", otter.id),
            format!("/portal/partners/{}/delete", otter.id),
            format!("/portal/keys/{own}/change"),
            format!("/portal/keys/{own}/revoke"),
            format!("/portal/keys/{own}/delete"),
            format!("/portal/keys/{other}"),
        ]) {
            visitor.get(&hidden).await.is(StatusCode::NOT_FOUND, "We can’t find this page");
        }
        for forbidden in [
            "/portal/partners/new".to_owned(),
            format!("/portal/partners/{}", otter.id),
            "/portal/keys/new".to_owned(),
            format!("/portal/keys/{own}/revoke"),
            format!("/portal/keys/{own}/rotate"),
            format!("/portal/keys/{own}/change"),
            format!("/portal/keys/{own}/delete"),
            format!("/portal/partners/{}/delete", otter.id),
            format!("/portal/keys/{other}/revoke"),
            "/portal/access-requests/1/approve".to_owned(),
            "/portal/access-requests/1/reject".to_owned(),
        ] {
            let latest = other.to_string();
            let fields = [("name", "x"), ("partner", "1"), ("latest", latest.as_str()), ("practices", "alice")];
            let page = visitor.post(&forbidden, &fields).await;
            page.is(StatusCode::NOT_FOUND, "We can’t find this page");
        }
        visitor.get("/portal/keys").await.says(">Active<");
    }

    async fn a_session_ends_after_eight_hours(engine) {
        let portal = Portal::new(engine);
        let visitor = portal.operator().await;
        portal.clinic.clock.advance(SignedDuration::from_mins(8 * 60 - 1));
        assert_eq!(visitor.get("/portal").await.status, StatusCode::OK);
        portal.clinic.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(visitor.get("/portal").await.location(), "/portal/sign-in");
    }

    async fn a_partner_switched_off_is_out_at_once(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("Otter").await;
        let (_, secret) = portal.key(otter.id, "site").await;
        let (visitor, operator) = (portal.signed_in(&secret).await, portal.operator().await);
        let address = format!("/portal/partners/{}", otter.id);
        operator.get(&address).await.says("Otter");
        let saved = operator.post(&address, &[("name", "Otter"), ("email", "bob@example.com"), ("active", "no")]).await;
        operator.get(&saved.location()).await.says("Saved.");
        assert_eq!(visitor.get("/portal").await.location(), "/portal/sign-in");
        let page = visitor.post("/portal/sign-in", &[("key", &secret)]).await;
        page.says("Invalid access key");
        operator.get("/portal/partners?search=BOB%40").await.says(">Off<");
        operator.get("/portal/keys").await.says(">Partner off<");
    }
}

#[tokio::test]
async fn other_sites_can_not_send_forms_of_the_portal() {
    let portal = Portal::new(Engine::Sqlite);
    let operator = portal.operator().await;
    for headers in [
        vec![("origin", "https://evil.test"), ("sec-fetch-site", "cross-site")],
        vec![("origin", "https://evil.test")],
        vec![("origin", "https://evil.clinic.test"), ("sec-fetch-site", "same-site")],
        vec![("origin", "null"), ("sec-fetch-site", "same-origin")],
        vec![("sec-fetch-site", "same-origin")],
        vec![("referer", "http://clinic.test/portal")],
        vec![],
    ] {
        for address in [
            "/portal/partners/new",
            "/portal/sign-in",
            "/portal/sign-out",
            "/portal/request-access",
            "/portal/keys/1/revoke",
            "/portal/keys/1/change",
            "/portal/keys/1/delete",
            "/portal/partners/1/delete",
            "/portal/sessions/1/end",
            "/portal/sessions/end-others",
        ] {
            let page = operator.send(Method::POST, address, &headers, "name=Mallory").await;
            page.is(StatusCode::FORBIDDEN, "This is not possible");
        }
    }
    operator.get("/portal/partners").await.says("No partners here.");
}

#[tokio::test]
async fn pages_run_nothing_of_others_and_are_never_kept() {
    let portal = Portal::new(Engine::Sqlite);
    let operator = portal.operator().await;
    for address in ["/portal", "/portal/keys", "/portal/none", "/portal/sign-in"] {
        let page = operator.get(address).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(page.headers["x-robots-tag"], "noindex");
        assert_eq!(page.headers[header::REFERRER_POLICY], "same-origin");
    }
    assert_eq!(operator.send(Method::DELETE, "/portal", &[("origin", "http://clinic.test")], "").await.status, 405);
}
