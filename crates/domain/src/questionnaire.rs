//! Questionnaire: the questions asked before a visit, in versions. FHIR Questionnaire and QuestionnaireResponse.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, FieldCode, FieldError, Result};
use crate::id::{AppointmentId, PatientId, QuestionnaireId, QuestionnaireResponseId};
use crate::patient::PatientDetails;
use crate::text;

/// The questions asked before a visit. Changing them makes a new version; answers stay with the version they were given to.
#[derive(Clone, Debug, PartialEq)]
pub struct Questionnaire {
    /// Our id.
    pub id: QuestionnaireId,
    /// Name for patients.
    pub title: String,
    /// Which version these items are, from 1.
    pub version: i64,
    /// Whether it is in use.
    pub active: bool,
    /// The questions, in order.
    pub items: Vec<QuestionnaireItem>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionnaireItem {
    /// Key of the answer: a letter, then letters, digits or `_`, at most 64.
    pub name: String,
    /// The question.
    pub text: String,
    /// What kind of answer it takes.
    pub kind: ItemKind,
    /// Whether an answer is needed.
    pub required: bool,
    /// A hint below the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The choices of select, multiselect and radio.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ItemOption>,
    /// Least length of text, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// Greatest length of text, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// A regular expression that text must match as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Least number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Greatest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOption {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A number.
    Number,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// One of the options, from a list.
    Select,
    /// Any of the options.
    Multiselect,
    /// Yes or no; when required, it must be yes.
    Checkbox,
    /// One of the options, all shown.
    Radio,
}

/// One set of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionnaireResponse {
    /// Our id.
    pub id: QuestionnaireResponseId,
    /// To which questions; none when the service asks nothing and was sent something all the same.
    pub questionnaire_id: Option<QuestionnaireId>,
    /// To which version of them.
    pub version: Option<i64>,
    /// Whose answers.
    pub patient_id: Option<PatientId>,
    /// For which visit.
    pub appointment_id: Option<AppointmentId>,
    /// The answers by name.
    pub answers: Answers,
    /// When they were given.
    pub created_at: Timestamp,
}

/// Answers by the name of their question.
pub type Answers = Map<String, Value>;

/// All answers together, as JSON text, in bytes.
pub const ANSWERS_MAX: usize = 64 * 1024;

impl Questionnaire {
    /// Checks answers and brings them to one form (trimmed text, E.164 phones, numbers as numbers). Answers to questions that
    /// aren't there are kept: questionnaires change between reading and sending.
    ///
    /// # Errors
    /// `Invalid` with every bad answer, by the name of its question.
    pub fn check(&self, mut answers: Answers, phone_prefix: Option<&str>) -> Result<Answers> {
        check_size(&answers)?;
        let mut problems = Vec::new();
        for item in &self.items {
            match item.check(answers.get(&item.name).unwrap_or(&Value::Null), phone_prefix) {
                Ok(Some(value)) => {
                    answers.insert(item.name.clone(), value);
                }
                Ok(None) => {}
                Err((code, message)) => problems.push(FieldError::new(item.name.clone(), code, message)),
            }
        }
        if problems.is_empty() { Ok(answers) } else { Err(Error::Invalid(problems)) }
    }

    /// Checks the questions themselves.
    ///
    /// # Errors
    /// `Invalid` when a name is unfit or used twice, a pattern can't be read, or options are missing.
    pub fn check_items(items: &[QuestionnaireItem]) -> Result<()> {
        let mut problems = text::Problems::new();
        for (index, item) in items.iter().enumerate() {
            let mut letters = item.name.bytes();
            let named = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
                && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
                && item.name.len() <= 64;
            if !named || items[..index].iter().any(|other| other.name == item.name) {
                problems.add(
                    format!("items.{index}.name"),
                    FieldCode::BadFormat,
                    "A name that only this question has.",
                );
            }
            if item.pattern.as_deref().is_some_and(|pattern| whole(pattern).is_err()) {
                problems.add(format!("items.{index}.pattern"), FieldCode::BadFormat, "A regular expression.");
            }
            if item.kind.has_options() && item.options.is_empty() {
                problems.add(format!("items.{index}.options"), FieldCode::Required, "At least one option.");
            }
        }
        problems.finish()
    }
}

/// Answers of a service that asks nothing: anything is taken, up to the limit of size.
///
/// # Errors
/// `Invalid` when there is too much.
pub fn check_size(answers: &Answers) -> Result<()> {
    let size = serde_json::to_string(answers).map_or(usize::MAX, |text| text.len());
    if size > ANSWERS_MAX {
        return Err(Error::invalid("", FieldCode::TooLong, "All answers together: at most 64 KiB."));
    }
    // PostgreSQL can't store NUL, neither in text nor escaped in JSON that is read as such later.
    if answers.iter().any(|(name, value)| name.contains('\0') || has_nul(value)) {
        return Err(Error::invalid("", FieldCode::BadFormat, "Control characters are not allowed."));
    }
    Ok(())
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(has_nul),
        Value::Object(members) => members.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Who the answers speak of, by the customary names of the questions.
pub fn patient_details(answers: &Answers, phone_prefix: Option<&str>) -> PatientDetails {
    let text = |name: &str| answers.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let cut = |name: &str| text(name).chars().filter(|letter| !letter.is_control()).take(text::NAME_MAX).collect();
    PatientDetails {
        given_name: cut("firstName"),
        family_name: cut("lastName"),
        email: text::email(text("email")),
        phone: text::phone(text("phone"), phone_prefix),
        birth_date: text("dateOfBirth").parse().ok(),
    }
}

type Problem = (FieldCode, String);

impl ItemKind {
    /// Whether the answer is chosen from options.
    pub fn has_options(self) -> bool {
        matches!(self, Self::Select | Self::Multiselect | Self::Radio)
    }
}

impl QuestionnaireItem {
    /// The answer in its one form, or none when there is none and none is needed.
    fn check(&self, value: &Value, phone_prefix: Option<&str>) -> std::result::Result<Option<Value>, Problem> {
        let blank = match value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(values) => values.is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
        };
        if blank {
            return if self.required { Err(needed()) } else { Ok(None) };
        }
        match self.kind {
            ItemKind::Text | ItemKind::Textarea => self.check_text(value).map(Some),
            ItemKind::Email => {
                let email = text::email(string(value)?);
                email.map(|email| Some(email.into())).ok_or_else(|| bad("An e-mail address."))
            }
            ItemKind::Phone => {
                let phone = text::phone(string(value)?, phone_prefix);
                phone
                    .map(|phone| Some(phone.into()))
                    .ok_or_else(|| bad("A phone number that begins with + and the country."))
            }
            ItemKind::Number => self.check_number(value).map(Some),
            ItemKind::Date => {
                let date = string(value)?.trim();
                let exact = date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok();
                if exact { Ok(Some(date.into())) } else { Err(bad("A date, YYYY-MM-DD.")) }
            }
            ItemKind::Select | ItemKind::Radio => {
                let choice = string(value)?;
                if self.is_option(choice) { Ok(Some(choice.into())) } else { Err(unknown_option()) }
            }
            ItemKind::Multiselect => {
                let Value::Array(choices) = value else {
                    return Err(wrong("A list of options."));
                };
                let known = choices.iter().all(|choice| choice.as_str().is_some_and(|choice| self.is_option(choice)));
                if known { Ok(Some(value.clone())) } else { Err(unknown_option()) }
            }
            ItemKind::Checkbox => match value {
                Value::Bool(false) if self.required => Err(needed()),
                Value::Bool(_) => Ok(Some(value.clone())),
                _ => Err(wrong("True or false.")),
            },
        }
    }

    fn is_option(&self, choice: &str) -> bool {
        self.options.iter().any(|option| option.value == choice)
    }

    fn check_text(&self, value: &Value) -> std::result::Result<Value, Problem> {
        let text = string(value)?.trim();
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if self.min_length.is_some_and(|least| length < least) {
            return Err((FieldCode::TooShort, format!("At least {} characters.", self.min_length.unwrap_or_default())));
        }
        if self.max_length.is_some_and(|most| length > most) {
            return Err((FieldCode::TooLong, format!("At most {} characters.", self.max_length.unwrap_or_default())));
        }
        if let Some(pattern) = &self.pattern {
            // The pattern was read when the questionnaire was saved; one that can't be read refuses nothing.
            if whole(pattern).is_ok_and(|pattern| !pattern.is_match(text)) {
                return Err(bad("Not written as asked for."));
            }
        }
        Ok(text.into())
    }

    fn check_number(&self, value: &Value) -> std::result::Result<Value, Problem> {
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => return Err(wrong("A number.")),
        };
        let number = number.filter(|number| number.is_finite()).ok_or_else(|| wrong("A number."))?;
        if self.min.is_some_and(|least| number < least) || self.max.is_some_and(|most| number > most) {
            return Err((FieldCode::OutOfRange, "This number is out of range.".to_owned()));
        }
        Ok(if value.is_number() { value.clone() } else { serde_json::json!(number) })
    }
}

/// The pattern, to be matched as a whole, on a linear-time engine with a bounded size.
fn whole(pattern: &str) -> std::result::Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(64 * 1024).build()
}

fn string(value: &Value) -> std::result::Result<&str, Problem> {
    value.as_str().ok_or_else(|| wrong("Text."))
}

fn needed() -> Problem {
    (FieldCode::Required, "This is needed.".to_owned())
}

fn wrong(message: &str) -> Problem {
    (FieldCode::WrongType, message.to_owned())
}

fn bad(message: &str) -> Problem {
    (FieldCode::BadFormat, message.to_owned())
}

fn unknown_option() -> Problem {
    (FieldCode::UnknownOption, "None of the options.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn item(name: &str, kind: ItemKind, required: bool) -> QuestionnaireItem {
        QuestionnaireItem {
            name: name.into(),
            text: name.into(),
            kind,
            required,
            help: None,
            options: vec![],
            min_length: None,
            max_length: None,
            pattern: None,
            min: None,
            max: None,
        }
    }

    fn check(item: QuestionnaireItem, value: Value) -> std::result::Result<Value, FieldCode> {
        let name = item.name.clone();
        let questionnaire =
            Questionnaire { id: QuestionnaireId(1), title: "t".into(), version: 1, active: true, items: vec![item] };
        let answers = [(name.clone(), value)].into_iter().collect();
        match questionnaire.check(answers, Some("+1")) {
            Ok(answers) => Ok(answers[&name].clone()),
            Err(Error::Invalid(fields)) => Err(fields[0].code),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn answers_are_checked_by_kind() {
        use FieldCode::*;
        let text = || QuestionnaireItem {
            min_length: Some(2),
            max_length: Some(4),
            pattern: Some("[a-z]+".into()),
            ..item("q", ItemKind::Text, true)
        };
        assert_eq!(check(text(), json!(" abc ")), Ok(json!("abc")));
        assert_eq!(check(text(), json!("a")), Err(TooShort));
        assert_eq!(check(text(), json!("abcde")), Err(TooLong));
        assert_eq!(check(text(), json!("ab1")), Err(BadFormat));
        assert_eq!(check(text(), json!(7)), Err(WrongType));
        assert_eq!(check(text(), json!("  ")), Err(Required));
        assert_eq!(check(text(), Value::Null), Err(Required));

        assert_eq!(check(item("q", ItemKind::Email, true), json!("A@b.ch")), Ok(json!("a@b.ch")));
        assert_eq!(check(item("q", ItemKind::Email, true), json!("nobody")), Err(BadFormat));
        assert_eq!(check(item("q", ItemKind::Phone, true), json!("555 123-4567")), Ok(json!("+15551234567")));
        assert_eq!(check(item("q", ItemKind::Phone, true), json!("12")), Err(BadFormat));
        assert_eq!(check(item("q", ItemKind::Date, true), json!("2026-02-28")), Ok(json!("2026-02-28")));
        assert_eq!(check(item("q", ItemKind::Date, true), json!("2026-02-30")), Err(BadFormat));
        assert_eq!(check(item("q", ItemKind::Checkbox, true), json!(false)), Err(Required));
        assert_eq!(check(item("q", ItemKind::Checkbox, false), json!(false)), Ok(json!(false)));
        assert_eq!(check(item("q", ItemKind::Checkbox, true), json!("yes")), Err(WrongType));

        let number = || QuestionnaireItem { min: Some(1.0), max: Some(9.0), ..item("q", ItemKind::Number, true) };
        assert_eq!(check(number(), json!("4.5")), Ok(json!(4.5)));
        assert_eq!(check(number(), json!(10)), Err(OutOfRange));
        assert_eq!(check(number(), json!("NaN")), Err(WrongType));

        let options = vec![ItemOption { value: "a".into(), label: "A".into() }];
        let select = || QuestionnaireItem { options: options.clone(), ..item("q", ItemKind::Select, true) };
        assert_eq!(check(select(), json!("a")), Ok(json!("a")));
        assert_eq!(check(select(), json!("b")), Err(UnknownOption));
        let many = || QuestionnaireItem { options: options.clone(), ..item("q", ItemKind::Multiselect, true) };
        assert_eq!(check(many(), json!(["a"])), Ok(json!(["a"])));
        assert_eq!(check(many(), json!(["a", "b"])), Err(UnknownOption));
        assert_eq!(check(many(), json!("a")), Err(WrongType));
    }

    #[test]
    fn all_bad_answers_are_named_at_once_and_unknown_ones_are_kept() {
        let questionnaire = Questionnaire {
            id: QuestionnaireId(1),
            title: "t".into(),
            version: 1,
            active: true,
            items: vec![item("a", ItemKind::Text, true), item("b", ItemKind::Email, true)],
        };
        let Err(Error::Invalid(fields)) = questionnaire.check(Answers::new(), None) else { panic!("accepted") };
        assert_eq!(fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>(), ["a", "b"]);

        let sent = json!({"a": "x", "b": "x@y.zz", "extra": {"deep": [1]}}).as_object().unwrap().clone();
        assert_eq!(questionnaire.check(sent.clone(), None).unwrap(), sent);
    }

    #[test]
    fn questions_themselves_are_checked() {
        let twice = [item("a", ItemKind::Text, true), item("a", ItemKind::Text, true)];
        assert!(Questionnaire::check_items(&twice).is_err());
        assert!(Questionnaire::check_items(&[item("1a", ItemKind::Text, true)]).is_err());
        assert!(Questionnaire::check_items(&[item("a", ItemKind::Select, true)]).is_err());
        let bad = QuestionnaireItem { pattern: Some("(".into()), ..item("a", ItemKind::Text, true) };
        assert!(Questionnaire::check_items(&[bad]).is_err());
        assert!(Questionnaire::check_items(&[item("a", ItemKind::Text, true)]).is_ok());
    }
}
