//! Booking.

use serde_json::{Value, json};

use crate::door::{Answer, Door, NOBODYS, booking, json_body, schedule_id, send, service_id, to_alice};

testkit::both_databases! {
    async fn all_bad_members_are_named_at_once(engine) {
        let door = Door::open(engine);
        let good = door.checkup("2026-03-03T08:00:00Z");
        let with = |changes: Value| {
            let mut body = good.clone();
            body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            body
        };
        for (body, members) in [
            (json!({}), &["serviceId", "reservation"][..]),
            (with(json!({ "serviceId": null })), &["serviceId"]),
            (with(json!({ "serviceId": "7" })), &["serviceId"]),
            (with(json!({ "serviceId": 7 })), &["serviceId"]),
            (with(json!({ "scheduleId": "7" })), &["scheduleId"]),
            (with(json!({ "reservation": "2026-03-03T08:00:00" })), &["reservation"]),
            (with(json!({ "reservation": "soon" })), &["reservation"]),
            (with(json!({ "reservation": 1_772_524_800 })), &["reservation"]),
            (with(json!({ "values": "x" })), &["values"]),
            (with(json!({ "values": { "firstName": {}, "extra": [1] } })), &["values.extra", "values.firstName"]),
            (with(json!({ "meta": [] })), &["meta"]),
            (with(json!({ "meta": { "timezone": "Mars/Base" } })), &["meta.timezone"]),
            (with(json!({ "hc": 1 })), &["hc"]),
            (with(json!({ "stripeToken": "tok_1" })), &["stripeToken"]),
            (with(json!({ "stripeToken": {} })), &["stripeToken.id"]),
            (with(json!({ "validateOnly": "true" })), &["validateOnly"]),
            // The core's own findings, under the names of this door.
            (
                with(json!({ "values": null })),
                &["values.firstName", "values.lastName", "values.email", "values.visitReason"],
            ),
            (
                with(json!({ "values": { "firstName": "I", "lastName": "F", "visitReason": "v", "email": "no" } })),
                &["values.email"],
            ),
            (with(json!({ "values": { "long": "x".repeat(65 * 1024) } })), &["values"]),
            (with(json!({ "values": { "nul": "\0" } })), &["values"]),
        ] {
            let answer = door.post("/appointments", &body).await;
            assert_eq!(answer.members(), members, "{body}");
        }
        // Nothing of all that took the time.
        door.post("/appointments", &good).await.ok(201);
    }

    async fn what_is_not_there_is_not_found_before_the_answers_are_looked_at(engine) {
        let door = Door::open(engine);
        let start = "2026-03-03T08:00:00Z";
        for service in [NOBODYS.to_owned(), "6a000101ffffffffffffffff".to_owned(), service_id(door.alice().class.id)] {
            let answer = door.post("/appointments", &json!({ "serviceId": service, "reservation": start })).await;
            assert_eq!(answer.refused(404, "resource_missing")["message"], "No such service.");
        }
        let mut body = json!({ "serviceId": service_id(door.alice().checkup.id), "reservation": start });
        for schedule in [NOBODYS.to_owned(), schedule_id(door.alice().danas_roster.id)] {
            body["scheduleId"] = json!(schedule);
            let answer = door.post("/appointments", &body).await;
            assert_eq!(answer.refused(404, "resource_missing")["message"], "No such schedule.");
        }
    }

    async fn a_start_that_is_not_on_offer_is_answered_as_a_taken_one(engine) {
        let door = Door::open(engine);
        door.book("2026-03-03T08:00:00Z").await;
        let taken = door.post("/appointments", &door.checkup("2026-03-03T08:00:00Z")).await;
        assert_eq!(taken.refused(409, "slot_unavailable")["param"], "reservation");
        for start in [
            "2026-03-03T08:10:00Z",       // off the grid
            "2026-03-03T08:30:30Z",       // off the minute
            "2026-03-03T08:30:00.001Z",   // off the second
            "2026-03-03T11:00:00Z",       // lunch
            "2026-03-07T08:00:00Z",       // a Saturday
            "2026-03-02T07:30:00Z",       // within the lead time
            "2026-02-27T08:00:00Z",       // past
            "2026-04-02T08:00:00Z",       // beyond the horizon
            "0000-01-01T00:00:00Z",
            "9999-12-30T22:00:00Z",
        ] {
            // No answers: those would be looked at later.
            let body = json!({ "serviceId": service_id(door.alice().checkup.id), "reservation": start });
            assert_eq!(door.post("/appointments", &body).await.text, taken.text, "{start}");
        }
        // Another offset is the same instant.
        let answer = door.post("/appointments", &door.checkup("2026-03-03T03:00:00-05:00")).await;
        answer.refused(409, "slot_unavailable");
        let answer = door.post("/appointments", &door.checkup("2026-03-03T03:30:00-05:00")).await;
        assert_eq!(answer.ok(201)["reservation"], "2026-03-03T08:30:00.000Z");
    }

    async fn a_test_stores_nothing_and_fails_as_a_booking_does(engine) {
        let door = Door::open(engine);
        let test = |mut body: Value| {
            body["validateOnly"] = json!(true);
            body
        };
        let good = door.checkup("2026-03-03T08:00:00Z");
        for _ in 0..2 {
            assert_eq!(door.post("/appointments", &test(good.clone())).await.ok(200), json!({ "valid": true }));
        }
        door.post("/appointments", &good).await.ok(201);
        for (body, status) in [
            (good.clone(), 409),
            (json!({ "serviceId": NOBODYS, "reservation": "2026-03-03T08:00:00Z" }), 404),
            (json!({ "serviceId": good["serviceId"], "reservation": "2026-03-03T09:00:00Z" }), 400),
            (json!({}), 400),
            (booking(door.alice().paid.id, "2026-03-03T09:00:00Z"), 400),
        ] {
            let tested = door.post("/appointments", &test(body.clone())).await;
            let booked = door.post("/appointments", &body).await;
            assert_eq!((tested.status, &tested.text), (status, &booked.text));
        }
    }

    async fn a_schedule_can_be_asked_for(engine) {
        let door = Door::open(engine);
        let dana = &door.alice().danas_roster;
        let mut body = booking(door.alice().cleaning.id, "2026-03-03T08:00:00Z");
        body["scheduleId"] = json!(schedule_id(dana.id));
        let booked = door.post("/appointments", &body).await.ok(201);
        assert_eq!(door.seen_by_staff(&booked).roster_id, Some(dana.id));
        assert_eq!(booked.get("virtualMeeting"), None);
        // Bob has the time, but there is only one chair.
        body["scheduleId"] = json!(schedule_id(door.alice().bobs_roster.id));
        door.post("/appointments", &body).await.refused(409, "slot_unavailable");
    }

    async fn cards_are_asked_for_where_money_is_due(engine) {
        let door = Door::open(engine);
        let paid = door.alice().paid.id;
        let with = |start: &str, token: Option<&str>| {
            let mut body = booking(paid, start);
            body["stripeToken"] = token.map_or(Value::Null, |id| json!({ "id": id }));
            body
        };
        let start = "2026-03-03T08:00:00Z";
        let answer = door.post("/appointments", &with(start, None)).await;
        assert_eq!(answer.refused(400, "payment_required")["type"], "invalid_request_error");
        let answer = door.post("/appointments", &with(start, Some("tok_decline"))).await;
        assert_eq!(answer.refused(402, "card_declined")["type"], "card_error");
        let answer = door.post("/appointments", &with(start, Some("tok_fail"))).await;
        assert_eq!(answer.refused(503, "unavailable")["type"], "api_error");
        // The time was given back each time.
        let booked = door.post("/appointments", &with(start, Some("tok_good"))).await.ok(201);
        assert_eq!(booked["status"], "booked");
        door.post("/appointments", &with(start, Some("tok_good"))).await.refused(409, "slot_unavailable");
        // Half is borne by the health card, the rest is due.
        let mut body = with("2026-03-03T09:00:00Z", None);
        body["hc"] = json!({ "number": "1" });
        door.post("/appointments", &body).await.refused(400, "payment_required");
    }

    async fn of_64_at_once_exactly_one_gets_the_time(engine) {
        let door = Door::open(engine);
        let body = door.checkup("2026-03-03T08:00:00Z");
        let knock = || {
            let request = to_alice("POST", "/appointments", json_body(&body));
            tokio::spawn(send(door.router.clone(), request))
        };
        let knocking: Vec<_> = (0..64).map(|_| knock()).collect();
        let mut answers: Vec<Answer> = Vec::new();
        for one in knocking {
            answers.push(one.await.unwrap());
        }
        let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
        assert_eq!((won.len(), lost.len()), (1, 63));
        for answer in lost {
            answer.refused(409, "slot_unavailable");
        }
    }
}
