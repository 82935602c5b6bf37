//! The outbox: events written in the transaction in which they happened.

use domain::event::EventKind;
use domain::{EventId, OrganizationId};
use jiff::Timestamp;

use crate::{Result, Tx};

impl Tx<'_> {
    /// Adds an event about the thing with id `subject`.
    pub fn insert_event(
        &mut self,
        organization: OrganizationId,
        id: EventId,
        kind: EventKind,
        subject: i64,
        at: Timestamp,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO events (organization_id, id, at, kind, subject) VALUES ($1, $2, $3, $4, $5)",
            &[&organization, &id, &at, &kind, &subject],
        )?;
        Ok(())
    }

    /// Events after that one, oldest first, at most `limit`.
    pub fn list_events(
        &mut self,
        organization: OrganizationId,
        after: EventId,
        limit: i64,
    ) -> Result<Vec<(EventId, EventKind, i64)>> {
        self.query(
            "SELECT id, kind, subject FROM events WHERE organization_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            &[&organization, &after, &limit],
            |row| Ok((row.at(0)?, row.at(1)?, row.at(2)?)),
        )
    }
}
