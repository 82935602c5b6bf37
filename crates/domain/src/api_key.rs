//! API key: what a partner's program identifies itself by. Belongs to the installation, not to one organization.

use jiff::Timestamp;

use crate::access::{Refusal, Scopes};
use crate::id::{ApiKeyId, OrganizationId, PartnerId};

/// Longest name of a key, in characters.
pub const NAME_MAX: usize = 100;
/// Most organizations that a key may list.
pub const PRACTICES_MAX: usize = 1000;

/// A key, without its secret, which is shown once and never kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Our id.
    pub id: ApiKeyId,
    /// What the partner calls it.
    pub name: String,
    /// Whose it is.
    pub partner: PartnerId,
    /// The partner's name.
    pub partner_name: String,
    /// Whether the partner is switched on.
    pub partner_active: bool,
    /// What it is good for.
    pub scopes: Scopes,
    /// Where it is good for that.
    pub practices: Practices,
    /// The last four letters of the secret, to tell keys apart.
    pub last4: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when (not included).
    pub expires_at: Option<Timestamp>,
    /// Since when it is revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was used last, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// Where a key is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Practices {
    /// In every organization, those to come as well.
    All,
    /// In these: id and short name, by name.
    Only(Vec<(OrganizationId, String)>),
}

impl Practices {
    /// Whether it is good there.
    pub fn include(&self, organization: OrganizationId) -> bool {
        match self {
            Self::All => true,
            Self::Only(some) => some.iter().any(|(id, _)| *id == organization),
        }
    }
}

crate::text_enum! {
    /// Whether a key works.
    KeyStatus {
        /// It works.
        Active = "Active",
        /// It was revoked, or its time is over.
        Revoked = "Revoked",
    }
}

impl ApiKey {
    /// Whether it works then, as far as the key itself goes.
    pub fn status(&self, now: Timestamp) -> KeyStatus {
        let over = self.expires_at.is_some_and(|at| at <= now) || self.revoked_at.is_some_and(|at| at <= now);
        if over { KeyStatus::Revoked } else { KeyStatus::Active }
    }

    /// What speaks against letting its holder in, if anything.
    pub fn refusal(&self, now: Timestamp) -> Option<Refusal> {
        if self.revoked_at.is_some_and(|at| at <= now) {
            return Some(Refusal::RevokedKey);
        }
        if self.expires_at.is_some_and(|at| at <= now) {
            return Some(Refusal::ExpiredKey);
        }
        (!self.partner_active).then_some(Refusal::PartnerInactive)
    }
}
