//! Organizations.

use domain::event::EventKind;
use domain::organization::{OrganizationSettings, check_slug};
use domain::{Currency, Error, FieldCode, Noun, Organization, OrganizationId, Result, text};
use jiff::Timestamp;
use serde_json::json;
use store::{Sequence, Tx};

use crate::{App, Ctx, audit, event};

/// How a request names its organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationKey {
    /// By its short name.
    Slug(String),
    /// By a domain that belongs to it.
    Domain(String),
}

/// A new organization.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    /// Short name.
    pub slug: String,
    /// Name for patients.
    pub name: String,
    /// IANA zone.
    pub time_zone: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Its choices.
    pub settings: OrganizationSettings,
}

/// Makes an organization. Only the operator does this: there is no tenant yet to ask.
///
/// # Errors
/// `Invalid` with every bad field, or `Duplicate` when the short name is taken.
pub fn create(
    tx: &mut Tx<'_>,
    app: &App,
    part: &'static str,
    now: Timestamp,
    new: &NewOrganization,
) -> Result<Organization> {
    let mut problems = text::Problems::new();
    problems.take(check_slug(&new.slug))?;
    problems.take(text::required("name", &new.name, text::NAME_MAX))?;
    problems.take(domain::time::time_zone("time_zone", &new.time_zone))?;
    let currency = problems.take(Currency::parse(&new.currency))?;
    problems.finish()?;
    let organization = Organization {
        id: OrganizationId(tx.next_id(Sequence::Organization)?),
        slug: new.slug.clone(),
        name: new.name.trim().to_owned(),
        time_zone: new.time_zone.clone(),
        currency: currency.ok_or_else(|| Error::invalid("currency", FieldCode::Required, "This is needed."))?,
        active: true,
        settings: new.settings.clone(),
    };
    match tx.insert_organization(&organization, now) {
        Err(error) if error.is_not_unique() => {
            return Err(Error::Duplicate { noun: Noun::Organization, field: "slug" });
        }
        inserted => inserted?,
    }
    let ctx = app.system(organization.clone(), part, now);
    audit::record(tx, &ctx, "organization.create", organization.id.0, &json!({}))?;
    event::emit(tx, &ctx, EventKind::ConfigurationChanged, organization.id.0)?;
    Ok(organization)
}

/// Finds an organization that is open to the world.
///
/// # Errors
/// `NotFound` when there is none or it is switched off.
pub fn open(tx: &mut Tx<'_>, key: &OrganizationKey) -> Result<Organization> {
    let found = match key {
        OrganizationKey::Slug(slug) => tx.find_organization_by_slug(slug)?,
        OrganizationKey::Domain(domain) => tx.find_organization_by_domain(domain)?,
    };
    found.filter(|organization| organization.active).ok_or(Error::NotFound(Noun::Organization))
}

/// Gives the organization a domain of its own.
///
/// # Errors
/// `Forbidden`, `Invalid`, or `Duplicate` when the domain is somebody's already.
pub fn add_domain(tx: &mut Tx<'_>, ctx: &Ctx, domain: &str) -> Result<()> {
    ctx.require(domain::Permission::Configure)?;
    let domain = text::required("domain", domain, 253)?;
    match tx.insert_organization_domain(ctx.organization_id(), &domain) {
        Err(error) if error.is_not_unique() => Err(Error::Duplicate { noun: Noun::Organization, field: "domain" }),
        inserted => {
            inserted?;
            changed(tx, ctx, "organization.add_domain", ctx.organization_id().0)
        }
    }
}

/// Switches the organization on or off.
///
/// # Errors
/// `Forbidden`.
pub fn set_active(tx: &mut Tx<'_>, ctx: &Ctx, active: bool) -> Result<()> {
    ctx.require(domain::Permission::Configure)?;
    tx.set_organization_active(ctx.organization_id(), active)?;
    changed(tx, ctx, if active { "organization.open" } else { "organization.close" }, ctx.organization_id().0)
}

/// All organizations, for the operator.
pub fn list_across_all_organizations(tx: &mut Tx<'_>, after: OrganizationId, limit: i64) -> Result<Vec<Organization>> {
    Ok(tx.list_organizations_across_all_organizations(after, limit)?)
}

/// What every change of the set-up leaves: an audit entry and an event.
pub(crate) fn changed(tx: &mut Tx<'_>, ctx: &Ctx, action: &str, subject: i64) -> Result<()> {
    audit::record(tx, ctx, action, subject, &json!({}))?;
    event::emit(tx, ctx, EventKind::ConfigurationChanged, subject)
}
