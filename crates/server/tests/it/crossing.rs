//! What comes in through one door is at once true behind the other.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use testkit::TestClinic;
use testkit::clinic::at;

use crate::doors::{api, booking, naturae, router, send, service_id};

async fn call(router: &Router, token: &str, method: &str, path: &str, body: Option<&Value>) -> Value {
    let request: Request<Body> = naturae(method, path, Some(token), body);
    let answer = send(router, request).await;
    assert!(answer.status < 300, "{path}: {}", answer.body);
    answer.json()["data"].clone()
}

async fn slots(router: &Router, token: &str, clinic: &TestClinic) -> Vec<String> {
    let path = format!("/v1/alice/availability/providers/{}/slots?date=2026-03-04&duration=30", clinic.alice.bob.id);
    let slots = call(router, token, "GET", &path, None).await["Slots"].clone();
    serde_json::from_value(slots).unwrap()
}

/// Who a booking of a check-up turned out to be.
async fn booked_by(router: &Router, clinic: &TestClinic, time: &str, first_name: &str) -> i64 {
    let service = service_id(router, "alice", "Check-up").await;
    let made =
        send(router, api("POST", "alice", "/appointments", Some(&booking(&service, at(2, time), first_name)))).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = i64::from_str_radix(&made.json()["_id"].as_str().unwrap()[8..], 16).unwrap();
    let ctx = clinic.staff(&clinic.alice);
    let core = clinic.core();
    let found = core.read(move |tx| app::appointment::get(tx, &ctx, domain::AppointmentId(id))).await.unwrap();
    found.patient_id.unwrap().0
}

testkit::both_databases! {
    async fn a_start_booked_through_one_door_is_gone_behind_the_other(engine) {
        let clinic = TestClinic::start(engine);
        let (router, token) = (router(clinic.core()), clinic.partner_token("alice"));
        let before = slots(&router, &token, &clinic).await;
        assert!(before.contains(&"10:00:00".to_owned()));
        booked_by(&router, &clinic, "10:00", "Ada").await;
        let after = slots(&router, &token, &clinic).await;
        let gone: Vec<&String> = before.iter().filter(|start| !after.contains(start)).collect();
        assert_eq!(gone, ["09:45:00", "10:00:00", "10:15:00"]);
        let schedule = format!(
            "/v1/alice/availability/providers/{}/schedule?startDate=2026-03-04&endDate=2026-03-04",
            clinic.alice.bob.id
        );
        let visits = call(&router, &token, "GET", &schedule, None).await;
        assert_eq!(visits["schedule"]["2026-03-04"][0]["type"], "Check-up");
        assert_eq!(visits["schedule"]["2026-03-04"][0]["time"], "10:00:00");
    }

    async fn a_prospect_is_the_patient_who_books(engine) {
        let clinic = TestClinic::start(engine);
        let (router, token) = (router(clinic.core()), clinic.partner_token("alice"));
        let body = json!({ "FirstName": "Ada", "LastName": "EXAMPLE", "EMail": "ADA@example.com" });
        let made = call(&router, &token, "POST", "/v1/alice/prospects", Some(&body)).await;
        let id = made["ProspectID"].as_i64().unwrap();
        assert_eq!(booked_by(&router, &clinic, "10:00", "Ada").await, id);
        // From now on she is found by her new address, and no longer by the old one.
        let change = json!({ "EMail": "eve@example.com", "FirstName": "Eve" });
        call(&router, &token, "PUT", &format!("/v1/alice/prospects/{id}"), Some(&change)).await;
        assert_eq!(booked_by(&router, &clinic, "11:00", "Eve").await, id);
        assert_ne!(booked_by(&router, &clinic, "11:30", "Ada").await, id);
    }

    async fn whoever_books_is_found_among_the_prospects(engine) {
        let clinic = TestClinic::start(engine);
        let (router, token) = (router(clinic.core()), clinic.partner_token("alice"));
        let id = booked_by(&router, &clinic, "10:00", "Ada").await;
        let found = call(&router, &token, "GET", "/v1/alice/prospects?search=ada@example.com", None).await;
        assert_eq!((&found[0]["ProspectID"], &found[0]["Prospect"]), (&json!(id), &json!(0)));
        let change = json!({ "NickName": "Countess", "Prospect": 1 });
        call(&router, &token, "PUT", &format!("/v1/alice/prospects/{id}"), Some(&change)).await;
        // What is known of her does not change who she is.
        assert_eq!(booked_by(&router, &clinic, "11:00", "Ada").await, id);
        let found = call(&router, &token, "GET", "/v1/alice/prospects?prospect=true", None).await;
        assert_eq!(found[0]["NickName"], "Countess");
    }
}
