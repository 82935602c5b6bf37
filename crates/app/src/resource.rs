//! Resources: rooms, chairs, devices.

use domain::resource::ResourceKind;
use domain::{CalendarId, Error, FieldCode, LocationId, Noun, Permission, Resource, ResourceId, Result, text};
use store::{Sequence, Tx};

use crate::Ctx;
use crate::organization::changed;

/// A new resource.
#[derive(Clone, Debug)]
pub struct NewResource {
    /// Where it stands.
    pub location_id: LocationId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub name: String,
    /// How many may use it at once, 1 to 500.
    pub capacity: u16,
}

/// Makes a resource with a calendar.
///
/// # Errors
/// `Forbidden`, `Invalid`, or `NotFound` for the location.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewResource) -> Result<Resource> {
    ctx.require(Permission::Configure)?;
    let name = text::required("name", &new.name, text::NAME_MAX)?;
    if !(1..=500).contains(&new.capacity) {
        return Err(Error::invalid("capacity", FieldCode::OutOfRange, "From 1 to 500."));
    }
    tx.find_location(ctx.organization_id(), new.location_id)?.ok_or(Error::NotFound(Noun::Location))?;
    let resource = Resource {
        id: ResourceId(tx.next_id(Sequence::Setup)?),
        calendar_id: CalendarId(tx.next_id(Sequence::Setup)?),
        location_id: new.location_id,
        kind: new.kind,
        name,
        capacity: new.capacity,
        active: true,
    };
    tx.insert_calendar(ctx.organization_id(), resource.calendar_id, resource.capacity)?;
    tx.insert_resource(ctx.organization_id(), &resource)?;
    changed(tx, ctx, "resource.create", resource.id.0)?;
    Ok(resource)
}

/// All resources by name.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<Vec<Resource>> {
    Ok(tx.list_resources(ctx.organization_id())?)
}
