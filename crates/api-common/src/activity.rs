//! The record of calls: who called what, how it ended and how long it took. Written later, off the way of the request: see
//! `app::recorder`.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use app::Result;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use domain::ApiKeyId;
use domain::activity::{Call, Caller, ENDPOINT_MAX};

use crate::{Allowed, ClientAddress, Core};

/// What a client that has gone is answered, as proxies count it.
const CLIENT_GONE: u16 = 499;

/// What comes to be known about a call while it is answered. Whoever authenticates it says so here; handlers take it as an
/// extractor. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct CallNote(Arc<Mutex<Known>>);

#[derive(Clone, Copy, Debug, Default)]
struct Known {
    caller: Caller,
    allowed: Option<Allowed>,
}

impl CallNote {
    /// Says who calls. What is not known now stays as it was.
    pub fn is(&self, caller: Caller) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.caller;
        known.caller = Caller {
            partner: caller.partner.or(before.partner),
            key: caller.key.or(before.key),
            organization: caller.organization.or(before.organization),
        };
    }

    /// Says in which organization.
    pub fn entered(&self, organization: domain::OrganizationId) {
        self.is(Caller { organization: Some(organization), ..Caller::default() });
    }

    /// Counts the call against the limit of its key, where there is one; the answer will say how much is left.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn count(&self, core: &Core, key: ApiKeyId) -> Result<()> {
        let limits = &core.parts().limits;
        let counted = limits.call(key);
        let allowed = match &counted {
            Ok(allowed) => *allowed,
            Err(app::Error::TooManyRequests { retry_after }) => limits.exhausted(*retry_after),
            Err(_) => None,
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).allowed = allowed;
        counted.map(drop)
    }

    fn known(&self) -> Known {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CallNote {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> std::result::Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

/// Which calls of a door are recorded.
#[derive(Clone)]
pub struct Recorded {
    /// The core.
    pub core: Core,
    /// The door's name: what it is mounted at, without slashes. So the whole path of a call can be told.
    pub door: &'static str,
    /// Whether calls of that path are, without the door's own beginning.
    pub covers: fn(&str) -> bool,
}

/// Middleware round a door, for `axum::middleware::from_fn_with_state`: records its calls, and says in answers how much is left
/// of a limit.
pub async fn record(State(recorded): State<Recorded>, mut request: Request, next: Next) -> Response {
    let note = CallNote::default();
    request.extensions_mut().insert(note.clone());
    let mut entry = None;
    if recorded.core.app().access().record_calls && (recorded.covers)(request.uri().path()) {
        let (mut parts, body) = request.into_parts();
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(&mut parts, &recorded.core).await;
        let call = Call {
            at: recorded.core.app().now(),
            door: recorded.door,
            method: shortened(parts.method.as_str(), 20),
            endpoint: shortened(parts.uri.path(), ENDPOINT_MAX),
            status: CLIENT_GONE,
            duration_us: 0,
            caller: Caller::default(),
            address: Some(address),
        };
        entry =
            Some(Entry { core: recorded.core.clone(), note: note.clone(), began: Instant::now(), call: Some(call) });
        request = Request::from_parts(parts, body);
    }
    let mut response = next.run(request).await;
    if let Some(allowed) = note.known().allowed {
        allowed.write(response.headers_mut());
    }
    if let Some(call) = entry.as_mut().and_then(|entry| entry.call.as_mut()) {
        call.status = response.status().as_u16();
    }
    response
}

/// A call under way. Recorded when it is dropped: also when the client goes, or the handler panics.
struct Entry {
    core: Core,
    note: CallNote,
    began: Instant,
    call: Option<Call>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        let Some(mut call) = self.call.take() else { return };
        if std::thread::panicking() {
            call.status = 500;
        }
        call.duration_us = i64::try_from(self.began.elapsed().as_micros()).unwrap_or(i64::MAX);
        call.caller = self.note.known().caller;
        if !self.core.app().recorder().called(call) {
            metrics::counter!("calls_not_recorded_total").increment(1);
        }
    }
}

/// Paths and methods are ASCII where they come from; anything else is left out.
fn shortened(text: &str, most: usize) -> String {
    text.chars().filter(char::is_ascii_graphic).take(most).collect()
}
