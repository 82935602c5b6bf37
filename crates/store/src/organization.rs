//! Statements about organizations.

use domain::organization::OrganizationSettings;
use domain::{Organization, OrganizationId};
use jiff::Timestamp;

use crate::value::Json;
use crate::{Result, Row, Tx};

fn organization(row: &Row<'_>) -> Result<Organization> {
    Ok(Organization {
        id: row.get("organization_id")?,
        slug: row.get("slug")?,
        name: row.get("name")?,
        time_zone: row.get("time_zone")?,
        currency: row.get("currency")?,
        active: row.get("active")?,
        settings: row.get::<Json<OrganizationSettings>>("settings")?.0,
    })
}

impl Tx<'_> {
    /// Adds an organization.
    ///
    /// # Errors
    /// `NotUnique` when the slug is taken, without regard to case.
    pub fn insert_organization(&mut self, organization: &Organization, at: Timestamp) -> Result<()> {
        self.execute(
            "INSERT INTO organizations (organization_id, slug, slug_key, name, time_zone, currency, active, settings, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &[
                &organization.id,
                &organization.slug,
                &organization.slug.to_lowercase(),
                &organization.name,
                &organization.time_zone,
                &organization.currency,
                &organization.active,
                &Json(&organization.settings),
                &at,
            ],
        )?;
        self.execute("INSERT INTO revisions (organization_id, revision) VALUES ($1, 0)", &[&organization.id])?;
        Ok(())
    }

    /// The organization with that id.
    pub fn find_organization(&mut self, id: OrganizationId) -> Result<Option<Organization>> {
        self.query_opt(
            "SELECT organization_id, slug, name, time_zone, currency, active, settings FROM organizations WHERE organization_id = $1",
            &[&id],
            organization,
        )
    }

    /// The organization of that short name, without regard to case. The way into a tenant, so it is not scoped by one.
    pub fn find_organization_by_slug(&mut self, slug: &str) -> Result<Option<Organization>> {
        if slug.contains('\0') {
            // PostgreSQL takes no NUL, and no short name has one.
            return Ok(None);
        }
        self.query_opt(
            "SELECT organization_id, slug, name, time_zone, currency, active, settings FROM organizations WHERE slug_key = $1",
            &[&slug.to_lowercase()],
            organization,
        )
    }

    /// What changes whenever the organization's services, staff, resources or rosters do: see `nets/`.
    pub fn find_revision(&mut self, id: OrganizationId) -> Result<i64> {
        self.query_one("SELECT revision FROM revisions WHERE organization_id = $1", &[&id], |row| row.integer(0))
    }

    /// The organization that owns that domain. The way into a tenant, so it is not scoped by one.
    pub fn find_organization_by_domain(&mut self, domain: &str) -> Result<Option<Organization>> {
        self.query_opt(
            "SELECT o.organization_id, o.slug, o.name, o.time_zone, o.currency, o.active, o.settings
             FROM organization_domains d JOIN organizations o ON o.organization_id = d.organization_id WHERE d.domain = $1",
            &[&domain.to_lowercase()],
            organization,
        )
    }

    /// Gives an organization a domain.
    ///
    /// # Errors
    /// `NotUnique` when the domain is somebody's already.
    pub fn insert_organization_domain(&mut self, organization: OrganizationId, domain: &str) -> Result<()> {
        self.execute(
            "INSERT INTO organization_domains (domain, organization_id) VALUES ($1, $2)",
            &[&domain.to_lowercase(), &organization],
        )?;
        Ok(())
    }

    /// Switches an organization on or off; whether it exists.
    pub fn set_organization_active(&mut self, id: OrganizationId, active: bool) -> Result<bool> {
        let changed =
            self.execute("UPDATE organizations SET active = $2 WHERE organization_id = $1", &[&id, &active])?;
        Ok(changed == 1)
    }

    /// All organizations by id, for the operator; at most `limit` after that id.
    pub fn list_organizations_across_all_organizations(
        &mut self,
        after: OrganizationId,
        limit: i64,
    ) -> Result<Vec<Organization>> {
        self.query(
            "SELECT organization_id, slug, name, time_zone, currency, active, settings FROM organizations
             WHERE organization_id > $1 ORDER BY organization_id LIMIT $2",
            &[&after, &limit],
            organization,
        )
    }
}
