//! Starts on offer.

use serde_json::{Value, json};

use crate::door::{Door, NOBODYS, booking, schedule_id, service_id};

testkit::both_databases! {
    async fn every_date_of_the_window_is_there_in_order(engine) {
        let door = Door::open(engine);
        let path = format!("/services/{}/availability-v2", service_id(door.alice().checkup.id));
        let answer = door.get(&path).await;
        let by_date = answer.clone().ok(200);
        let dates = keys(&answer.text);
        assert_eq!(dates.len(), 31);
        assert_eq!((dates[0].as_str(), dates[30].as_str()), ("2026-03-02", "2026-04-01"));
        assert!(dates.is_sorted());
        // A Saturday.
        assert_eq!(by_date["2026-03-07"], json!([]));
        let monday = [
            "08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "12:00", "12:30", "13:00", "13:30", "14:00", "14:30",
            "15:00", "15:30",
        ];
        assert_eq!(by_date["2026-03-02"], json!(monday.map(|time| format!("2026-03-02T{time}:00.000Z"))));
        // The horizon of 30 days, included, is at the very minute when the practice opens, by summer time then.
        assert_eq!(by_date["2026-04-01"], json!(["2026-04-01T07:00:00.000Z"]));
    }

    async fn the_lead_time_is_included(engine) {
        let door = Door::open(engine);
        let checkup = door.alice().checkup.id;
        assert_eq!(door.starts(checkup, "2026-03-02").await[0], "2026-03-02T08:00:00.000Z");
        door.set_clock("2026-03-02T07:00:01Z");
        assert_eq!(door.starts(checkup, "2026-03-02").await[0], "2026-03-02T08:30:00.000Z");
    }

    async fn another_zone_groups_by_its_own_dates(engine) {
        let door = Door::open(engine);
        let base = format!("/services/{}/availability-v2", service_id(door.alice().checkup.id));
        let auckland = format!("{base}?timezone=Pacific/Auckland&startDate=2026-03-03&endDate=2026-03-04");
        let answer = door.get(&auckland).await;
        assert_eq!(keys(&answer.text), ["2026-03-03", "2026-03-04"]);
        let by_date = answer.ok(200);
        // From 11:00 UTC on it is the next date there; the instants are the same.
        assert_eq!(by_date["2026-03-03"][0], "2026-03-02T12:00:00.000Z");
        assert_eq!(by_date["2026-03-04"][0], "2026-03-03T12:00:00.000Z");
        let los_angeles = door.get(&format!("{base}?timezone=America%2FLos_Angeles")).await;
        assert_eq!(keys(&los_angeles.text)[0], "2026-03-02");
    }

    async fn dates_make_the_window_narrower_and_never_wider(engine) {
        let door = Door::open(engine);
        let base = format!("/services/{}/availability-v2", service_id(door.alice().checkup.id));
        for (query, first, last, count) in [
            ("startDate=2026-03-05", "2026-03-05", "2026-04-01", 28),
            ("endDate=2026-03-05", "2026-03-02", "2026-03-05", 4),
            ("startDate=2026-03-05&endDate=2026-03-05", "2026-03-05", "2026-03-05", 1),
            ("startDate=0001-01-01&endDate=9999-12-31", "2026-03-02", "2026-04-01", 31),
        ] {
            let answer = door.get(&format!("{base}?{query}")).await;
            let dates = keys(&answer.text);
            assert_eq!(dates.len(), count, "{query}");
            assert_eq!((dates[0].as_str(), dates[count - 1].as_str()), (first, last), "{query}");
        }
        for query in ["startDate=2026-04-02", "startDate=9999-12-31", "endDate=2026-03-01", "endDate=0000-01-01"] {
            assert_eq!(door.get(&format!("{base}?{query}")).await.ok(200), json!({}), "{query}");
        }
    }

    async fn bookings_take_their_time_and_the_gap_of_the_service_asked_for(engine) {
        let door = Door::open(engine);
        let (video, checkup) = (door.alice().video.id, door.alice().checkup.id);
        let booked = door.post("/appointments", &booking(video, "2026-03-03T09:00:00Z")).await.ok(201);
        let first_five = async |service| -> Vec<String> {
            let starts = door.starts(service, "2026-03-03").await;
            starts.iter().take(5).map(|start| start[11..16].to_owned()).collect()
        };
        // Video calls want five minutes on either side, check-ups none.
        assert_eq!(first_five(video).await, ["08:00", "08:15", "08:30", "09:30", "09:45"]);
        assert_eq!(first_five(checkup).await, ["08:00", "08:30", "09:30", "10:00", "10:30"]);
        door.post_with_key(&booked, "cancel", &json!({})).await.ok(200);
        assert_eq!(first_five(video).await, ["08:00", "08:15", "08:30", "08:45", "09:00"]);
    }

    async fn a_schedule_can_be_asked_for(engine) {
        let door = Door::open(engine);
        let alice = door.alice();
        let dates = "startDate=2026-03-03&endDate=2026-03-03";
        let base = format!("/services/{}/availability-v2?{dates}", service_id(alice.cleaning.id));
        let of = async |roster| {
            let path = format!("{base}&scheduleId={}", schedule_id(roster));
            let by_date = door.get(&path).await.ok(200);
            by_date["2026-03-03"].as_array().unwrap().len()
        };
        assert_eq!((of(alice.bobs_roster.id).await, of(alice.danas_roster.id).await), (7, 7));
        // Bob is busy and the chair is not.
        door.book("2026-03-03T08:00:00Z").await;
        assert_eq!((of(alice.bobs_roster.id).await, of(alice.danas_roster.id).await), (6, 7));
        assert_eq!(door.starts(alice.cleaning.id, "2026-03-03").await.len(), 7);
        // Dana does no check-ups.
        let checkups = format!("/services/{}/availability-v2", service_id(alice.checkup.id));
        let danas = format!("{checkups}?scheduleId={}", schedule_id(alice.danas_roster.id));
        door.get(&danas).await.refused(404, "resource_missing");
        door.get(&format!("{checkups}?scheduleId={NOBODYS}")).await.refused(404, "resource_missing");
    }

    async fn bad_questions_are_refused_with_all_that_is_wrong(engine) {
        let door = Door::open(engine);
        let base = format!("/services/{}/availability-v2", service_id(door.alice().checkup.id));
        for (query, members) in [
            ("timezone=Mars/Base", &["timezone"][..]),
            ("timezone=", &["timezone"]),
            ("timezone=../etc/passwd", &["timezone"]),
            ("timezone=%00", &["timezone"]),
            ("timezone=%ff", &["timezone"]),
            ("startDate=2026-02-30", &["startDate"]),
            ("startDate=-9999-01-01", &["startDate"]),
            ("startDate=20260302", &["startDate"]),
            ("endDate=tomorrow", &["endDate"]),
            ("startDate=2026-03-05&endDate=2026-03-04", &["endDate"]),
            ("scheduleId=7", &["scheduleId"]),
            ("timezone=x&startDate=x&endDate=x&scheduleId=x", &["timezone", "startDate", "endDate", "scheduleId"]),
        ] {
            assert_eq!(door.get(&format!("{base}?{query}")).await.members(), members, "{query}");
        }
        for ignored in ["unknown=1", "=", "&&&", "timezone", "%", "startDate"] {
            let status = door.get(&format!("{base}?{ignored}")).await.status;
            assert!(matches!(status, 200 | 400), "{ignored}: {status}");
        }
    }
}

/// The dates of an answer in the order in which they stand there.
fn keys(text: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(text).unwrap();
    let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    keys.sort_by_key(|key| text.find(&format!("\"{key}\":")));
    keys
}
