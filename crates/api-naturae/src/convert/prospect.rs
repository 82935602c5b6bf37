//! Prospects: the patients of the clinic, member by member.

use domain::patient::{Gender, LifeStage, Patient, PatientFilter, PatientKind};
use domain::{FieldCode, PageQuery, PractitionerId, Result, Tag};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::body::Members;
use crate::convert::tag;
use crate::error::Names;
use crate::query::{Params, date};
use crate::wire::prospect::Prospect;
use crate::wire::scalar::Instant;

/// The plain texts: as they are called here, and in a patient's profile.
const TEXTS: [(&str, &str); 23] = [
    ("MI", "middle_initial"),
    ("FullName", "full_name"),
    ("NickName", "nick_name"),
    ("Pronouns", "pronouns"),
    ("SexualIdentity", "sexual_identity"),
    ("PrimaryLanguage", "primary_language"),
    ("Phone", "phone"),
    ("CellPhone", "cell_phone"),
    ("SMSPhone", "sms_phone"),
    ("Address", "address"),
    ("Unit", "unit"),
    ("City", "city"),
    ("State", "state"),
    ("Zip", "zip"),
    ("Country", "country"),
    ("Sh_Name", "shipping_name"),
    ("Sh_Address", "shipping_address"),
    ("Sh_Unit", "shipping_unit"),
    ("Sh_City", "shipping_city"),
    ("Sh_State", "shipping_state"),
    ("Sh_Zip", "shipping_zip"),
    ("Sh_Country", "shipping_country"),
    ("Notes", "notes"),
];

const GENDERS: [(&str, Gender); 4] =
    [("m", Gender::Male), ("f", Gender::Female), ("o", Gender::Other), ("u", Gender::Unknown)];

const LIFE_STAGES: [(&str, LifeStage); 8] = [
    ("Infant", LifeStage::Infant),
    ("Toddler", LifeStage::Toddler),
    ("Child", LifeStage::Child),
    ("Adolescent", LifeStage::Adolescent),
    ("EarlyAdult", LifeStage::EarlyAdult),
    ("Adult", LifeStage::Adult),
    ("AllAdults", LifeStage::AllAdults),
    ("Senior", LifeStage::Senior),
];

const TYPES: [(&str, PatientKind); 5] = [
    ("Patient", PatientKind::Patient),
    ("Child", PatientKind::Child),
    ("Cash", PatientKind::Cash),
    ("Insurance", PatientKind::Insurance),
    ("Guarantor", PatientKind::Guarantor),
];

/// What the core calls members that are no plain texts.
const OTHERS: [(&str, &str); 6] = [
    ("given_name", "FirstName"),
    ("family_name", "LastName"),
    ("email", "EMail"),
    ("birth_date", "DOB"),
    ("practitioner_id", "ProviderID"),
    ("photo", "PtImg"),
];

/// The names that the core's fields have here.
pub(crate) fn names() -> Vec<(&'static str, &'static str)> {
    let texts = TEXTS.iter().map(|(theirs, ours)| (*ours, *theirs));
    let names: &Names = &OTHERS;
    texts.chain(names.iter().copied()).collect()
}

/// What is to become of a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    FirstName(String),
    LastName(String),
    Email(Option<String>),
    Birth(Option<Date>),
    Text(&'static str, Option<String>),
    Gender(Option<Gender>),
    LifeStage(Option<LifeStage>),
    Kind(Option<PatientKind>),
    Provider(Option<PractitionerId>),
    Prospect(bool),
    Picture(Option<String>),
}

impl Change {
    /// Makes the change.
    pub(crate) fn apply(&self, patient: &mut Patient) {
        for step in self.steps.iter().cloned() {
            let (details, profile) = (&mut patient.details, &mut patient.profile);
            match step {
                Step::FirstName(name) => details.given_name = name,
                Step::LastName(name) => details.family_name = name,
                Step::Email(email) => details.email = email,
                Step::Birth(date) => details.birth_date = date,
                Step::Text(name, text) => {
                    if let Some(slot) = profile.text_mut(name) {
                        *slot = text;
                    }
                }
                Step::Gender(gender) => profile.gender = gender,
                Step::LifeStage(stage) => profile.life_stage = stage,
                Step::Kind(kind) => profile.kind = kind,
                Step::Provider(id) => profile.practitioner_id = id,
                Step::Prospect(flag) => profile.is_prospect = flag,
                Step::Picture(picture) => profile.photo = picture,
            }
        }
    }
}

/// Reads a new person.
///
/// # Errors
/// `Invalid` with every bad member, or when no name is given.
pub(crate) fn read_create(object: &Map<String, Value>) -> Result<Change> {
    let mut members = Members::of(object);
    let named = ["FirstName", "LastName", "FullName"].iter().any(|name| {
        let text = object.get(*name).and_then(Value::as_str);
        text.is_some_and(|text| !text.trim().is_empty())
    });
    if !named {
        members.note("", FieldCode::Required, "FirstName, LastName or FullName is needed.");
    }
    let mut change = read(members)?;
    // Unless the body says otherwise.
    change.steps.insert(0, Step::Prospect(true));
    Ok(change)
}

/// Reads what is to be changed about a person.
///
/// # Errors
/// `Invalid` with every bad member, or when there is none.
pub(crate) fn read_update(object: &Map<String, Value>) -> Result<Change> {
    read(Members::of_change(object))
}

fn read(mut members: Members<'_>) -> Result<Change> {
    let mut steps = Vec::new();
    let owned = |text: Option<&str>| text.map(str::to_owned);
    if let Some(name) = name(&mut members, "FirstName") {
        steps.push(Step::FirstName(name));
    }
    if let Some(name) = name(&mut members, "LastName") {
        steps.push(Step::LastName(name));
    }
    for (theirs, ours) in TEXTS {
        if let Some(text) = members.text(theirs) {
            steps.push(Step::Text(ours, owned(text)));
        }
    }
    steps.extend(members.text("EMail").map(|text| Step::Email(owned(text))));
    steps.extend(members.text("PtImg").map(|text| Step::Picture(owned(text))));
    steps.extend(members.word("Gender", &GENDERS).map(Step::Gender));
    steps.extend(members.word("LifeStage", &LIFE_STAGES).map(Step::LifeStage));
    steps.extend(members.word("Type", &TYPES).map(Step::Kind));
    steps.extend(members.id("ProviderID").map(|id| Step::Provider(id.map(PractitionerId))));
    if let Some(text) = members.text("DOB") {
        let birth = text.and_then(date);
        if text.is_some() && birth.is_none() {
            members.note("DOB", FieldCode::BadFormat, "A date: YYYY-MM-DD.");
        }
        steps.push(Step::Birth(birth));
    }
    if let Some(value) = members.raw("Prospect") {
        match flag(value) {
            Some(flag) => steps.push(Step::Prospect(flag)),
            None => members.note("Prospect", FieldCode::UnknownOption, "1 or 0."),
        }
    }
    members.finish()?;
    Ok(Change { steps })
}

/// First and last name, which are shorter here than in the clinic.
fn name(members: &mut Members<'_>, name: &str) -> Option<String> {
    let text = members.text(name)?.unwrap_or_default();
    if text.trim().chars().count() > 100 {
        members.note(name, FieldCode::TooLong, "At most 100 characters.");
    }
    Some(text.to_owned())
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(_) | Value::String(_) if *value == json!(1) || *value == json!("1") => Some(true),
        Value::Number(_) | Value::String(_) if *value == json!(0) || *value == json!("0") => Some(false),
        _ => None,
    }
}

/// Reads which people are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<(PatientFilter, PageQuery)> {
    let filter = PatientFilter { search: params.search()?, is_prospect: params.flag("prospect") };
    let page = params.page()?;
    params.finish()?;
    Ok((filter, page))
}

/// A person, with their labels.
pub(crate) fn show(patient: &Patient, tags: Vec<Tag>) -> Prospect {
    let (details, profile) = (&patient.details, &patient.profile);
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("ProspectID", json!(patient.id));
    put("FirstName", text(&details.given_name));
    put("LastName", text(&details.family_name));
    for (theirs, ours) in TEXTS {
        put(theirs, json!(profile.text(ours)));
    }
    put("FullName", text(&patient.full_name()));
    // Somebody who came by another door has a number that can be dialled, and none that was typed.
    if profile.phones().next().is_none() {
        put("Phone", json!(details.phone));
    }
    put("EMail", json!(details.email));
    put("DOB", json!(details.birth_date.map(|date| date.to_string())));
    put("Gender", word(&GENDERS, profile.gender));
    put("LifeStage", word(&LIFE_STAGES, profile.life_stage));
    put("Type", word(&TYPES, profile.kind));
    put("ProviderID", json!(profile.practitioner_id));
    put("Prospect", json!(i32::from(profile.is_prospect)));
    put("PtImg", json!(profile.photo));
    put("Tags", json!(tags.into_iter().map(tag::show).collect::<Vec<_>>()));
    put("CreatedAt", json!(Instant(patient.created_at)));
    put("UpdatedAt", json!(Instant(patient.updated_at)));
    Prospect(object)
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

fn word<T: PartialEq>(words: &[(&str, T)], value: Option<T>) -> Value {
    let found = value.and_then(|value| words.iter().find(|(_, other)| *other == value));
    found.map_or(Value::Null, |(word, _)| json!(word))
}

#[cfg(test)]
mod tests;
