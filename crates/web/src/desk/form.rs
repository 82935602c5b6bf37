//! The desk's forms: fields that are not questions of a practice, and what is wrong with them in the visitor's language.

use domain::{Error, FieldCode, FieldError};

use crate::error::Failure;
use crate::fields::{Control, Field, FieldChoice};
use crate::language::Language;
use crate::pages::booking_form::Problem;

/// A form with what was typed and what is wrong with it.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub fields: Vec<Field>,
    /// All that is wrong, for the list on top.
    pub problems: Vec<Problem>,
}

impl Form {
    /// A form of these fields.
    pub(super) fn new(language: Language, mut fields: Vec<Field>, errors: &[FieldError]) -> Self {
        let mut problems = Vec::new();
        for error in errors {
            let text = message(language, error);
            let Some(field) = fields.iter_mut().find(|field| field.name == error.field) else {
                problems.push(Problem { href: None, text });
                continue;
            };
            let values = [("field", field.label.clone().into()), ("message", text.clone().into())];
            let href = Some(format!("#{}", field.id));
            problems.push(Problem { href, text: language.text_with("error-in-field", &values) });
            field.error.get_or_insert(text);
        }
        Self { fields, problems }
    }
}

/// A line to fill in. `kind` is the type of the `input`.
pub(super) fn line(
    language: Language,
    name: &str,
    label: &str,
    kind: &'static str,
    autocomplete: &'static str,
    typed: &str,
) -> Field {
    // Nothing secret is sent back.
    let value = if kind == "password" { String::new() } else { typed.to_owned() };
    Field {
        name: name.to_owned(),
        id: format!("field-{name}"),
        label: language.text(label),
        help: None,
        required: true,
        error: None,
        autocomplete,
        control: Control::Line { kind, mode: "", value },
    }
}

/// One of several: what is sent, and what is shown.
pub(super) fn choice(language: Language, name: &str, label: &str, options: Vec<(&str, String)>, chosen: &str) -> Field {
    let id = format!("field-{name}");
    let option = |(value, label): (&str, String)| FieldChoice {
        id: String::new(),
        value: value.to_owned(),
        label,
        chosen: value == chosen,
    };
    let control = Control::List { choices: options.into_iter().map(option).collect() };
    Field { id, control, ..line(language, name, label, "text", "off", "") }
}

/// The same field with a hint.
pub(super) fn hint(field: Field, help: String) -> Field {
    Field { help: Some(help), ..field }
}

/// What is wrong, in the visitor's language. The core's own words are English.
fn message(language: Language, error: &FieldError) -> String {
    let key = match (error.field.as_str(), error.code) {
        (_, FieldCode::Required) => "error-required",
        ("password", FieldCode::TooShort) => "desk-password-too-short",
        ("password", FieldCode::TooLong) => "desk-password-too-long",
        ("password", _) => "desk-password-easy",
        ("current", _) => "desk-password-wrong",
        ("code", _) => "desk-code-wrong",
        ("login", FieldCode::UnknownOption) => "desk-login-taken",
        ("login", _) => "error-email",
        ("role", _) => "error-choose",
        ("", FieldCode::UnknownOption) => "desk-last-owner",
        _ => "error-general",
    };
    language.text(key)
}

/// What a use case has against a form. Anything that is not about the form goes on as a failure.
pub(super) fn refusals(error: Error) -> Result<Vec<FieldError>, Failure> {
    match error {
        Error::Invalid(errors) => Ok(errors),
        Error::Duplicate { field, .. } => {
            Ok(vec![FieldError::new(field, FieldCode::UnknownOption, "There is one of that name already.")])
        }
        // Nothing but the last owner can be in the way of a change of users.
        Error::Conflict { reason, .. } => Ok(vec![FieldError::new("", FieldCode::UnknownOption, reason)]),
        other => Err(other.into()),
    }
}
