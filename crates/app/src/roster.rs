//! Rosters: when somebody works, or something may be used.

use domain::roster::{LocalPeriod, RosterRules, check_periods};
use domain::{CalendarId, Error, LocationId, Noun, Permission, Result, Roster, RosterException, RosterId};
use jiff::civil::Date;
use store::{Sequence, Tx};

use crate::Ctx;
use crate::organization::changed;

/// Makes a roster.
///
/// # Errors
/// `Forbidden`, `Invalid`, or `NotFound` for the calendar or the location.
pub fn create(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    calendar_id: CalendarId,
    location_id: Option<LocationId>,
    rules: RosterRules,
) -> Result<Roster> {
    ctx.require(Permission::Configure)?;
    rules.check()?;
    if !tx.list_calendars(ctx.organization_id())?.contains(&calendar_id) {
        return Err(Error::NotFound(Noun::Practitioner));
    }
    if let Some(id) = location_id {
        tx.find_location(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Location))?;
    }
    let roster = Roster { id: RosterId(tx.next_id(Sequence::Setup)?), calendar_id, location_id, rules };
    tx.insert_roster(ctx.organization_id(), &roster)?;
    changed(tx, ctx, "roster.create", roster.id.0)?;
    Ok(roster)
}

/// Changes a roster's rules. Appointments made by the old ones stand.
///
/// # Errors
/// `Forbidden`, `Invalid` or `NotFound`.
pub fn change(tx: &mut Tx<'_>, ctx: &Ctx, id: RosterId, rules: &RosterRules) -> Result<()> {
    ctx.require(Permission::Configure)?;
    rules.check()?;
    if !tx.update_roster_rules(ctx.organization_id(), id, rules)? {
        return Err(Error::NotFound(Noun::Roster));
    }
    changed(tx, ctx, "roster.change", id.0)
}

/// Sets other hours on one date; no periods means off.
///
/// # Errors
/// `Forbidden`, `Invalid` or `NotFound`.
pub fn set_exception(tx: &mut Tx<'_>, ctx: &Ctx, id: RosterId, date: Date, periods: Vec<LocalPeriod>) -> Result<()> {
    ctx.require(Permission::Configure)?;
    check_periods(&periods)?;
    get(tx, ctx, id)?;
    tx.upsert_roster_exception(ctx.organization_id(), &RosterException { roster_id: id, date, periods })?;
    changed(tx, ctx, "roster.set_exception", id.0)
}

/// Takes other hours of a date back.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn remove_exception(tx: &mut Tx<'_>, ctx: &Ctx, id: RosterId, date: Date) -> Result<()> {
    ctx.require(Permission::Configure)?;
    if !tx.delete_roster_exception(ctx.organization_id(), id, date)? {
        return Err(Error::NotFound(Noun::Roster));
    }
    changed(tx, ctx, "roster.remove_exception", id.0)
}

/// One roster.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: RosterId) -> Result<Roster> {
    tx.find_roster(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Roster))
}

/// All rosters of a calendar.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx, calendar: CalendarId) -> Result<Vec<Roster>> {
    Ok(tx.list_rosters(ctx.organization_id(), calendar)?)
}
