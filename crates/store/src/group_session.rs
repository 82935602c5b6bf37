//! Statements about group sessions. Their seats are the lanes of a calendar of their own.

use domain::{GroupSession, GroupSessionId, OrganizationId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

fn group_session(row: &Row<'_>) -> Result<GroupSession> {
    Ok(GroupSession {
        id: row.get("id")?,
        service_id: row.get("service_id")?,
        practitioner_id: row.get("practitioner_id")?,
        location_id: row.get("location_id")?,
        calendar_id: row.get("calendar_id")?,
        seats: row.get("capacity")?,
        start: row.get("starts_at")?,
        end: row.get("ends_at")?,
        cancelled: row.get("cancelled")?,
    })
}

impl Tx<'_> {
    /// Adds a group session; its calendar comes first.
    pub fn insert_group_session(
        &mut self,
        organization: OrganizationId,
        session: &GroupSession,
        at: Timestamp,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO group_sessions (organization_id, id, service_id, practitioner_id, location_id, calendar_id, starts_at,
                ends_at, cancelled, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                &organization,
                &session.id,
                &session.service_id,
                &session.practitioner_id,
                &session.location_id,
                &session.calendar_id,
                &session.start,
                &session.end,
                &session.cancelled,
                &at,
            ],
        )?;
        Ok(())
    }

    /// The group session with that id.
    pub fn find_group_session(
        &mut self,
        organization: OrganizationId,
        id: GroupSessionId,
    ) -> Result<Option<GroupSession>> {
        self.query_opt(
            "SELECT g.id, g.service_id, g.practitioner_id, g.location_id, g.calendar_id, c.capacity, g.starts_at, g.ends_at,
                g.cancelled
             FROM group_sessions g JOIN calendars c ON c.organization_id = g.organization_id AND c.id = g.calendar_id
             WHERE g.organization_id = $1 AND g.id = $2",
            &[&organization, &id],
            group_session,
        )
    }

    /// Keeps everybody else from calling a group session off until this transaction ends. SQLite's single writer does so anyway.
    pub fn lock_group_session(&mut self, organization: OrganizationId, id: GroupSessionId) -> Result<()> {
        if self.is_postgres() {
            // Shared: those who join wait for each other at the seats, and nowhere else.
            self.query_opt(
                "SELECT id FROM group_sessions WHERE organization_id = $1 AND id = $2 FOR SHARE",
                &[&organization, &id],
                |_| Ok(()),
            )?;
        }
        Ok(())
    }

    /// Calls a group session off; whether it stood.
    pub fn cancel_group_session(&mut self, organization: OrganizationId, id: GroupSessionId) -> Result<bool> {
        let changed = self.execute(
            "UPDATE group_sessions SET cancelled = TRUE WHERE organization_id = $1 AND id = $2 AND cancelled = FALSE",
            &[&organization, &id],
        )?;
        Ok(changed == 1)
    }

    /// Sessions of a time that stand, by start, at most 1,000.
    pub fn list_group_sessions(
        &mut self,
        organization: OrganizationId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<GroupSession>> {
        self.query(
            "SELECT g.id, g.service_id, g.practitioner_id, g.location_id, g.calendar_id, c.capacity, g.starts_at, g.ends_at,
                g.cancelled
             FROM group_sessions g JOIN calendars c ON c.organization_id = g.organization_id AND c.id = g.calendar_id
             WHERE g.organization_id = $1 AND g.starts_at >= $2 AND g.starts_at < $3 AND g.cancelled = FALSE
             ORDER BY g.starts_at, g.id LIMIT 1000",
            &[&organization, &from, &until],
            group_session,
        )
    }
}
