use super::*;
use domain::patient::{PatientDetails, PatientProfile};
use domain::{Error, PatientId};
use jiff::Timestamp;

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(object) = value else { panic!("no object") };
    object
}

fn nobody() -> Patient {
    Patient::new(PatientId(42), PatientDetails::default(), Timestamp::UNIX_EPOCH)
}

fn bad(result: Result<Change>) -> Vec<String> {
    let Err(Error::Invalid(fields)) = result else { panic!("it is fine") };
    fields.into_iter().map(|field| field.field).collect()
}

#[test]
fn every_text_of_a_profile_has_its_member() {
    let ours: std::collections::BTreeSet<&str> = TEXTS.iter().map(|(_, ours)| *ours).collect();
    let known: std::collections::BTreeSet<&str> = PatientProfile::TEXTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(ours, known);
}

#[test]
fn what_is_written_is_read_again() {
    let mut body = object(json!({
        "FirstName": "Marisol", "LastName": "Okafor", "EMail": "marisol@example.com", "DOB": "1990-02-28", "Gender": "f",
        "LifeStage": "EarlyAdult", "Type": "Cash", "ProviderID": 7, "Prospect": 0, "PtImg": "https://example.com/a.png",
    }));
    for (theirs, _) in TEXTS {
        body.insert(theirs.to_owned(), json!(theirs));
    }
    let mut patient = nobody();
    read_create(&body).unwrap().apply(&mut patient);
    let Prospect(shown) = show(&patient, vec![]);
    for (name, value) in &body {
        assert_eq!(shown[name], *value, "{name}");
    }
    assert_eq!(shown["ProspectID"], 42);
    assert_eq!(shown["CreatedAt"], "1970-01-01T00:00:00Z");
}

#[test]
fn null_and_blank_clear_and_absent_stays() {
    let mut patient = nobody();
    read_create(&object(json!({ "FirstName": "A", "NickName": "B", "City": "C", "Gender": "m" })))
        .unwrap()
        .apply(&mut patient);
    assert!(patient.profile.is_prospect, "as new ones are");
    let change = json!({ "FirstName": null, "NickName": " ", "Gender": null, "Unknown": [1], "ProspectID": 9 });
    read_update(&object(change)).unwrap().apply(&mut patient);
    let Prospect(shown) = show(&patient, vec![]);
    assert_eq!([&shown["FirstName"], &shown["NickName"], &shown["Gender"]], [&Value::Null; 3]);
    assert_eq!((&shown["City"], &shown["ProspectID"]), (&json!("C"), &json!(42)));
}

#[test]
fn the_flag_is_written_in_many_ways_and_given_in_one() {
    for (value, flag) in
        [(json!(1), 1), (json!("1"), 1), (json!(true), 1), (json!(0), 0), (json!("0"), 0), (json!(false), 0)]
    {
        let mut patient = nobody();
        read_update(&object(json!({ "Prospect": value }))).unwrap().apply(&mut patient);
        assert_eq!(show(&patient, vec![]).0["Prospect"], flag);
    }
    for value in [json!(2), json!("yes"), json!(null), json!([]), json!(0.5)] {
        assert_eq!(bad(read_update(&object(json!({ "Prospect": value })))), ["Prospect"], "{value}");
    }
}

#[test]
fn every_bad_member_is_named() {
    let body = json!({
        "FirstName": "x".repeat(101), "City": 7, "Gender": "F", "LifeStage": "adult", "Type": "x", "ProviderID": "7",
        "DOB": "1990-02-30",
    });
    let mut named = bad(read_update(&object(body)));
    named.sort_unstable();
    assert_eq!(named, ["City", "DOB", "FirstName", "Gender", "LifeStage", "ProviderID", "Type"]);
    assert_eq!(bad(read_create(&object(json!({ "City": "C", "FirstName": " " })))), [""]);
    assert_eq!(bad(read_update(&object(json!({})))), [""]);
}
