//! Who is let in, and who is not; in which order that is found out.

use std::num::NonZeroU32;

use api_common::{Core, LimitSettings};
use app::access::Settings;
use app::api_key::{self, KeyChange};
use app::partner;
use axum::http::header;
use domain::partner::PartnerChange;
use domain::{Scope, Scopes};
use jiff::SignedDuration;
use serde_json::json;
use testkit::TestClinic;

use crate::door::{Answer, Door, NAMED, request, with_token};

/// Calls that need a token, one of each kind.
const CALLS: [(&str, &str); 6] = [
    ("GET", "/v1/alice/prospects"),
    ("POST", "/v1/alice/prospects"),
    ("GET", "/v1/alice/availability/providers"),
    ("GET", "/v1/products"),
    ("PUT", "/v1/kb/1"),
    ("GET", "/v1/me"),
];

async fn everywhere(door: &Door, token: &str) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (method, path) in CALLS {
        answers.push(door.send(with_token(token, method, path, Some(&json!({ "broken": 1 })))).await);
    }
    answers
}

testkit::both_databases! {
    async fn nobody_comes_in_without_a_token(engine) {
        let door = Door::open(engine);
        for (method, path) in CALLS {
            let mut request = request(method, path, None);
            door.send(request).await.refused(401, "invalid_token");
            for credential in ["", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c"] {
                request = crate::door::request(method, path, None);
                request.headers_mut().insert(header::AUTHORIZATION, credential.parse().unwrap());
                door.send(request).await.refused(401, "invalid_token");
            }
        }
    }

    async fn forged_and_foreign_tokens_are_refused(engine) {
        let door = Door::open(engine);
        let parts: Vec<&str> = door.token.split('.').collect();
        let (head, claims, seal) = (parts[0], parts[1], parts[2]);
        // {"alg":"none"} and {"alg":"none","typ":"JWT"}, and the same in capitals.
        let none = ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0", "eyJhbGciOiJOT05FIn0"];
        let mut forged = vec![format!("{head}.{claims}."), format!("{head}.{claims}"), format!("{head}.{claims}.{}", &seal[1..])];
        for none in none {
            forged.extend([format!("{none}.{claims}."), format!("{none}.{claims}.{seal}"), format!("{none}.{claims}")]);
        }
        let other = app::App::clone(&door.clinic.app_with(Settings::of(
            domain::InstallationSecret::of("another installation's secret, long").unwrap(),
        )));
        let created = door.key(Scopes::of(&NAMED), &["alice"]);
        let foreign = door.clinic.read(move |tx| app::access::exchange(tx, &other, &created.secret, "alice", "test"));
        assert!(foreign.is_err(), "another installation does not even know the key");
        for token in forged {
            for answer in everywhere(&door, &token).await {
                answer.refused(401, "invalid_token");
            }
        }
    }

    async fn a_token_ends_after_a_day(engine) {
        let door = Door::open(engine);
        door.clinic.clock.advance(SignedDuration::from_secs(86_400 + 59));
        door.get("/v1/me").await.data(200);
        door.clinic.clock.advance(SignedDuration::from_secs(1));
        door.get("/v1/me").await.refused(401, "invalid_token");
    }

    async fn a_token_is_good_in_its_own_practice_only(engine) {
        let door = Door::open(engine);
        let everywhere = door.key(Scopes::of(&NAMED), &["*"]);
        let token = door.token_of(&everywhere, "charlie");
        for slug in ["alice", "nobody", "Charlie", "admin", "%00", "char%00lie", "charlie%20", "%ff"] {
            let answer = door.send(with_token(&token, "GET", &format!("/v1/{slug}/tickets"), None)).await;
            answer.refused(403, "wrong_practice");
        }
        door.send(with_token(&token, "GET", "/v1/charlie/tickets", None)).await.data(200);
        // What all practices share takes a token of any.
        door.send(with_token(&token, "GET", "/v1/products", None)).await.data(200);
    }

    async fn a_revoked_key_takes_its_tokens_along(engine) {
        let door = Door::open(engine);
        door.get("/v1/me").await.data(200);
        let (operator, key) = (door.clinic.app.operator("test"), door.key);
        door.clinic.write(move |tx| api_key::revoke(tx, &operator, key)).unwrap();
        for answer in everywhere(&door, &door.token).await {
            answer.refused(401, "invalid_token");
        }
        door.exchange("alice", &door.secret).await.refused(401, "invalid_api_key");
    }

    async fn a_partner_who_is_switched_off_is_out_at_once(engine) {
        let door = Door::open(engine);
        let (operator, id) = (door.clinic.app.operator("test"), door.partner.id);
        let off = PartnerChange { active: Some(false), ..PartnerChange::default() };
        door.clinic.write(move |tx| partner::update(tx, &operator, id, &off)).unwrap();
        door.get("/v1/me").await.refused(401, "invalid_token");
        door.exchange("alice", &door.secret).await.refused(401, "invalid_api_key");
    }

    async fn exchanges_that_fail(engine) {
        let door = Door::open(engine);
        door.exchange("alice", "pk_nobody").await.refused(401, "invalid_api_key");
        for slug in ["charlie", "nobody", "ALICE", "%00", "alice%00"] {
            door.exchange(slug, &door.secret).await.refused(403, "wrong_practice");
        }
        for body in [json!({}), json!({ "apiKey": null }), json!({ "apiKey": " " }), json!({ "apiKey": 7 })] {
            let answer = door.send(request("POST", "/v1/alice/auth/token", Some(&body))).await;
            assert_eq!(answer.members(), ["apiKey"], "{body}");
        }
        for body in ["{", "[]", "null", "\"text\"", "\u{fffd}"] {
            let answer = door.send(crate::door::raw("POST", "/v1/alice/auth/token", body.to_owned())).await;
            answer.refused(400, "validation_failed");
        }
    }

    async fn a_scope_that_is_missing_is_named(engine) {
        let door = Door::open(engine);
        for (scope, method, path) in [
            (Scope::Providers, "GET", door.bob("/slots?date=nonsense")),
            (Scope::Products, "POST", "/v1/products".to_owned()),
            (Scope::Articles, "GET", "/v1/kb/1".to_owned()),
            (Scope::Tickets, "PUT", "/v1/alice/ticket/1".to_owned()),
        ] {
            let others: Scopes = NAMED.into_iter().filter(|other| *other != scope).collect();
            let created = door.key(others, &["alice"]);
            let token = door.token_of(&created, "alice");
            // The scope comes before what is wrong with the request.
            let answer = door.send(with_token(&token, method, &path, Some(&json!({})))).await;
            let message = answer.refused(403, "insufficient_scope")["message"].clone();
            assert!(message.as_str().unwrap().contains(scope.as_str()), "{message}");
            // And the practice before the scope.
            if path.contains("alice") {
                let answer = door.send(with_token(&token, method, &path.replace("alice", "charlie"), None)).await;
                answer.refused(403, "wrong_practice");
            }
        }
    }

    async fn a_scope_taken_away_is_gone_and_one_added_needs_a_new_token(engine) {
        let door = Door::open(engine);
        let change = |scopes: &[Scope]| {
            let (operator, key) = (door.clinic.app.operator("test"), door.key);
            let change = KeyChange { scopes: Some(Scopes::of(scopes)), ..KeyChange::default() };
            door.clinic.write(move |tx| api_key::update(tx, &operator, key, &change)).unwrap();
        };
        change(&[Scope::Providers]);
        door.get("/v1/kb").await.refused(403, "insufficient_scope");
        assert_eq!(door.get("/v1/me").await.data(200)["Scopes"], json!(["Providers"]));
        change(&[Scope::Providers, Scope::Prospects]);
        assert_eq!(door.get("/v1/me").await.data(200)["Scopes"], json!(["Providers"]));
    }

    async fn prospects_and_tags_need_scopes_where_the_installation_says_so(engine) {
        let clinic = TestClinic::start(engine);
        let strict = Settings { strict_scopes: true, ..testkit::clinic::access() };
        let core = core_with(&clinic, strict);
        let door = Door::of(clinic, core);
        door.get("/v1/alice/prospects").await.refused(403, "insufficient_scope");
        door.get("/v1/alice/tags").await.refused(403, "insufficient_scope");
        let created = door.key(Scopes::of(&[Scope::Tags]), &["alice"]);
        let token = door.token_of(&created, "alice");
        door.send(with_token(&token, "GET", "/v1/alice/tags", None)).await.data(200);
        door.send(with_token(&token, "GET", "/v1/alice/prospects", None)).await.refused(403, "insufficient_scope");
    }

    async fn tickets_have_two_spellings_where_the_installation_says_so(engine) {
        let door = Door::open(engine);
        door.get("/v1/alice/tickets/1").await.refused(404, "not_found");
        door.post("/v1/alice/ticket/1/comment", &json!({})).await.refused(404, "not_found");
        let clinic = TestClinic::start(engine);
        let core = core_with(&clinic, Settings { ticket_aliases: true, ..testkit::clinic::access() });
        let door = Door::of(clinic, core);
        assert_eq!(door.get("/v1/alice/ticket").await.data(200), json!([]));
        let message = door.get("/v1/alice/tickets/1").await.refused(404, "not_found")["message"].clone();
        assert_eq!(message, "No such ticket.");
        door.post("/v1/alice/ticket/1/comment", &json!({ "Comment": "x" })).await.refused(404, "not_found");
    }

    async fn keys_are_not_guessed_quickly(engine) {
        let clinic = TestClinic::start(engine);
        let core = clinic.core_with(LimitSettings::default());
        let door = Door::of(clinic, core);
        for _ in 0..10 {
            door.exchange("alice", "pk_wrong").await.refused(401, "invalid_api_key");
        }
        let answer = door.exchange("alice", &door.secret).await;
        answer.refused(429, "rate_limited");
        assert_eq!(answer.headers["retry-after"], "6");
        door.get("/v1/me").await.data(200);
    }

    async fn calls_of_a_key_are_limited_where_the_installation_says_so(engine) {
        let clinic = TestClinic::start(engine);
        let limits = LimitSettings { calls_per_minute: NonZeroU32::new(2), ..LimitSettings::default() };
        let core = clinic.core_with(limits);
        let door = Door::of(clinic, core);
        let first = door.get("/v1/me").await;
        assert_eq!(first.headers["ratelimit-policy"], "\"calls\";q=2;w=60");
        assert_eq!(first.headers["ratelimit"], "\"calls\";r=1;t=30");
        door.get("/v1/kb").await.data(200);
        let third = door.get("/v1/alice/tickets").await;
        third.refused(429, "rate_limited");
        assert_eq!((&third.headers["retry-after"], &third.headers["ratelimit"]), (&"30".parse().unwrap(), &"\"calls\";r=0;t=30".parse().unwrap()));
    }

    async fn what_programs_do_stands_in_the_audit_log(engine) {
        let door = Door::open(engine);
        door.prospect(json!({ "FirstName": "Ada" })).await;
        let row = json!({ "VendorCode": "V", "ProductCode": "P", "Product": "A" });
        door.post("/v1/products", &json!({ "products": [row] })).await.data(200);
        let entries = |organization| {
            let found = door.clinic.read(move |tx| Ok(tx.list_audit(organization, domain::AuditId(0), 1000)?)).unwrap();
            found.into_iter().map(|entry| (entry.action, entry.actor)).collect::<Vec<_>>()
        };
        let actor = format!("partner:{}/key:{}", door.partner.id, door.key);
        let own = entries(door.alice().organization.id);
        assert!(own.contains(&("patient.create".to_owned(), actor.clone())), "{own:?}");
        let shared = entries(domain::OrganizationId::INSTALLATION);
        assert!(shared.contains(&("product.upsert".to_owned(), actor)), "{shared:?}");
        assert!(!shared.iter().any(|(action, _)| action.starts_with("patient")));
    }
}

/// The clinic's core where access is given in another way.
fn core_with(clinic: &TestClinic, settings: Settings) -> Core {
    let app = clinic.app_with(settings);
    Core::new(api_common::CoreParts {
        limits: api_common::Limits::new(&app, LimitSettings::default()),
        app,
        public_url: "http://clinic.test".to_owned(),
        base_domain: None,
        tries: api_common::Tries::per_hour(20),
        bounds: api_common::Bounds::default(),
        trust_proxy_headers: true,
    })
}
