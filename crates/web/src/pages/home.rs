//! The first page of the server. It names nobody: who its clinics are is no one else's business.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{View, html};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "home.html")]
pub(crate) struct HomePage {
    pub view: View,
}

/// `GET /`
pub(crate) async fn show(visitor: Visitor) -> Response {
    let view = View::new(&visitor, None);
    html(StatusCode::OK, &HomePage { view })
}
