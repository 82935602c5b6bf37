//! How this door says what is wrong.
#![deny(clippy::wildcard_enum_match_arm)]

use api_common::{json_answer, renamed};
use app::StoredAnswer;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{ApiKeyId, Error, FieldCode, FieldError, Noun};

use crate::wire::error::{Error as Shown, ErrorBody, ErrorMember};

/// A refusal or failure, in this door's shape.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    error: Box<Shown>,
    retry_after: Option<u64>,
}

/// What this door calls the fields of the use cases: ours, theirs. A name stands for everything below it too.
pub(crate) type Names = [(&'static str, &'static str)];

impl Problem {
    /// There is no such call.
    pub(crate) fn unknown_path() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "No such path.")
    }

    /// The path is there, but not for this method.
    pub(crate) fn other_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This path does not take that method.")
    }

    /// A change that did not come from a page of this server.
    pub(crate) fn other_origin() -> Self {
        Self::new(StatusCode::FORBIDDEN, "other_origin", "Changes are taken from this server's own pages only.")
    }

    /// The secret that the first answer showed is kept nowhere.
    pub(crate) fn shown_already(key: ApiKeyId) -> Self {
        let message = format!("Key {key} was made by this request before. Its secret was shown then and is not kept.");
        Self::new(StatusCode::CONFLICT, "secret_shown_already", message)
    }

    /// As an answer that can be stored.
    pub(crate) fn into_stored(self) -> StoredAnswer {
        json_answer(self.status, &ErrorBody { error: *self.error })
    }

    /// The same, when what is bad about the request is that it would change members that belong to somebody else.
    pub(crate) fn of_read_only(self, members: &[&str]) -> Self {
        if self.status != StatusCode::BAD_REQUEST || members.is_empty() {
            return self;
        }
        let mut problem = Self::new(StatusCode::BAD_REQUEST, "read_only", "These members can't be changed here.");
        let member = |name: &&str| ErrorMember { field: (*name).to_owned(), message: "This is read only.".to_owned() };
        problem.error.details = members.iter().map(member).collect();
        problem
    }

    /// The same, when what is bad about the request is that it has more rows than are taken at once.
    pub(crate) fn of_rows(self, most: usize) -> Self {
        if self.status != StatusCode::BAD_REQUEST {
            return self;
        }
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", format!("At most {most} rows a call."))
    }

    /// The same under other codes: an exchange or a login that failed is not told as a token that did.
    pub(crate) fn of_credentials(self, code: &'static str, message: &str) -> Self {
        if self.status != StatusCode::UNAUTHORIZED {
            return self;
        }
        Self::new(StatusCode::UNAUTHORIZED, code, message)
    }

    /// The same with the names that the members have here.
    pub(crate) fn named(mut self, names: &Names) -> Self {
        for member in &mut self.error.details {
            if let Some(theirs) = renamed(names, &member.field) {
                member.field = theirs;
            }
        }
        self
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        let error = Shown { code, message: message.into(), details: Vec::new() };
        Self { status, error: Box::new(error), retry_after: None }
    }

    fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", message)
    }

    /// Bad members, all of them. What is wrong with the body as a whole has no member to name.
    fn invalid(fields: Vec<FieldError>) -> Self {
        let whole = fields.iter().find(|field| field.field.is_empty());
        if let Some(field) = whole.filter(|field| field.code == FieldCode::TooLong) {
            return Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", &field.message);
        }
        let one = if fields.len() == 1 { "One value is not acceptable." } else { "Some values are not acceptable." };
        let message = whole.map_or(one, |field| &field.message);
        let mut problem = Self::new(StatusCode::BAD_REQUEST, "validation_failed", message);
        let named = fields.into_iter().filter(|field| !field.field.is_empty());
        problem.error.details = named.map(|field| ErrorMember { field: field.field, message: field.message }).collect();
        problem
    }
}

/// Every condition of the core, in this door's words. There is no arm for "the rest": a new condition is decided upon
/// here.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated(_) => {
                Self::new(StatusCode::UNAUTHORIZED, "invalid_token", "The token is missing or no longer good.")
            }
            Error::WrongOrganization => {
                let message = "This credential is not for this practice.";
                Self::new(StatusCode::FORBIDDEN, "wrong_practice", message)
            }
            Error::InsufficientScope(scope) => {
                let message = format!("This call needs the {scope} scope.");
                Self::new(StatusCode::FORBIDDEN, "insufficient_scope", message)
            }
            Error::Forbidden(_) => Self::new(StatusCode::FORBIDDEN, "forbidden", "This is not allowed."),
            Error::NotFound(noun) => Self::new(StatusCode::NOT_FOUND, "not_found", format!("No such {}.", word(noun))),
            Error::Invalid(fields) => Self::invalid(fields),
            Error::Duplicate { noun, field } => {
                Self::conflict(format!("There is a {} of this {field} already.", word(noun)))
            }
            Error::Conflict { reason, .. } => Self::conflict(reason),
            Error::SlotTaken | Error::SlotNotOffered(_) | Error::HoldExpired => {
                Self::conflict("This time is not open.")
            }
            Error::StateForbids(_) | Error::TooLate => Self::conflict("It is too late for this change."),
            Error::PaymentRequired | Error::PaymentDeclined(_) => {
                Self::new(StatusCode::PAYMENT_REQUIRED, "payment_required", "A payment is needed.")
            }
            Error::TooManyRequests { retry_after } => {
                let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", "Slow down.");
                Self { retry_after: Some(retry_after), ..problem }
            }
            Error::IdempotencyMismatch => {
                let message = "This idempotency key was used with another request.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", message)
            }
            Error::IdempotencyInFlight => {
                let message = "The first request with this idempotency key is still running.";
                Self::new(StatusCode::CONFLICT, "idempotency_key_in_use", message)
            }
            Error::Unavailable(reason) => {
                tracing::warn!(reason, "unavailable");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Try again in a moment.")
            }
            Error::Internal(reason) => {
                tracing::error!(reason, "internal error");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "The server failed.")
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
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What this door calls a thing.
fn word(noun: Noun) -> String {
    match noun {
        Noun::Practitioner => "provider".to_owned(),
        Noun::Patient => "prospect".to_owned(),
        Noun::Appointment => "visit".to_owned(),
        Noun::Organization => "practice".to_owned(),
        Noun::Roster => "schedule".to_owned(),
        Noun::ApiKey => "key".to_owned(),
        Noun::AccessRequest => "request".to_owned(),
        Noun::Location
        | Noun::Resource
        | Noun::Service
        | Noun::Closure
        | Noun::Hold
        | Noun::GroupSession
        | Noun::Questionnaire
        | Noun::Tag
        | Noun::Ticket
        | Noun::Article
        | Noun::User
        | Noun::Session
        | Noun::Partner => noun.to_string(),
    }
}

#[cfg(test)]
mod tests;
