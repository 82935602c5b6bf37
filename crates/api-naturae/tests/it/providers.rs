//! Providers' times: what another door books is gone here.

use app::appointment::{self, NewAppointment};
use app::availability::Who;
use app::practitioner;
use serde_json::{Value, json};
use testkit::clinic::{answers, at};

use crate::door::Door;

fn starts(answer: &Value) -> Vec<&str> {
    answer["Slots"].as_array().unwrap().iter().map(|start| start.as_str().unwrap()).collect()
}

testkit::both_databases! {
    async fn a_visit_takes_exactly_the_starts_it_overlaps(engine) {
        let door = Door::open(engine);
        let path = door.bob("/slots?date=2026-03-03&duration=30");
        let before = door.get(&path).await.data(200);
        let (ctx, new) = (door.clinic.anonymous(door.alice()), NewAppointment {
            service_id: door.alice().checkup.id,
            who: Who::default(),
            start: at(1, "10:00"),
            patient_id: None,
            answers: answers("Ada"),
            patient_time_zone: None,
            overbooking_reason: None,
        });
        door.clinic.write(move |tx| appointment::book(tx, &ctx, &new)).unwrap();
        let after = door.get(&path).await.data(200);
        let gone: Vec<&str> = starts(&before).into_iter().filter(|start| !starts(&after).contains(start)).collect();
        assert_eq!(gone, ["09:45:00", "10:00:00", "10:15:00"]);
        for start in starts(&after) {
            let check = door.get(&door.bob(&format!("/check?date=2026-03-03&time={start}&duration=30"))).await.data(200);
            assert_eq!(check["Available"], true, "{start}");
        }
        let taken = door.get(&door.bob("/check?date=2026-03-03&time=10:00&duration=30")).await.data(200);
        assert_eq!(taken["Available"], false);
    }

    async fn who_is_switched_off_is_not_found(engine) {
        let door = Door::open(engine);
        let list = door.get("/v1/alice/availability/providers").await.data(200);
        let names: Vec<&str> = list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Bob Example", "Dana Example"]);
        let (ctx, bob) = (door.clinic.system(door.alice()), door.alice().bob.id);
        door.clinic.write(move |tx| practitioner::set_active(tx, &ctx, bob, false)).unwrap();
        assert_eq!(door.get("/v1/alice/availability/providers").await.data(200).as_array().unwrap().len(), 1);
        for call in ["", "/schedule?startDate=2026-03-03&endDate=2026-03-03", "/check?date=2026-03-03&time=10:00&duration=30",
            "/slots?date=2026-03-03&duration=30", "/next-slot?duration=30"] {
            door.get(&door.bob(call)).await.refused(404, "not_found");
        }
    }

    async fn today_begins_now(engine) {
        let door = Door::open(engine);
        door.set_clock("2026-03-02T09:07:00Z");
        let today = door.get(&door.bob("/slots?date=2026-03-02&duration=15")).await.data(200);
        assert_eq!(starts(&today)[0], "10:15:00", "it is seven past ten in Rome");
        assert_eq!(door.get(&door.bob("/slots?date=2026-03-01&duration=15")).await.data(200)["Slots"], json!([]));
        let next = door.get(&door.bob("/next-slot?duration=15&maxDays=1")).await.data(200);
        assert_eq!(next["TheNextSlot"]["Time"], "10:15:00");
    }
}
