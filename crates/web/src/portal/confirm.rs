//! Pages that ask once more before something ends for good. They say what goes with it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::api_key::KeyRow;
use super::shell::Shell;
use crate::pages::html;

#[derive(Template)]
#[template(path = "portal/confirm.html")]
pub(crate) struct ConfirmPage {
    pub shell: Shell,
    /// What is asked, in front of the name of what would end.
    pub question: &'static str,
    pub name: String,
    /// Where whoever thinks better of it goes.
    pub back: String,
    /// What would happen, a paragraph each.
    pub what: Vec<String>,
    /// The key, where it is about one.
    pub key: Option<KeyRow>,
    /// Why it can't be done now; then there is no button.
    pub refused: Option<String>,
    /// Keys that stand in the way.
    pub in_the_way: Vec<KeyRow>,
    /// Where the form is sent to, and what its button says.
    pub action: String,
    pub button: &'static str,
}

impl ConfirmPage {
    /// The answer that shows it.
    pub(crate) fn response(&self, status: StatusCode) -> Response {
        html(status, self)
    }
}
