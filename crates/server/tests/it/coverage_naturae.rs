//! Every route of the NaturaeSoft door has an example here, refuses whoever shows nothing, and gives Charlie's partner nothing of
//! Alice's. A route without an entry fails the test.

use std::collections::BTreeSet;

use axum::http::Request;
use domain::article::ArticleDetails;
use domain::patient::PatientDetails;
use domain::tag::NewTag;
use domain::ticket::TicketDetails;
use serde_json::{Value, json};
use testkit::TestClinic;
use testkit::clinic::ADMIN_SECRET;

use crate::doors::{naturae, router, send};

/// Who may make a call, and what others are told.
#[derive(Clone, Copy, PartialEq)]
enum Lock {
    /// Anybody.
    Open,
    /// A program in Alice's practice; Charlie's is told that it is not its practice.
    Practice,
    /// Any program: what is asked for is everybody's, or the caller's own.
    Shared,
    /// Whoever has the admin secret.
    Admin,
    /// Whoever has a session of the portal; there is none here.
    Session,
}

struct Example {
    /// As the document has it.
    route: &'static str,
    path: String,
    lock: Lock,
    expected: u16,
    body: Option<Value>,
}

fn example(route: &'static str, path: &str, lock: Lock, expected: u16) -> Example {
    Example { route, path: path.to_owned(), lock, expected, body: None }
}

fn with_body(route: &'static str, path: &str, lock: Lock, expected: u16, body: Value) -> Example {
    Example { body: Some(body), ..example(route, path, lock, expected) }
}

/// Ids of what Alice has.
struct Made {
    person: i64,
    tag: i64,
    ticket: i64,
    article: i64,
    partner: i64,
    key: i64,
}

async fn make(clinic: &TestClinic) -> Made {
    let (alice, app, core) = (clinic.system(&clinic.alice), clinic.app.clone(), clinic.core());
    let made = core.write(move |tx| {
        let operator = app.operator("test");
        let details = PatientDetails { given_name: "Alicia".into(), ..PatientDetails::default() };
        let person = app::patient::create(tx, &alice, details)?.id;
        let tag = app::tag::create(tx, &alice, &NewTag { name: "VIP".into(), colour: None })?.id;
        app::tag::assign(tx, &alice, person, tag)?;
        let ticket = app::ticket::create(tx, &alice, &TicketDetails::about("Printer"))?.id;
        let article = ArticleDetails { title: "T".into(), active: true, ..ArticleDetails::default() };
        let article = app::article::create(tx, &app.installation("test", app.now()), &article)?.id;
        let partner = app::partner::create(tx, &operator, domain::partner::PartnerDetails::named("Spare"))?.id;
        let new = app::api_key::NewApiKey {
            name: "spare".into(),
            partner,
            scopes: domain::Scopes::NONE,
            practices: app::api_key::NamedPractices::All,
            expires_at: None,
        };
        let key = app::api_key::create(tx, &operator, &new)?.key.id;
        Ok(Made { person: person.0, tag: tag.0, ticket: ticket.0, article: article.0, partner: partner.0, key: key.0 })
    });
    made.await.unwrap()
}

/// In an order in which each has what it needs. `R` stands for the number of the request that was made last.
fn examples(clinic: &TestClinic, made: &Made) -> Vec<Example> {
    use Lock::{Admin, Open, Practice, Session, Shared};
    let bob = format!("/v1/alice/availability/providers/{}", clinic.alice.bob.id);
    let person = format!("/v1/alice/prospects/{}", made.person);
    let tags = format!("/v1/alice/tags/prospects/{}", made.person);
    let (ticket, article) = (format!("/v1/alice/ticket/{}", made.ticket), format!("/v1/kb/{}", made.article));
    let comment = format!("/v1/alice/tickets/{}/comment", made.ticket);
    let partner = format!("/v1/admin/partners/{}", made.partner);
    let key = format!("/v1/admin/keys/{}", made.key);
    let requests = "/v1/admin/access-requests";
    let wish = |company: &str| {
        json!({
            "company": company, "practice": "alice", "contactName": "Eve", "contactEmail": "eve@example.org",
            "requestedScopes": ["KB"]
        })
    };
    let named = json!({ "name": "New" });
    let new_key = json!({ "name": "k", "partnerId": made.partner, "ppass": ["alice"], "scopes": [] });
    vec![
        with_body("POST /v1/{PPass}/auth/token", "/v1/alice/auth/token", Open, 401, json!({ "apiKey": "pk_none" })),
        example("GET /v1/{PPass}/prospects", "/v1/alice/prospects", Practice, 200),
        with_body("POST /v1/{PPass}/prospects", "/v1/alice/prospects", Practice, 201, json!({ "FirstName": "New" })),
        with_body("PUT /v1/{PPass}/prospects/{id}", &person, Practice, 200, json!({ "NickName": "N" })),
        example("GET /v1/{PPass}/tags", "/v1/alice/tags", Practice, 200),
        with_body("POST /v1/{PPass}/tags/prospects/{id}", &tags, Practice, 200, json!({ "tagId": made.tag })),
        example("DELETE /v1/{PPass}/tags/prospects/{id}/{tagId}", &format!("{tags}/{}", made.tag), Practice, 200),
        example("DELETE /v1/{PPass}/tags/prospects/{id}", &tags, Practice, 200),
        example("GET /v1/{PPass}/availability/providers", "/v1/alice/availability/providers", Practice, 200),
        example("GET /v1/{PPass}/availability/providers/{id}", &bob, Practice, 200),
        example(
            "GET /v1/{PPass}/availability/providers/{id}/schedule",
            &format!("{bob}/schedule?startDate=2026-03-02&endDate=2026-03-09"),
            Practice,
            200,
        ),
        example(
            "GET /v1/{PPass}/availability/providers/{id}/check",
            &format!("{bob}/check?date=2026-03-03&time=10:00&duration=30"),
            Practice,
            200,
        ),
        example(
            "GET /v1/{PPass}/availability/providers/{id}/slots",
            &format!("{bob}/slots?date=2026-03-03&duration=30"),
            Practice,
            200,
        ),
        example(
            "GET /v1/{PPass}/availability/providers/{id}/next-slot",
            &format!("{bob}/next-slot?duration=30"),
            Practice,
            200,
        ),
        example("GET /v1/products", "/v1/products", Shared, 200),
        with_body("POST /v1/products", "/v1/products", Shared, 200, json!({ "products": [{}] })),
        example("GET /v1/kb", "/v1/kb", Shared, 200),
        example("GET /v1/kb/{id}", &article, Shared, 200),
        with_body("PUT /v1/kb/{id}", &article, Shared, 200, json!({ "Category": "A" })),
        example("GET /v1/{PPass}/tickets", "/v1/alice/tickets", Practice, 200),
        example("GET /v1/{PPass}/ticket/{id}", &ticket, Practice, 200),
        with_body("PUT /v1/{PPass}/ticket/{id}", &ticket, Practice, 200, json!({ "Status": "Closed" })),
        with_body("POST /v1/{PPass}/tickets/{id}/comment", &comment, Practice, 201, json!({ "Comment": "x" })),
        example("GET /v1/me", "/v1/me", Shared, 200),
        with_body("PATCH /v1/me", "/v1/me", Shared, 200, json!({ "Contact": "A" })),
        example("GET /portal.html", "/portal.html", Open, 200),
        with_body("POST /v1/portal/session", "/v1/portal/session", Open, 200, json!({ "accessKey": ADMIN_SECRET })),
        example("GET /v1/portal/session", "/v1/portal/session", Session, 401),
        example("DELETE /v1/portal/session", "/v1/portal/session", Session, 401),
        example("GET /v1/portal/stats", "/v1/portal/stats", Admin, 200),
        example("GET /v1/portal/usage", "/v1/portal/usage", Admin, 200),
        example("GET /v1/portal/activity", "/v1/portal/activity", Admin, 200),
        example("GET /v1/admin/partners", "/v1/admin/partners", Admin, 200),
        with_body("POST /v1/admin/partners", "/v1/admin/partners", Admin, 201, named),
        example("GET /v1/admin/partners/{partnerId}", &partner, Admin, 200),
        with_body("PATCH /v1/admin/partners/{partnerId}", &partner, Admin, 200, json!({ "contact": "A" })),
        example("GET /v1/admin/keys", "/v1/admin/keys", Admin, 200),
        with_body("POST /v1/admin/keys", "/v1/admin/keys", Admin, 201, new_key),
        example("GET /v1/admin/keys/{keyId}", &key, Admin, 200),
        with_body("PATCH /v1/admin/keys/{keyId}", &key, Admin, 200, json!({ "name": "other" })),
        example("POST /v1/admin/keys/{keyId}/revoke", &format!("{key}/revoke"), Admin, 200),
        example("DELETE /v1/admin/keys/{keyId}", &key, Admin, 204),
        with_body("POST /v1/access-requests", "/v1/access-requests", Open, 202, wish("One")),
        example("GET /v1/admin/access-requests", requests, Admin, 200),
        example("GET /v1/admin/access-requests/{requestId}", &format!("{requests}/R"), Admin, 200),
        example("POST /v1/admin/access-requests/{requestId}/approve", &format!("{requests}/R/approve"), Admin, 200),
        with_body("POST /v1/access-requests", "/v1/access-requests", Open, 202, wish("Two")),
        example("POST /v1/admin/access-requests/{requestId}/reject", &format!("{requests}/R/reject"), Admin, 200),
        // A key is left that works.
        example("DELETE /v1/admin/partners/{partnerId}", &partner, Admin, 409),
    ]
}

/// The routes of the door, as its document has them; a test of the door holds the two together.
pub(crate) fn routes() -> BTreeSet<String> {
    let document = serde_json::to_value(api_naturae::openapi()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        routes.extend(item.as_object().unwrap().keys().map(|method| format!("{} {path}", method.to_uppercase())));
    }
    routes
}

testkit::both_databases! {
    async fn every_route_of_naturae(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let made = make(&clinic).await;
        let (token, stranger) = (clinic.partner_token("alice"), clinic.partner_token("charlie"));
        let (mut covered, mut request_id) = (BTreeSet::new(), String::new());
        for Example { route, path, lock, expected, body } in examples(&clinic, &made) {
            let path = path.replace("/R", &format!("/{request_id}"));
            let method = route.split(' ').next().unwrap();
            if lock != Lock::Open {
                let nobody = send(&router, naturae(method, &path, None, body.as_ref())).await;
                assert_eq!(nobody.status, 401, "{route} to nobody: {}", nobody.body);
                let theirs = send(&router, naturae(method, &path, Some(&stranger), body.as_ref())).await;
                let refused = match lock {
                    Lock::Practice => theirs.status == 403,
                    Lock::Admin | Lock::Session => theirs.status == 401,
                    Lock::Shared | Lock::Open => theirs.status == expected,
                };
                assert!(refused, "{route} to Charlie's: {} {}", theirs.status, theirs.body);
                assert!(lock == Lock::Shared || !theirs.body.contains("Alicia"), "{route} tells of Alice's");
            }
            let mut request = naturae(method, &path, Some(&token), body.as_ref());
            if lock == Lock::Admin {
                request.headers_mut().insert("x-admin-secret", ADMIN_SECRET.parse().unwrap());
            }
            let answer = send(&router, request).await;
            assert_eq!(answer.status, expected, "{route}: {}", answer.body);
            if route == "POST /v1/access-requests" {
                request_id = answer.json()["data"]["requestId"].to_string();
            }
            covered.insert(route.to_owned());
        }
        assert_eq!(covered, routes(), "each route needs an example");
    }

    async fn nothing_of_alices_is_behind_charlies_door(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let made = make(&clinic).await;
        let stranger = clinic.partner_token("charlie");
        let (bob, person) = (clinic.alice.bob.id, made.person);
        let own = |method: &str, path: String, body: Option<Value>| -> Request<axum::body::Body> {
            naturae(method, &format!("/v1/charlie{path}"), Some(&stranger), body.as_ref())
        };
        for request in [
            own("PUT", format!("/prospects/{person}"), Some(json!({ "NickName": "N" }))),
            own("POST", format!("/tags/prospects/{person}"), Some(json!({ "tagId": made.tag }))),
            own("DELETE", format!("/tags/prospects/{person}"), None),
            own("DELETE", format!("/tags/prospects/{person}/{}", made.tag), None),
            own("GET", format!("/availability/providers/{bob}"), None),
            own("GET", format!("/availability/providers/{bob}/slots?date=2026-03-03&duration=30"), None),
            own("GET", format!("/ticket/{}", made.ticket), None),
            own("PUT", format!("/ticket/{}", made.ticket), Some(json!({ "Status": "Closed" }))),
            own("POST", format!("/tickets/{}/comment", made.ticket), Some(json!({ "Comment": "x" }))),
        ] {
            let asked = request.uri().to_string();
            assert_eq!(send(&router, request).await.status, 404, "{asked}");
        }
        for list in ["/prospects", "/tickets", "/tags"] {
            let answer = send(&router, own("GET", list.to_owned(), None)).await;
            assert_eq!(answer.json()["data"], json!([]), "{list}");
        }
    }
}
