//! Statements about resources.

use domain::{OrganizationId, Resource, ResourceId};

use crate::{Result, Row, Tx};

fn resource(row: &Row<'_>) -> Result<Resource> {
    Ok(Resource {
        id: row.get("id")?,
        calendar_id: row.get("calendar_id")?,
        location_id: row.get("location_id")?,
        kind: row.get("kind")?,
        name: row.get("name")?,
        capacity: row.get("capacity")?,
        active: row.get("active")?,
    })
}

impl Tx<'_> {
    /// Adds a resource; its calendar comes first.
    pub fn insert_resource(&mut self, organization: OrganizationId, resource: &Resource) -> Result<()> {
        self.execute(
            "INSERT INTO resources (organization_id, id, calendar_id, location_id, kind, name, active)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                &organization,
                &resource.id,
                &resource.calendar_id,
                &resource.location_id,
                &resource.kind,
                &resource.name,
                &resource.active,
            ],
        )?;
        Ok(())
    }

    /// The resource with that id.
    pub fn find_resource(&mut self, organization: OrganizationId, id: ResourceId) -> Result<Option<Resource>> {
        self.query_opt(
            "SELECT r.id, r.calendar_id, r.location_id, r.kind, r.name, r.active, c.capacity
             FROM resources r JOIN calendars c ON c.organization_id = r.organization_id AND c.id = r.calendar_id
             WHERE r.organization_id = $1 AND r.id = $2",
            &[&organization, &id],
            resource,
        )
    }

    /// All resources by name, at most 1,000.
    pub fn list_resources(&mut self, organization: OrganizationId) -> Result<Vec<Resource>> {
        self.query(
            "SELECT r.id, r.calendar_id, r.location_id, r.kind, r.name, r.active, c.capacity
             FROM resources r JOIN calendars c ON c.organization_id = r.organization_id AND c.id = r.calendar_id
             WHERE r.organization_id = $1 ORDER BY r.name, r.id LIMIT 1000",
            &[&organization],
            resource,
        )
    }
}
