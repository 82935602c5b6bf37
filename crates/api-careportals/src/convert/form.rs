//! Forms: our questionnaires.

use domain::questionnaire::ItemKind;
use domain::{Organization, Questionnaire, QuestionnaireItem};
use serde_json::Number;

use crate::convert::object_id::{Kind, write};
use crate::convert::{number, service};
use crate::wire::form::{FieldOption, FieldType, Form, FormField};

/// A questionnaire as this door shows it.
pub(crate) fn show(organization: &Organization, questionnaire: &Questionnaire) -> Form {
    Form {
        id: write(Kind::Form, questionnaire.id.0),
        organization: organization.slug.clone(),
        label: questionnaire.title.clone(),
        status: service::status(questionnaire.active),
        fields: questionnaire.items.iter().map(field).collect(),
    }
}

fn field(item: &QuestionnaireItem) -> FormField {
    let options =
        item.options.iter().map(|option| FieldOption { value: option.value.clone(), label: option.label.clone() });
    FormField {
        name: item.name.clone(),
        label: item.text.clone(),
        kind: kind(item.kind),
        required: item.required,
        help_text: item.help.clone(),
        options: options.collect(),
        min_length: item.min_length,
        max_length: item.max_length,
        pattern: item.pattern.clone(),
        min: item.min.map(limit),
        max: item.max.map(limit),
    }
}

fn limit(limit: f64) -> Number {
    number::read(&limit.to_string())
}

fn kind(kind: ItemKind) -> FieldType {
    match kind {
        ItemKind::Text => FieldType::Text,
        ItemKind::Textarea => FieldType::Textarea,
        ItemKind::Email => FieldType::Email,
        ItemKind::Phone => FieldType::Phone,
        ItemKind::Number => FieldType::Number,
        ItemKind::Date => FieldType::Date,
        ItemKind::Select => FieldType::Select,
        ItemKind::Multiselect => FieldType::Multiselect,
        ItemKind::Checkbox => FieldType::Checkbox,
        ItemKind::Radio => FieldType::Radio,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::sample;
    use domain::questionnaire::ItemOption;
    use serde_json::json;

    #[test]
    fn a_form_shows_what_its_questions_ask_for_and_no_more() {
        let option = |value: &str, label: &str| ItemOption { value: value.into(), label: label.into() };
        let text = QuestionnaireItem {
            min_length: Some(2),
            max_length: Some(9),
            pattern: Some("[a-z]+".into()),
            help: Some("Small letters.".into()),
            ..sample::item("code", ItemKind::Text)
        };
        let number = QuestionnaireItem { min: Some(1.0), max: Some(9.5), ..sample::item("count", ItemKind::Number) };
        let radio = QuestionnaireItem { options: vec![option("a", "A")], ..sample::item("choice", ItemKind::Radio) };
        let form = show(&sample::organization(), &sample::questionnaire(vec![text, number, radio]));
        assert_eq!(
            serde_json::to_value(form).unwrap(),
            json!({
                "_id": "6a0001020000000000000003",
                "organization": "alice",
                "label": "Before your visit",
                "status": "active",
                "fields": [
                    { "name": "code", "label": "code?", "type": "text", "required": true, "helpText": "Small letters.",
                      "minLength": 2, "maxLength": 9, "pattern": "[a-z]+" },
                    { "name": "count", "label": "count?", "type": "number", "required": true, "min": 1, "max": 9.5 },
                    { "name": "choice", "label": "choice?", "type": "radio", "required": true,
                      "options": [{ "value": "a", "label": "A" }] }
                ]
            })
        );
    }

    #[test]
    fn every_kind_of_question_has_its_word() {
        for (item, word) in [
            (ItemKind::Text, "text"),
            (ItemKind::Textarea, "textarea"),
            (ItemKind::Email, "email"),
            (ItemKind::Phone, "phone"),
            (ItemKind::Number, "number"),
            (ItemKind::Date, "date"),
            (ItemKind::Select, "select"),
            (ItemKind::Multiselect, "multiselect"),
            (ItemKind::Checkbox, "checkbox"),
            (ItemKind::Radio, "radio"),
        ] {
            assert_eq!(serde_json::to_value(kind(item)).unwrap(), word);
        }
    }
}
