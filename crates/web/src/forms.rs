//! Queries and forms: urlencoded pairs, and the answers to a questionnaire in them.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use domain::questionnaire::{Answers, ItemKind};
use domain::{Error, FieldCode, QuestionnaireItem};
use percent_encoding::percent_decode;
use serde_json::Value;

use crate::error::Failure;

/// The pairs of a query or form, in order. A name may come several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormData {
    pairs: Vec<(String, String)>,
}

impl FormData {
    /// Reads `application/x-www-form-urlencoded`. Every text is one, so this refuses nothing.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let pairs = bytes.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let mut halves = pair.splitn(2, |&byte| byte == b'=');
            let mut half = || decode(halves.next().unwrap_or_default());
            (half(), half())
        });
        Self { pairs: pairs.collect() }
    }

    /// A form that already holds these.
    pub(crate) fn of<'pair>(pairs: impl IntoIterator<Item = (&'pair str, String)>) -> Self {
        Self { pairs: pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }
    }

    /// The first value of that name.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The first value of that name, unless it is blank.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        self.first(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// Every value of that name.
    pub(crate) fn all<'form>(&'form self, name: &str) -> impl Iterator<Item = &'form str> {
        let named = self.pairs.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }

    /// All pairs.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The answers to these questions, in the types the core expects. What was left blank is left out; whether an answer is
    /// acceptable is not decided here.
    pub(crate) fn answers(&self, items: &[QuestionnaireItem]) -> Answers {
        let answered = items.iter().filter_map(|item| Some((item.name.clone(), self.answer(item)?)));
        answered.collect()
    }

    fn answer(&self, item: &QuestionnaireItem) -> Option<Value> {
        match item.kind {
            ItemKind::Checkbox => Some(self.first(&item.name).is_some().into()),
            ItemKind::Multiselect => {
                let chosen: Vec<Value> =
                    self.all(&item.name).filter(|value| !value.is_empty()).map(Value::from).collect();
                (!chosen.is_empty()).then_some(Value::Array(chosen))
            }
            // Half of the world writes 4,5.
            ItemKind::Number => self.given(&item.name).map(|number| number.replace(',', ".").into()),
            // Browsers end lines with CR LF.
            ItemKind::Textarea => self.given(&item.name).map(|text| text.replace("\r\n", "\n").into()),
            ItemKind::Text
            | ItemKind::Email
            | ItemKind::Phone
            | ItemKind::Date
            | ItemKind::Select
            | ItemKind::Radio => self.given(&item.name).map(Value::from),
        }
    }
}

fn decode(text: &[u8]) -> String {
    let spaced: Vec<u8> = text.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
    percent_decode(&spaced).decode_utf8_lossy().into_owned()
}

/// A form that was sent.
#[derive(Debug)]
pub(crate) struct SentForm {
    /// The bytes, for the fingerprint.
    pub bytes: Bytes,
    /// What they say.
    pub data: FormData,
}

impl<S: Send + Sync> FromRequest<S> for SentForm {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                return Failure::TooLarge;
            }
            Error::invalid("", FieldCode::BadFormat, "The form could not be read to its end.").into()
        })?;
        let data = FormData::parse(&bytes);
        Ok(Self { bytes, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pairs_are_decoded_and_nothing_is_refused() {
        let form = FormData::parse(b"a=1+2&a=%C3%A9&&b&=c&d=%zz%ff=");
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1 2", "é"]);
        assert_eq!(form.first("b"), Some(""));
        assert_eq!(form.given("b"), None);
        assert_eq!(form.first(""), Some("c"));
        assert_eq!(form.first("d"), Some("%zz\u{fffd}="));
    }

    #[test]
    fn answers_have_the_type_of_their_question() {
        let item = |name: &str, kind| QuestionnaireItem {
            name: name.into(),
            text: name.into(),
            kind,
            required: false,
            help: None,
            options: vec![],
            min_length: None,
            max_length: None,
            pattern: None,
            min: None,
            max: None,
        };
        let items = [
            item("name", ItemKind::Text),
            item("note", ItemKind::Textarea),
            item("weight", ItemKind::Number),
            item("allergies", ItemKind::Multiselect),
            item("agrees", ItemKind::Checkbox),
            item("smokes", ItemKind::Checkbox),
            item("blank", ItemKind::Date),
            item("none", ItemKind::Multiselect),
        ];
        let form = FormData::parse(
            b"name=+Ada+&note=a%0D%0Ab&weight=61,5&allergies=nuts&allergies=milk&agrees=on&blank=&other=x",
        );
        let expected = json!({
            "name": "Ada", "note": "a\nb", "weight": "61.5", "allergies": ["nuts", "milk"], "agrees": true, "smokes": false,
        });
        assert_eq!(Value::Object(form.answers(&items)), expected);
    }
}
