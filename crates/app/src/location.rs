//! Locations.

use domain::{Location, LocationId, Permission, Result, text};
use store::{Sequence, Tx};

use crate::Ctx;
use crate::organization::changed;

/// A new location.
#[derive(Clone, Debug)]
pub struct NewLocation {
    /// Name for patients.
    pub name: String,
    /// Postal address.
    pub address: Option<String>,
    /// IANA zone.
    pub time_zone: String,
}

/// Makes a location.
///
/// # Errors
/// `Forbidden`, or `Invalid` with every bad field.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewLocation) -> Result<Location> {
    ctx.require(Permission::Configure)?;
    let mut problems = text::Problems::new();
    let name = problems.take(text::required("name", &new.name, text::NAME_MAX))?;
    let address = problems.take(text::optional("address", new.address.as_deref(), text::NOTE_MAX))?;
    problems.take(domain::time::time_zone("time_zone", &new.time_zone))?;
    problems.finish()?;
    let location = Location {
        id: LocationId(tx.next_id(Sequence::Setup)?),
        name: name.unwrap_or_default(),
        address: address.flatten(),
        time_zone: new.time_zone.clone(),
        active: true,
    };
    tx.insert_location(ctx.organization_id(), &location)?;
    changed(tx, ctx, "location.create", location.id.0)?;
    Ok(location)
}

/// All locations by name.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<Vec<Location>> {
    Ok(tx.list_locations(ctx.organization_id())?)
}
