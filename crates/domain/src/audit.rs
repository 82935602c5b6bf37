//! Audit: a tamper-evident record of every change. FHIR AuditEvent.

use jiff::Timestamp;

use crate::id::AuditId;
use crate::secret::digest;

/// One entry. Says who did what to which thing and when; never holds patient data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Our id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who, as `Actor` prints itself.
    pub actor: String,
    /// What was done: `appointment.book`, `roster.change` and so on.
    pub action: String,
    /// Id of the thing it was done to.
    pub subject: i64,
    /// Facts worth keeping, as JSON; ids and times only.
    pub detail: String,
    /// The request it came with.
    pub request_id: String,
}

impl AuditEntry {
    /// The entry's own hash: over every member, with lengths, so that no two entries read alike.
    pub fn hash(&self) -> String {
        let at = self.at.as_microsecond().to_string();
        let (id, subject) = (self.id.to_string(), self.subject.to_string());
        let parts = [&id, &at, &self.actor, &self.action, &subject, &self.detail, &self.request_id];
        let with_lengths: Vec<String> = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
        digest(with_lengths.join(",").as_bytes())
    }
}

/// The link of a chain: over the link before and the entry's own hash. The first link follows an empty one.
pub fn link(previous: &str, entry_hash: &str) -> String {
    digest(format!("{previous}>{entry_hash}").as_bytes())
}
