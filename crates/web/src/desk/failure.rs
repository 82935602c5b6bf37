//! What can't be answered at the desk. Who has not signed in is sent to where they can, and afterwards back.

use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Error, Noun};

use super::guest::SESSION;
use super::links::{self, Links};
use crate::error::Failure;
use crate::pages::failure::FailurePage;
use crate::visitor::Visitor;

/// The answer to a failure. `page` is the address to come back to; none when it was not a page that was asked for.
pub(crate) fn page(visitor: &Visitor, page: Option<&str>, failure: &Failure) -> Response {
    let Failure::Core(error) = failure else { return FailurePage::of(visitor, failure).into_response() };
    match (&**error, links::slug(&visitor.path)) {
        (Error::Unauthenticated(_), Some(slug)) => to_sign_in(&Links::new(slug), page),
        // What somebody may not see is not there.
        (Error::Forbidden(_), _) => FailurePage::of(visitor, &Error::NotFound(Noun::User).into()).into_response(),
        _ => FailurePage::of(visitor, failure).into_response(),
    }
}

fn to_sign_in(links: &Links, page: Option<&str>) -> Response {
    let to = page.map_or_else(|| links.to("sign-in"), |page| links.sign_in_for(page));
    let mut response = Redirect::to(&to).into_response();
    if let Some(cookie) = SESSION.clear() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
