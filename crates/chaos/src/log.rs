//! What the database tells of what happened: audit log and events, read whole.

use crate::database::{Database, Row};
use crate::snapshot::{count, list};

/// An entry.
pub(crate) struct AuditEntry {
    pub(crate) organization: i64,
    pub(crate) id: i64,
    pub(crate) at: i64,
    pub(crate) actor: String,
    pub(crate) action: String,
    pub(crate) subject: i64,
    pub(crate) detail: String,
    pub(crate) request: String,
    pub(crate) hash: String,
}

/// A link of an audit chain.
pub(crate) struct Link {
    pub(crate) organization: i64,
    pub(crate) position: i64,
    pub(crate) entry: i64,
    pub(crate) hash: String,
}

/// See the module.
pub(crate) struct Log {
    pub(crate) entries: Vec<AuditEntry>,
    pub(crate) chain: Vec<Link>,
    pub(crate) unsealed: i64,
    /// The subject of each event that an appointment was booked.
    pub(crate) booked_events: Vec<i64>,
}

type Result<T> = std::result::Result<T, String>;

const AUDIT: &str =
    "SELECT organization_id, id, at, actor, action, subject, detail, request_id, hash FROM audit_entries";
const CHAIN: &str =
    "SELECT organization_id, position, audit_id, link FROM audit_chain ORDER BY organization_id, position";
const BOOKED_EVENTS: &str = "SELECT subject FROM events WHERE kind = 'appointment.booked'";

impl Log {
    /// Reads it.
    pub(crate) fn read(database: &mut Database) -> Result<Self> {
        Ok(Self {
            entries: list(database, AUDIT, audit_entry)?,
            chain: list(database, CHAIN, link)?,
            unsealed: count(database, "SELECT count(*) FROM audit_unsealed")?,
            booked_events: list(database, BOOKED_EVENTS, |row| row.int(0))?,
        })
    }
}

fn audit_entry(row: &Row) -> Result<AuditEntry> {
    Ok(AuditEntry {
        organization: row.int(0)?,
        id: row.int(1)?,
        at: row.int(2)?,
        actor: row.text(3)?,
        action: row.text(4)?,
        subject: row.int(5)?,
        detail: row.text(6)?,
        request: row.text(7)?,
        hash: row.text(8)?,
    })
}

fn link(row: &Row) -> Result<Link> {
    Ok(Link { organization: row.int(0)?, position: row.int(1)?, entry: row.int(2)?, hash: row.text(3)? })
}
