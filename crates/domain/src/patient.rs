//! Patient: someone who is treated. FHIR Patient.

use jiff::civil::Date;

use crate::error::Result;
use crate::id::PatientId;
use crate::text;

/// Someone who is treated, as known to one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patient {
    /// Our id.
    pub id: PatientId,
    /// Everything known about them.
    pub details: PatientDetails,
}

/// What is known about a patient.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PatientDetails {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// E-mail address, in small letters.
    pub email: Option<String>,
    /// Phone number, E.164.
    pub phone: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
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
        let name = format!("{}|{}", fold(&self.given_name), fold(&self.family_name));
        let email = self.email.as_ref().map(|email| format!("email:{email}|{name}"));
        let phone = self.phone.as_ref().map(|phone| format!("phone:{phone}|{name}"));
        email.into_iter().chain(phone).collect()
    }

    /// Trims and checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(mut self) -> Result<Self> {
        let mut problems = text::Problems::new();
        let given = problems.take(text::optional("given_name", Some(&self.given_name), text::NAME_MAX))?;
        let family = problems.take(text::optional("family_name", Some(&self.family_name), text::NAME_MAX))?;
        self.given_name = given.flatten().unwrap_or_default();
        self.family_name = family.flatten().unwrap_or_default();
        problems.finish()?;
        Ok(self)
    }
}

/// Small letters and single blanks, so that `ada  LOVELACE` is recognised.
fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_names_somebody_only_together_with_the_name() {
        let ines = PatientDetails {
            given_name: "Ines".into(),
            family_name: "Falkner".into(),
            email: Some("home@example.com".into()),
            ..PatientDetails::default()
        };
        let again = PatientDetails { given_name: "INES ".into(), ..ines.clone() };
        let brother = PatientDetails { given_name: "Otto".into(), ..ines.clone() };
        assert_eq!(ines.match_keys(), again.match_keys());
        assert_ne!(ines.match_keys(), brother.match_keys());
    }
}
