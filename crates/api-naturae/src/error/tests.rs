use super::*;
use availability::Reason;
use domain::{AppointmentStatus, Permission, Refusal, Scope};
use serde_json::{Value, json};

fn shown(error: Error) -> (u16, Value) {
    let problem = Problem::from(error);
    (problem.status.as_u16(), serde_json::to_value(&*problem.error).unwrap())
}

#[test]
fn every_condition_has_its_status_and_code() {
    for (error, status, code) in [
        (Error::Unauthenticated(Refusal::ExpiredToken), 401, "invalid_token"),
        (Error::WrongOrganization, 403, "wrong_practice"),
        (Error::InsufficientScope(Scope::Products), 403, "insufficient_scope"),
        (Error::Forbidden(Permission::ManageAccess), 403, "forbidden"),
        (Error::NotFound(Noun::Patient), 404, "not_found"),
        (Error::invalid("x", FieldCode::Required, "This is needed."), 400, "validation_failed"),
        (Error::invalid("", FieldCode::TooLong, "The body is too large."), 413, "too_large"),
        (Error::Duplicate { noun: Noun::Partner, field: "name" }, 409, "conflict"),
        (Error::Conflict { noun: Noun::AccessRequest, reason: "Decided." }, 409, "conflict"),
        (Error::SlotTaken, 409, "conflict"),
        (Error::SlotNotOffered(vec![Reason::OffGrid]), 409, "conflict"),
        (Error::HoldExpired, 409, "conflict"),
        (Error::StateForbids(AppointmentStatus::Cancelled), 409, "conflict"),
        (Error::TooLate, 409, "conflict"),
        (Error::PaymentRequired, 402, "payment_required"),
        (Error::PaymentDeclined("No money.".into()), 402, "payment_required"),
        (Error::TooManyRequests { retry_after: 7 }, 429, "rate_limited"),
        (Error::IdempotencyMismatch, 422, "idempotency_key_reused"),
        (Error::IdempotencyInFlight, 409, "idempotency_key_in_use"),
        (Error::Unavailable("the disk".into()), 503, "unavailable"),
        (Error::Internal("a secret".into()), 500, "internal"),
    ] {
        let said = format!("{error:?}");
        let (found, body) = shown(error);
        assert_eq!((found, &body["code"]), (status, &json!(code)), "{said}");
    }
}

#[test]
fn what_is_broken_inside_is_not_told() {
    for error in [Error::Internal("SELECT secret".into()), Error::Unavailable("secret".into())] {
        assert!(!shown(error).1.to_string().contains("secret"));
    }
}

#[test]
fn bad_fields_have_the_names_the_client_knows() {
    let field = |name: &str| FieldError::new(name, FieldCode::Required, "This is needed.");
    let problem = Problem::from(Error::Invalid(["zip", "practices.2", "zipper", "other"].map(field).to_vec()));
    let problem = problem.named(&[("zip", "Zip"), ("practices", "ppass")]);
    let names: Vec<&str> = problem.error.details.iter().map(|member| member.field.as_str()).collect();
    assert_eq!(names, ["Zip", "ppass.2", "zipper", "other"]);
}

#[test]
fn clients_are_told_how_to_come_in_and_how_long_to_wait() {
    let response = Problem::from(Error::TooManyRequests { retry_after: 42 }).into_response();
    assert_eq!(response.headers()[header::RETRY_AFTER], "42");
    let response = Problem::from(Error::Unauthenticated(Refusal::NoCredentials)).into_response();
    assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Bearer");
}
