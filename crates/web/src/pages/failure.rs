//! What can't be answered, in the look and language of everything else.

use std::time::Duration;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Error, Noun};

use super::{View, html};
use crate::error::Failure;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "failure.html")]
pub(crate) struct FailurePage {
    pub view: View,
    pub title: String,
    pub text: String,
    /// The way back to where it can be tried again.
    pub back: Option<String>,
    status: StatusCode,
    retry_after: Option<u64>,
}

/// What is said of a failure.
struct Words {
    status: StatusCode,
    title: &'static str,
    text: &'static str,
}

impl FailurePage {
    /// The page of a failure. What is our own fault is logged here, once.
    pub(crate) fn of(visitor: &Visitor, failure: &Failure) -> Self {
        if let Failure::Core(error) = failure
            && matches!(**error, Error::Internal(_) | Error::Unavailable(_))
        {
            tracing::error!(%error, "a page could not be made");
        }
        let words = words(failure);
        let view = View::new(visitor, None);
        Self {
            title: view.t(words.title),
            text: view.t(words.text),
            back: if words.status == StatusCode::NOT_FOUND { None } else { back(visitor) },
            status: words.status,
            retry_after: retry_after(failure).map(|wait| wait.as_secs()),
            view,
        }
    }
}

impl IntoResponse for FailurePage {
    fn into_response(self) -> Response {
        let mut response = html(self.status, &self);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// One line for each failure, without a wildcard: a new condition has to be given words.
fn words(failure: &Failure) -> Words {
    let words = |status, title, text| Words { status, title, text };
    let core = match failure {
        Failure::Core(error) => error,
        Failure::CrossSite => return words(StatusCode::FORBIDDEN, "refused-title", "cross-site-text"),
        Failure::WrongMethod => return words(StatusCode::METHOD_NOT_ALLOWED, "bad-request-title", "bad-request-text"),
        Failure::TooLarge => return words(StatusCode::PAYLOAD_TOO_LARGE, "bad-request-title", "too-large-text"),
    };
    match &**core {
        Error::NotFound(noun) => words(StatusCode::NOT_FOUND, "not-found-title", not_found(*noun)),
        Error::Unauthenticated(_) | Error::Forbidden(_) | Error::WrongOrganization | Error::InsufficientScope(_) => {
            words(StatusCode::FORBIDDEN, "refused-title", "refused-text")
        }
        Error::Invalid(_) => words(StatusCode::BAD_REQUEST, "bad-request-title", "bad-request-text"),
        Error::SlotTaken | Error::HoldExpired => words(StatusCode::CONFLICT, "taken-title", "taken-text"),
        Error::SlotNotOffered(_) => words(StatusCode::CONFLICT, "not-offered-title", "not-offered-text"),
        Error::TooLate => words(StatusCode::CONFLICT, "conflict-title", "manage-too-late"),
        Error::StateForbids(_) | Error::Duplicate { .. } | Error::Conflict { .. } => {
            words(StatusCode::CONFLICT, "conflict-title", "conflict-text")
        }
        Error::PaymentRequired | Error::PaymentDeclined(_) => {
            words(StatusCode::PAYMENT_REQUIRED, "conflict-title", "error-card-needed")
        }
        Error::IdempotencyMismatch => words(StatusCode::CONFLICT, "sent-already-title", "sent-already-text"),
        Error::IdempotencyInFlight => words(StatusCode::CONFLICT, "in-flight-title", "in-flight-text"),
        Error::TooManyRequests { .. } => words(StatusCode::TOO_MANY_REQUESTS, "too-many-title", "too-many-text"),
        Error::Unavailable(_) => words(StatusCode::SERVICE_UNAVAILABLE, "unavailable-title", "unavailable-text"),
        Error::Internal(_) => words(StatusCode::INTERNAL_SERVER_ERROR, "internal-title", "internal-text"),
    }
}

fn not_found(noun: Noun) -> &'static str {
    match noun {
        Noun::Appointment | Noun::Hold | Noun::Patient | Noun::GroupSession => "not-found-appointment-text",
        Noun::Service | Noun::Practitioner | Noun::Roster | Noun::Resource | Noun::Questionnaire => {
            "not-found-service-text"
        }
        Noun::Organization
        | Noun::Location
        | Noun::Closure
        | Noun::Tag
        | Noun::Ticket
        | Noun::Article
        | Noun::User
        | Noun::Session
        | Noun::Partner
        | Noun::ApiKey
        | Noun::AccessRequest => "not-found-text",
    }
}

/// How long to wait before it can be tried again.
pub(crate) fn retry_after(failure: &Failure) -> Option<Duration> {
    let Failure::Core(error) = failure else { return None };
    match **error {
        Error::TooManyRequests { retry_after } => Some(Duration::from_secs(retry_after)),
        Error::Unavailable(_) => Some(Duration::from_secs(5)),
        _ => None,
    }
}

/// From below an appointment to the appointment, from elsewhere at a clinic to the clinic.
fn back(visitor: &Visitor) -> Option<String> {
    let mut segments = visitor.path.split('/').skip(1);
    let slug = segments.next().filter(|first| *first == "book").and(segments.next())?;
    let (second, third) = (segments.next(), segments.next());
    if let (Some("manage"), Some(id), Some(key)) = (second, third, visitor.query.first("key")) {
        let path = format!("/book/{slug}/manage/{id}");
        return Some(crate::links::with_query(&path, [("key", key)]));
    }
    Some(crate::links::services(slug))
}
