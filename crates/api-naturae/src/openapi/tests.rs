use std::collections::BTreeSet;

use super::*;
use crate::convert;
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

/// Method and path of every route, as `routes.rs` is written; aliases are no operations.
fn routed() -> BTreeSet<String> {
    let source = include_str!("../routes.rs").split("fn ticket_aliases() -> ").next().unwrap();
    let mut routes = BTreeSet::new();
    for line in source.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
        let (path, handlers) = line.split_once("\", ").unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if handlers.split('.').any(|call| call.starts_with(&format!("{method}("))) {
                routes.insert(format!("{method} {path}"));
            }
        }
    }
    routes
}

#[test]
fn the_document_has_every_route_and_no_other() {
    assert_eq!(documented(), routed());
    assert_eq!(routed().len(), 48);
}

#[test]
fn every_operation_has_its_own_name_and_says_how_it_can_fail() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let items = document["paths"].as_object().unwrap().values();
    let operations: Vec<&Value> = items.flat_map(|item| item.as_object().unwrap().values()).collect();
    let names: BTreeSet<&str> = operations.iter().map(|call| call["operationId"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 48);
    for call in operations {
        let responses = call["responses"].as_object().unwrap();
        assert!(responses.contains_key("default"), "{}", call["operationId"]);
        assert_eq!(
            responses.contains_key("401"),
            call.get("security").is_some()
                || call["operationId"] == "exchangeApiKey"
                || call["operationId"] == "portalLogin",
            "{}",
            call["operationId"]
        );
    }
}

#[test]
fn every_reference_leads_somewhere() {
    assert!(testkit::dangling_references(&document()).is_empty());
}

type Reader = fn(&Map<String, Value>) -> domain::Result<()>;

/// The bodies, each with what reads it.
const BODIES: [(&str, Reader); 12] = [
    ("ProspectFields", |body| convert::prospect::read_create(body).map(drop)),
    ("TagAssign", |body| convert::tag::read_assign(body).map(drop)),
    ("ProductBulk", |body| convert::product::read_delivery(body).map(drop)),
    ("ArticleUpdate", |body| convert::article::read_update(body).map(drop)),
    ("TicketUpdate", |body| convert::ticket::read_update(body).map(drop)),
    ("CommentCreate", |body| convert::ticket::read_comment(body).map(drop)),
    ("MeUpdate", |body| convert::me::read_update(body).map(drop)),
    ("PartnerCreate", |body| convert::partner::read_create(body).map(drop)),
    ("PartnerUpdate", |body| convert::partner::read_update(body).map(drop)),
    ("ApiKeyCreate", |body| convert::api_key::read_create(body).map(drop)),
    ("ApiKeyUpdate", |body| convert::api_key::read_update(body).map(drop)),
    ("AccessRequestCreate", |body| convert::access_request::read_create(body).map(drop)),
];

#[test]
fn every_documented_member_of_a_body_is_read() {
    for (name, read) in BODIES {
        let schema = &document()["components"]["schemas"][name];
        for member in schema["properties"].as_object().unwrap_or_else(|| panic!("{name}")).keys() {
            // No member takes an object that holds an array.
            let body = Map::from_iter([(member.clone(), json!({ "a": [] }))]);
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

#[test]
fn what_is_answered_of_a_person_is_documented() {
    let patient = domain::Patient::new(
        domain::PatientId(1),
        domain::patient::PatientDetails::default(),
        jiff::Timestamp::UNIX_EPOCH,
    );
    let shown = convert::prospect::show(&patient, vec![]).0;
    let document = document();
    let schemas = &document["components"]["schemas"];
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let whole = &schemas["Prospect"];
    for part in whole["allOf"].as_array().unwrap_or(&vec![whole.clone(), schemas["ProspectFields"].clone()]).clone() {
        let part = part.get("$ref").map_or(part.clone(), |_| schemas["ProspectFields"].clone());
        known.extend(part["properties"].as_object().unwrap().keys().map(|name| &*name.clone().leak()));
    }
    let given: BTreeSet<&str> = shown.keys().map(String::as_str).collect();
    assert_eq!(given, known);
}
