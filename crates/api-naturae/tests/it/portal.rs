//! The portal: signing in, what each sees, and who may change anything.

use api_common::LimitSettings;
use app::api_key;
use app::recorder::flush;
use axum::http::header;
use domain::{Scope, Scopes};
use serde_json::{Value, json};
use testkit::TestClinic;
use testkit::clinic::ADMIN_SECRET;

use crate::door::{Answer, Door, request, with_token};

async fn sign_in(door: &Door, secret: &str) -> (Answer, String) {
    let answer = door.send(request("POST", "/v1/portal/session", Some(&json!({ "accessKey": secret })))).await;
    let cookie = answer.headers.get(header::SET_COOKIE).map_or("", |cookie| cookie.to_str().unwrap());
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    (answer, cookie)
}

/// A call with a session's cookie, from our own page.
async fn call(door: &Door, cookie: &str, method: &str, path: &str, body: Option<&Value>) -> Answer {
    let mut request = request(method, path, body);
    request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
    request.headers_mut().insert(header::ORIGIN, "http://clinic.test".parse().unwrap());
    door.send(request).await
}

async fn write_calls(door: &Door) {
    let app = door.clinic.app.clone();
    tokio::task::spawn_blocking(move || while flush(&app, 500).unwrap() > 0 {}).await.unwrap();
}

testkit::both_databases! {
    async fn a_key_opens_a_session_for_its_partner(engine) {
        let door = Door::open(engine);
        let (answer, cookie) = sign_in(&door, &door.secret).await;
        let set = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
        for part in ["portal_session=", "HttpOnly", "SameSite=Strict", "Max-Age=28800"] {
            assert!(set.contains(part), "{set}");
        }
        let session = answer.data(200);
        assert_eq!((&session["role"], &session["partnerName"]), (&json!("partner"), &json!("Lakeside Integrations")));
        assert_eq!((&session["multiTenant"], &session["keys"][0]["keyId"]), (&json!(false), &json!(door.key.0)));
        assert_eq!(session["expiresAt"], "2026-03-02T15:00:00Z");
        assert!(session["keys"][0].get("secret").is_none());
        assert_eq!(call(&door, &cookie, "GET", "/v1/portal/session", None).await.data(200), session);
        for path in ["/v1/admin/partners", "/v1/admin/keys", "/v1/admin/access-requests", "/v1/admin/keys/1"] {
            call(&door, &cookie, "GET", path, None).await.refused(403, "forbidden");
        }
        let revoke = format!("/v1/admin/keys/{}/revoke", door.key);
        call(&door, &cookie, "POST", &revoke, None).await.refused(403, "forbidden");
        let gone = call(&door, &cookie, "DELETE", "/v1/portal/session", None).await;
        assert_eq!(gone.status, 204);
        assert!(gone.headers[header::SET_COOKIE].to_str().unwrap().starts_with("portal_session=; "));
        call(&door, &cookie, "GET", "/v1/portal/session", None).await.refused(401, "invalid_token");
    }

    async fn the_admin_secret_opens_a_session_for_the_admin(engine) {
        let door = Door::open(engine);
        let (answer, cookie) = sign_in(&door, ADMIN_SECRET).await;
        let session = answer.data(200);
        assert_eq!((&session["role"], &session["partnerId"], &session["keys"]), (&json!("admin"), &Value::Null, &json!([])));
        assert_eq!(call(&door, &cookie, "GET", "/v1/admin/partners", None).await.data(200)[0]["name"], "Lakeside Integrations");
        let body = json!({ "name": "Second" });
        call(&door, &cookie, "POST", "/v1/admin/partners", Some(&body)).await.data(201);
        // The same from somebody else's page, or from none.
        for origin in [Some("https://evil.example"), Some("null"), None] {
            let mut request = request("POST", "/v1/admin/partners", Some(&json!({ "name": "Third" })));
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
            if let Some(origin) = origin {
                request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
            }
            door.send(request).await.refused(403, "other_origin");
        }
    }

    async fn whoever_is_neither_is_told_nothing(engine) {
        let door = Door::open(engine);
        for wrong in ["pk_wrong", "x", "' OR 1=1"] {
            let (answer, cookie) = sign_in(&door, wrong).await;
            assert_eq!(answer.refused(401, "invalid_access_key")["message"], "Invalid access key");
            assert_eq!(cookie, "");
        }
        for body in [json!({}), json!({ "accessKey": "" }), json!({ "accessKey": [] })] {
            let answer = door.send(request("POST", "/v1/portal/session", Some(&body))).await;
            assert_eq!(answer.members(), ["accessKey"]);
        }
        for path in ["/v1/portal/session", "/v1/portal/stats", "/v1/portal/usage", "/v1/portal/activity", "/v1/admin/keys"] {
            door.send(request("GET", path, None)).await.refused(401, "invalid_token");
            call(&door, "portal_session=wrong", "GET", path, None).await.refused(401, "invalid_token");
            let mut wrong = request("GET", path, None);
            wrong.headers_mut().insert("x-admin-secret", "wrong".parse().unwrap());
            door.send(wrong).await.refused(401, "invalid_token");
        }
    }

    async fn wrong_admin_secrets_are_counted(engine) {
        let door = Door::open(engine);
        for turn in 0..21 {
            let mut wrong = request("GET", "/v1/admin/keys", None);
            wrong.headers_mut().insert("x-admin-secret", "wrong".parse().unwrap());
            let answer = door.send(wrong).await;
            if turn < 20 { answer.refused(401, "invalid_token") } else { answer.refused(429, "rate_limited") };
        }
        door.admin("GET", "/v1/admin/keys", None).await.refused(429, "rate_limited");
    }

    async fn signing_in_is_limited(engine) {
        let clinic = TestClinic::start(engine);
        let core = clinic.core_with(LimitSettings::default());
        let door = Door::of(clinic, core);
        for _ in 0..10 {
            sign_in(&door, "wrong").await.0.refused(401, "invalid_access_key");
        }
        let (answer, _) = sign_in(&door, ADMIN_SECRET).await;
        answer.refused(429, "rate_limited");
        assert!(answer.headers.contains_key("retry-after"));
    }

    async fn a_revoked_key_ends_its_sessions(engine) {
        let door = Door::open(engine);
        let (_, cookie) = sign_in(&door, &door.secret).await;
        let (operator, key) = (door.clinic.app.operator("test"), door.key);
        door.clinic.write(move |tx| api_key::revoke(tx, &operator, key)).unwrap();
        call(&door, &cookie, "GET", "/v1/portal/stats", None).await.refused(401, "invalid_token");
    }

    async fn each_sees_their_own_calls(engine) {
        let door = Door::open(engine);
        let none = json!({ "totalCalls": 0, "successRate": 0.0, "avgDurationMs": 0.0, "errorCount": 0 });
        assert_eq!(door.admin("GET", "/v1/portal/stats", None).await.data(200), none);
        door.get("/v1/alice/prospects?search=secret+illness").await.data(200);
        door.get("/v1/kb/987654").await.refused(404, "not_found");
        door.send(request("GET", "/v1/me", None)).await.refused(401, "invalid_token");
        door.exchange("alice", &door.secret).await;
        write_calls(&door).await;
        let stats = door.admin("GET", "/v1/portal/stats", None).await.data(200);
        assert_eq!((&stats["totalCalls"], &stats["errorCount"], &stats["successRate"]), (&json!(4), &json!(2), &json!(50.0)));
        let (_, cookie) = sign_in(&door, &door.secret).await;
        let own = call(&door, &cookie, "GET", "/v1/portal/stats", None).await.data(200);
        assert_eq!((&own["totalCalls"], &own["errorCount"]), (&json!(3), &json!(1)));
        let list = door.admin("GET", "/v1/portal/activity", None).await;
        assert!(!list.text.contains("illness"), "{}", list.text);
        assert_eq!(list.json["pagination"]["total"], 4, "the portal's own calls are not among them");
        let rows = list.data(200);
        let endpoints: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["endpoint"].as_str().unwrap()).collect();
        assert_eq!(endpoints, ["/v1/alice/auth/token", "/v1/me", "/v1/kb/987654", "/v1/alice/prospects"]);
        assert_eq!((&rows[3]["partner"], &rows[3]["ppass"], &rows[3]["status"]), (&json!("Lakeside Integrations"), &json!("alice"), &json!(200)));
        assert_eq!((&rows[1]["partner"], &rows[2]["ppass"]), (&Value::Null, &Value::Null));
        let failed = door.admin("GET", "/v1/portal/activity?minStatus=404&ppass=alice", None).await;
        assert_eq!(failed.json["pagination"]["total"], 0);
        let usage = door.admin("GET", "/v1/portal/usage", None).await.data(200);
        assert_eq!((usage.as_array().unwrap().len(), &usage[6]), (7, &json!({ "date": "2026-03-02", "calls": 4, "errors": 2 })));
        for (path, names) in [
            ("/v1/portal/usage?days=0", ["days"]),
            ("/v1/portal/usage?days=91", ["days"]),
            ("/v1/portal/activity?minStatus=99", ["minStatus"]),
            ("/v1/portal/activity?limit=0", ["limit"]),
            ("/v1/portal/stats?partnerId=x", ["partnerId"]),
        ] {
            assert_eq!(door.admin("GET", path, None).await.members(), names, "{path}");
        }
    }

    async fn a_partner_may_not_ask_for_another(engine) {
        let door = Door::open(engine);
        let (_, cookie) = sign_in(&door, &door.secret).await;
        let other = door.partner.id.0 + 1000;
        for path in ["stats", "usage", "activity"] {
            let answer = call(&door, &cookie, "GET", &format!("/v1/portal/{path}?partnerId={other}"), None).await;
            answer.refused(403, "forbidden");
            let own = format!("/v1/portal/{path}?partnerId={}", door.partner.id);
            call(&door, &cookie, "GET", &own, None).await.data(200);
        }
        let several = door.key(Scopes::of(&[Scope::Providers]), &["alice", "charlie"]);
        let (answer, _) = sign_in(&door, several.secret.reveal()).await;
        assert_eq!(answer.data(200)["multiTenant"], true);
        door.send(with_token(&door.token, "GET", "/v1/portal/stats", None)).await.refused(401, "invalid_token");
    }
}
