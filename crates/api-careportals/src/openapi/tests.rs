use std::collections::BTreeSet;

use super::*;
use crate::convert::appointment::{read_booking, read_cancellation, read_move};
use domain::Error;
use serde_json::{Map, Value, json};

fn document() -> Value {
    serde_json::to_value(openapi()).unwrap()
}

/// Method and path of every operation in the document.
fn documented() -> BTreeSet<String> {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |method| format!("{method} {path}")));
    operations.collect()
}

/// Method and path of every route, as `routes.rs` is written.
fn routed() -> BTreeSet<String> {
    let lines = include_str!("../routes.rs").lines();
    let routes = lines.filter_map(|line| {
        let (path, rest) = line.trim().strip_prefix(".route(\"")?.split_once("\", ")?;
        let (method, _) = rest.split_once('(')?;
        Some(format!("{method} {path}"))
    });
    routes.collect()
}

#[test]
fn the_document_has_every_route_and_no_other() {
    assert_eq!(documented(), routed());
    assert_eq!(routed().len(), 8);
}

#[test]
fn operations_have_the_names_clients_know() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    for (path, method, name) in [
        ("/services", "get", "retrieveAllServices"),
        ("/services/{id}", "get", "retrieveService"),
        ("/services/{id}/availability-v2", "get", "getServiceAvailability"),
        ("/forms/{id}", "get", "retrieveForm"),
        ("/appointments", "post", "createAppointment"),
        ("/appointments/{id}", "get", "retrieveAppointment"),
        ("/appointments/{id}/cancel", "post", "cancelAppointment"),
        ("/appointments/{id}/reschedule", "post", "rescheduleAppointment"),
    ] {
        let operation = &document["paths"][path][method];
        assert_eq!(operation["operationId"], name);
        let responses = operation["responses"].as_object().unwrap();
        for status in ["200", "400", "404", "429", "default"] {
            assert!(responses.contains_key(status), "{name} has no {status}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    assert!(testkit::dangling_references(&document()).is_empty());
}

type Reader = fn(&Map<String, Value>) -> domain::Result<()>;

/// The bodies, each with what reads it.
const BODIES: [(&str, Reader); 3] = [
    ("AppointmentCreate", |body| read_booking(body).map(drop)),
    ("AppointmentCancel", |body| read_cancellation(body).map(drop)),
    ("AppointmentReschedule", |body| read_move(body).map(drop)),
];

#[test]
fn every_documented_member_of_a_body_is_read() {
    for (name, read) in BODIES {
        let schema = &document()["components"]["schemas"][name];
        for member in schema["properties"].as_object().unwrap().keys() {
            // No member takes an array of arrays.
            let body = Map::from_iter([(member.clone(), json!([[]]))]);
            let Err(Error::Invalid(fields)) = read(&body) else { panic!("{name}.{member} is not read") };
            assert!(fields.iter().any(|field| field.field == *member), "{name}.{member} is not read");
        }
        for member in schema["required"].as_array().into_iter().flatten() {
            let Err(Error::Invalid(fields)) = read(&Map::new()) else { panic!("{name}.{member} is not needed") };
            assert!(fields.iter().any(|field| field.field == *member), "{name}.{member} is not needed");
        }
    }
}

#[test]
fn the_examples_of_bodies_are_acceptable() {
    for (name, read) in BODIES {
        let example = document()["components"]["schemas"][name]["example"].clone();
        let Value::Object(body) = example else { panic!("{name} has no example") };
        read(&body).unwrap();
    }
}
