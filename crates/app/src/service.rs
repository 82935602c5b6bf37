//! Services: what can be booked, who offers it, what it needs.

use std::sync::Arc;

use domain::service::{ServiceDetails, ServiceTeam};
use domain::{Error, Noun, Permission, Result, Service, ServiceId};
use store::{Sequence, Tx};

use crate::Ctx;
use crate::organization::changed;
use crate::setup::{self, Setup};

/// Makes a service.
///
/// # Errors
/// `Forbidden`, `Invalid` with every bad field, or `NotFound` for its questionnaire, practitioners or resources.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, details: ServiceDetails, team: &ServiceTeam) -> Result<Service> {
    ctx.require(Permission::Configure)?;
    details.check()?;
    check_references(tx, ctx, &details, team)?;
    let service = Service { id: ServiceId(tx.next_id(Sequence::Setup)?), details, active: true };
    tx.insert_service(ctx.organization_id(), &service)?;
    tx.replace_service_team(ctx.organization_id(), service.id, team)?;
    changed(tx, ctx, "service.create", service.id.0)?;
    Ok(service)
}

fn check_references(tx: &mut Tx<'_>, ctx: &Ctx, details: &ServiceDetails, team: &ServiceTeam) -> Result<()> {
    let organization = ctx.organization_id();
    if let Some(id) = details.questionnaire_id {
        tx.find_questionnaire(organization, id)?.ok_or(Error::NotFound(Noun::Questionnaire))?;
    }
    for &id in &team.practitioners {
        tx.find_practitioner(organization, id)?.ok_or(Error::NotFound(Noun::Practitioner))?;
    }
    for &id in team.requirements.iter().flatten() {
        tx.find_resource(organization, id)?.ok_or(Error::NotFound(Noun::Resource))?;
    }
    Ok(())
}

/// Services that may be booked through the request's channel, by name. Group services are joined, not booked, and so left out.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<Vec<Service>> {
    let mut services = tx.list_active_services(ctx.organization_id())?;
    services.retain(|service| is_offered(service, ctx));
    Ok(services)
}

/// One service that may be booked through the request's channel.
///
/// # Errors
/// `NotFound`, also when it is switched off or offered through other channels only.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: ServiceId) -> Result<Service> {
    let found = tx.find_service(ctx.organization_id(), id)?;
    found.filter(|service| service.active && is_offered(service, ctx)).ok_or(Error::NotFound(Noun::Service))
}

/// What that service is set up with, when it may be booked through the request's channel.
///
/// # Errors
/// As [`get`].
pub(crate) fn set_up(tx: &mut Tx<'_>, ctx: &Ctx, id: ServiceId) -> Result<Arc<Setup>> {
    let setup = setup::of(tx, ctx, id)?;
    let offered = setup.service.active && is_offered(&setup.service, ctx);
    if offered { Ok(setup) } else { Err(Error::NotFound(Noun::Service)) }
}

fn is_offered(service: &Service, ctx: &Ctx) -> bool {
    service.details.channels.contains(ctx.channel()) && service.details.seats.is_none()
}

/// Switches a service on or off.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn set_active(tx: &mut Tx<'_>, ctx: &Ctx, id: ServiceId, active: bool) -> Result<()> {
    ctx.require(Permission::Configure)?;
    if !tx.set_service_active(ctx.organization_id(), id, active)? {
        return Err(Error::NotFound(Noun::Service));
    }
    changed(tx, ctx, if active { "service.open" } else { "service.close" }, id.0)
}
