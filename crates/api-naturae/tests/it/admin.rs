//! Partners, keys and requests, for whoever runs the installation.

use api_common::LimitSettings;
use serde_json::{Value, json};
use testkit::TestClinic;

use crate::door::{Answer, Door, request, with_token};

fn wish() -> Value {
    json!({
        "company": "Willow Finder", "practice": "alice", "contactName": "Maeve", "contactEmail": "maeve@example.org",
        "requestedScopes": ["Providers"],
    })
}

async fn submit(door: &Door, body: &Value) -> Answer {
    door.send(request("POST", "/v1/access-requests", Some(body))).await
}

testkit::both_databases! {
    async fn partners_come_change_and_go(engine) {
        let door = Door::open(engine);
        let body = json!({ "name": "Meadow", "contact": "Noor", "email": "Noor@Example.org", "website": " " });
        let made = door.admin("POST", "/v1/admin/partners", Some(&body)).await.data(201);
        assert_eq!((&made["email"], &made["website"], &made["active"]), (&json!("noor@example.org"), &Value::Null, &json!(true)));
        let path = format!("/v1/admin/partners/{}", made["partnerId"]);
        assert_eq!(door.admin("GET", &path, None).await.data(200), made);
        door.admin("POST", "/v1/admin/partners", Some(&json!({ "name": "MEADOW" }))).await.refused(409, "conflict");
        let changed = door.admin("PATCH", &path, Some(&json!({ "contact": null, "active": false }))).await.data(200);
        assert_eq!((&changed["contact"], &changed["active"], &changed["name"]), (&Value::Null, &json!(false), &json!("Meadow")));
        for (body, names) in [(json!({ "name": " " }), ["name"]), (json!({ "email": "x" }), ["email"]), (json!({ "active": null }), ["active"])] {
            assert_eq!(door.admin("PATCH", &path, Some(&body)).await.members(), names, "{body}");
        }
        let found = door.admin("GET", "/v1/admin/partners?search=mead", None).await;
        assert_eq!(found.json["pagination"]["total"], 1);
        assert_eq!(door.admin("DELETE", &path, None).await.status, 204);
        door.admin("GET", &path, None).await.refused(404, "not_found");
        let busy = format!("/v1/admin/partners/{}", door.partner.id);
        door.admin("DELETE", &busy, None).await.refused(409, "conflict");
    }

    async fn keys_are_made_changed_revoked_and_removed(engine) {
        let door = Door::open(engine);
        let body = json!({ "name": "site", "partnerId": door.partner.id, "ppass": ["Alice"], "scopes": ["Providers", "Tickets"] });
        let mut made = door.admin("POST", "/v1/admin/keys", Some(&body)).await.data(201);
        let secret = made.as_object_mut().unwrap().remove("secret").unwrap();
        let secret = secret.as_str().unwrap();
        assert!(secret.ends_with(made["last4"].as_str().unwrap()), "{made}");
        assert_eq!((&made["ppass"], &made["status"]), (&json!(["alice"]), &json!("Active")));
        let path = format!("/v1/admin/keys/{}", made["keyId"]);
        let read = door.admin("GET", &path, None).await;
        assert!(!read.text.contains(secret));
        assert_eq!(read.data(200), made);
        let token = door.exchange("alice", secret).await.json["accessToken"].as_str().unwrap().to_owned();
        let changed = door.admin("PATCH", &path, Some(&json!({ "ppass": ["*"], "scopes": [] }))).await.data(200);
        assert_eq!((&changed["ppass"], &changed["scopes"]), (&json!(["*"]), &json!([])));
        door.send(with_token(&token, "GET", "/v1/alice/tickets", None)).await.refused(403, "insufficient_scope");
        door.admin("DELETE", &path, None).await.refused(409, "conflict");
        for _ in 0..2 {
            assert_eq!(door.admin("POST", &format!("{path}/revoke"), None).await.data(200)["status"], "Revoked");
        }
        door.send(with_token(&token, "GET", "/v1/me", None)).await.refused(401, "invalid_token");
        let revoked = door.admin("GET", "/v1/admin/keys?status=Revoked&ppass=alice", None).await.data(200);
        assert_eq!(revoked[0]["keyId"], made["keyId"]);
        assert_eq!(door.admin("DELETE", &path, None).await.status, 204);
        door.admin("GET", &path, None).await.refused(404, "not_found");
    }

    async fn bad_keys_are_refused_with_every_bad_member(engine) {
        let door = Door::open(engine);
        let partner = door.partner.id;
        for (body, names) in [
            (json!({}), vec!["name", "partnerId", "ppass", "scopes"]),
            (json!({ "name": "x", "partnerId": 0, "ppass": [], "scopes": ["KB"] }), vec!["partnerId", "ppass"]),
            (json!({ "name": "x", "partnerId": partner, "ppass": "alice", "scopes": ["kb"] }), vec!["ppass", "scopes"]),
            (json!({ "name": "x".repeat(101), "partnerId": partner, "ppass": ["alice", "nobody"], "scopes": [] }), vec!["name", "ppass.1"]),
            (json!({ "name": "x", "partnerId": partner, "ppass": ["a\u{0}"], "scopes": [] }), vec!["ppass"]),
        ] {
            let answer = door.admin("POST", "/v1/admin/keys", Some(&body)).await;
            let mut found = answer.members();
            found.sort_unstable();
            assert_eq!(found, names, "{body}");
        }
        let nobody = json!({ "name": "x", "partnerId": 987_654, "ppass": ["alice"], "scopes": [] });
        door.admin("POST", "/v1/admin/keys", Some(&nobody)).await.refused(404, "not_found");
        assert_eq!(door.admin("GET", "/v1/admin/keys?status=active", None).await.members(), ["status"]);
        assert_eq!(door.admin("GET", "/v1/admin/keys?ppass=%00", None).await.data(200), json!([]));
    }

    async fn a_request_is_decided_once(engine) {
        let door = Door::open(engine);
        let taken = submit(&door, &wish()).await.data(202);
        assert_eq!(taken["status"], "Pending");
        let path = format!("/v1/admin/access-requests/{}", taken["requestId"]);
        let read = door.admin("GET", &path, None).await.data(200);
        assert_eq!((&read["company"], &read["requestedScopes"]), (&json!("Willow Finder"), &json!(["Providers"])));
        let approved = door.admin("POST", &format!("{path}/approve"), None).await.data(200);
        assert_eq!((&approved["request"]["status"], &approved["key"]["partner"]), (&json!("Approved"), &json!("Willow Finder")));
        let secret = approved["key"]["secret"].as_str().unwrap();
        assert_eq!(door.exchange("alice", secret).await.status, 200);
        for decision in ["approve", "reject"] {
            door.admin("POST", &format!("{path}/{decision}"), None).await.refused(409, "conflict");
        }
        let list = door.admin("GET", "/v1/admin/access-requests?status=Approved", None).await;
        assert!(!list.text.contains(secret));
        assert_eq!(list.data(200)[0]["keyId"], approved["key"]["keyId"]);
        door.admin("POST", "/v1/admin/access-requests/987654/approve", None).await.refused(404, "not_found");
    }

    async fn a_request_for_nowhere_needs_a_practice_and_leaves_nothing_behind(engine) {
        let door = Door::open(engine);
        let mut nowhere = wish();
        nowhere["practice"] = json!("The clinic at the corner");
        let id = submit(&door, &nowhere).await.data(202)["requestId"].clone();
        let path = format!("/v1/admin/access-requests/{id}");
        let refused = door.admin("POST", &format!("{path}/approve"), Some(&json!({}))).await;
        assert_eq!(refused.members(), ["ppass.0"]);
        assert_eq!(door.admin("GET", "/v1/admin/partners?search=willow", None).await.data(200), json!([]));
        let body = json!({ "partnerId": door.partner.id, "ppass": ["alice"], "scopes": ["KB"], "keyName": "reader" });
        let approved = door.admin("POST", &format!("{path}/approve"), Some(&body)).await.data(200);
        assert_eq!((&approved["key"]["name"], &approved["request"]["partnerId"]), (&json!("reader"), &json!(door.partner.id)));
        let other = submit(&door, &wish()).await.data(202)["requestId"].clone();
        let reject = format!("/v1/admin/access-requests/{other}/reject");
        let rejected = door.admin("POST", &reject, Some(&json!({ "reason": "No." }))).await.data(200);
        assert_eq!((&rejected["status"], &rejected["reason"]), (&json!("Rejected"), &json!("No.")));
    }

    async fn bad_requests_are_refused_and_many_are_too_many(engine) {
        let clinic = TestClinic::start(engine);
        let core = clinic.core_with(LimitSettings::default());
        let door = Door::of(clinic, core);
        let answer = submit(&door, &json!({ "requestedScopes": [], "contactEmail": "x" })).await;
        let mut names = answer.members();
        names.sort_unstable();
        assert_eq!(names, ["company", "contactName", "practice", "requestedScopes"]);
        let mut bad = wish();
        bad["contactEmail"] = json!("nobody");
        assert_eq!(submit(&door, &bad).await.members(), ["contactEmail"]);
        for _ in 0..4 {
            submit(&door, &wish()).await.data(202);
        }
        let answer = submit(&door, &wish()).await;
        answer.refused(429, "rate_limited");
        assert_eq!(answer.headers["retry-after"], "720");
    }
}
