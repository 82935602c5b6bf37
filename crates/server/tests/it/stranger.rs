//! A stranger can't tell what is somebody else's from what does not exist: whatever id a call has, in its path, its query or its
//! body, both are answered alike, byte for byte. And totals count nobody else's.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use domain::Scopes;
use serde_json::{Value, json};
use testkit::TestClinic;
use tower::ServiceExt;

use crate::authorization::cast::{self, Pass, Shown, new_key};
use crate::authorization::made::{self, Made};
use crate::authorization::table::{Entry, Lock};
use crate::authorization::{Door, table};
use crate::doors::router;

/// An id that nothing has, as the doors spell theirs.
const NOTHING: i64 = 987_654;

/// An answer, with all that could tell it from another.
#[derive(Debug, PartialEq)]
struct Whole {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

async fn whole(router: &axum::Router, request: Request<Body>) -> Whole {
    let response = router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let told = |name: &str| !["x-request-id", "date"].contains(&name);
    let headers = headers.iter().filter(|(name, _)| told(name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    let body = axum::body::to_bytes(response.into_body(), 10_000_000).await.unwrap();
    Whole { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// Asks for two things and says what the answer was, which has to be the same.
async fn same(router: &axum::Router, asked: &str, theirs: Request<Body>, nothing: Request<Body>) -> Whole {
    let (addresses, theirs) = ([theirs.uri().to_string(), nothing.uri().to_string()], whole(router, theirs).await);
    let nothing = whole(router, nothing).await;
    assert_eq!(theirs, nothing, "{asked}: {addresses:?}");
    theirs
}

/// A door with Alice's things, and Charlie's partner.
struct Scene {
    clinic: TestClinic,
    router: axum::Router,
    stranger: Pass,
    cookie: String,
    alices: BTreeMap<&'static str, Made>,
}

const DOORS: [(&str, Door); 2] = [("/careportals", Door::Careportals), ("/naturae", Door::Naturae)];

impl Scene {
    async fn set(engine: testkit::Engine) -> Self {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let stranger = cast::pass(&clinic, "Stranger", Scopes::ALL, "charlie");
        let cookie = cast::session(&clinic, &stranger.created.secret);
        let mut alices = BTreeMap::new();
        for (mount, door) in DOORS {
            alices.insert(mount, door.make(&clinic, 1).await);
        }
        Self { clinic, router, stranger, cookie, alices }
    }

    /// What the stranger shows at such a lock, at home.
    fn shown(&self, lock: Lock) -> Shown {
        let token = Some(self.stranger.token.clone());
        match lock {
            Lock::Session | Lock::Portal | Lock::Admin => {
                Shown { cookie: Some(self.cookie.clone()), ..Shown::default() }
            }
            // Keys to Alice's visits are worth nothing at Charlie's; see below for worthless ones at Alice's.
            Lock::AccessKey => {
                Shown { access_key: Some(self.alices["/careportals"].access_key.clone()), ..Shown::default() }
            }
            Lock::Exchange => {
                Shown { secret: Some(self.stranger.created.secret.reveal().to_owned()), ..Shown::default() }
            }
            _ => Shown { token, ..Shown::default() },
        }
    }

    /// The address of these things at a practice of that name.
    fn address(mount: &str, entry: &Entry, slug: &str, made: &Made) -> String {
        format!("{mount}{}{}", made::path(entry.route, slug, made), entry.query)
    }
}

/// The same ids, of nothing.
fn nothing_of(made: &Made) -> Made {
    let id = || NOTHING.to_string();
    let object_id = format!("{}{NOTHING:016x}", made.service.get(..8).unwrap_or_default());
    Made {
        person: id(),
        tag: id(),
        spare_tag: NOTHING,
        ticket: id(),
        provider: id(),
        article: id(),
        partner: NOTHING,
        key: id(),
        dead_key: id(),
        request: id(),
        service: object_id.clone(),
        form: format!("{}{NOTHING:016x}", made.form.get(..8).unwrap_or_default()),
        visit: format!("{}{NOTHING:016x}", made.visit.get(..8).unwrap_or_default()),
        ..made.clone()
    }
}

/// What all practices share has no strangers.
fn is_of_somebody(entry: &Entry) -> bool {
    !matches!(entry.lock, Lock::Shared(_))
}

testkit::both_databases! {
    async fn a_foreign_id_is_answered_as_one_that_nothing_has(engine) {
        let scene = Scene::set(engine).await;
        let mut compared = 0;
        for (mount, door) in DOORS {
            let (made, nothing) = (&scene.alices[mount], nothing_of(&scene.alices[mount]));
            for entry in door.entries().iter().filter(|entry| is_of_somebody(entry)) {
                let path = |made: &Made| Scene::address(mount, entry, "charlie", made);
                if path(made) == path(&nothing) {
                    continue;
                }
                let shown = scene.shown(entry.lock);
                let ask = |made: &Made| door.request_to(entry, &path(made), (entry.body)(made), "charlie", &shown, 1);
                let answer = same(&scene.router, entry.route, ask(made), ask(&nothing)).await;
                let expected = if entry.lock == Lock::Admin { 403 } else { 404 };
                assert_eq!(answer.status, expected, "{}: {}", entry.route, answer.body);
                compared += 1;
            }
        }
        assert_eq!(compared, 6 + 12 + 10, "operations with an id");
    }

    async fn a_foreign_id_in_a_body_or_a_query_is_answered_as_one_that_nothing_has(engine) {
        let scene = Scene::set(engine).await;
        let made = &scene.alices["/naturae"];
        let own = scene.clinic.system(&scene.clinic.charlie);
        let details = domain::patient::PatientDetails { given_name: "Cara".into(), ..Default::default() };
        let person = scene.clinic.write(move |tx| app::patient::create(tx, &own, details.clone())).unwrap().id;
        let entries = table::naturae();
        let entry = |route: &str| entries.iter().find(|entry| entry.route == route).unwrap();
        let ask = |route: &str, address: String, body: Value| {
            let entry = entry(route);
            Door::Naturae.request_to(entry, &format!("/naturae{address}"), body, "", &scene.shown(entry.lock), 1)
        };
        let wear = "POST /v1/{PPass}/tags/prospects/{id}";
        let tags = format!("/v1/charlie/tags/prospects/{person}");
        let worn = |tag: i64| ask(wear, tags.clone(), json!({ "tagId": tag }));
        assert_eq!(same(&scene.router, wear, worn(made.spare_tag), worn(NOTHING)).await.status, 404);
        let off = "DELETE /v1/{PPass}/tags/prospects/{id}/{tagId}";
        let taken = |tag: i64| ask(off, format!("{tags}/{tag}"), Value::Null);
        assert_eq!(same(&scene.router, off, taken(made.spare_tag), taken(NOTHING)).await.status, 404);
        for list in ["stats", "usage", "activity"] {
            let route = format!("GET /v1/portal/{list}");
            let of = |query: String| ask(&route, format!("/v1/portal/{list}?{query}"), Value::Null);
            let partner = |id: i64| of(format!("partnerId={id}"));
            assert_eq!(same(&scene.router, &route, partner(made.partner), partner(NOTHING)).await.status, 403);
            same(&scene.router, &route, of("ppass=alice".into()), of("ppass=nowhere".into())).await;
        }
        // Where no token is needed, a service is picked in a body.
        let (made, nothing) = (&scene.alices["/careportals"], nothing_of(&scene.alices["/careportals"]));
        let entries = table::careportals();
        let book = entries.iter().find(|entry| entry.route == "POST /appointments").unwrap();
        let booked = |made: &Made| {
            let (address, body) = ("/careportals/appointments", (book.body)(made));
            Door::Careportals.request_to(book, address, body, "charlie", &Shown::default(), 1)
        };
        assert_eq!(same(&scene.router, book.route, booked(made), booked(&nothing)).await.status, 404);
    }

    async fn a_visit_without_its_key_is_answered_as_one_that_nobody_has(engine) {
        let scene = Scene::set(engine).await;
        let (made, nothing) = (&scene.alices["/careportals"], nothing_of(&scene.alices["/careportals"]));
        for entry in table::careportals().iter().filter(|entry| entry.lock == Lock::AccessKey) {
            for (key, status) in [(None, 401), (Some(made.other_access_key.clone()), 404), (Some("x".to_owned()), 404)] {
                let shown = Shown { access_key: key, ..Shown::default() };
                let ask = |made: &Made| Door::Careportals.request(entry, made, &shown, 1);
                assert_eq!(same(&scene.router, entry.route, ask(made), ask(&nothing)).await.status, status, "{}", entry.route);
            }
        }
    }

    async fn a_practice_that_is_not_the_keys_is_answered_as_one_that_does_not_exist(engine) {
        let scene = Scene::set(engine).await;
        let made = &scene.alices["/naturae"];
        let (everywhere, mut compared) = (scene.key_of_all_practices(), 0);
        for entry in table::naturae().iter().filter(|entry| entry.route.contains("{PPass}")) {
            // The stranger's own token, and one of a key that is good everywhere, made for Charlie's practice.
            for shown in [scene.shown(entry.lock), Shown { token: Some(everywhere.clone()), ..Shown::default() }] {
                if entry.lock == Lock::Exchange && shown.secret.is_none() {
                    continue;
                }
                let ask = |slug: &str| {
                    let address = Scene::address("/naturae", entry, slug, made);
                    Door::Naturae.request_to(entry, &address, (entry.body)(made), "", &shown, 1)
                };
                assert_eq!(same(&scene.router, entry.route, ask("alice"), ask("nowhere")).await.status, 403, "{}", entry.route);
                compared += 1;
            }
        }
        assert_eq!(compared, 18 * 2 - 1, "operations of a practice");
    }

    async fn totals_count_nobody_elses(engine) {
        let scene = Scene::set(engine).await;
        let token = scene.shown(Lock::Own);
        let list = async |address: &str, shown: &Shown| {
            let entry = Entry { route: "GET /", lock: Lock::Own, success: 200, query: "", body: |_| Value::Null };
            let answer = whole(&scene.router, Door::Naturae.request_to(&entry, &format!("/naturae{address}"), Value::Null, "", shown, 1)).await;
            assert_eq!(answer.status, 200, "{address}: {}", answer.body);
            serde_json::from_str::<Value>(&answer.body).unwrap()
        };
        for address in ["/v1/charlie/prospects", "/v1/charlie/prospects?search=Alicia", "/v1/charlie/tickets", "/v1/charlie/tags"] {
            let answer = list(address, &token).await;
            assert_eq!(answer["data"], json!([]), "{address}");
            assert!(answer["pagination"].is_null() || answer["pagination"]["total"] == 0, "{address}: {answer}");
        }
        let providers = list("/v1/charlie/availability/providers", &token).await;
        assert_eq!(providers["data"].as_array().unwrap().len(), 2, "Charlie's own");
        // Calls of Alice's partner are not among the stranger's, and her keys are not theirs.
        let alices = cast::pass(&scene.clinic, "Alice's partner", Scopes::ALL, "alice");
        for _ in 0..3 {
            list("/v1/alice/tickets", &Shown { token: Some(alices.token.clone()), ..Shown::default() }).await;
        }
        let app = scene.clinic.app.clone();
        tokio::task::spawn_blocking(move || app::recorder::flush(&app, 1000).unwrap()).await.unwrap();
        let cookie = scene.shown(Lock::Portal);
        let activity = list("/v1/portal/activity", &cookie).await;
        assert_eq!(activity["pagination"]["total"], 5, "{activity}");
        assert!(activity["data"].as_array().unwrap().iter().all(|call| call["ppass"] == "charlie"), "{activity}");
        assert_eq!(list("/v1/portal/activity?ppass=alice", &cookie).await["pagination"]["total"], 0);
        assert_eq!(list("/v1/portal/stats", &cookie).await["data"]["totalCalls"], 5);
        let usage = list("/v1/portal/usage", &cookie).await;
        let calls: i64 = usage["data"].as_array().unwrap().iter().map(|day| day["calls"].as_i64().unwrap()).sum();
        assert_eq!(calls, 5, "{usage}");
        let session = list("/v1/portal/session", &cookie).await;
        assert_eq!(session["data"]["keys"].as_array().unwrap().len(), 1, "{session}");
    }
}

impl Scene {
    /// A token for Charlie's practice, of a key that lists all.
    fn key_of_all_practices(&self) -> String {
        let (app, partner) = (self.clinic.app.clone(), self.stranger.created.key.partner);
        let created = self.clinic.write(move |tx| {
            let practices = app::api_key::NamedPractices::All;
            let new = app::api_key::NewApiKey { practices, ..new_key(partner, Scopes::ALL, "charlie") };
            app::api_key::create(tx, &app.operator("test"), &new)
        });
        cast::token(&self.clinic, &created.unwrap(), "charlie")
    }
}
