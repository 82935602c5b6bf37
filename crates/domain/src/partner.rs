//! Partner: someone outside who builds on the APIs. Belongs to the installation, not to one organization.

use jiff::Timestamp;

use crate::error::{FieldCode, Result};
use crate::id::PartnerId;
use crate::text;

/// Longest phone number as it was typed, in characters.
pub const PHONE_MAX: usize = 40;
/// Longest address of a web site, in characters.
pub const WEBSITE_MAX: usize = 500;

/// Someone who builds on the APIs: a vendor, an agency, a clinic's own programmer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Our id.
    pub id: PartnerId,
    /// Who they are and how to reach them.
    pub details: PartnerDetails,
    /// How many keys they have that are neither revoked nor over.
    pub live_keys: i64,
    /// Since when.
    pub created_at: Timestamp,
}

/// What is known about a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerDetails {
    /// Name, unique without regard to case.
    pub name: String,
    /// Who to talk to.
    pub contact: Option<String>,
    /// E-mail address, in small letters.
    pub email: Option<String>,
    /// Phone number, as it was typed.
    pub phone: Option<String>,
    /// Web site.
    pub website: Option<String>,
    /// Whether their keys work. Switching a partner off stops all of them at once.
    pub active: bool,
}

impl PartnerDetails {
    /// An active partner of that name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), contact: None, email: None, phone: None, website: None, active: true }
    }

    /// Trims and checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(self) -> Result<Self> {
        let mut problems = text::Problems::new();
        let name = problems.take(text::required("name", &self.name, text::NAME_MAX))?;
        let contact = problems.take(text::optional("contact", self.contact.as_deref(), text::NAME_MAX))?;
        let phone = problems.take(text::optional("phone", self.phone.as_deref(), PHONE_MAX))?;
        let website = problems.take(text::optional("website", self.website.as_deref(), WEBSITE_MAX))?;
        let given = self.email.filter(|email| !email.trim().is_empty());
        let email = given.as_deref().and_then(text::email);
        if given.is_some() && email.is_none() {
            problems.add("email", FieldCode::BadFormat, "This is not an e-mail address.");
        }
        problems.finish()?;
        Ok(Self {
            name: name.unwrap_or_default(),
            contact: contact.flatten(),
            email,
            phone: phone.flatten(),
            website: website.flatten(),
            active: self.active,
        })
    }
}

/// What changes about a partner. Outer `None`: it stays; inner `None`: it is cleared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnerChange {
    /// Name.
    pub name: Option<String>,
    /// Who to talk to.
    pub contact: Option<Option<String>>,
    /// E-mail address.
    pub email: Option<Option<String>>,
    /// Phone number.
    pub phone: Option<Option<String>>,
    /// Web site.
    pub website: Option<Option<String>>,
    /// Whether their keys work.
    pub active: Option<bool>,
}

impl PartnerChange {
    /// The details after the change, not checked yet.
    pub fn apply(&self, before: PartnerDetails) -> PartnerDetails {
        let change = self.clone();
        PartnerDetails {
            name: change.name.unwrap_or(before.name),
            contact: change.contact.unwrap_or(before.contact),
            email: change.email.unwrap_or(before.email),
            phone: change.phone.unwrap_or(before.phone),
            website: change.website.unwrap_or(before.website),
            active: change.active.unwrap_or(before.active),
        }
    }
}
