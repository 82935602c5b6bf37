//! Signing in with one field, and out.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Error;
use domain::secret::Secret;
use domain::session::LONGEST;

use super::guest::{COOKIE, Guest};
use super::shell::{Part, Shell};
use crate::encrypted::Encrypted;
use crate::error::Failure;
use crate::forms::SentForm;
use crate::pages::html;

#[derive(Template)]
#[template(path = "portal/sign_in.html")]
struct SignInPage {
    shell: Shell,
    /// Whether what was sent was no key.
    wrong: bool,
    /// Whether the browser will keep the session.
    encrypted: bool,
}

fn page(wrong: bool, Encrypted(encrypted): Encrypted) -> Response {
    let status = if wrong { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    html(status, &SignInPage { shell: Shell::new(None, Part::SignIn), wrong, encrypted })
}

/// `GET /portal/sign-in`
pub(crate) async fn show(encrypted: Encrypted) -> Response {
    page(false, encrypted)
}

/// `POST /portal/sign-in`
pub(crate) async fn send(guest: Guest, encrypted: Encrypted, form: SentForm) -> Result<Response, Failure> {
    guest.core().parts().limits.sign_in(guest.address())?;
    let shown = Secret::given(form.data.first("key").unwrap_or_default());
    let opened = match guest.open(shown).await {
        Ok(opened) => opened,
        Err(Error::Unauthenticated(_)) => return Ok(page(true, encrypted)),
        Err(other) => return Err(other.into()),
    };
    let mut response = Redirect::to(super::ROOT).into_response();
    if let Some(cookie) = COOKIE.set(&opened.secret, LONGEST.as_secs()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /portal/sign-out`
pub(crate) async fn end(guest: Guest) -> Result<Response, Failure> {
    guest.close().await?;
    let mut response = Redirect::to("/portal/sign-in").into_response();
    if let Some(cookie) = COOKIE.clear() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
