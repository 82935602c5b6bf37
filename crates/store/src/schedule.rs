//! Statements about what a practitioner has in their book.

use domain::{CalendarId, OrganizationId};
use jiff::Timestamp;

use crate::{Result, Tx};

/// A visit as a schedule shows it: an appointment, or a group session as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledVisit {
    /// Its number in the calendar's book.
    pub id: i64,
    /// Name of the service.
    pub service_name: String,
    /// From when.
    pub start: Timestamp,
    /// Until when (not included).
    pub end: Timestamp,
}

impl Tx<'_> {
    /// What begins on that calendar within the time, by start, at most 20,000. Found by its claims, so that what was called off
    /// is left out; claims are wider than visits by their buffers, and no longer than a day.
    pub fn list_scheduled_visits(
        &mut self,
        organization: OrganizationId,
        calendar: CalendarId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<ScheduledVisit>> {
        let earliest = domain::time::plus_minutes(from, -1440);
        self.query(
            "SELECT a.id, s.name, a.starts_at, a.ends_at FROM claims c
             JOIN appointments a ON a.organization_id = c.organization_id AND a.id = c.owner_id
             JOIN services s ON s.organization_id = a.organization_id AND s.id = a.service_id
             WHERE c.organization_id = $1 AND c.calendar_id = $2 AND c.starts_at >= $3 AND c.starts_at < $5
               AND c.kind = 'appointment' AND a.starts_at >= $4 AND a.starts_at < $5
             UNION ALL
             SELECT g.id, s.name, g.starts_at, g.ends_at FROM claims c
             JOIN group_sessions g ON g.organization_id = c.organization_id AND g.id = c.owner_id
             JOIN services s ON s.organization_id = g.organization_id AND s.id = g.service_id
             WHERE c.organization_id = $1 AND c.calendar_id = $2 AND c.starts_at >= $3 AND c.starts_at < $5
               AND c.kind = 'group_session' AND g.starts_at >= $4 AND g.starts_at < $5
             ORDER BY 3, 1 LIMIT 20000",
            &[&organization, &calendar, &earliest, &from, &until],
            |row| Ok(ScheduledVisit { id: row.at(0)?, service_name: row.at(1)?, start: row.at(2)?, end: row.at(3)? }),
        )
    }
}
