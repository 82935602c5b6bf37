//! Questions as fields of a form, with what was typed and what is wrong with it.

use domain::questionnaire::ItemKind;
use domain::{FieldCode, FieldError, Questionnaire, QuestionnaireId, QuestionnaireItem};

use crate::forms::FormData;
use crate::language::Language;

/// A field of a form.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The name it is sent by.
    pub name: String,
    /// Its id, and that of its first choice.
    pub id: String,
    /// The question.
    pub label: String,
    /// A hint.
    pub help: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What browsers may fill in by themselves.
    pub autocomplete: &'static str,
    /// How it is filled in.
    pub control: Control,
}

/// How a field is filled in.
#[derive(Clone, Debug)]
pub(crate) enum Control {
    /// One line; the type and mode of the `input`.
    Line { kind: &'static str, mode: &'static str, value: String },
    /// Several lines.
    Area { value: String },
    /// One of a list.
    List { choices: Vec<FieldChoice> },
    /// One or several of the shown ones; the type of their `input`.
    Choices { kind: &'static str, choices: Vec<FieldChoice> },
    /// Yes or no.
    Tick { ticked: bool },
}

/// A choice of a field.
#[derive(Clone, Debug)]
pub(crate) struct FieldChoice {
    /// Its id.
    pub id: String,
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Field {
    /// The ids of what describes it, for `aria-describedby`.
    pub(crate) fn described_by(&self) -> Option<String> {
        let help = self.help.as_ref().map(|_| format!("{}-help", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let ids: Vec<String> = help.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn new(language: Language, item: &QuestionnaireItem, sent: &FormData, problems: &[FieldError]) -> Self {
        let id = format!("field-{}", item.name);
        let problem = problems.iter().find(|problem| problem.field == item.name);
        Self {
            control: control(item, &id, sent),
            name: item.name.clone(),
            id,
            label: item.text.clone(),
            help: item.help.clone(),
            required: item.required,
            error: problem.map(|problem| message(language, item, problem.code)),
            autocomplete: autocomplete(item),
        }
    }
}

/// The fields of these questions.
pub(crate) fn fields(
    language: Language,
    questions: &Questionnaire,
    sent: &FormData,
    problems: &[FieldError],
) -> Vec<Field> {
    let items = questions.items.iter();
    items.map(|item| Field::new(language, item, sent, problems)).collect()
}

fn control(item: &QuestionnaireItem, id: &str, sent: &FormData) -> Control {
    let line = |kind, mode| Control::Line { kind, mode, value: sent.first(&item.name).unwrap_or_default().to_owned() };
    match item.kind {
        ItemKind::Text => line("text", ""),
        ItemKind::Email => line("email", "email"),
        ItemKind::Phone => line("tel", "tel"),
        // Not `number`: browsers then send nothing for a number they don't like, and the value is lost.
        ItemKind::Number => line("text", "decimal"),
        ItemKind::Date => line("date", ""),
        ItemKind::Textarea => Control::Area { value: sent.first(&item.name).unwrap_or_default().to_owned() },
        ItemKind::Select => Control::List { choices: options(item, id, sent) },
        ItemKind::Multiselect => Control::Choices { kind: "checkbox", choices: options(item, id, sent) },
        ItemKind::Radio => Control::Choices { kind: "radio", choices: options(item, id, sent) },
        ItemKind::Checkbox => Control::Tick { ticked: sent.first(&item.name).is_some() },
    }
}

/// The first choice has the field's own id, so that a link from the list of errors leads to it.
fn options(item: &QuestionnaireItem, id: &str, sent: &FormData) -> Vec<FieldChoice> {
    let options = item.options.iter().enumerate();
    let choice = |(index, option): (usize, &domain::questionnaire::ItemOption)| FieldChoice {
        id: if index == 0 { id.to_owned() } else { format!("{id}-{index}") },
        value: option.value.clone(),
        label: option.label.clone(),
        chosen: sent.all(&item.name).any(|value| value == option.value),
    };
    options.map(choice).collect()
}

/// What is wrong, in the visitor's language. The core's own words are English.
fn message(language: Language, item: &QuestionnaireItem, code: FieldCode) -> String {
    let count = |key, count: Option<u32>| language.text_with(key, &[("count", i64::from(count.unwrap_or(0)).into())]);
    match code {
        FieldCode::Required => language.text(match item.kind {
            ItemKind::Checkbox => "error-tick",
            ItemKind::Select | ItemKind::Multiselect | ItemKind::Radio => "error-choose",
            _ => "error-required",
        }),
        FieldCode::TooShort => count("error-too-short", item.min_length),
        FieldCode::TooLong => count("error-too-long", item.max_length),
        FieldCode::OutOfRange => range(language, item),
        FieldCode::UnknownOption | FieldCode::UnknownReference => language.text("error-choose"),
        FieldCode::WrongType | FieldCode::BadFormat => language.text(match item.kind {
            ItemKind::Email => "error-email",
            ItemKind::Phone => "error-phone",
            ItemKind::Number => "error-number",
            ItemKind::Date => "error-date",
            _ => "error-format",
        }),
    }
}

fn range(language: Language, item: &QuestionnaireItem) -> String {
    let (least, most) = (item.min.map(|min| min.to_string()), item.max.map(|max| max.to_string()));
    match (least, most) {
        (Some(least), Some(most)) => {
            language.text_with("error-between", &[("least", least.into()), ("most", most.into())])
        }
        (Some(least), None) => language.text_with("error-at-least", &[("least", least.into())]),
        (None, Some(most)) => language.text_with("error-at-most", &[("most", most.into())]),
        (None, None) => language.text("error-number"),
    }
}

/// By the customary names of questions, which the core knows people by as well.
fn autocomplete(item: &QuestionnaireItem) -> &'static str {
    match item.name.as_str() {
        "firstName" => "given-name",
        "lastName" => "family-name",
        "email" | "contact_email" => "email",
        "phone" | "contact_phone" => "tel",
        "dateOfBirth" => "bday",
        // At the portal, of whoever asks for access themselves.
        "company" => "organization",
        "contact_name" => "name",
        _ => "off",
    }
}

/// What is asked when a service has no questions of its own: who comes, and how to reach them.
pub(crate) fn contact_questions(language: Language) -> Questionnaire {
    let question = |name: &str, key, kind, required| QuestionnaireItem {
        name: name.to_owned(),
        text: language.text(key),
        kind,
        required,
        help: None,
        options: Vec::new(),
        min_length: None,
        max_length: Some(200),
        pattern: None,
        min: None,
        max: None,
    };
    Questionnaire {
        id: QuestionnaireId(0),
        title: String::new(),
        version: 1,
        active: true,
        items: vec![
            question("firstName", "question-first-name", ItemKind::Text, true),
            question("lastName", "question-last-name", ItemKind::Text, true),
            question("email", "question-email", ItemKind::Email, true),
            question("phone", "question-phone", ItemKind::Phone, false),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaire::ItemOption;

    #[test]
    fn fields_keep_what_was_typed_and_say_what_is_wrong() {
        let sent = FormData::parse(b"firstName=+Ada&email=nobody");
        let problems = [
            FieldError::new("lastName", FieldCode::Required, "x"),
            FieldError::new("email", FieldCode::BadFormat, "x"),
        ];
        let fields = fields(Language::En, &contact_questions(Language::En), &sent, &problems);
        assert!(matches!(&fields[0].control, Control::Line { value, .. } if value == " Ada"));
        assert_eq!(fields[0].described_by(), None);
        assert_eq!(fields[1].described_by().as_deref(), Some("field-lastName-error"));
        assert!(fields[2].error.as_ref().unwrap().contains("name@example.com"));
    }

    #[test]
    fn the_first_choice_has_the_id_of_the_field() {
        let option = |value: &str| ItemOption { value: value.into(), label: value.into() };
        let mut questions = contact_questions(Language::En);
        questions.items[0].kind = ItemKind::Multiselect;
        questions.items[0].options = vec![option("a"), option("b")];
        let sent = FormData::parse(b"firstName=b");
        let fields = fields(Language::En, &questions, &sent, &[]);
        let Control::Choices { choices, .. } = &fields[0].control else { panic!("no choices") };
        assert_eq!(choices[0].id, "field-firstName");
        assert_eq!(choices[1].id, "field-firstName-1");
        assert!(!choices[0].chosen && choices[1].chosen);
    }
}
