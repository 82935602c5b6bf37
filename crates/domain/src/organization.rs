//! Organization: the tenant. FHIR Organization.

use serde::{Deserialize, Serialize};

use crate::error::{Error, FieldCode, Result};
use crate::id::OrganizationId;
use crate::money::Currency;

/// A practice, group or clinic. Nothing of one organization is ever visible to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Our id.
    pub id: OrganizationId,
    /// Short name in addresses and headers, unique without regard to case: see [`check_slug`].
    pub slug: String,
    /// Name as patients know it.
    pub name: String,
    /// IANA zone of the head office: the zone of whatever has no location.
    pub time_zone: String,
    /// Currency of its prices.
    pub currency: Currency,
    /// Whether it is open to the world. A switched-off organization is not found.
    pub active: bool,
    /// Choices of the organization.
    pub settings: OrganizationSettings,
}

/// Choices an organization makes. Members that are absent have their defaults.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    /// Prefix for phone numbers of ten bare digits, such as `+1`. None: such numbers are refused.
    pub phone_prefix: Option<String>,
    /// How patients reach the practice, shown on pages.
    pub contact_phone: Option<String>,
    /// How patients reach the practice, shown on pages.
    pub contact_email: Option<String>,
    /// Minutes from one free start to the next where no service is asked for: see [`Self::slot_step`].
    pub slot_step: Option<u16>,
}

impl OrganizationSettings {
    /// Minutes from one free start to the next where no service is asked for; 15 unless the organization says otherwise.
    pub fn slot_step(&self) -> u16 {
        self.slot_step.unwrap_or(15).max(1)
    }
}

/// Words that the Naturae door has where other addresses have the practice.
const TAKEN: [&str; 6] = ["admin", "access-requests", "kb", "me", "portal", "products"];

/// Checks an organization's short name: 1 to 64 letters, digits, `_`, `.`, `-`, beginning with a letter or digit.
///
/// # Errors
/// `Invalid` when it isn't such a name, or is one that the addresses of some door need for themselves.
pub fn check_slug(slug: &str) -> Result<()> {
    let mut letters = slug.bytes();
    let starts_well = letters.next().is_some_and(|first| first.is_ascii_alphanumeric());
    let goes_on_well = letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'.' | b'-'));
    if !starts_well || !goes_on_well || slug.len() > 64 {
        let message = "1 to 64 letters, digits, '_', '.' or '-', beginning with a letter or digit.";
        return Err(Error::invalid("slug", FieldCode::BadFormat, message));
    }
    if TAKEN.iter().any(|word| word.eq_ignore_ascii_case(slug)) {
        return Err(Error::invalid("slug", FieldCode::UnknownOption, "This name is needed by the server itself."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for good in ["DemoOffice", "a", "appgen_demo", "studio.roma-1"] {
            assert!(check_slug(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a b", "ä", "Portal", &"x".repeat(65)] {
            assert!(check_slug(bad).is_err(), "{bad}");
        }
    }
}
