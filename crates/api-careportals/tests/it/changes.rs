//! Cancelling and moving.

use domain::AppointmentStatus;
use serde_json::{Value, json};

use crate::door::{Door, NOBODYS, booking, key_of, path_of, schedule_id, to_alice};
use axum::body::Body;

testkit::both_databases! {
    async fn a_cancelled_booking_frees_its_time_and_stays_cancelled(engine) {
        let door = Door::open(engine);
        let video = booking(door.alice().video.id, "2026-03-03T08:00:00Z");
        let booked = door.post("/appointments", &video).await.ok(201);
        door.set_clock("2026-03-02T08:00:00Z");
        let cancelled = door.post_with_key(&booked, "cancel", &json!({ "reason": " Away that day. " })).await.ok(200);
        let mut expected = booked.clone();
        for member in ["accessKey", "virtualMeeting"] {
            expected.as_object_mut().unwrap().remove(member);
        }
        expected["status"] = json!("cancelled");
        expected["cancelledAt"] = json!("2026-03-02T08:00:00.000Z");
        expected["cancelReason"] = json!("Away that day.");
        expected["updatedAt"] = json!("2026-03-02T08:00:00.000Z");
        assert_eq!(cancelled, expected);
        assert_eq!(door.get_with_key(&booked).await.ok(200), expected);

        door.set_clock("2026-03-02T09:00:00Z");
        assert_eq!(door.post_with_key(&booked, "cancel", &json!({ "reason": "Again." })).await.ok(200), expected);
        let moved = door.post_with_key(&booked, "reschedule", &to("2026-03-03T09:00:00Z")).await;
        moved.refused(409, "appointment_not_changeable");
        door.post("/appointments", &video).await.ok(201);
    }

    async fn a_cancellation_needs_no_body(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        let mut request = to_alice("POST", &format!("{}/cancel", path_of(&booked)), Body::empty());
        request.headers_mut().insert("x-access-key", key_of(&booked).to_uppercase().parse().unwrap());
        let cancelled = door.send(request).await.ok(200);
        assert_eq!((&cancelled["status"], cancelled.get("cancelReason")), (&json!("cancelled"), None));
    }

    async fn a_moved_booking_keeps_id_key_and_link(engine) {
        let door = Door::open(engine);
        let video = booking(door.alice().video.id, "2026-03-03T08:00:00Z");
        let booked = door.post("/appointments", &video).await.ok(201);
        door.set_clock("2026-03-02T08:00:00Z");
        let moved = door.post_with_key(&booked, "reschedule", &to("2026-03-03T09:15:00Z")).await.ok(200);
        let mut expected = booked.clone();
        expected.as_object_mut().unwrap().remove("accessKey");
        expected["reservation"] = json!("2026-03-03T09:15:00.000Z");
        expected["previousReservation"] = json!("2026-03-03T08:00:00.000Z");
        expected["updatedAt"] = json!("2026-03-02T08:00:00.000Z");
        assert_eq!(moved, expected);
        assert_eq!(door.get_with_key(&booked).await.ok(200), expected);
        // To the start it has: nothing changes.
        door.set_clock("2026-03-02T09:00:00Z");
        assert_eq!(door.post_with_key(&booked, "reschedule", &to("2026-03-03T09:15:00Z")).await.ok(200), expected);
    }

    async fn a_booking_that_cannot_be_moved_keeps_its_time(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        door.book("2026-03-03T09:00:00Z").await;
        let before = door.get_with_key(&booked).await.ok(200);
        for start in ["2026-03-03T09:00:00Z", "2026-03-03T09:10:00Z", "2026-03-07T09:00:00Z", "9999-12-30T22:00:00Z"] {
            let refused = door.post_with_key(&booked, "reschedule", &to(start)).await;
            assert_eq!(refused.refused(409, "slot_unavailable")["param"], "reservation");
        }
        for (body, members) in [
            (json!({}), &["reservation"][..]),
            (
                json!({ "reservation": "2026-03-03", "scheduleId": 1, "meta": { "timezone": "x" } }),
                &["reservation", "scheduleId", "meta.timezone"],
            ),
        ] {
            assert_eq!(door.post_with_key(&booked, "reschedule", &body).await.members(), members);
        }
        for schedule in [NOBODYS.to_owned(), schedule_id(door.alice().danas_roster.id)] {
            let body = json!({ "reservation": "2026-03-03T10:00:00Z", "scheduleId": schedule });
            let refused = door.post_with_key(&booked, "reschedule", &body).await;
            assert_eq!(refused.refused(404, "resource_missing")["message"], "No such schedule.");
        }
        assert_eq!(door.get_with_key(&booked).await.ok(200), before);
        door.post("/appointments", &door.checkup("2026-03-03T08:00:00Z")).await.refused(409, "slot_unavailable");
    }

    async fn what_has_begun_or_ended_stays_as_it_is(engine) {
        let door = Door::open(engine);
        let late = door.book("2026-03-02T08:00:00Z").await;
        door.set_clock("2026-03-02T08:00:00Z");
        for (start, status, word) in [
            ("2026-03-03T08:00:00Z", AppointmentStatus::Fulfilled, "completed"),
            ("2026-03-03T09:00:00Z", AppointmentStatus::NoShow, "no_show"),
        ] {
            let booked = door.book(start).await;
            door.set_status(&booked, AppointmentStatus::Arrived);
            assert_eq!(door.get_with_key(&booked).await.ok(200)["status"], "booked");
            refuses_changes(&door, &booked).await;
            door.set_status(&booked, status);
            assert_eq!(door.get_with_key(&booked).await.ok(200)["status"], word);
            refuses_changes(&door, &booked).await;
        }
        refuses_changes(&door, &late).await;
    }

    async fn bad_reasons_are_refused(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        for reason in [json!(1), json!({}), json!("x".repeat(1001)), json!("\0")] {
            let answer = door.post_with_key(&booked, "cancel", &json!({ "reason": reason })).await;
            assert_eq!(answer.members(), ["reason"]);
        }
        assert_eq!(door.get_with_key(&booked).await.ok(200)["status"], "booked");
        door.post_with_key(&booked, "cancel", &json!({ "reason": "x".repeat(1000), "unknown": [] })).await.ok(200);
    }
}

fn to(start: &str) -> Value {
    json!({ "reservation": start })
}

async fn refuses_changes(door: &Door, booked: &Value) {
    let before = door.get_with_key(booked).await.ok(200);
    door.post_with_key(booked, "cancel", &json!({})).await.refused(409, "appointment_not_changeable");
    let moved = door.post_with_key(booked, "reschedule", &to("2026-03-04T08:00:00Z")).await;
    moved.refused(409, "appointment_not_changeable");
    assert_eq!(door.get_with_key(booked).await.ok(200), before);
}
