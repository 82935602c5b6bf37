//! What a request says: the id in its path, and its body, member by member.
//!
//! Bodies are read by hand and not by serde, so that one answer names every member that is not as it should be.

use std::convert::Infallible;

use api_common::{BodyError, JsonBody, idempotency_key};
use app::idempotency::IdempotencyKey;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use domain::FieldCode;
use domain::text::Problems;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::convert::instant;
use crate::convert::object_id::{self, Kind, NO_ROW};
use crate::error::Problem;

/// The name of this door among the idempotency keys.
const DOOR: &str = "careportals";
/// What is said of a member that is missing.
const NEEDED: &str = "This is needed.";

/// The `{id}` of a path as it was sent; nothing when it is not even text.
pub(crate) struct PathId(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(path.map_or_else(|_| String::new(), |Path(id)| id)))
    }
}

/// A JSON object that was posted, and the idempotency key that came with it.
pub(crate) struct Posted {
    /// The body; nothing at all counts as an empty object.
    pub(crate) object: Map<String, Value>,
    /// The key, bound to method, path and body.
    pub(crate) idempotency: Option<IdempotencyKey>,
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let headers = request.headers().clone();
        let body = JsonBody::from_request(request, state).await;
        let JsonBody { bytes, object } = body.map_err(|BodyError(error)| error)?;
        let idempotency = idempotency_key(DOOR, &headers, &method, &path, &bytes)?;
        Ok(Self { object, idempotency })
    }
}

/// The members of an object, and notes of those that are not as they should be. Null counts as absent; members that
/// nobody asks for are never looked at.
///
/// For a member that is needed and not acceptable a stand-in is given: the note of it ends the request anyway.
pub(crate) struct Members<'b, 'p> {
    object: &'b Map<String, Value>,
    /// What stands before the names of these members: nothing, or such as `meta.`.
    prefix: &'static str,
    problems: &'p mut Problems,
}

impl<'b, 'p> Members<'b, 'p> {
    /// The members of a body.
    pub(crate) fn of(object: &'b Map<String, Value>, problems: &'p mut Problems) -> Self {
        Self { object, prefix: "", problems }
    }

    /// The members of the object `name`, if there is one. `prefix` is its name with a dot.
    pub(crate) fn object(&mut self, name: &str, prefix: &'static str) -> Option<Members<'b, '_>> {
        let object = self.get(name, "An object.", Value::as_object)?;
        Some(Members { object, prefix, problems: self.problems })
    }

    /// A text.
    pub(crate) fn text(&mut self, name: &str) -> Option<&'b str> {
        self.get(name, "Text.", Value::as_str)
    }

    /// A text that must be there and not be blank.
    pub(crate) fn needed_text(&mut self, name: &str) -> &'b str {
        self.need(name);
        let text = self.text(name);
        if text.is_some_and(|text| text.trim().is_empty()) {
            self.note(name, FieldCode::Required, NEEDED);
        }
        text.unwrap_or_default()
    }

    /// A choice; no when absent.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        self.get(name, "True or false.", Value::as_bool).unwrap_or_default()
    }

    /// An id.
    pub(crate) fn id(&mut self, name: &str, kind: Kind) -> Option<i64> {
        let id = object_id::read(kind, self.text(name)?);
        if id.is_none() {
            self.note(name, FieldCode::BadFormat, object_id::FORM);
        }
        id
    }

    /// An id that must be there.
    pub(crate) fn needed_id(&mut self, name: &str, kind: Kind) -> i64 {
        self.need(name);
        self.id(name, kind).unwrap_or(NO_ROW)
    }

    /// An instant that must be there.
    pub(crate) fn needed_instant(&mut self, name: &str) -> Timestamp {
        self.need(name);
        let Some(text) = self.text(name) else {
            return Timestamp::UNIX_EPOCH;
        };
        let instant = instant::read(text);
        if instant.is_none() {
            self.note(name, FieldCode::BadFormat, instant::FORM);
        }
        instant.unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// All members and their values, whatever they are.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'b String, &'b Value)> + use<'b> {
        self.object.iter()
    }

    /// Notes that a member is not as it should be.
    pub(crate) fn note(&mut self, name: &str, code: FieldCode, message: &str) {
        self.problems.add(format!("{}{name}", self.prefix), code, message);
    }

    fn need(&mut self, name: &str) {
        if self.present(name).is_none() {
            self.note(name, FieldCode::Required, NEEDED);
        }
    }

    fn get<T>(&mut self, name: &str, form: &str, read: impl FnOnce(&'b Value) -> Option<T>) -> Option<T> {
        let found = read(self.present(name)?);
        if found.is_none() {
            self.note(name, FieldCode::WrongType, form);
        }
        found
    }

    fn present(&self, name: &str) -> Option<&'b Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }
}
