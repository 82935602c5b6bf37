//! Session: somebody's signed-in browser.

use jiff::{SignedDuration, Timestamp};

use crate::id::{ApiKeyId, OrganizationId, SessionId, UserId};

/// How long a session lasts at most.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(8);
/// How long a user's session lasts without being used.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// Who has signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Someone of an organization.
    User(OrganizationId, UserId),
    /// The holder of an API key, at the partners' portal.
    ApiKey(ApiKeyId),
    /// Whoever runs the installation.
    Operator,
}

crate::text_enum! {
    /// What kind of somebody has signed in.
    SubjectKind {
        /// Someone of an organization.
        User = "user",
        /// The holder of an API key.
        ApiKey = "api_key",
        /// Whoever runs the installation.
        Operator = "operator",
    }
}

impl Subject {
    /// Its kind.
    pub fn kind(self) -> SubjectKind {
        match self {
            Self::User(..) => SubjectKind::User,
            Self::ApiKey(_) => SubjectKind::ApiKey,
            Self::Operator => SubjectKind::Operator,
        }
    }

    /// The organization it belongs to; the installation where there is none.
    pub fn organization(self) -> OrganizationId {
        match self {
            Self::User(organization, _) => organization,
            Self::ApiKey(_) | Self::Operator => OrganizationId::INSTALLATION,
        }
    }

    /// Number of the user or the key; 0 for the operator.
    pub fn number(self) -> i64 {
        match self {
            Self::User(_, user) => user.0,
            Self::ApiKey(key) => key.0,
            Self::Operator => 0,
        }
    }
}

/// A signed-in browser. Its secret is kept as a digest only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Our id, by which it can be listed and ended.
    pub id: SessionId,
    /// Who has signed in.
    pub subject: Subject,
    /// When.
    pub created_at: Timestamp,
    /// When it was used last, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
}

impl Session {
    /// Whether it still stands then.
    pub fn stands(&self, now: Timestamp) -> bool {
        let idle = matches!(self.subject, Subject::User(..)) && now.duration_since(self.last_seen_at) >= IDLE;
        now < self.expires_at && !idle
    }
}
