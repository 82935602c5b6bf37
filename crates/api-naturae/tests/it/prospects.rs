//! People and their members.

use domain::patient::PatientDetails;
use serde_json::{Value, json};

use crate::door::{Door, with_token};

testkit::both_databases! {
    async fn wrong_words_and_limits_are_all_named(engine) {
        let door = Door::open(engine);
        let body = json!({
            "LastName": "A", "Gender": "female", "LifeStage": "adult", "Type": "patient", "DOB": "2026-02-30", "Prospect": 2,
            "ProviderID": "1", "City": 7,
        });
        let answer = door.post("/v1/alice/prospects", &body).await;
        let mut names = answer.members();
        names.sort_unstable();
        assert_eq!(names, ["City", "DOB", "Gender", "LifeStage", "Prospect", "ProviderID", "Type"]);
        let long = json!({ "LastName": "A", "Zip": "x".repeat(21), "EMail": "nobody", "PtImg": "http://a.example/b.png" });
        let answer = door.post("/v1/alice/prospects", &long).await;
        let mut names = answer.members();
        names.sort_unstable();
        assert_eq!(names, ["EMail", "PtImg", "Zip"]);
        for id in [door.clinic.charlie.bob.id.0, 987_654] {
            let body = json!({ "LastName": "A", "ProviderID": id });
            assert_eq!(door.post("/v1/alice/prospects", &body).await.members(), ["ProviderID"]);
        }
        let nameless = door.post("/v1/alice/prospects", &json!({ "City": "Rome" })).await;
        nameless.refused(400, "validation_failed");
        assert_eq!(door.get("/v1/alice/prospects").await.data(200), json!([]));
    }

    async fn two_alike_are_two_and_one_key_makes_one(engine) {
        let door = Door::open(engine);
        let body = json!({ "FirstName": "Ada", "EMail": "ada@example.com" });
        assert_ne!(door.prospect(body.clone()).await, door.prospect(body.clone()).await);
        let once = || {
            let mut request = with_token(&door.token, "POST", "/v1/alice/prospects", Some(&body));
            request.headers_mut().insert("idempotency-key", "once".parse().unwrap());
            door.send(request)
        };
        assert_eq!(once().await.text, once().await.text);
        assert_eq!(door.get("/v1/alice/prospects").await.json["pagination"]["total"], 3);
    }

    async fn a_full_name_stays_until_it_is_written_again(engine) {
        let door = Door::open(engine);
        let id = door.prospect(json!({ "FullName": "Dr Ada Example" })).await;
        let path = format!("/v1/alice/prospects/{id}");
        let named = door.put(&path, &json!({ "FirstName": "Ada", "MI": "B", "LastName": "Example" })).await.data(200);
        assert_eq!(named["FullName"], "Dr Ada Example");
        assert_eq!(door.put(&path, &json!({ "FullName": null })).await.data(200)["FullName"], "Ada B Example");
    }

    async fn searches_look_into_names_addresses_and_numbers(engine) {
        let door = Door::open(engine);
        door.prospect(json!({ "FirstName": "Zoë", "LastName": "Ångström", "NickName": "Z%", "CellPhone": "(555) 01-23" })).await;
        door.prospect(json!({ "FullName": "Other_one", "EMail": "other@example.com", "City": "Zoetown" })).await;
        for (search, found) in [
            ("zo%C3%8B", 1), ("%C3%85NGSTR", 1), ("%25", 1), ("_", 1), ("555%2001", 0), ("5550123", 1), ("OTHER@", 1), ("town", 0), ("%20", 2),
            ("zo%C3%AB+%C3%A5ng", 1),
        ] {
            let list = door.get(&format!("/v1/alice/prospects?search={search}")).await;
            assert_eq!(list.json["pagination"]["total"], found, "{search}");
        }
    }

    async fn who_came_by_another_door_has_their_number(engine) {
        let door = Door::open(engine);
        let ctx = door.clinic.staff(door.alice());
        let details = PatientDetails {
            given_name: "Ada".into(),
            family_name: "Example".into(),
            phone: Some("+393335550001".into()),
            ..PatientDetails::default()
        };
        // As bookings make patients: nobody has typed that number here.
        let id = door.clinic.write(move |tx| app::patient::create(tx, &ctx, details.clone())).unwrap().id.0;
        let shown = door.get("/v1/alice/prospects?search=3335550001").await.data(200);
        assert_eq!((&shown[0]["ProspectID"], &shown[0]["Phone"], &shown[0]["Prospect"]), (&json!(id), &json!("+393335550001"), &json!(0)));
        let cleared = door.put(&format!("/v1/alice/prospects/{id}"), &json!({ "Phone": null })).await.data(200);
        assert_eq!(cleared["Phone"], Value::Null);
    }

    async fn pages_have_neither_gaps_nor_doubles(engine) {
        let door = Door::open(engine);
        for number in 0..7 {
            door.prospect(json!({ "FirstName": format!("P{}", number % 2), "LastName": "Same" })).await;
        }
        let mut seen = Vec::new();
        for page in 1..=4 {
            let list = door.get(&format!("/v1/alice/prospects?limit=2&page={page}")).await;
            assert_eq!(list.json["pagination"], json!({ "page": page, "limit": 2, "total": 7, "totalPages": 4 }));
            seen.extend(list.data(200).as_array().unwrap().iter().map(|row| row["ProspectID"].as_i64().unwrap()));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 7);
    }

    async fn a_picture_may_be_large(engine) {
        let door = Door::open(engine);
        let picture = format!("data:image/png;base64,{}", "A".repeat(1024 * 1024));
        let id = door.prospect(json!({ "FirstName": "Ada", "PtImg": picture })).await;
        let larger = format!("{picture}{}", "A".repeat(100));
        let answer = door.put(&format!("/v1/alice/prospects/{id}"), &json!({ "PtImg": larger })).await;
        assert_eq!(answer.members(), ["PtImg"]);
    }
}
