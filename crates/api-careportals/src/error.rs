//! How this door says what is wrong.
#![deny(clippy::wildcard_enum_match_arm)]

use api_common::renamed;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Error, FieldError, Noun};

use crate::wire::error::{Error as Shown, ErrorBody, ErrorMember, ErrorType};

/// What the use cases call a field, and what this door calls it. The names stand for everything below them too.
const MEMBERS: [(&str, &str); 2] = [("answers", "values"), ("patient_time_zone", "meta.timezone")];

/// A refusal or failure, in this door's shape.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    error: Box<Shown>,
    retry_after: Option<u64>,
}

impl Problem {
    /// Nothing tells the organization.
    pub(crate) fn organization_required() -> Self {
        let message = "Name the organization in the header `organization`.";
        Self::request(StatusCode::BAD_REQUEST, "organization_required", message)
    }

    /// No access key was sent.
    pub(crate) fn access_key_required() -> Self {
        let message = "An access key is needed.";
        Self::request(StatusCode::UNAUTHORIZED, "access_key_required", message)
    }

    /// There is no such call.
    pub(crate) fn unknown_path() -> Self {
        Self::request(StatusCode::NOT_FOUND, "resource_missing", "No such path.")
    }

    /// The path is there, but not for this method.
    pub(crate) fn other_method() -> Self {
        let message = "This path does not take that method.";
        Self::request(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message)
    }

    fn request(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(status, ErrorType::InvalidRequest, code, message)
    }

    fn new(status: StatusCode, kind: ErrorType, code: &'static str, message: impl Into<String>) -> Self {
        let error = Shown { kind, code, message: message.into(), param: None, errors: Vec::new() };
        Self { status, error: Box::new(error), retry_after: None }
    }

    fn at(mut self, param: impl Into<String>) -> Self {
        self.error.param = Some(param.into());
        self
    }

    fn not_changeable(message: &str) -> Self {
        Self::request(StatusCode::CONFLICT, "appointment_not_changeable", message)
    }

    fn idempotency(code: &'static str, message: &str) -> Self {
        Self::new(StatusCode::CONFLICT, ErrorType::Idempotency, code, message)
    }

    /// Bad members: all of them, and at the top the one at fault where it is only one. What is wrong with the body as a
    /// whole has no member to name.
    fn invalid(fields: Vec<FieldError>) -> Self {
        let whole = fields.iter().find(|field| field.field.is_empty());
        let message = whole.map_or("Some values are not acceptable.", |field| &field.message);
        let mut problem = Self::request(StatusCode::BAD_REQUEST, "validation_failed", message);
        let named = fields.into_iter().filter(|field| !field.field.is_empty());
        problem.error.errors = named.map(member).collect();
        match problem.error.errors.as_slice() {
            [only] => {
                let param = only.param.clone();
                problem.at(param)
            }
            _ => problem,
        }
    }
}

/// Every condition of the core, in this door's words. There is no arm for "the rest": a new condition is decided upon
/// here.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated(_) => Self::access_key_required(),
            Error::Forbidden(_) | Error::WrongOrganization | Error::InsufficientScope(_) => {
                Self::request(StatusCode::FORBIDDEN, "forbidden", "This is not allowed.")
            }
            Error::Conflict { reason, .. } => Self::request(StatusCode::CONFLICT, "conflict", reason),
            Error::NotFound(noun) => {
                let message = format!("No such {}.", word(noun));
                Self::request(StatusCode::NOT_FOUND, "resource_missing", message)
            }
            Error::Invalid(fields) => Self::invalid(fields),
            Error::Duplicate { noun, .. } => {
                let message = format!("There is such a {} already.", word(noun));
                Self::request(StatusCode::CONFLICT, "resource_exists", message)
            }
            Error::SlotTaken | Error::SlotNotOffered(_) | Error::HoldExpired => {
                let message = "This time is not open.";
                Self::request(StatusCode::CONFLICT, "slot_unavailable", message).at("reservation")
            }
            Error::StateForbids(_) => Self::not_changeable("This booking is cancelled, over, or under way."),
            Error::TooLate => Self::not_changeable("It is too late to change this booking."),
            Error::PaymentRequired => {
                let message = "This service is paid for when it is booked: send a card token.";
                Self::request(StatusCode::BAD_REQUEST, "payment_required", message).at("stripeToken")
            }
            Error::PaymentDeclined(message) => {
                Self::new(StatusCode::PAYMENT_REQUIRED, ErrorType::Card, "card_declined", message)
            }
            Error::TooManyRequests { retry_after } => {
                let (status, message) = (StatusCode::TOO_MANY_REQUESTS, "Too many tries. Wait before the next.");
                let problem = Self::new(status, ErrorType::Api, "rate_limited", message);
                Self { retry_after: Some(retry_after), ..problem }
            }
            Error::IdempotencyMismatch => {
                Self::idempotency("idempotency_key_reused", "This key was used with another request.")
            }
            Error::IdempotencyInFlight => {
                let message = "The first request with this key is still running.";
                Self::idempotency("idempotency_key_in_use", message)
            }
            Error::Unavailable(reason) => {
                tracing::warn!(reason, "unavailable");
                let (status, message) = (StatusCode::SERVICE_UNAVAILABLE, "Try again in a moment.");
                Self::new(status, ErrorType::Api, "unavailable", message)
            }
            Error::Internal(reason) => {
                tracing::error!(reason, "internal error");
                let (status, message) = (StatusCode::INTERNAL_SERVER_ERROR, "The server failed.");
                Self::new(status, ErrorType::Api, "internal", message)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(ErrorBody { error: *self.error })).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A bad field under the name the client knows.
fn member(field: FieldError) -> ErrorMember {
    let param = renamed(&MEMBERS, &field.field).unwrap_or(field.field);
    ErrorMember { param, code: field.code.as_str(), message: field.message }
}

/// What this door calls a thing.
fn word(noun: Noun) -> String {
    match noun {
        Noun::Roster => "schedule".to_owned(),
        Noun::Questionnaire => "form".to_owned(),
        Noun::Organization
        | Noun::Location
        | Noun::Practitioner
        | Noun::Resource
        | Noun::Service
        | Noun::Closure
        | Noun::Hold
        | Noun::Appointment
        | Noun::GroupSession
        | Noun::Patient
        | Noun::Tag
        | Noun::Ticket
        | Noun::Article
        | Noun::User
        | Noun::Session
        | Noun::Partner
        | Noun::ApiKey
        | Noun::AccessRequest => noun.to_string(),
    }
}

#[cfg(test)]
mod tests;
