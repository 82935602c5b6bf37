//! Answers to questionnaires: any questions, and any JSON as answers.

#![no_main]

use arbitrary::Arbitrary;
use domain::questionnaire::{Answers, ItemKind, ItemOption, patient_details};
use domain::{Error, Questionnaire, QuestionnaireId, QuestionnaireItem};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Given<'a> {
    items: Vec<Item<'a>>,
    /// JSON that the answers are read from.
    answers: &'a str,
    has_prefix: bool,
}

#[derive(Arbitrary, Debug)]
struct Item<'a> {
    name: &'a str,
    kind: u8,
    required: bool,
    options: Vec<&'a str>,
    lengths: (Option<u8>, Option<u8>),
    pattern: Option<&'a str>,
    bounds: (Option<f64>, Option<f64>),
    /// An answer of its own, where the JSON has none.
    answer: Option<&'a str>,
}

const KINDS: [ItemKind; 10] = [
    ItemKind::Text,
    ItemKind::Textarea,
    ItemKind::Email,
    ItemKind::Phone,
    ItemKind::Number,
    ItemKind::Date,
    ItemKind::Select,
    ItemKind::Multiselect,
    ItemKind::Checkbox,
    ItemKind::Radio,
];

fn item(given: &Item<'_>) -> QuestionnaireItem {
    QuestionnaireItem {
        name: given.name.to_owned(),
        text: String::new(),
        kind: KINDS[usize::from(given.kind) % KINDS.len()],
        required: given.required,
        help: None,
        options: given
            .options
            .iter()
            .map(|&value| ItemOption { value: value.to_owned(), label: String::new() })
            .collect(),
        min_length: given.lengths.0.map(u32::from),
        max_length: given.lengths.1.map(u32::from),
        pattern: given.pattern.map(str::to_owned),
        min: given.bounds.0,
        max: given.bounds.1,
    }
}

fn answers(given: &Given<'_>) -> Answers {
    let mut answers: Answers = serde_json::from_str(given.answers).unwrap_or_default();
    for item in &given.items {
        if let Some(answer) = item.answer {
            answers.entry(item.name).or_insert_with(|| answer.into());
        }
    }
    answers
}

fuzz_target!(|given: Given<'_>| {
    let items: Vec<QuestionnaireItem> = given.items.iter().map(item).collect();
    let _ = patient_details(&answers(&given), None);
    if Questionnaire::check_items(&items).is_err() {
        return;
    }
    let questionnaire = Questionnaire { id: QuestionnaireId(1), title: String::new(), version: 1, active: true, items };
    let prefix = given.has_prefix.then_some("+1");
    match questionnaire.check(answers(&given), prefix) {
        Ok(checked) => {
            let again = questionnaire.check(checked.clone(), prefix);
            assert_eq!(again.ok(), Some(checked), "what is accepted is accepted again as it is");
        }
        Err(Error::Invalid(fields)) => {
            for field in &fields {
                let named = questionnaire.items.iter().any(|item| item.name == field.field);
                assert!(named || field.field.is_empty(), "{field:?} is no question");
                let repeated =
                    |item: &Item<'_>| item.answer.is_some_and(|text| text.len() > 11 && field.message.contains(text));
                assert!(!given.items.iter().any(repeated), "{field:?} repeats an answer");
            }
        }
        Err(other) => panic!("{other}"),
    }
});
