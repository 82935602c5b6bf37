//! What an `Idempotency-Key` does at every call that changes something. A call without an entry fails the test.

use std::collections::BTreeSet;

use api_common::idempotency_key;
use app::{StoredAnswer, article, tag, ticket};
use axum::http::{HeaderMap, Method, Request};
use domain::article::ArticleDetails;
use domain::partner::PartnerDetails;
use domain::tag::NewTag;
use domain::ticket::TicketDetails;
use domain::{AuditId, OrganizationId, Scopes};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::clinic::ADMIN_SECRET;

use crate::door::{Answer, Door, NAMED, with_token};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Does {
    /// The call has one effect, and the first answer, of that status, comes again.
    Replay(u16),
    /// The call has one effect; its answer, of that status, shows a secret, and is not given again.
    ShowOnce(u16),
    /// Nothing, for that reason.
    Nothing(&'static str),
}

struct Entry {
    /// As the document has it.
    call: &'static str,
    does: Does,
    path: String,
    body: Value,
    /// The same call where it is refused: with another path or body.
    refused: (String, Value),
}

const BY_ITSELF: Does = Does::Nothing("to remove something twice is to remove it once");

/// Nobody has this number.
const NOBODY: i64 = 987_654_321;

fn entry(call: &'static str, does: Does, path: &str, body: Value, refused: (&str, Value)) -> Entry {
    let refused = (refused.0.to_owned(), refused.1);
    Entry { call, does, path: path.to_owned(), body, refused }
}

fn without(call: &'static str, does: Does) -> Entry {
    entry(call, does, "", Value::Null, ("", Value::Null))
}

fn table(door: &Door) -> Vec<Entry> {
    let made = Made::of(door);
    let mut table = of_programs(&made);
    table.extend(of_the_operator(&made));
    table
}

fn of_programs(Made { person, tag, ticket, article, .. }: &Made) -> Vec<Entry> {
    let comment = json!({ "Comment": "Once" });
    vec![
        without("POST /v1/{PPass}/auth/token", Does::Nothing("nothing is changed, and a token is a secret")),
        entry(
            "POST /v1/{PPass}/prospects",
            Does::Replay(201),
            "/v1/alice/prospects",
            json!({ "FirstName": "Ada", "LastName": "Example" }),
            ("/v1/alice/prospects", json!({ "FirstName": "Ada", "EMail": "nobody" })),
        ),
        entry(
            "PUT /v1/{PPass}/prospects/{id}",
            Does::Replay(200),
            &format!("/v1/alice/prospects/{person}"),
            json!({ "NickName": "A" }),
            (&format!("/v1/alice/prospects/{NOBODY}"), json!({ "NickName": "A" })),
        ),
        entry(
            "POST /v1/{PPass}/tags/prospects/{id}",
            Does::Replay(201),
            &format!("/v1/alice/tags/prospects/{person}"),
            json!({ "tagId": tag }),
            (&format!("/v1/alice/tags/prospects/{person}"), json!({ "tagId": NOBODY })),
        ),
        without("DELETE /v1/{PPass}/tags/prospects/{id}", BY_ITSELF),
        without("DELETE /v1/{PPass}/tags/prospects/{id}/{tagId}", BY_ITSELF),
        entry(
            "POST /v1/products",
            Does::Replay(200),
            "/v1/products",
            json!({ "products": [{ "VendorCode": "V", "ProductCode": "P", "Product": "A", "RetailPrice": 1 }] }),
            ("/v1/products", json!({ "products": [] })),
        ),
        entry(
            "PUT /v1/kb/{id}",
            Does::Replay(200),
            &format!("/v1/kb/{article}"),
            json!({ "Category": "Billing" }),
            (&format!("/v1/kb/{NOBODY}"), json!({ "Category": "Billing" })),
        ),
        entry(
            "PUT /v1/{PPass}/ticket/{id}",
            Does::Replay(200),
            &format!("/v1/alice/ticket/{ticket}"),
            json!({ "Status": "Waiting" }),
            (&format!("/v1/alice/ticket/{NOBODY}"), json!({ "Status": "Waiting" })),
        ),
        entry(
            "POST /v1/{PPass}/tickets/{id}/comment",
            Does::Replay(201),
            &format!("/v1/alice/tickets/{ticket}/comment"),
            comment.clone(),
            (&format!("/v1/alice/tickets/{NOBODY}/comment"), comment),
        ),
        entry(
            "PATCH /v1/me",
            Does::Replay(200),
            "/v1/me",
            json!({ "Phone": "555" }),
            ("/v1/me", json!({ "EMail": "x" })),
        ),
    ]
}

fn of_the_operator(Made { partner, key, requests, .. }: &Made) -> Vec<Entry> {
    let wish = |mail: &str| {
        json!({
            "company": "Willow", "practice": "alice", "contactName": "Maeve", "contactEmail": mail,
            "requestedScopes": ["Providers"],
        })
    };
    let new_key = |ppass: &str| json!({ "name": "site", "partnerId": partner, "ppass": [ppass], "scopes": ["KB"] });
    let decide = |id: i64, how: &str| format!("/v1/admin/access-requests/{id}/{how}");
    vec![
        without("POST /v1/portal/session", Does::Nothing("the answer sets the cookie of a session, a secret")),
        without("DELETE /v1/portal/session", BY_ITSELF),
        entry(
            "POST /v1/admin/partners",
            Does::Replay(201),
            "/v1/admin/partners",
            json!({ "name": "Meadow" }),
            ("/v1/admin/partners", json!({ "name": "Meadow", "email": "x" })),
        ),
        entry(
            "PATCH /v1/admin/partners/{partnerId}",
            Does::Replay(200),
            &format!("/v1/admin/partners/{partner}"),
            json!({ "contact": "Noor" }),
            (&format!("/v1/admin/partners/{NOBODY}"), json!({ "contact": "Noor" })),
        ),
        without("DELETE /v1/admin/partners/{partnerId}", BY_ITSELF),
        entry(
            "POST /v1/admin/keys",
            Does::ShowOnce(201),
            "/v1/admin/keys",
            new_key("alice"),
            ("/v1/admin/keys", new_key("nobody")),
        ),
        entry(
            "PATCH /v1/admin/keys/{keyId}",
            Does::Replay(200),
            &format!("/v1/admin/keys/{key}"),
            json!({ "name": "other" }),
            (&format!("/v1/admin/keys/{NOBODY}"), json!({ "name": "other" })),
        ),
        without("DELETE /v1/admin/keys/{keyId}", BY_ITSELF),
        entry(
            "POST /v1/admin/keys/{keyId}/revoke",
            Does::Replay(200),
            &format!("/v1/admin/keys/{key}/revoke"),
            json!({}),
            (&format!("/v1/admin/keys/{NOBODY}/revoke"), json!({})),
        ),
        entry(
            "POST /v1/access-requests",
            Does::Replay(202),
            "/v1/access-requests",
            wish("maeve@example.org"),
            ("/v1/access-requests", wish("x")),
        ),
        entry(
            "POST /v1/admin/access-requests/{requestId}/approve",
            Does::ShowOnce(200),
            &decide(requests[0], "approve"),
            json!({}),
            (&decide(NOBODY, "approve"), json!({})),
        ),
        entry(
            "POST /v1/admin/access-requests/{requestId}/reject",
            Does::Replay(200),
            &decide(requests[1], "reject"),
            json!({ "reason": "No." }),
            (&decide(NOBODY, "reject"), json!({})),
        ),
    ]
}

/// Ids of what is there.
pub(crate) struct Made {
    pub(crate) person: i64,
    pub(crate) provider: i64,
    pub(crate) tag: i64,
    pub(crate) ticket: i64,
    pub(crate) article: i64,
    pub(crate) partner: i64,
    pub(crate) key: i64,
    pub(crate) requests: [i64; 2],
}

impl Made {
    pub(crate) fn of(door: &Door) -> Self {
        let (alice, app) = (door.clinic.system(door.alice()), door.clinic.app.clone());
        let key = door.key(Scopes::NONE, &["alice"]).key.id.0;
        let provider = door.alice().bob.id.0;
        let made = door.clinic.write(move |tx| {
            let operator = app.operator("test");
            let wish = |company: &str| domain::access_request::AccessWish {
                company: company.to_owned(),
                practice: "alice".to_owned(),
                contact_name: "Maeve".to_owned(),
                contact_email: "maeve@example.org".to_owned(),
                contact_phone: None,
                scopes: Scopes::of(&NAMED),
                message: None,
            };
            let request = |tx: &mut app::Tx<'_>, company| app::access_request::submit(tx, &app, wish(company), "test");
            // Not the caller: it may be switched off.
            let partner = app::partner::create(tx, &operator, PartnerDetails::named("Spare"))?.id.0;
            let article =
                ArticleDetails { title: "T".to_owned(), article: "A".to_owned(), ..ArticleDetails::default() };
            Ok(Self {
                person: app::patient::register(tx, &alice, |patient| {
                    "Ada".clone_into(&mut patient.details.given_name);
                })?
                .id
                .0,
                tag: tag::create(tx, &alice, &NewTag { name: "VIP".to_owned(), colour: None })?.id.0,
                ticket: ticket::create(tx, &alice, &TicketDetails::about("Printer"))?.id.0,
                article: article::create(tx, &operator, &article)?.id.0,
                provider,
                partner,
                key,
                requests: [request(tx, "Willow Finder")?.id.0, request(tx, "Willow Keeper")?.id.0],
            })
        });
        made.unwrap()
    }
}

/// Sends as whoever may: a program with that token, the operator, or anybody.
async fn send(door: &Door, token: &str, entry: &Entry, (path, body): (&str, &Value), key: &str) -> Answer {
    let method = entry.call.split(' ').next().unwrap();
    let mut request: Request<_> = with_token(token, method, path, Some(body));
    let headers = request.headers_mut();
    headers.insert("idempotency-key", axum::http::HeaderValue::from_bytes(key.as_bytes()).unwrap());
    headers.insert("x-admin-secret", ADMIN_SECRET.parse().unwrap());
    door.send(request).await
}

/// How many entries the audit log has: every effect leaves one.
fn effects(door: &Door) -> usize {
    let organization = door.alice().organization.id;
    let count = door.clinic.read(move |tx| {
        let own = tx.list_audit(organization, AuditId(0), 10_000)?.len();
        Ok(own + tx.list_audit(OrganizationId::INSTALLATION, AuditId(0), 10_000)?.len())
    });
    count.unwrap()
}

/// What is kept of an answer given to the operator.
fn stored(door: &Door, entry: &Entry, key: &str) -> StoredAnswer {
    let (mut headers, body) = (HeaderMap::new(), entry.body.to_string());
    headers.insert("idempotency-key", key.parse().unwrap());
    let path = &entry.path;
    let key = idempotency_key("naturae", &headers, &Method::POST, path, body.as_bytes()).unwrap().unwrap();
    let ctx = door.clinic.app.operator("test");
    let never = |_: &mut app::Tx<'_>| -> domain::Result<()> { panic!("it was not stored") };
    let run = move |tx: &mut app::Tx<'_>| {
        app::idempotency::run(tx, &ctx, Some(&key), never, |()| unreachable!("it was not stored"))
    };
    door.clinic.write(run).unwrap().answer
}

testkit::both_databases! {
    async fn every_call_that_changes_something_keeps_to_its_entry(engine) {
        let door = Door::open(engine);
        let document = serde_json::to_value(api_naturae::openapi()).unwrap();
        let mut calls = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "get") {
                let takes = operation["parameters"].as_array().into_iter().flatten().any(|one| one["name"] == "Idempotency-Key");
                calls.insert((format!("{} {path}", method.to_uppercase()), takes && operation["responses"].get("422").is_some()));
            }
        }
        let table = table(&door);
        let entries: BTreeSet<(String, bool)> =
            table.iter().map(|entry| (entry.call.to_owned(), !matches!(entry.does, Does::Nothing(_)))).collect();
        assert_eq!(calls, entries, "the document and this table");

        for (number, entry) in table.iter().enumerate() {
            let (key, good) = (format!("key {number}"), (entry.path.as_str(), &entry.body));
            let (Does::Replay(status) | Does::ShowOnce(status)) = entry.does else { continue };
            let ask = async |what, key: &str| send(&door, &door.token, entry, what, key).await;

            // What is refused does not burn the key.
            let refused = ask((&entry.refused.0, &entry.refused.1), &key).await;
            assert!([400, 404].contains(&refused.status), "{}: {}", entry.call, refused.text);
            let before = effects(&door);
            let first = ask(good, &key).await;
            assert_eq!((first.status, first.headers.get("idempotent-replayed")), (status, None), "{}: {}", entry.call, first.text);
            let after = effects(&door);
            assert!(after > before, "{} has an effect", entry.call);

            let again = ask(good, &key).await;
            assert_eq!(again.headers["idempotent-replayed"], "true", "{}", entry.call);
            assert_eq!(again.headers["content-type"], "application/json");
            if entry.does == Does::Replay(status) {
                assert_eq!((again.status, &again.text), (status, &first.text), "{}", entry.call);
            } else {
                let data = &first.json["data"];
                let secret = data["secret"].as_str().or(data["key"]["secret"].as_str()).unwrap();
                again.refused(409, "secret_shown_already");
                assert!(!again.text.contains(secret) && !stored(&door, entry, &key).body.contains(secret));
            }
            assert_eq!(effects(&door), after, "{} has one effect", entry.call);

            let mut other = entry.body.clone();
            other["unknown"] = json!(1);
            ask((&entry.path, &other), &key).await.refused(422, "idempotency_key_reused");
            for bad in ["", "\u{e9}", &"x".repeat(256)] {
                assert_eq!(ask(good, bad).await.members(), ["Idempotency-Key"], "{}", entry.call);
            }
            assert_eq!(effects(&door), after, "{} has one effect", entry.call);
        }
    }

    async fn many_at_once_have_one_effect(engine) {
        let door = std::sync::Arc::new(Door::open(engine));
        let before = effects(&door);
        let calls: Vec<_> = (0..20).map(|_| {
            let door = door.clone();
            tokio::spawn(async move {
                let rows = json!({ "products": [{ "VendorCode": "V", "ProductCode": "P", "Product": "A" }] });
                let mut request = with_token(&door.token, "POST", "/v1/products", Some(&rows));
                request.headers_mut().insert("idempotency-key", "k".parse().unwrap());
                door.send(request).await
            })
        }).collect();
        let mut replayed = 0;
        for call in calls {
            let answer = call.await.unwrap();
            replayed += usize::from(answer.headers.contains_key("idempotent-replayed"));
            assert_eq!(answer.data(200)["Created"], 1);
        }
        assert_eq!((replayed, effects(&door)), (19, before + 1));
    }

    async fn partners_do_not_share_keys_and_learn_nothing_of_each_other(engine) {
        let door = Door::open(engine);
        let table = table(&door);
        let [me, comment] = ["PATCH /v1/me", "POST /v1/{PPass}/tickets/{id}/comment"]
            .map(|call| table.iter().find(|entry| entry.call == call).unwrap());
        let theirs = door.clinic.partner_token("alice");
        // A second program of the same partner.
        let second = door.token_of(&door.key(Scopes::of(&NAMED), &["alice"]), "alice");
        for (entry, member, own) in [(me, "Name", "Lakeside Integrations"), (comment, "Author", "Lakeside Integrations")] {
            let ask = async |token: &str| send(&door, token, entry, (&entry.path, &entry.body), "same").await;
            let first = ask(&door.token).await;
            assert_eq!(first.json["data"][member], own);
            let other = ask(&theirs).await;
            assert_eq!((&other.json["data"][member], other.headers.get("idempotent-replayed")), (&json!("Partner of alice"), None));
            let again = ask(&second).await;
            assert_eq!((&again.text, &again.headers["idempotent-replayed"]), (&first.text, &"true".parse().unwrap()));
        }
    }

    async fn a_replay_is_for_whoever_may_still_ask_and_for_a_day(engine) {
        let door = Door::open(engine);
        let table = table(&door);
        let entry = table.iter().find(|entry| entry.call == "POST /v1/{PPass}/tickets/{id}/comment").unwrap();
        let ask = async |token: &str| send(&door, token, entry, (&entry.path, &entry.body), "same").await;
        let first = ask(&door.token).await;
        let narrow = door.token_of(&door.key(Scopes::NONE, &["alice"]), "alice");
        ask(&narrow).await.refused(403, "insufficient_scope");
        ask("nonsense").await.refused(401, "invalid_token");
        door.clinic.clock.advance(SignedDuration::from_hours(23));
        assert_eq!(ask(&door.token).await.text, first.text);
        door.clinic.clock.advance(SignedDuration::from_mins(61));
        let later = door.token_of(&door.key(Scopes::of(&NAMED), &["alice"]), "alice");
        let fresh = ask(&later).await;
        assert_eq!((fresh.status, fresh.headers.get("idempotent-replayed")), (201, None));
        assert_ne!(fresh.text, first.text);
    }
}
