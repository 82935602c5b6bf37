//! Every dialect with its document and its console.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;

use super::guest::Guest;
use super::shell::{Part, Shell};
use crate::error::Failure;
use crate::pages::html;

/// A dialect, as the documentation lists it. It serves `openapi.json` and a console, `docs/`, below where it is mounted.
#[derive(Clone, Copy, Debug)]
pub struct Door {
    /// Its name.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// How a program identifies itself there, in a sentence.
    pub access: &'static str,
    /// Where it is mounted, without a slash at the end.
    pub mount: &'static str,
}

#[derive(Template)]
#[template(path = "portal/documentation.html")]
pub(crate) struct DocumentationPage {
    pub shell: Shell,
    pub doors: &'static [Door],
    pub base: String,
}

/// `GET /portal/docs`
pub(crate) async fn show(guest: Guest, Extension(doors): Extension<&'static [Door]>) -> Result<Response, Failure> {
    let shell = Shell::new(guest.member().await?.as_ref(), Part::Documentation);
    let base = guest.core().parts().public_url.clone();
    Ok(html(StatusCode::OK, &DocumentationPage { shell, doors, base }))
}
