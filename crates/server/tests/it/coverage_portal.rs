//! Every route of the portal has a line here that says who may ask for it: anybody, somebody who has signed in, the key's own
//! partner, or the operator alone. A route without a line fails the test.

use std::collections::BTreeSet;

use app::access_request::submit;
use app::api_key::{NamedPractices, NewApiKey};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use domain::access_request::AccessWish;
use domain::partner::PartnerDetails;
use domain::{Scope, Scopes};
use testkit::TestClinic;
use testkit::clinic::ADMIN_SECRET;

use crate::doors::{self, Answer, from_our_page, page, router, routes_of_pages, send};

/// Who may ask. Everybody else is told to sign in, or that there is no such page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Anybody,
    SignedIn,
    /// Partners see their own, the operator all of them.
    Owner,
    Operator,
}

/// Method, path, who may, and what they are answered with.
const ROUTES: [(&str, &str, Who, u16); 35] = [
    ("GET", "/portal", Who::SignedIn, 200),
    ("GET", "/portal/sign-in", Who::Anybody, 200),
    ("POST", "/portal/sign-in", Who::Anybody, 401),
    ("GET", "/portal/request-access", Who::Anybody, 200),
    ("POST", "/portal/request-access", Who::Anybody, 422),
    ("GET", "/portal/docs", Who::Anybody, 200),
    ("GET", "/portal/partners", Who::Operator, 200),
    ("GET", "/portal/partners/new", Who::Operator, 200),
    ("POST", "/portal/partners/new", Who::Operator, 422),
    ("GET", "/portal/partners/{partner}", Who::Operator, 200),
    ("POST", "/portal/partners/{partner}", Who::Operator, 422),
    ("GET", "/portal/partners/{partner}/delete", Who::Operator, 200),
    ("POST", "/portal/partners/{partner}/delete", Who::Operator, 409),
    ("GET", "/portal/keys", Who::SignedIn, 200),
    ("GET", "/portal/keys/new", Who::Operator, 200),
    ("POST", "/portal/keys/new", Who::Operator, 422),
    ("GET", "/portal/keys/{key}", Who::Owner, 200),
    ("POST", "/portal/keys/{key}/rotate", Who::Operator, 409),
    ("GET", "/portal/keys/{key}/change", Who::Operator, 200),
    ("POST", "/portal/keys/{key}/change", Who::Operator, 422),
    ("GET", "/portal/keys/{key}/revoke", Who::Operator, 200),
    ("GET", "/portal/keys/{key}/delete", Who::Operator, 200),
    ("POST", "/portal/keys/{key}/delete", Who::Operator, 409),
    ("GET", "/portal/sessions", Who::SignedIn, 200),
    // Somebody's own only: the number is nobody's.
    ("POST", "/portal/sessions/{session}/end", Who::SignedIn, 404),
    ("POST", "/portal/sessions/end-others", Who::SignedIn, 303),
    ("GET", "/portal/activity", Who::SignedIn, 200),
    ("GET", "/portal/access-requests", Who::Operator, 200),
    ("GET", "/portal/access-requests/{request}", Who::Operator, 200),
    ("POST", "/portal/access-requests/{request}/approve", Who::Operator, 200),
    ("POST", "/portal/access-requests/{request}/reject", Who::Operator, 409),
    ("POST", "/portal/keys/{key}/revoke", Who::Operator, 303),
    ("POST", "/portal/sign-out", Who::Anybody, 303),
    // No routes, but addresses of the portal all the same.
    ("GET", "/portal/none", Who::Anybody, 404),
    ("GET", "/portal/", Who::Anybody, 404),
];

/// What the paths name.
struct Things {
    partner: i64,
    key: i64,
    request: i64,
}

impl Things {
    fn request(&self, method: &str, path: &str, cookie: Option<&str>) -> Request<Body> {
        let path = path.replace("{partner}", &self.partner.to_string()).replace("{session}", "999999");
        let path = path.replace("{key}", &self.key.to_string()).replace("{request}", &self.request.to_string());
        from_our_page(method, &path, cookie)
    }
}

async fn sign_in(router: &Router, secret: &str) -> String {
    doors::sign_in(router, "/portal/sign-in", &[("key", secret)]).await
}

/// A partner with a key; the partner's and the key's number, and the secret.
async fn partner(clinic: &TestClinic, name: &'static str) -> (i64, i64, String) {
    let (core, ctx) = (clinic.core(), clinic.app.operator("test"));
    let made = core.write(move |tx| {
        let partner = app::partner::create(tx, &ctx, PartnerDetails::named(name))?;
        let practices = NamedPractices::All;
        let scopes = Scopes::of(&[Scope::Articles]);
        let new = NewApiKey { name: name.to_owned(), partner: partner.id, scopes, practices, expires_at: None };
        let created = app::api_key::create(tx, &ctx, &new)?;
        Ok((partner.id.0, created.key.id.0, created.secret.reveal().to_owned()))
    });
    made.await.unwrap()
}

async fn request(clinic: &TestClinic) -> i64 {
    let (core, app) = (clinic.core(), clinic.app.clone());
    let wish = AccessWish {
        company: "Zebra".to_owned(),
        practice: "alice".to_owned(),
        contact_name: "Bob".to_owned(),
        contact_email: "bob@example.com".to_owned(),
        contact_phone: None,
        scopes: Scopes::of(&[Scope::Articles]),
        message: None,
    };
    core.write(move |tx| submit(tx, &app, wish.clone(), "test")).await.unwrap().id.0
}

fn is_sent_to_sign_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.location.as_deref() == Some("/portal/sign-in")
}

testkit::both_databases! {
    async fn every_route_of_the_portal(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let (own, key, secret) = partner(&clinic, "Otter").await;
        let (_, _, strangers_secret) = partner(&clinic, "Stoat").await;
        let things = Things { partner: own, key, request: request(&clinic).await };
        let (owner, stranger) = (sign_in(&router, &secret).await, sign_in(&router, &strangers_secret).await);
        let mut covered = BTreeSet::new();
        for (method, path, who, expected) in ROUTES {
            let route = format!("{method} {path}");
            let ask = async |cookie: Option<&str>| send(&router, things.request(method, path, cookie)).await;
            if who == Who::Anybody {
                let answer = ask(None).await;
                assert_eq!(answer.status, expected, "{route}: {}", answer.body);
            } else {
                assert!(is_sent_to_sign_in(&ask(None).await), "{route} without a session");
                assert!(is_sent_to_sign_in(&ask(Some("__Host-portal=forged")).await), "{route} with a forged session");
                let (for_owner, for_stranger) = match who {
                    Who::Operator => (404, 404),
                    Who::Owner => (expected, 404),
                    Who::SignedIn | Who::Anybody => (expected, expected),
                };
                assert_eq!(ask(Some(&stranger)).await.status, for_stranger, "{route} as another partner");
                assert_eq!(ask(Some(&owner)).await.status, for_owner, "{route} as its partner");
                let operator = sign_in(&router, ADMIN_SECRET).await;
                let answer = ask(Some(&operator)).await;
                assert_eq!(answer.status, expected, "{route}: {}", answer.body);
            }
            if method == "POST" {
                let mut forged = things.request(method, path, Some(&owner));
                forged.headers_mut().insert("origin", "https://evil.test".parse().unwrap());
                assert_eq!(send(&router, forged).await.status, 403, "{route} from elsewhere");
            }
            covered.insert(route);
        }
        covered.retain(|route| !route.ends_with("/none") && !route.ends_with("portal/"));
        assert_eq!(covered, routes_of_pages("portal/routes.rs"), "each route needs a line");
    }

    async fn calls_are_listed_and_found_by_the_address_they_were_made_to(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        assert_eq!(send(&router, page("/naturae/v1/me?search=flu")).await.status, 401);
        let app = clinic.app.clone();
        tokio::task::spawn_blocking(move || app::recorder::flush(&app, 10).unwrap()).await.unwrap();
        let cookie = sign_in(&router, ADMIN_SECRET).await;
        let activity = async |query: &str| {
            let mut request = page(&format!("/portal/activity?rows=only&endpoint={query}"));
            request.headers_mut().insert("cookie", cookie.parse().unwrap());
            send(&router, request).await.body.replace("<wbr>", "")
        };
        for found in ["", "%2Fnaturae%2Fv1%2Fme", "naturae", "ME"] {
            let rows = activity(found).await;
            assert!(rows.contains("<code>/naturae/v1/me</code>"), "{found}: {rows}");
        }
        for not_found in ["flu", "%2Fcareportals", "%2Fv1%2Fnaturae"] {
            let rows = activity(not_found).await;
            assert!(rows.contains("No calls here."), "{not_found}: {rows}");
        }
    }
}
