//! Practitioners.

use domain::{CalendarId, Error, Noun, Permission, Practitioner, PractitionerId, Result, ServiceId, text};
use store::{Sequence, Tx};

use crate::Ctx;
use crate::organization::changed;

/// A new practitioner.
#[derive(Clone, Debug, Default)]
pub struct NewPractitioner {
    /// Title before the name.
    pub prefix: Option<String>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What they do.
    pub specialty: Option<String>,
}

/// Makes a practitioner with a calendar.
///
/// # Errors
/// `Forbidden`, or `Invalid` with every bad field.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewPractitioner) -> Result<Practitioner> {
    ctx.require(Permission::Configure)?;
    let mut problems = text::Problems::new();
    let given_name = problems.take(text::required("given_name", &new.given_name, text::NAME_MAX))?;
    let family_name = problems.take(text::required("family_name", &new.family_name, text::NAME_MAX))?;
    let prefix = problems.take(text::optional("prefix", new.prefix.as_deref(), 50))?;
    let specialty = problems.take(text::optional("specialty", new.specialty.as_deref(), text::NAME_MAX))?;
    problems.finish()?;
    let practitioner = Practitioner {
        id: PractitionerId(tx.next_id(Sequence::Setup)?),
        calendar_id: CalendarId(tx.next_id(Sequence::Setup)?),
        prefix: prefix.flatten(),
        given_name: given_name.unwrap_or_default(),
        family_name: family_name.unwrap_or_default(),
        specialty: specialty.flatten(),
        active: true,
    };
    tx.insert_calendar(ctx.organization_id(), practitioner.calendar_id, 1)?;
    tx.insert_practitioner(ctx.organization_id(), &practitioner)?;
    changed(tx, ctx, "practitioner.create", practitioner.id.0)?;
    Ok(practitioner)
}

/// One practitioner.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: PractitionerId) -> Result<Practitioner> {
    tx.find_practitioner(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Practitioner))
}

/// All practitioners by name.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<Vec<Practitioner>> {
    Ok(tx.list_practitioners(ctx.organization_id())?)
}

/// One practitioner who can be booked.
///
/// # Errors
/// `Forbidden`, or `NotFound`, also for one who is switched off.
pub fn get_active(tx: &mut Tx<'_>, ctx: &Ctx, id: PractitionerId) -> Result<Practitioner> {
    ctx.require(Permission::ReadSchedules)?;
    let practitioner = get(tx, ctx, id)?;
    if practitioner.active { Ok(practitioner) } else { Err(Error::NotFound(Noun::Practitioner)) }
}

/// All practitioners who can be booked, by name.
///
/// # Errors
/// `Forbidden`.
pub fn list_active(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<Vec<Practitioner>> {
    ctx.require(Permission::ReadSchedules)?;
    let mut practitioners = list(tx, ctx)?;
    practitioners.retain(|practitioner| practitioner.active);
    Ok(practitioners)
}

/// Switches a practitioner on or off. What is booked with them stands.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn set_active(tx: &mut Tx<'_>, ctx: &Ctx, id: PractitionerId, active: bool) -> Result<()> {
    ctx.require(Permission::Configure)?;
    if !tx.set_practitioner_active(ctx.organization_id(), id, active)? {
        return Err(Error::NotFound(Noun::Practitioner));
    }
    changed(tx, ctx, if active { "practitioner.open" } else { "practitioner.close" }, id.0)
}

/// Those who offer a service, by name.
pub fn list_offering(tx: &mut Tx<'_>, ctx: &Ctx, service: ServiceId) -> Result<Vec<Practitioner>> {
    let (calendars, _) = tx.list_offer_calendars(ctx.organization_id(), service)?;
    let mut practitioners = list(tx, ctx)?;
    practitioners
        .retain(|practitioner| calendars.iter().any(|calendar| calendar.practitioner_id == Some(practitioner.id)));
    Ok(practitioners)
}
