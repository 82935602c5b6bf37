//! The four steps of the vendor's tutorial, and the whole of what each answers.

use serde_json::json;

use crate::door::{Door, booking, form_id, service_id};

testkit::both_databases! {
    async fn the_four_steps_lead_to_a_booking(engine) {
        let door = Door::open(engine);
        let alice = door.alice();
        let (video, form) = (service_id(alice.video.id), form_id(alice.questionnaire.id));

        let services = door.get("/services").await.ok(200);
        let listed = services.as_array().unwrap().iter().find(|service| service["_id"] == json!(video)).unwrap();
        assert_eq!(*listed, json!({
            "_id": video,
            "organization": "alice",
            "label": "Video call",
            "description": null,
            "status": "active",
            "slotDuration": 15,
            "slotGap": 5,
            "minLeadTime": 0,
            "maxLeadTime": 720,
            "form": { "id": form },
            "payment": {
                "enabled": false, "price": 80, "currency": "EUR",
                "payLater": false, "saveCardOnly": false, "hcCoverage": 50
            },
            "isVirtualMeeting": true
        }));

        let by_date = door.get(&format!("/services/{video}/availability-v2")).await.ok(200);
        let start = by_date["2026-03-03"][0].as_str().unwrap().to_owned();
        assert_eq!(start, "2026-03-03T08:00:00.000Z");

        assert_eq!(door.get(&format!("/forms/{form}")).await.ok(200), json!({
            "_id": form,
            "organization": "alice",
            "label": "Before your visit",
            "status": "active",
            "fields": [
                { "name": "firstName", "label": "First name", "type": "text", "required": true },
                { "name": "lastName", "label": "Last name", "type": "text", "required": true },
                { "name": "email", "label": "E-mail", "type": "email", "required": true },
                { "name": "phone", "label": "Phone", "type": "phone", "required": false },
                { "name": "visitReason", "label": "Reason for the visit", "type": "textarea", "required": true,
                  "maxLength": 2000 }
            ]
        }));

        let booked = door.post("/appointments", &json!({
            "serviceId": video,
            "reservation": start,
            "values": {
                "firstName": "Ines",
                "lastName": "Falkner",
                "email": "ines@example.com",
                "phone": "+15551234567",
                "visitReason": "Yearly check-up."
            },
            "meta": { "timezone": "America/New_York" }
        })).await.ok(201);
        let mut expected = json!({
            "_id": booked["_id"],
            "organization": "alice",
            "service": { "_id": video, "label": "Video call" },
            "status": "booked",
            "reservation": "2026-03-03T08:00:00.000Z",
            "duration": 15,
            "accessKey": booked["accessKey"],
            "virtualMeeting": { "joinUrl": booked["virtualMeeting"]["joinUrl"] },
            "createdAt": "2026-03-02T07:00:00.000Z",
            "updatedAt": "2026-03-02T07:00:00.000Z"
        });
        assert_eq!(booked, expected);
        assert!(booked["_id"].as_str().unwrap().starts_with("6a000104"));
        let parts: Vec<usize> = booked["accessKey"].as_str().unwrap().split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert!(booked["virtualMeeting"]["joinUrl"].as_str().unwrap().starts_with("https://meet.example.org/"));

        let seen = door.seen_by_staff(&booked);
        assert_eq!(seen.patient_time_zone.as_deref(), Some("America/New_York"));
        assert!(seen.patient_id.is_some());

        // The key is shown once; the answers never.
        expected.as_object_mut().unwrap().remove("accessKey");
        assert_eq!(door.get_with_key(&booked).await.ok(200), expected);
    }

    async fn services_are_listed_by_label_and_classes_are_not(engine) {
        let door = Door::open(engine);
        let services = door.get("/services").await.ok(200);
        let services = services.as_array().unwrap();
        let labels: Vec<&str> = services.iter().filter_map(|service| service["label"].as_str()).collect();
        assert_eq!(labels, ["Check-up", "Cleaning", "Treatment", "Video call"]);
        for service in services {
            let path = format!("/services/{}", service["_id"].as_str().unwrap());
            assert_eq!(door.get(&path).await.ok(200), *service);
            assert_eq!(door.get(&path.to_uppercase().replace("/SERVICES/", "/services/")).await.ok(200), *service);
        }
        let class = format!("/services/{}", service_id(door.alice().class.id));
        door.get(&class).await.refused(404, "resource_missing");
    }

    async fn a_service_that_is_switched_off_is_gone(engine) {
        let door = Door::open(engine);
        let (ctx, id) = (door.clinic.system(door.alice()), door.alice().cleaning.id);
        door.clinic.write(move |tx| app::service::set_active(tx, &ctx, id, false)).unwrap();
        assert_eq!(door.get("/services").await.ok(200).as_array().unwrap().len(), 3);
        let path = format!("/services/{}", service_id(id));
        door.get(&path).await.refused(404, "resource_missing");
        door.get(&format!("{path}/availability-v2")).await.refused(404, "resource_missing");
        door.post("/appointments", &booking(id, "2026-03-03T08:00:00Z")).await.refused(404, "resource_missing");
    }
}
