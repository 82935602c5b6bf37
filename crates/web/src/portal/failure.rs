//! What can't be answered at the portal. Who has not signed in is sent to where they can.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Error;

use super::guest::COOKIE;
use super::shell::Shell;
use crate::error::Failure;
use crate::pages::failure::retry_after;
use crate::pages::html;

#[derive(Template)]
#[template(path = "portal/failure.html")]
struct FailurePage {
    shell: Shell,
    title: &'static str,
    text: &'static str,
}

/// The answer to a failure. What is our own fault is logged here, once.
pub(crate) fn page(failure: &Failure) -> Response {
    let (status, title, text) = match failure {
        Failure::Core(error) => match core(error) {
            Some(words) => words,
            None => return to_sign_in(),
        },
        Failure::CrossSite => (
            StatusCode::FORBIDDEN,
            "This is not possible",
            "The form came from another website, or your browser hides where it came from.",
        ),
        Failure::WrongMethod => {
            (StatusCode::METHOD_NOT_ALLOWED, "We could not read this", "This address takes no such request.")
        }
        Failure::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "We could not read this", "The form is too large."),
    };
    let mut response = html(status, &FailurePage { shell: Shell::bare(), title, text });
    if let Some(wait) = retry_after(failure) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs()));
    }
    response
}

fn to_sign_in() -> Response {
    let mut response = Redirect::to("/portal/sign-in").into_response();
    if let Some(cookie) = COOKIE.clear() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Status, title and text, without a wildcard: a new condition has to be given words. None: they have to sign in first.
fn core(error: &Error) -> Option<(StatusCode, &'static str, &'static str)> {
    if matches!(error, Error::Internal(_) | Error::Unavailable(_)) {
        tracing::error!(%error, "a page of the portal could not be made");
    }
    Some(match error {
        Error::Unauthenticated(_) => return None,
        // What somebody may not see is not there.
        Error::NotFound(_) | Error::Forbidden(_) | Error::WrongOrganization | Error::InsufficientScope(_) => {
            (StatusCode::NOT_FOUND, "We can’t find this page", "The address may be wrong, or what was here is gone.")
        }
        Error::Invalid(_) => {
            (StatusCode::BAD_REQUEST, "We could not read this", "Something that was sent can’t be taken.")
        }
        Error::SlotTaken
        | Error::SlotNotOffered(_)
        | Error::HoldExpired
        | Error::StateForbids(_)
        | Error::TooLate
        | Error::PaymentRequired
        | Error::PaymentDeclined(_)
        | Error::IdempotencyMismatch
        | Error::IdempotencyInFlight
        | Error::Duplicate { .. }
        | Error::Conflict { .. } => (
            StatusCode::CONFLICT,
            "This has changed meanwhile",
            "Somebody else was faster, or the form was sent twice. Look at the list to see how things stand.",
        ),
        Error::TooManyRequests { .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many tries",
            "Too much was sent from your network. Wait a little and try again.",
        ),
        Error::Unavailable(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "Not at the moment", "The server is busy. Try again in a few seconds.")
        }
        Error::Internal(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong", "This is our fault. Try again later.")
        }
    })
}
