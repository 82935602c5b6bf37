//! What can go wrong, before it is a page: see `pages::failure`.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{Error, Noun};

/// Why there is no answer. Travels to the outermost layer, which knows the visitor's language, and becomes a page there.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// A condition of the core.
    Core(Arc<Error>),
    /// A form that another site sent.
    CrossSite,
    /// A page that can't be asked for in this way.
    WrongMethod,
    /// A form that is too large.
    TooLarge,
}

impl Failure {
    /// An address that leads nowhere. Which part of it is wrong is nobody's business.
    pub(crate) fn no_such_page() -> Self {
        Error::NotFound(Noun::Organization).into()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(Arc::new(error))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
