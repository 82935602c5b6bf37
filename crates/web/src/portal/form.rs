//! The portal's forms, made of the same fields as the forms of practices.

use domain::questionnaire::{ItemKind, ItemOption};
use domain::{Error, FieldCode, FieldError, Questionnaire, QuestionnaireId, QuestionnaireItem, Scope, Scopes};

use crate::error::Failure;
use crate::fields::{Field, fields};
use crate::forms::FormData;
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
    /// A form of these questions. What is wrong is said in the core's words, which are English as the portal is.
    pub(crate) fn new(items: Vec<QuestionnaireItem>, typed: &FormData, errors: &[FieldError]) -> Self {
        let questions = Questionnaire { id: QuestionnaireId(0), title: String::new(), version: 1, active: true, items };
        let mut fields = fields(Language::En, &questions, typed, &[]);
        let mut problems = Vec::new();
        for error in errors {
            // Members of lists are named by a number.
            let name = error.field.split('.').next().unwrap_or_default();
            let Some(field) = fields.iter_mut().find(|field| field.name == name) else {
                problems.push(Problem { href: None, text: error.message.clone() });
                continue;
            };
            problems.push(Problem {
                href: Some(format!("#{}", field.id)),
                text: format!("{}: {}", field.label, error.message),
            });
            field.error.get_or_insert_with(|| error.message.clone());
        }
        Self { fields, problems }
    }
}

/// A question.
pub(crate) fn ask(name: &str, label: &str, kind: ItemKind) -> QuestionnaireItem {
    QuestionnaireItem {
        name: name.to_owned(),
        text: label.to_owned(),
        kind,
        required: false,
        help: None,
        options: Vec::new(),
        min_length: None,
        max_length: None,
        pattern: None,
        min: None,
        max: None,
    }
}

/// A question that must be answered.
pub(crate) fn require(name: &str, label: &str, kind: ItemKind) -> QuestionnaireItem {
    QuestionnaireItem { required: true, ..ask(name, label, kind) }
}

/// The same with a hint.
pub(crate) fn hint(item: QuestionnaireItem, help: impl Into<String>) -> QuestionnaireItem {
    QuestionnaireItem { help: Some(help.into()), ..item }
}

/// The same with choices: what is sent, and what is shown.
pub(crate) fn choose(
    item: QuestionnaireItem,
    options: impl IntoIterator<Item = (String, String)>,
) -> QuestionnaireItem {
    let options = options.into_iter().map(|(value, label)| ItemOption { value, label });
    QuestionnaireItem { options: options.collect(), ..item }
}

/// Which scopes are wanted.
pub(crate) fn scopes_question(label: &str) -> QuestionnaireItem {
    let says = |scope: &Scope| match scope {
        Scope::Providers => "providers, schedules and free time",
        Scope::Products => "products",
        Scope::Articles => "articles of the knowledge base",
        Scope::Tickets => "tickets and their comments",
        Scope::Prospects => "patients and prospects",
        Scope::Tags => "tags of patients",
    };
    let options = Scope::ALL.iter().map(|scope| (scope.to_string(), format!("{scope} – {}", says(scope))));
    choose(ask("scopes", label, ItemKind::Multiselect), options)
}

/// The scopes that were ticked. A name that is none of ours is passed over: no page of ours sends it.
pub(crate) fn scopes(form: &FormData) -> Scopes {
    form.all("scopes").filter_map(|name| name.parse::<Scope>().ok()).collect()
}

/// What came of a use case, where the form itself has mistakes as well: then nothing is done, and all of them are told at once.
pub(crate) fn unless_wrong<T>(done: domain::Result<T>, mistakes: Vec<FieldError>) -> domain::Result<T> {
    match done {
        done if mistakes.is_empty() => done,
        Ok(_) => Err(Error::Invalid(mistakes)),
        Err(Error::Invalid(more)) => Err(Error::Invalid(more.into_iter().chain(mistakes).collect())),
        Err(other) => Err(other),
    }
}

/// What a use case has against a form. Anything that is not about the form goes on as a failure.
pub(crate) fn refusals(error: Error) -> Result<Vec<FieldError>, Failure> {
    match error {
        Error::Invalid(errors) => Ok(errors),
        Error::Duplicate { field, .. } => {
            Ok(vec![FieldError::new(field, FieldCode::BadFormat, "There is one of that name already.")])
        }
        Error::Conflict { reason, .. } => Ok(vec![FieldError::new("", FieldCode::BadFormat, reason)]),
        other => Err(other.into()),
    }
}
