//! Which organization a request is about, and that it sees nothing of any other.

use axum::body::Body;
use axum::http::HeaderValue;
use serde_json::json;

use crate::door::{
    Answer, Door, booking, form_id, json_body, key_of, path_of, schedule_id, service_id, to_alice, to_nobody,
};

async fn services(door: &Door, headers: &[(&'static str, &[u8])]) -> Answer {
    let mut request = to_nobody("GET", "/services", Body::empty());
    for (name, value) in headers {
        request.headers_mut().insert(*name, HeaderValue::from_bytes(value).unwrap());
    }
    door.send(request).await
}

testkit::both_databases! {
    async fn an_organization_must_be_named_and_open(engine) {
        let door = Door::open(engine);
        services(&door, &[]).await.refused(400, "organization_required");
        let blank = ("organization", &b"  "[..]);
        for nobody in [blank, ("organization", b""), ("host", b"localhost:8080"), ("origin", b"null")] {
            services(&door, &[nobody]).await.refused(400, "organization_required");
        }
        for name in [&b"nobody"[..], b"alice'--", b"a b", b"\xff\xfe", b"caf\xc3\xa9", &[b'x'; 300]] {
            services(&door, &[("organization", name)]).await.refused(404, "resource_missing");
        }
        services(&door, &[("origin", b"https://nobody.example")]).await.refused(404, "resource_missing");
        assert_eq!(services(&door, &[("organization", b"Alice")]).await.ok(200)[0]["organization"], "alice");

        let ctx = door.clinic.system(door.alice());
        door.clinic.write(move |tx| app::organization::set_active(tx, &ctx, false)).unwrap();
        door.get("/services").await.refused(404, "resource_missing");
    }

    async fn domains_name_their_organization(engine) {
        let door = Door::open(engine);
        let ctx = door.clinic.system(door.alice());
        door.clinic.write(move |tx| app::organization::add_domain(tx, &ctx, "demo.portals.care")).unwrap();
        for headers in [
            &[("origin", &b"https://demo.portals.care"[..])][..],
            &[("referer", b"https://Demo.Portals.Care/book?x#y")],
            &[("host", b"alice.clinic.test:8080")],
            &[("origin", b"http://alice.clinic.test"), ("host", b"charlie.clinic.test")],
            &[("organization", b"alice"), ("origin", b"https://charlie.clinic.test")],
        ] {
            assert_eq!(services(&door, headers).await.ok(200)[0]["organization"], "alice");
        }
    }

    async fn nothing_of_charlie_is_there_for_alice(engine) {
        let door = Door::open(engine);
        let charlie = &door.clinic.charlie;
        let (service, schedule) = (service_id(charlie.checkup.id), schedule_id(charlie.bobs_roster.id));
        let own = service_id(door.alice().checkup.id);
        for path in [
            format!("/services/{service}"),
            format!("/services/{service}/availability-v2"),
            format!("/services/{own}/availability-v2?scheduleId={schedule}"),
            format!("/forms/{}", form_id(charlie.questionnaire.id)),
        ] {
            door.get(&path).await.refused(404, "resource_missing");
        }
        let start = "2026-03-03T08:00:00Z";
        let at_charlies = booking(charlie.checkup.id, start);
        door.post("/appointments", &at_charlies).await.refused(404, "resource_missing");
        let mut with_charlies_schedule = door.checkup(start);
        with_charlies_schedule["scheduleId"] = json!(schedule);
        door.post("/appointments", &with_charlies_schedule).await.refused(404, "resource_missing");

        let mut request = to_alice("POST", "/appointments", json_body(&at_charlies));
        request.headers_mut().insert("organization", "charlie".parse().unwrap());
        let booked = door.send(request).await.ok(201);
        // Even with the right key.
        door.get_with_key(&booked).await.refused(404, "resource_missing");
        door.post_with_key(&booked, "cancel", &json!({})).await.refused(404, "resource_missing");
        let moved = door.post_with_key(&booked, "reschedule", &json!({ "reservation": start })).await;
        moved.refused(404, "resource_missing");
        let path = format!("{}?accessKey={}", path_of(&booked), key_of(&booked));
        let mut request = to_alice("GET", &path, Body::empty());
        request.headers_mut().insert("organization", "charlie".parse().unwrap());
        assert_eq!(door.send(request).await.ok(200)["status"], "booked");
    }
}
