//! Patient: someone who is treated, or may be one day. FHIR Patient.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::{FieldCode, Result};
use crate::id::PatientId;
use crate::text::{self, Problems, Search};

mod profile;

pub use profile::{Gender, LifeStage, PatientKind, PatientProfile};

/// Someone who is treated, as known to one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patient {
    /// Our id.
    pub id: PatientId,
    /// What they are recognised by and reached at.
    pub details: PatientDetails,
    /// Everything else that is known about them.
    pub profile: PatientProfile,
    /// When they were registered.
    pub created_at: Timestamp,
    /// When anything about them last changed.
    pub updated_at: Timestamp,
}

/// What a patient is recognised by and reached at.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PatientDetails {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// E-mail address, in small letters.
    pub email: Option<String>,
    /// Phone number, E.164. Where the profile has numbers as they were typed, it is the first of them that can be dialled.
    pub phone: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
}

/// Which patients are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PatientFilter {
    /// Those that have this in a name, an address or a number: see [`Patient::search_text`].
    pub search: Option<Search>,
    /// Those that are prospects, or those that are not.
    pub is_prospect: Option<bool>,
}

impl PatientDetails {
    /// Whether there is anything to know the person by: a name, or a way to reach them.
    pub fn is_someone(&self) -> bool {
        !self.given_name.is_empty() || !self.family_name.is_empty() || self.email.is_some() || self.phone.is_some()
    }

    /// By what this person is recognised when they book again: each contact together with the name.
    ///
    /// Families share an address or a phone, so a contact alone names nobody; and a name alone is no identity. Who has no
    /// contact is always somebody new.
    pub fn match_keys(&self) -> Vec<String> {
        keys(&self.given_name, &self.family_name, self.email.as_deref(), self.phone.as_deref())
    }

    /// Trims and checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(mut self) -> Result<Self> {
        let mut problems = Problems::new();
        let given = problems.take(text::optional("given_name", Some(&self.given_name), text::NAME_MAX))?;
        let family = problems.take(text::optional("family_name", Some(&self.family_name), text::NAME_MAX))?;
        let email = self.email.as_deref().map(str::trim).filter(|email| !email.is_empty());
        if let Some(email) = email
            && text::email(email).is_none()
        {
            problems.add("email", FieldCode::BadFormat, "This is not an e-mail address.");
        }
        self.email = email.and_then(text::email);
        self.given_name = given.flatten().unwrap_or_default();
        self.family_name = family.flatten().unwrap_or_default();
        problems.finish()?;
        Ok(self)
    }
}

impl Patient {
    /// Somebody of these details of whom nothing else is known.
    pub fn new(id: PatientId, details: PatientDetails, at: Timestamp) -> Self {
        Self { id, details, profile: PatientProfile::default(), created_at: at, updated_at: at }
    }

    /// Makes room for a change: a number that came without a profile becomes one that was typed.
    pub fn open(&mut self) {
        if self.profile.phones().next().is_none() {
            self.profile.phone.clone_from(&self.details.phone);
        }
    }

    /// Trims, checks all limits, and finds the number that can be dialled. Ends what [`open`](Self::open) began.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn settle(&mut self, phone_prefix: Option<&str>) -> Result<()> {
        let mut problems = Problems::new();
        problems.take(self.profile.check())?;
        if let Some(details) = problems.take(self.details.clone().check())? {
            self.details = details;
        }
        problems.finish()?;
        self.details.phone = self.profile.phones().find_map(|phone| text::phone(phone, phone_prefix));
        Ok(())
    }

    /// The name in full: as it was given, or the parts of it joined by blanks.
    pub fn full_name(&self) -> String {
        if let Some(name) = &self.profile.full_name {
            return name.clone();
        }
        let (given, family) = (self.details.given_name.as_str(), self.details.family_name.as_str());
        let parts = [given, self.profile.middle_initial.as_deref().unwrap_or_default(), family];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// By what this person is recognised when they book: see [`PatientDetails::match_keys`]. Every number counts, and whose
    /// name is known in full only has its last word for the family's.
    pub fn match_keys(&self, phone_prefix: Option<&str>) -> Vec<String> {
        let (mut given, mut family) = (self.details.given_name.as_str(), self.details.family_name.as_str());
        if let Some(full) = self.profile.full_name.as_deref()
            && given.is_empty()
            && family.is_empty()
        {
            (given, family) = full.trim().rsplit_once(' ').unwrap_or(("", full));
        }
        let mut found = keys(given, family, self.details.email.as_deref(), self.details.phone.as_deref());
        for phone in self.profile.phones().filter_map(|phone| text::phone(phone, phone_prefix)) {
            for key in keys(given, family, None, Some(&phone)) {
                if !found.contains(&key) {
                    found.push(key);
                }
            }
        }
        found
    }

    /// What a search looks into: the names, the e-mail address, and the numbers as they were typed and by their digits.
    pub fn search_text(&self) -> String {
        let mut parts = vec![self.full_name(), self.details.given_name.clone(), self.details.family_name.clone()];
        parts.extend(self.profile.nick_name.clone());
        parts.extend(self.details.email.clone());
        for phone in self.profile.phones().chain(self.details.phone.as_deref()) {
            parts.push(phone.to_owned());
            parts.push(phone.chars().filter(char::is_ascii_digit).collect());
        }
        text::fold(&parts.join("\n"))
    }
}

fn keys(given: &str, family: &str, email: Option<&str>, phone: Option<&str>) -> Vec<String> {
    let name = format!("{}|{}", fold(given), fold(family));
    let email = email.map(|email| format!("email:{email}|{name}"));
    let phone = phone.map(|phone| format!("phone:{phone}|{name}"));
    email.into_iter().chain(phone).collect()
}

/// Small letters and single blanks, so that `ada  LOVELACE` is recognised.
fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ines() -> PatientDetails {
        PatientDetails {
            given_name: "Ines".into(),
            family_name: "Falkner".into(),
            email: Some("home@example.com".into()),
            ..PatientDetails::default()
        }
    }

    fn patient(details: PatientDetails) -> Patient {
        Patient::new(PatientId(1), details, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_contact_names_somebody_only_together_with_the_name() {
        let again = PatientDetails { given_name: "INES ".into(), ..ines() };
        let brother = PatientDetails { given_name: "Otto".into(), ..ines() };
        assert_eq!(ines().match_keys(), again.match_keys());
        assert_ne!(ines().match_keys(), brother.match_keys());
        assert_eq!(patient(ines()).match_keys(None), ines().match_keys());
    }

    #[test]
    fn who_is_known_by_the_full_name_only_is_recognised_by_its_parts() {
        let mut known = patient(PatientDetails { given_name: String::new(), family_name: String::new(), ..ines() });
        known.profile.full_name = Some("Ines Falkner".into());
        assert_eq!(known.match_keys(None), ines().match_keys());
    }

    #[test]
    fn any_number_finds_its_owner() {
        let mut known = patient(ines());
        known.profile.phone = Some("555-0123".into());
        known.profile.cell_phone = Some("+39 333 555 0001".into());
        known.settle(None).unwrap();
        assert_eq!(known.details.phone.as_deref(), Some("+393335550001"));
        assert!(known.match_keys(None).contains(&"phone:+393335550001|ines|falkner".to_owned()));
        assert!(known.search_text().contains("5550123"));
    }

    #[test]
    fn a_number_without_a_profile_can_be_taken_away() {
        let mut known = patient(PatientDetails { phone: Some("+393335550001".into()), ..ines() });
        known.open();
        assert_eq!(known.profile.phone.as_deref(), Some("+393335550001"));
        known.profile.phone = None;
        known.settle(None).unwrap();
        assert_eq!(known.details.phone, None);
    }

    #[test]
    fn the_full_name_is_made_of_the_parts_unless_it_is_given() {
        let mut known = patient(ines());
        assert_eq!(known.full_name(), "Ines Falkner");
        known.profile.middle_initial = Some("M".into());
        assert_eq!(known.full_name(), "Ines M Falkner");
        known.profile.full_name = Some("Dr Falkner".into());
        assert_eq!(known.full_name(), "Dr Falkner");
    }

    #[test]
    fn every_bad_member_is_named() {
        let mut known = patient(PatientDetails { email: Some("nobody".into()), ..ines() });
        known.profile.zip = Some("x".repeat(21));
        known.profile.photo = Some("http://example.com/me.png".into());
        let Err(crate::Error::Invalid(fields)) = known.settle(None) else { panic!("it is fine") };
        let names: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["zip", "photo", "email"]);
    }
}
