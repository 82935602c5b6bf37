//! Statements about holds. The time they keep is in `claims`.

use domain::{Hold, HoldId, OrganizationId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

fn hold(row: &Row<'_>) -> Result<Hold> {
    Ok(Hold {
        id: row.get("id")?,
        service_id: row.get("service_id")?,
        practitioner_id: row.get("practitioner_id")?,
        roster_id: row.get("roster_id")?,
        location_id: row.get("location_id")?,
        start: row.get("starts_at")?,
        end: row.get("ends_at")?,
        expires_at: row.get("expires_at")?,
    })
}

impl Tx<'_> {
    /// Adds a hold.
    pub fn insert_hold(&mut self, organization: OrganizationId, hold: &Hold) -> Result<()> {
        self.execute(
            "INSERT INTO holds (organization_id, id, service_id, practitioner_id, roster_id, location_id, starts_at, ends_at,
                expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &[
                &organization,
                &hold.id,
                &hold.service_id,
                &hold.practitioner_id,
                &hold.roster_id,
                &hold.location_id,
                &hold.start,
                &hold.end,
                &hold.expires_at,
            ],
        )?;
        Ok(())
    }

    /// The hold with that id, expired or not.
    pub fn find_hold(&mut self, organization: OrganizationId, id: HoldId) -> Result<Option<Hold>> {
        self.query_opt(
            "SELECT id, service_id, practitioner_id, roster_id, location_id, starts_at, ends_at, expires_at FROM holds
             WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            hold,
        )
    }

    /// Removes a hold; whether it existed.
    pub fn delete_hold(&mut self, organization: OrganizationId, id: HoldId) -> Result<bool> {
        let deleted =
            self.execute("DELETE FROM holds WHERE organization_id = $1 AND id = $2", &[&organization, &id])?;
        Ok(deleted == 1)
    }

    /// Holds that expired before `before`, oldest first, with their organizations: for the job that tidies up.
    pub fn list_expired_holds_across_all_organizations(
        &mut self,
        before: Timestamp,
        limit: i64,
    ) -> Result<Vec<(OrganizationId, HoldId)>> {
        self.query(
            "SELECT organization_id, id FROM holds WHERE expires_at < $1 ORDER BY expires_at LIMIT $2",
            &[&before, &limit],
            |row| Ok((row.at(0)?, row.at(1)?)),
        )
    }
}
