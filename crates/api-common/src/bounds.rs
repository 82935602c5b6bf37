//! What surrounds a door's handlers: how long an answer may take, how large a body may be, and what is said when a handler breaks.

use std::time::Duration;

use app::Error;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;

/// Bounds of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Largest body, in bytes. A door may take less.
    pub body_bytes: usize,
    /// Longest time to an answer.
    pub answer_within: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { body_bytes: 2 * 1024 * 1024, answer_within: Duration::from_secs(30) }
    }
}

impl Bounds {
    /// The same for a door that takes bodies of at most so many bytes.
    #[must_use]
    pub fn with_bodies_of(self, most: usize) -> Self {
        Self { body_bytes: self.body_bytes.min(most), ..self }
    }

    /// Puts routes within these bounds. What has to be said comes from `say`, in the door's own shape: `Unavailable` when an answer
    /// takes too long, `Internal` when a handler panics.
    ///
    /// What a panic said is not told on: it may quote anything.
    pub fn round<S>(self, routes: Router<S>, say: fn(Error) -> Response) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        let within = move |request: Request, next: Next| async move {
            let answer = tokio::time::timeout(self.answer_within, next.run(request)).await;
            answer.unwrap_or_else(|_| say(Error::Unavailable("no answer in time".to_owned())))
        };
        routes
            .layer(DefaultBodyLimit::max(self.body_bytes))
            .layer(CatchPanicLayer::custom(move |_| say(Error::Internal("a handler panicked".to_owned()))))
            .layer(from_fn(within))
    }
}
