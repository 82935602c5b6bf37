//! What a request says: the ids in its path, and its body, member by member.
//!
//! Bodies are read by hand and not by serde, so that one answer names every member that is not as it should be.

use std::convert::Infallible;

use api_common::{BodyError, JsonBody, idempotency_key};
use app::idempotency::IdempotencyKey;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, OriginalUri, RawPathParams, Request};
use axum::http::request::Parts;
use domain::text::Problems;
use domain::{FieldCode, Result};
use serde_json::{Map, Value};

/// The name of this door among the idempotency keys and in the record of calls.
pub(crate) const DOOR: &str = "naturae";
/// What is said of a member that is missing.
const NEEDED: &str = "This is needed.";
/// An id that no row has: what is no id at all in a path is not found.
const NO_ROW: i64 = -1;

/// The parameters of a path.
pub(crate) struct PathParams(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for PathParams {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Infallible> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        Ok(Self(params.map_or_else(
            |_| as_written(parts),
            |params| params.iter().map(|(name, value)| (name.to_owned(), value.replace('\0', "\u{fffd}"))).collect(),
        )))
    }
}

/// The parameters without their percent-encoding undone, for a path of which some part is no text: the others still count.
fn as_written(parts: &Parts) -> Vec<(String, String)> {
    let (route, uri) = (parts.extensions.get::<MatchedPath>(), parts.extensions.get::<OriginalUri>());
    let path = uri.map_or(parts.uri.path(), |uri| uri.path());
    let pairs = route.into_iter().flat_map(|route| route.as_str().split('/').zip(path.split('/')));
    let named = |part: &str| Some(part.strip_prefix('{')?.strip_suffix('}')?.to_owned());
    pairs.filter_map(|(part, value)| Some((named(part)?, value.to_owned()))).collect()
}

impl PathParams {
    /// The id of that name; one that no row has when it is none.
    pub(crate) fn id(&self, name: &str) -> i64 {
        let plain = |text: &&str| text.bytes().all(|letter| letter.is_ascii_digit());
        self.text(name).filter(plain).and_then(|text| text.parse().ok()).filter(|id| *id > 0).unwrap_or(NO_ROW)
    }

    /// The text of that name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

/// What a request wants, and the idempotency key that came with it.
pub(crate) type Keyed<T> = (T, Option<IdempotencyKey>);

/// A body that was sent, and the idempotency key that came with it. What is wrong with them is told once it is known who asks.
pub(crate) struct Posted {
    object: Result<Map<String, Value>>,
    key: Result<Option<IdempotencyKey>>,
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> std::result::Result<Self, Infallible> {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let headers = request.headers().clone();
        Ok(match JsonBody::from_request(request, state).await {
            Ok(JsonBody { bytes, object }) => {
                let key = idempotency_key(DOOR, &headers, &method, &path, &bytes);
                Self { object: Ok(object), key }
            }
            Err(BodyError(error)) => Self { object: Err(error), key: Ok(None) },
        })
    }
}

impl Posted {
    /// What the body says, and the idempotency key.
    pub(crate) fn read<T>(self, read: impl FnOnce(&Map<String, Value>) -> Result<T>) -> Result<Keyed<T>> {
        let read = read(&self.object?)?;
        Ok((read, self.key?))
    }

    /// Which of these members the body has.
    pub(crate) fn having(&self, names: &[&'static str]) -> Vec<&'static str> {
        let has = |name: &&&str| self.object.as_ref().is_ok_and(|object| object.contains_key(**name));
        names.iter().filter(has).copied().collect()
    }

    /// What the body says, for calls that take no key: their answers show secrets.
    pub(crate) fn body<T>(self, read: impl FnOnce(&Map<String, Value>) -> Result<T>) -> Result<T> {
        read(&self.object?)
    }
}

/// A member of a body that says what is to become of something: it may be left out, or be null.
pub(crate) type Member<T> = Option<Option<T>>;

/// The members of an object, and notes of those that are not as they should be. Members that nobody asks for are never looked
/// at.
pub(crate) struct Members<'b> {
    object: &'b Map<String, Value>,
    problems: Problems,
}

impl<'b> Members<'b> {
    /// The members of a body.
    pub(crate) fn of(object: &'b Map<String, Value>) -> Self {
        Self { object, problems: Problems::new() }
    }

    /// The members of a body that says what to change, which must say something.
    pub(crate) fn of_change(object: &'b Map<String, Value>) -> Self {
        let mut members = Self::of(object);
        if object.is_empty() {
            members.note("", FieldCode::Required, "At least one member is needed.");
        }
        members
    }

    /// A text; blank is null.
    pub(crate) fn text(&mut self, name: &str) -> Member<&'b str> {
        let text = self.member(name, "Text.", Value::as_str)?;
        Some(text.filter(|text| !text.trim().is_empty()))
    }

    /// A text that may not be null, and may be left out.
    pub(crate) fn plain_text(&mut self, name: &str) -> Option<&'b str> {
        self.plain(name, "Text.", Value::as_str)
    }

    /// A text that must be there and not be blank.
    pub(crate) fn needed_text(&mut self, name: &str) -> &'b str {
        match self.member(name, "Text.", Value::as_str) {
            Some(Some(text)) if !text.trim().is_empty() => return text,
            None if self.object.contains_key(name) => {}
            _ => self.note(name, FieldCode::Required, NEEDED),
        }
        ""
    }

    /// Yes or no, and nothing else.
    pub(crate) fn plain_flag(&mut self, name: &str) -> Option<bool> {
        self.plain(name, "true or false.", Value::as_bool)
    }

    /// A whole number from 1 on.
    pub(crate) fn id(&mut self, name: &str) -> Member<i64> {
        self.member(name, "A whole number from 1 on.", |value| value.as_i64().filter(|id| *id > 0))
    }

    /// A whole number from 1 on that must be there.
    pub(crate) fn needed_id(&mut self, name: &str) -> i64 {
        match self.id(name) {
            Some(Some(id)) => return id,
            None if self.object.contains_key(name) => {}
            _ => self.note(name, FieldCode::Required, NEEDED),
        }
        NO_ROW
    }

    /// One of the words, exactly; blank is null.
    pub(crate) fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Member<T> {
        let Some(text) = self.text(name)? else { return Some(None) };
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.note(name, FieldCode::UnknownOption, &format!("One of {}.", all.join(", ")));
            return None;
        }
        Some(found)
    }

    /// Texts, of which there must be at least that many, if they are there at all.
    pub(crate) fn texts(&mut self, name: &str, least: usize) -> Option<Vec<&'b str>> {
        let read = |value: &'b Value| value.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
        let texts = self.plain(name, "A list of texts.", read)?;
        if texts.len() < least {
            self.note(name, FieldCode::TooShort, "At least one is needed.");
        }
        Some(texts)
    }

    /// What is there under that name, whatever it is.
    pub(crate) fn raw(&self, name: &str) -> Option<&'b Value> {
        self.object.get(name)
    }

    /// Notes that a member is not as it should be.
    pub(crate) fn note(&mut self, name: &str, code: FieldCode, message: &str) {
        self.problems.add(name, code, message);
    }

    /// Notes that a member is missing, if it is.
    pub(crate) fn need(&mut self, name: &str) {
        if !self.object.contains_key(name) {
            self.note(name, FieldCode::Required, NEEDED);
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// `Invalid` with every member that is not as it should be.
    pub(crate) fn finish(self) -> Result<()> {
        self.problems.finish()
    }

    fn member<T>(&mut self, name: &str, form: &str, read: impl FnOnce(&'b Value) -> Option<T>) -> Member<T> {
        match self.object.get(name)? {
            Value::Null => Some(None),
            value => {
                let found = read(value);
                if found.is_none() {
                    self.note(name, FieldCode::WrongType, form);
                    return None;
                }
                Some(found)
            }
        }
    }

    fn plain<T>(&mut self, name: &str, form: &str, read: impl FnOnce(&'b Value) -> Option<T>) -> Option<T> {
        let found = self.member(name, form, read)?;
        if found.is_none() {
            self.note(name, FieldCode::WrongType, form);
        }
        found
    }
}
