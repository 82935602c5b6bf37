//! The hop from an async handler into the synchronous core, and back with a value.

use std::sync::Arc;

use app::{App, Error, Result, Tx};
use tokio::sync::oneshot;

use crate::{Bounds, Limits, Tries};

/// What the doors hold. Cheap to clone; the state of every router.
#[derive(Clone)]
pub struct Core {
    parts: Arc<CoreParts>,
}

/// The parts of a `Core`.
pub struct CoreParts {
    /// The core itself.
    pub app: App,
    /// Where patients and integrators reach this server, without a slash at its end.
    pub public_url: String,
    /// Hosts below this domain name organizations (`{slug}.{base domain}`), when there is one.
    pub base_domain: Option<String>,
    /// Wrong tries of access keys by address.
    pub tries: Tries,
    /// How much may be asked for.
    pub limits: Limits,
    /// Bounds of every request.
    pub bounds: Bounds,
    /// Whether a proxy in front tells the client's address in `X-Forwarded-For`.
    pub trust_proxy_headers: bool,
}

impl Core {
    /// A core of these parts.
    pub fn new(parts: CoreParts) -> Self {
        Self { parts: Arc::new(parts) }
    }

    /// The use cases' side.
    pub fn app(&self) -> &App {
        &self.parts.app
    }

    /// The parts it was made of.
    pub fn parts(&self) -> &CoreParts {
        &self.parts
    }

    /// Reads in one snapshot.
    ///
    /// # Errors
    /// What the closure says, or `Unavailable`.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (sender, receiver) = oneshot::channel();
        self.app().db().submit_read(work, move |answer| drop(sender.send(answer)));
        receiver.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Writes in one transaction; answered after its commit. The write goes on when the caller has gone.
    ///
    /// # Errors
    /// What the closure says, or `Unavailable`.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (sender, receiver) = oneshot::channel();
        self.app().db().submit_write(work, move |answer| drop(sender.send(answer)));
        receiver.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Runs what may block (a payment provider, say) on a thread that may.
    ///
    /// # Errors
    /// What the closure says, or `Internal` when it panicked.
    pub async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let joined = tokio::task::spawn_blocking(work).await;
        joined.unwrap_or_else(|error| Err(Error::Internal(error.to_string())))
    }

    /// Runs what may block, and lets nobody wait for it. What it fails with is logged.
    pub fn later(&self, work: impl FnOnce() -> Result<()> + Send + 'static) {
        tokio::task::spawn_blocking(move || {
            if let Err(error) = work() {
                tracing::warn!(%error, "what was put off failed");
            }
        });
    }
}

fn stopped() -> Error {
    Error::Unavailable("the database is shutting down".to_owned())
}
