//! Statements about practitioners and the calendars that practitioners, resources and group sessions have.

use domain::{CalendarId, OrganizationId, Practitioner, PractitionerId};

use crate::{Result, Row, Tx};

fn practitioner(row: &Row<'_>) -> Result<Practitioner> {
    Ok(Practitioner {
        id: row.get("id")?,
        calendar_id: row.get("calendar_id")?,
        prefix: row.get("prefix")?,
        given_name: row.get("given_name")?,
        family_name: row.get("family_name")?,
        specialty: row.get("specialty")?,
        active: row.get("active")?,
    })
}

impl Tx<'_> {
    /// Adds a calendar with that many lanes.
    pub fn insert_calendar(&mut self, organization: OrganizationId, id: CalendarId, capacity: u16) -> Result<()> {
        self.execute(
            "INSERT INTO calendars (organization_id, id, capacity) VALUES ($1, $2, $3)",
            &[&organization, &id, &capacity],
        )?;
        Ok(())
    }

    /// Adds a practitioner; their calendar comes first.
    pub fn insert_practitioner(&mut self, organization: OrganizationId, practitioner: &Practitioner) -> Result<()> {
        self.execute(
            "INSERT INTO practitioners (organization_id, id, calendar_id, prefix, given_name, family_name, specialty, active)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                &organization,
                &practitioner.id,
                &practitioner.calendar_id,
                &practitioner.prefix,
                &practitioner.given_name,
                &practitioner.family_name,
                &practitioner.specialty,
                &practitioner.active,
            ],
        )?;
        Ok(())
    }

    /// The practitioner with that id.
    pub fn find_practitioner(
        &mut self,
        organization: OrganizationId,
        id: PractitionerId,
    ) -> Result<Option<Practitioner>> {
        self.query_opt(
            "SELECT id, calendar_id, prefix, given_name, family_name, specialty, active FROM practitioners
             WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            practitioner,
        )
    }

    /// All practitioners by name, at most 1,000.
    pub fn list_practitioners(&mut self, organization: OrganizationId) -> Result<Vec<Practitioner>> {
        self.query(
            "SELECT id, calendar_id, prefix, given_name, family_name, specialty, active FROM practitioners
             WHERE organization_id = $1 ORDER BY family_name, given_name, id LIMIT 1000",
            &[&organization],
            practitioner,
        )
    }

    /// Switches a practitioner on or off; whether they exist.
    pub fn set_practitioner_active(
        &mut self,
        organization: OrganizationId,
        id: PractitionerId,
        active: bool,
    ) -> Result<bool> {
        let changed = self.execute(
            "UPDATE practitioners SET active = $3 WHERE organization_id = $1 AND id = $2",
            &[&organization, &id, &active],
        )?;
        Ok(changed == 1)
    }

    /// Ids of all calendars of practitioners and resources, ascending.
    pub fn list_calendars(&mut self, organization: OrganizationId) -> Result<Vec<CalendarId>> {
        self.query(
            "SELECT calendar_id FROM practitioners WHERE organization_id = $1
             UNION SELECT calendar_id FROM resources WHERE organization_id = $1 ORDER BY calendar_id",
            &[&organization],
            |row| row.at(0),
        )
    }
}
