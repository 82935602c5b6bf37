use super::*;
use crate::convert::sample;
use app::Error;
use domain::secret::AccessKey;
use serde_json::json;

fn body(json: Value) -> Map<String, Value> {
    let Value::Object(object) = json else { panic!("an object") };
    object
}

fn bad_members<T: std::fmt::Debug>(result: Result<T>) -> Vec<(String, &'static str)> {
    let Err(Error::Invalid(fields)) = result else { panic!("{result:?}") };
    fields.into_iter().map(|field| (field.field, field.code.as_str())).collect()
}

fn full() -> Value {
    json!({
        "serviceId": "6A0001010000000000000007",
        "scheduleId": "6a0001030000000000000005",
        "reservation": "2026-03-02T09:00:00-05:00",
        "values": { "firstName": "Ines", "age": 44, "first": true, "none": null, "many": ["a", "b"] },
        "meta": { "timezone": "America/New_York", "other": [1] },
        "hc": {},
        "stripeToken": { "id": "tok_1", "card": {} },
        "validateOnly": true,
        "unknown": { "deep": [[]] }
    })
}

#[test]
fn a_booking_is_read_with_all_its_members() {
    let Wanted { booking, validate_only } = read_booking(&body(full())).unwrap();
    let new = booking.appointment;
    assert_eq!(new.service_id, ServiceId(7));
    assert_eq!(new.who, Who { roster_id: Some(RosterId(5)), practitioner_id: None });
    assert_eq!(new.start, sample::instant("2026-03-02T14:00:00Z"));
    assert_eq!(Value::Object(new.answers), full()["values"]);
    assert_eq!(new.patient_time_zone.as_deref(), Some("America/New_York"));
    assert!(booking.health_card && validate_only);
    assert_eq!(booking.card.unwrap().reveal(), "tok_1");
    assert_eq!((new.patient_id, new.overbooking_reason), (None, None));
}

#[test]
fn members_that_may_be_absent_may_be_null() {
    let mut least = body(json!({ "serviceId": "6a0001010000000000000007", "reservation": "2026-03-02T14:00:00Z" }));
    for null in [false, true] {
        let Wanted { booking, validate_only } = read_booking(&least).unwrap();
        assert_eq!(booking.appointment.who, Who::default());
        assert!(booking.appointment.answers.is_empty() && booking.card.is_none());
        assert!(!booking.health_card && !validate_only, "{null}");
        for name in ["scheduleId", "values", "meta", "hc", "stripeToken", "validateOnly"] {
            least.insert(name.to_owned(), Value::Null);
        }
    }
}

#[test]
fn all_bad_members_of_a_booking_are_named_at_once() {
    let missing = [("serviceId".to_owned(), "required"), ("reservation".to_owned(), "required")];
    assert_eq!(bad_members(read_booking(&body(json!({})))), missing);
    assert_eq!(bad_members(read_booking(&body(json!({ "serviceId": null, "reservation": null })))), missing);

    let wrong = json!({
        "serviceId": 7, "scheduleId": "zz", "reservation": "2026-03-02T14:00:00",
        "values": { "x": {}, "y": [1], "z": "fine" },
        "meta": { "timezone": "Mars/Base" }, "hc": "yes", "stripeToken": {}, "validateOnly": "no"
    });
    let named = [
        ("serviceId", "wrong_type"),
        ("scheduleId", "bad_format"),
        ("reservation", "bad_format"),
        ("values.x", "wrong_type"),
        ("values.y", "wrong_type"),
        ("meta.timezone", "bad_format"),
        ("hc", "wrong_type"),
        ("stripeToken.id", "required"),
        ("validateOnly", "wrong_type"),
    ];
    let named = named.map(|(name, code)| (name.to_owned(), code));
    let mut found = bad_members(read_booking(&body(wrong)));
    found.sort_by_key(|(name, _)| named.iter().position(|(other, _)| other == name));
    assert_eq!(found, named);

    let wrong = json!({
        "serviceId": "6a0001010000000000000007", "reservation": 1, "values": [],
        "meta": { "timezone": 1 }, "stripeToken": { "id": " " }
    });
    let named = [
        ("reservation", "wrong_type"),
        ("values", "wrong_type"),
        ("meta.timezone", "wrong_type"),
        ("stripeToken.id", "required"),
    ];
    assert_eq!(bad_members(read_booking(&body(wrong))), named.map(|(name, code)| (name.to_owned(), code)));
}

#[test]
fn ids_of_other_things_are_left_for_the_core_not_to_find() {
    let foreign = json!({ "serviceId": "60d5ecb3a0b3f1001fbaa123", "reservation": "2026-03-02T14:00:00Z" });
    assert_eq!(read_booking(&body(foreign)).unwrap().booking.appointment.service_id, ServiceId(0));
}

#[test]
fn a_cancellation_may_have_a_reason() {
    assert_eq!(read_cancellation(&body(json!({}))).unwrap(), None);
    assert_eq!(read_cancellation(&body(json!({ "reason": null }))).unwrap(), None);
    assert_eq!(read_cancellation(&body(json!({ "reason": "Away." }))).unwrap().as_deref(), Some("Away."));
    assert_eq!(bad_members(read_cancellation(&body(json!({ "reason": 1 })))), [("reason".to_owned(), "wrong_type")]);
}

#[test]
fn a_move_needs_its_new_start() {
    let moved =
        read_move(&body(json!({ "reservation": "2026-03-02T14:00:00Z", "meta": { "timezone": "UTC" } }))).unwrap();
    assert_eq!(moved, Move { start: sample::instant("2026-03-02T14:00:00Z"), who: Who::default() });
    let wrong = json!({ "scheduleId": 1, "meta": { "timezone": "" } });
    let named = [("reservation", "required"), ("scheduleId", "wrong_type"), ("meta.timezone", "bad_format")];
    assert_eq!(bad_members(read_move(&body(wrong))), named.map(|(name, code)| (name.to_owned(), code)));
}

#[test]
fn an_appointment_is_spelt_as_the_vendor_spells_it() {
    let appointment = sample::appointment();
    let shown = serde_json::to_value(show(&sample::organization(), &appointment)).unwrap();
    let expected = json!({
        "_id": "6a0001040000000000000009",
        "organization": "alice",
        "service": { "_id": "6a0001010000000000000007", "label": "Check-up" },
        "status": "booked",
        "reservation": "2026-03-02T14:00:00.000Z",
        "duration": 15,
        "virtualMeeting": { "joinUrl": "https://meet.example.org/visit-1" },
        "createdAt": "2026-03-01T08:00:00.000Z",
        "updatedAt": "2026-03-01T08:00:00.000Z"
    });
    assert_eq!(shown, expected);

    let access_key = AccessKey::given("a1b2c3d4-e5f6-4890-9234-567890abcdef");
    let booked =
        serde_json::to_value(show_booked(&sample::organization(), &Booked { appointment, access_key })).unwrap();
    let mut with_key = body(expected);
    with_key.insert("accessKey".to_owned(), json!("a1b2c3d4-e5f6-4890-9234-567890abcdef"));
    assert_eq!(booked, Value::Object(with_key));
}

#[test]
fn a_cancelled_appointment_has_no_link_to_join() {
    let cancelled = Appointment {
        status: AppointmentStatus::Cancelled,
        previous_start: Some(sample::instant("2026-03-02T10:00:00Z")),
        cancelled_at: Some(sample::instant("2026-03-01T09:00:00Z")),
        cancel_reason: Some("Away.".into()),
        ..sample::appointment()
    };
    let shown = serde_json::to_value(show(&sample::organization(), &cancelled)).unwrap();
    assert_eq!(shown.get("virtualMeeting"), None);
    assert_eq!(shown["previousReservation"], "2026-03-02T10:00:00.000Z");
    assert_eq!(shown["cancelledAt"], "2026-03-01T09:00:00.000Z");
    assert_eq!(shown["cancelReason"], "Away.");
}

#[test]
fn every_state_has_its_word() {
    for (ours, theirs) in [
        (AppointmentStatus::Pending, "booked"),
        (AppointmentStatus::Booked, "booked"),
        (AppointmentStatus::Arrived, "booked"),
        (AppointmentStatus::Fulfilled, "completed"),
        (AppointmentStatus::NoShow, "no_show"),
        (AppointmentStatus::Cancelled, "cancelled"),
    ] {
        assert_eq!(serde_json::to_value(status(ours)).unwrap(), theirs);
    }
}
