//! Requests that are repeated with their key.

use axum::http::Request;
use serde_json::{Value, json};

use crate::door::{Answer, Door, booking, json_body, key_of, path_of, to_alice};

async fn post(door: &Door, path: &str, body: &Value, key: &str) -> Answer {
    let mut request: Request<_> = to_alice("POST", path, json_body(body));
    request.headers_mut().insert("idempotency-key", key.parse().unwrap());
    door.send(request).await
}

/// The calls that change something. Each is repeated below.
const CHANGES: [&str; 3] = ["/appointments", "/appointments/{id}/cancel", "/appointments/{id}/reschedule"];

#[test]
fn every_call_that_changes_something_takes_a_key() {
    let document = serde_json::to_value(api_careportals::openapi()).unwrap();
    let mut changes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "get") {
            assert_eq!(method, "post", "{path}");
            let parameters = call["parameters"].as_array().unwrap();
            assert!(parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key"), "{path}");
            changes.push(path.as_str());
        }
    }
    changes.sort_unstable();
    assert_eq!(changes, CHANGES);
}

testkit::both_databases! {
    async fn a_repeated_booking_gets_the_first_answer_again(engine) {
        let door = Door::open(engine);
        let body = door.checkup("2026-03-03T08:00:00Z");
        let first = post(&door, "/appointments", &body, "one").await;
        first.clone().ok(201);
        assert_eq!(first.headers.get("idempotent-replayed"), None);
        door.set_clock("2026-03-03T06:59:00Z");
        let again = post(&door, "/appointments", &body, "one").await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(again.headers["content-type"], "application/json");

        let other = post(&door, "/appointments", &door.checkup("2026-03-03T09:00:00Z"), "one").await;
        assert_eq!(other.refused(409, "idempotency_key_reused")["type"], "idempotency_error");
        let elsewhere = format!("{}/cancel?accessKey={}", path_of(&first.json), key_of(&first.json));
        post(&door, &elsewhere, &body, "one").await.refused(409, "idempotency_key_reused");
        // Without the key it is another booking, of a start that is taken.
        door.post("/appointments", &body).await.refused(409, "slot_unavailable");
        // A key is remembered for a day.
        door.set_clock("2026-03-03T07:00:01Z");
        post(&door, "/appointments", &body, "one").await.refused(409, "slot_unavailable");
    }

    async fn a_refused_request_does_not_burn_its_key(engine) {
        let door = Door::open(engine);
        let mut body = booking(door.alice().paid.id, "2026-03-03T08:00:00Z");
        for (token, status) in [("", 400), ("tok_decline", 402), ("tok_fail", 503), ("tok_good", 201)] {
            body["stripeToken"] = json!({ "id": token });
            assert_eq!(post(&door, "/appointments", &body, "one").await.status, status, "{token}");
        }
        assert_eq!(post(&door, "/appointments", &body, "one").await.headers["idempotent-replayed"], "true");
    }

    async fn organizations_do_not_share_keys(engine) {
        let door = Door::open(engine);
        let body = door.checkup("2026-03-03T08:00:00Z");
        post(&door, "/appointments", &body, "one").await.ok(201);
        let mut request = to_alice("POST", "/appointments", json_body(&body));
        request.headers_mut().insert("organization", "charlie".parse().unwrap());
        request.headers_mut().insert("idempotency-key", "one".parse().unwrap());
        door.send(request).await.refused(404, "resource_missing");
    }

    async fn repeated_changes_get_the_first_answer_again(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        let path = |action: &str| format!("{}/{action}?accessKey={}", path_of(&booked), key_of(&booked));
        let to = json!({ "reservation": "2026-03-03T09:00:00Z" });
        let moved = post(&door, &path("reschedule"), &to, "move").await;
        assert_eq!(moved.clone().ok(200)["reservation"], "2026-03-03T09:00:00.000Z");
        let cancelled = post(&door, &path("cancel"), &json!({}), "cancel").await;
        assert_eq!(cancelled.clone().ok(200)["status"], "cancelled");
        // Even now that it could not be moved any more.
        let nothing = json!({});
        for (action, body, key, first) in
            [("reschedule", &to, "move", &moved), ("cancel", &nothing, "cancel", &cancelled)]
        {
            let again = post(&door, &path(action), body, key).await;
            assert_eq!((again.status, &again.text), (200, &first.text));
            assert_eq!(again.headers["idempotent-replayed"], "true");
        }
        // An earlier answer is not for whoever lacks the access key.
        let without = format!("{}/cancel?accessKey=00000000-0000-4000-8000-000000000000", path_of(&booked));
        post(&door, &without, &json!({}), "cancel").await.refused(404, "resource_missing");
    }

    async fn bad_keys_are_refused(engine) {
        let door = Door::open(engine);
        let body = door.checkup("2026-03-03T08:00:00Z");
        for key in ["", &"x".repeat(256), "\u{e9}"] {
            assert_eq!(post(&door, "/appointments", &body, key).await.members(), ["Idempotency-Key"], "{key}");
        }
        post(&door, "/appointments", &body, &"x".repeat(255)).await.ok(201);
    }

    async fn a_test_leaves_the_key_unused(engine) {
        let door = Door::open(engine);
        let mut body = door.checkup("2026-03-03T08:00:00Z");
        body["validateOnly"] = json!(true);
        post(&door, "/appointments", &body, "one").await.ok(200);
        body["validateOnly"] = json!(false);
        post(&door, "/appointments", &body, "one").await.ok(201);
    }
}
