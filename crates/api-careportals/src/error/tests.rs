use super::*;
use availability::Reason;
use domain::{AppointmentStatus, FieldCode, Permission, Refusal, Scope};
use serde_json::{Value, json};

fn shown(error: Error) -> (u16, Value) {
    let problem = Problem::from(error);
    (problem.status.as_u16(), serde_json::to_value(&*problem.error).unwrap())
}

#[test]
fn every_condition_has_its_status_type_and_code() {
    let request = "invalid_request_error";
    for (error, status, kind, code, param) in [
        (Error::Unauthenticated(Refusal::NoCredentials), 401, request, "access_key_required", None),
        (Error::Forbidden(Permission::Overbook), 403, request, "forbidden", None),
        (Error::WrongOrganization, 403, request, "forbidden", None),
        (Error::InsufficientScope(Scope::Tickets), 403, request, "forbidden", None),
        (Error::Conflict { noun: Noun::Partner, reason: "It is in use." }, 409, request, "conflict", None),
        (Error::NotFound(Noun::Roster), 404, request, "resource_missing", None),
        (Error::Duplicate { noun: Noun::Service, field: "name" }, 409, request, "resource_exists", None),
        (Error::SlotTaken, 409, request, "slot_unavailable", Some("reservation")),
        (Error::SlotNotOffered(vec![Reason::OffGrid]), 409, request, "slot_unavailable", Some("reservation")),
        (Error::HoldExpired, 409, request, "slot_unavailable", Some("reservation")),
        (Error::StateForbids(AppointmentStatus::Cancelled), 409, request, "appointment_not_changeable", None),
        (Error::TooLate, 409, request, "appointment_not_changeable", None),
        (Error::PaymentRequired, 400, request, "payment_required", Some("stripeToken")),
        (Error::PaymentDeclined("No money.".into()), 402, "card_error", "card_declined", None),
        (Error::TooManyRequests { retry_after: 7 }, 429, "api_error", "rate_limited", None),
        (Error::IdempotencyMismatch, 409, "idempotency_error", "idempotency_key_reused", None),
        (Error::IdempotencyInFlight, 409, "idempotency_error", "idempotency_key_in_use", None),
        (Error::Unavailable("the disk".into()), 503, "api_error", "unavailable", None),
        (Error::Internal("a secret".into()), 500, "api_error", "internal", None),
    ] {
        let said = format!("{error:?}");
        let (found, body) = shown(error);
        assert_eq!((found, &body["type"], &body["code"]), (status, &json!(kind), &json!(code)), "{said}");
        assert_eq!(body.get("param").and_then(Value::as_str), param, "{said}");
    }
}

#[test]
fn what_is_broken_inside_is_not_told() {
    for error in [Error::Internal("SELECT secret".into()), Error::Unavailable("secret".into())] {
        assert!(!shown(error).1.to_string().contains("secret"));
    }
}

#[test]
fn things_have_the_names_of_this_door() {
    assert_eq!(shown(Error::NotFound(Noun::Roster)).1["message"], "No such schedule.");
    assert_eq!(shown(Error::NotFound(Noun::Questionnaire)).1["message"], "No such form.");
    assert_eq!(shown(Error::NotFound(Noun::Appointment)).1["message"], "No such appointment.");
}

#[test]
fn bad_fields_have_the_names_the_client_knows() {
    let field = |name: &str| FieldError::new(name, FieldCode::Required, "This is needed.");
    let names = ["answers.email", "answers", "patient_time_zone", "reason", "answersheet", "values.a.b"];
    let (status, body) = shown(Error::Invalid(names.map(field).to_vec()));
    assert_eq!((status, &body["code"]), (400, &json!("validation_failed")));
    let params: Vec<&Value> = body["errors"].as_array().unwrap().iter().map(|error| &error["param"]).collect();
    assert_eq!(params, ["values.email", "values", "meta.timezone", "reason", "answersheet", "values.a.b"]);
    assert_eq!(body["errors"][0]["code"], "required");
    assert_eq!(body.get("param"), None);
}

#[test]
fn a_single_bad_field_is_named_at_the_top() {
    let (_, body) = shown(Error::invalid("answers.email", FieldCode::BadFormat, "An e-mail address."));
    assert_eq!(body["param"], "values.email");
    assert_eq!(body["errors"].as_array().unwrap().len(), 1);
}

#[test]
fn a_body_that_is_bad_as_a_whole_has_no_member_to_name() {
    let (status, body) = shown(Error::invalid("", FieldCode::WrongType, "No object."));
    assert_eq!(status, 400);
    assert_eq!(body, json!({ "type": "invalid_request_error", "code": "validation_failed", "message": "No object." }));
}

#[test]
fn a_client_that_is_too_quick_is_told_how_long_to_wait() {
    let response = Problem::from(Error::TooManyRequests { retry_after: 42 }).into_response();
    assert_eq!(response.headers()[header::RETRY_AFTER], "42");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
}
