//! Every route of every door has an example here, refuses strangers, and answers *not found* to Charlie. A route without an
//! entry fails the test.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use testkit::TestClinic;
use testkit::clinic::at;

use crate::doors::{api, booking, booking_form, form, page, router, routes_of_pages, send, service_id};

/// What a test needs to know of an appointment of Alice's.
struct Visit {
    /// As the API spells it.
    api_id: String,
    /// As the pages spell it.
    page_id: i64,
    key: String,
}

/// A request, made for the practice that is asked.
type Asking = dyn Fn(&str) -> Request<Body>;

/// A route with its example.
struct Example {
    /// `METHOD /path/{parameter}`, as the route table has it.
    route: &'static str,
    /// What an answer to Alice's own may be.
    expected: u16,
    /// The request, to the practice of that name: with Alice's ids, whoever is asked.
    request: Box<Asking>,
    /// The same without the secret it needs, if it needs one, and what that is answered with.
    without_key: Option<(u16, Request<Body>)>,
}

fn open(route: &'static str, expected: u16, request: impl Fn(&str) -> Request<Body> + 'static) -> Example {
    Example { route, expected, request: Box::new(request), without_key: None }
}

fn locked(
    route: &'static str,
    expected: u16,
    request: impl Fn(&str) -> Request<Body> + 'static,
    refusal: u16,
    without_key: Request<Body>,
) -> Example {
    Example { without_key: Some((refusal, without_key)), ..open(route, expected, request) }
}

fn with_key(mut request: Request<Body>, key: &str) -> Request<Body> {
    request.headers_mut().insert("x-access-key", key.parse().unwrap());
    request
}

fn careportals(service: &str, form_id: &str, visits: &[Visit; 3]) -> Vec<Example> {
    let service_path = format!("/services/{service}");
    let (slots, form_path) = (format!("{service_path}/availability-v2"), format!("/forms/{form_id}"));
    let body = booking(service, at(3, "10:00"), "Eve");
    let moved = serde_json::json!({ "reservation": at(4, "11:00").to_string() });
    let keyed = |method: &'static str, path: String, visit: &Visit, body: Option<serde_json::Value>| {
        let key = visit.key.clone();
        move |organization: &str| with_key(api(method, organization, &path, body.as_ref()), &key)
    };
    let path = |visit: &Visit, end: &str| format!("/appointments/{}{end}", visit.api_id);
    let [read, cancel, reschedule] = visits;
    vec![
        open("GET /services", 200, |organization| api("GET", organization, "/services", None)),
        open("GET /services/{id}", 200, move |organization| api("GET", organization, &service_path, None)),
        open("GET /services/{id}/availability-v2", 200, move |organization| api("GET", organization, &slots, None)),
        open("GET /forms/{id}", 200, move |organization| api("GET", organization, &form_path, None)),
        open("POST /appointments", 201, move |organization| api("POST", organization, "/appointments", Some(&body))),
        locked(
            "GET /appointments/{id}",
            200,
            keyed("GET", path(read, ""), read, None),
            401,
            api("GET", "alice", &path(read, ""), None),
        ),
        locked(
            "POST /appointments/{id}/cancel",
            200,
            keyed("POST", path(cancel, "/cancel"), cancel, None),
            401,
            api("POST", "alice", &path(cancel, "/cancel"), None),
        ),
        locked(
            "POST /appointments/{id}/reschedule",
            200,
            keyed("POST", path(reschedule, "/reschedule"), reschedule, Some(moved.clone())),
            401,
            api("POST", "alice", &path(reschedule, "/reschedule"), Some(&moved)),
        ),
    ]
}

fn pages(clinic: &TestClinic, visits: &[Visit; 3]) -> Vec<Example> {
    let service = clinic.alice.checkup.id;
    let start = at(3, "15:00");
    let [read, cancel, reschedule] = visits;
    let shown = |visit: &Visit, end: &str| {
        let (id, key, end) = (visit.page_id, visit.key.clone(), end.to_owned());
        move |organization: &str| page(&format!("/book/{organization}/manage/{id}{end}?key={key}"))
    };
    let sent = |visit: &Visit, end: &'static str, fields: Vec<(&'static str, String)>| {
        let (id, key) = (visit.page_id, visit.key.clone());
        move |organization: &str| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).chain([("key", key.as_str())]).collect();
            form(&format!("/book/{organization}/manage/{id}{end}?key={key}"), &fields)
        }
    };
    let keyless = |visit: &Visit, end: &str| page(&format!("/book/alice/manage/{}{end}", visit.page_id));
    let keyless_form = |visit: &Visit, end: &str| form(&format!("/book/alice/manage/{}{end}", visit.page_id), &[]);
    vec![
        open("GET /book/{slug}", 200, |organization| page(&format!("/book/{organization}"))),
        open("GET /book/{slug}/{service}", 200, move |organization| page(&format!("/book/{organization}/{service}"))),
        open("GET /book/{slug}/{service}/{start}", 200, move |organization| {
            page(&format!("/book/{organization}/{service}/{start}"))
        }),
        open("POST /book/{slug}/{service}/{start}", 303, move |organization| {
            booking_form(&format!("/book/{organization}/{service}/{start}"), "Joe")
        }),
        locked("GET /book/{slug}/manage/{appointment}", 200, shown(read, ""), 404, keyless(read, "")),
        locked(
            "GET /book/{slug}/manage/{appointment}/appointment.ics",
            200,
            shown(read, "/appointment.ics"),
            404,
            keyless(read, "/appointment.ics"),
        ),
        locked(
            "GET /book/{slug}/manage/{appointment}/cancel",
            200,
            shown(read, "/cancel"),
            404,
            keyless(read, "/cancel"),
        ),
        locked("GET /book/{slug}/manage/{appointment}/move", 200, shown(read, "/move"), 404, keyless(read, "/move")),
        locked(
            "POST /book/{slug}/manage/{appointment}/move",
            303,
            sent(reschedule, "/move", vec![("start", at(4, "14:00").to_string())]),
            404,
            keyless_form(reschedule, "/move"),
        ),
        locked(
            "POST /book/{slug}/manage/{appointment}/cancel",
            303,
            sent(cancel, "/cancel", vec![]),
            404,
            keyless_form(cancel, "/cancel"),
        ),
    ]
}

/// Routes that show nothing of any tenant.
const WITHOUT_TENANT: [&str; 3] = ["GET /", "GET /assets/{name}", "GET /favicon.ico"];

/// The routes of a dialect, as its document has them; a test of the dialect holds the two together.
pub(crate) fn routes_of_careportals() -> BTreeSet<String> {
    let document = serde_json::to_value(api_careportals::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = |(path, item): (&String, &serde_json::Value)| {
        let methods = item
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| ["get", "post", "put", "patch", "delete"].contains(&key.as_str()));
        methods.map(|method| format!("{} {path}", method.to_uppercase())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(operations).collect()
}

async fn visit(router: &axum::Router, service: &str, start: jiff::Timestamp) -> Visit {
    let made = send(router, api("POST", "alice", "/appointments", Some(&booking(service, start, "Ada")))).await.json();
    let api_id = made["_id"].as_str().unwrap().to_owned();
    let page_id = i64::from_str_radix(&api_id[8..], 16).unwrap();
    Visit { api_id, page_id, key: made["accessKey"].as_str().unwrap().to_owned() }
}

async fn check(
    clinic: &TestClinic,
    examples: impl Fn(&[Visit; 3]) -> Vec<Example>,
    router: &axum::Router,
    day: i64,
) -> BTreeSet<String> {
    let service = service_id(router, "alice", "Check-up").await;
    let visits = [
        visit(router, &service, at(day, "09:00")).await,
        visit(router, &service, at(day, "09:30")).await,
        visit(router, &service, at(day, "10:00")).await,
    ];
    let mut covered = BTreeSet::new();
    for example in examples(&visits) {
        let route = example.route;
        for stranger in ["charlie", "nobody"] {
            let answer = send(router, (example.request)(stranger)).await;
            let own_list = route == "GET /services" || route == "GET /book/{slug}";
            let expected = if own_list && stranger == "charlie" { 200 } else { 404 };
            assert_eq!(answer.status, expected, "{route} at {stranger}: {}", answer.body);
            assert!(!answer.body.contains(&visits[0].api_id), "{route} tells {stranger} of Alice's");
        }
        if let Some((refusal, request)) = example.without_key {
            assert_eq!(send(router, request).await.status, refusal, "{route} without its key");
        }
        let answer = send(router, (example.request)("alice")).await;
        assert_eq!(answer.status, example.expected, "{route}: {} {:?}", answer.body, answer.location);
        covered.insert(route.to_owned());
    }
    assert_eq!(clinic.alice.organization.slug, "alice");
    covered
}

testkit::both_databases! {
    async fn every_route_of_careportals(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let service = service_id(&router, "alice", "Check-up").await;
        let read = send(&router, api("GET", "alice", &format!("/services/{service}"), None)).await.json();
        let form_id = read["form"]["id"].as_str().unwrap().to_owned();
        let covered = check(&clinic, |visits| careportals(&service, &form_id, visits), &router, 1).await;
        assert_eq!(covered, routes_of_careportals(), "each route needs an example");
    }

    async fn every_route_of_the_pages(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let mut covered = check(&clinic, |visits| pages(&clinic, visits), &router, 2).await;
        for route in WITHOUT_TENANT {
            let path = route.trim_start_matches("GET ").replace("{name}", "style.css");
            assert_eq!(send(&router, page(&path)).await.status, 200, "{route}");
            covered.insert(route.to_owned());
        }
        assert_eq!(covered, routes_of_pages("routes.rs"), "each route needs an example");
    }
}
