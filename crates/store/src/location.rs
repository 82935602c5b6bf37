//! Statements about locations.

use domain::{Location, LocationId, OrganizationId};

use crate::{Result, Row, Tx};

fn location(row: &Row<'_>) -> Result<Location> {
    Ok(Location {
        id: row.get("id")?,
        name: row.get("name")?,
        address: row.get("address")?,
        time_zone: row.get("time_zone")?,
        active: row.get("active")?,
    })
}

impl Tx<'_> {
    /// Adds a location.
    pub fn insert_location(&mut self, organization: OrganizationId, location: &Location) -> Result<()> {
        self.execute(
            "INSERT INTO locations (organization_id, id, name, address, time_zone, active) VALUES ($1, $2, $3, $4, $5, $6)",
            &[&organization, &location.id, &location.name, &location.address, &location.time_zone, &location.active],
        )?;
        Ok(())
    }

    /// The location with that id.
    pub fn find_location(&mut self, organization: OrganizationId, id: LocationId) -> Result<Option<Location>> {
        self.query_opt(
            "SELECT id, name, address, time_zone, active FROM locations WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            location,
        )
    }

    /// All locations by name, at most 1,000.
    pub fn list_locations(&mut self, organization: OrganizationId) -> Result<Vec<Location>> {
        self.query(
            "SELECT id, name, address, time_zone, active FROM locations WHERE organization_id = $1 ORDER BY name, id LIMIT 1000",
            &[&organization],
            location,
        )
    }
}
