//! Access request: somebody's wish for an API key, sent by anybody, decided upon by whoever runs the installation.

use jiff::Timestamp;

use crate::access::Scopes;
use crate::error::{FieldCode, Result};
use crate::id::{AccessRequestId, ApiKeyId, PartnerId};
use crate::partner::PHONE_MAX;
use crate::text;

/// Longest message, in characters.
pub const MESSAGE_MAX: usize = 2000;
/// Longest reason of a rejection, in characters.
pub const REASON_MAX: usize = 1000;

/// A wish for an API key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRequest {
    /// Our id.
    pub id: AccessRequestId,
    /// What was asked.
    pub wish: AccessWish,
    /// When.
    pub created_at: Timestamp,
    /// Whether it is decided.
    pub status: RequestStatus,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// The partner it was approved for.
    pub partner: Option<PartnerId>,
    /// The key that was made; none once that is removed.
    pub key: Option<ApiKeyId>,
}

/// What somebody asks who wants a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessWish {
    /// Their company.
    pub company: String,
    /// The practice they work for: its short name, or any words.
    pub practice: String,
    /// Their name.
    pub contact_name: String,
    /// Their address.
    pub contact_email: String,
    /// Their phone number, as it was typed.
    pub contact_phone: Option<String>,
    /// What they want the key for.
    pub scopes: Scopes,
    /// Whatever else they say.
    pub message: Option<String>,
}

impl AccessWish {
    /// Trims and checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(self) -> Result<Self> {
        let mut problems = text::Problems::new();
        let company = problems.take(text::required("company", &self.company, text::NAME_MAX))?;
        let practice = problems.take(text::required("practice", &self.practice, text::NAME_MAX))?;
        let contact_name = problems.take(text::required("contact_name", &self.contact_name, text::NAME_MAX))?;
        let phone = problems.take(text::optional("contact_phone", self.contact_phone.as_deref(), PHONE_MAX))?;
        let message = problems.take(text::optional("message", self.message.as_deref(), MESSAGE_MAX))?;
        let email = text::email(&self.contact_email);
        if email.is_none() {
            problems.add("contact_email", FieldCode::BadFormat, "This is not an e-mail address.");
        }
        if self.scopes.is_empty() {
            problems.add("scopes", FieldCode::Required, "At least one is needed.");
        }
        problems.finish()?;
        Ok(Self {
            company: company.unwrap_or_default(),
            practice: practice.unwrap_or_default(),
            contact_name: contact_name.unwrap_or_default(),
            contact_email: email.unwrap_or_default(),
            contact_phone: phone.flatten(),
            scopes: self.scopes,
            message: message.flatten(),
        })
    }
}

crate::text_enum! {
    /// Whether a request is decided.
    RequestStatus {
        /// Not yet.
        Pending = "Pending",
        /// There is a key.
        Approved = "Approved",
        /// There is none.
        Rejected = "Rejected",
    }
}
