//! Access keys.

use axum::body::Body;
use serde_json::{Value, json};

use crate::door::{Answer, Door, NOBODYS, key_of, path_of, to_alice};

const OTHER_KEY: &str = "00000000-0000-4000-8000-000000000000";

async fn get(door: &Door, path: &str, key: &str, address: &str) -> Answer {
    let mut request = to_alice("GET", path, Body::empty());
    request.headers_mut().insert("x-access-key", key.parse().unwrap());
    request.headers_mut().insert("x-forwarded-for", address.parse().unwrap());
    door.send(request).await
}

testkit::both_databases! {
    async fn without_a_key_nothing_is_shown_or_changed(engine) {
        let door = Door::open(engine);
        let path = path_of(&door.book("2026-03-03T08:00:00Z").await);
        door.get(&path).await.refused(401, "access_key_required");
        door.get(&format!("{path}?accessKey=")).await.refused(401, "access_key_required");
        door.post(&format!("{path}/cancel"), &json!({})).await.refused(401, "access_key_required");
        door.post(&format!("{path}/reschedule"), &json!({})).await.refused(401, "access_key_required");
    }

    async fn a_wrong_key_and_an_unknown_id_are_answered_alike(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        let other = door.book("2026-03-03T09:00:00Z").await;
        let wrong = get(&door, &path_of(&booked), OTHER_KEY, "192.0.2.1").await;
        wrong.refused(404, "resource_missing");
        for (path, key) in [
            (path_of(&booked), key_of(&other)),
            (format!("/appointments/{NOBODYS}"), key_of(&booked)),
            ("/appointments/6a0001040000000000ffffff".to_owned(), key_of(&booked)),
            ("/appointments/x".to_owned(), key_of(&booked)),
            ("/appointments/%ff%00".to_owned(), key_of(&booked)),
        ] {
            let answer = get(&door, &path, key, "192.0.2.1").await;
            assert_eq!((answer.status, &answer.text), (404, &wrong.text), "{path}");
        }
        for action in ["cancel", "reschedule"] {
            let path = format!("{}/{action}?accessKey={OTHER_KEY}", path_of(&booked));
            let answer = door.post(&path, &json!({ "reservation": "2026-03-03T10:00:00Z" })).await;
            assert_eq!((answer.status, &answer.text), (404, &wrong.text), "{path}");
        }
        assert_eq!(get(&door, &path_of(&booked), key_of(&booked), "192.0.2.1").await.ok(200)["status"], "booked");
    }

    async fn the_21st_wrong_try_within_an_hour_is_not_looked_at(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        let path = path_of(&booked);
        for _ in 0..20 {
            get(&door, &path, OTHER_KEY, "192.0.2.1").await.refused(404, "resource_missing");
        }
        // Not even with the right key: it may be the one found by trying.
        for key in [OTHER_KEY, key_of(&booked)] {
            let answer = get(&door, &path, key, "192.0.2.1").await;
            assert_eq!(answer.refused(429, "rate_limited")["type"], "api_error");
            assert_eq!(answer.headers["retry-after"], "3600");
        }
        get(&door, &path, key_of(&booked), "192.0.2.2").await.ok(200);
        door.set_clock("2026-03-02T08:00:00Z");
        get(&door, &path, key_of(&booked), "192.0.2.1").await.ok(200);
    }

    async fn a_start_that_is_taken_is_no_wrong_try(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        let body: Value = json!({ "reservation": "2026-03-03T08:00:00Z", "scheduleId": NOBODYS });
        for _ in 0..25 {
            let mut body = body.clone();
            body["reservation"] = json!("2026-03-03T08:10:00Z");
            door.post_with_key(&booked, "reschedule", &body).await.refused(404, "resource_missing");
        }
        door.get_with_key(&booked).await.ok(200);
    }
}
