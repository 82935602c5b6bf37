//! Closures: times in which nothing is offered.

use domain::closure::{ClosureMade, DAYS_MAX};
use domain::event::EventKind;
use domain::{
    AppointmentId, CalendarId, ClaimKind, Closure, ClosureId, Error, FieldCode, Noun, Permission, Result, text,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Sequence, Tx, Wanted};

use crate::{Ctx, audit, event};

/// A new closure.
#[derive(Clone, Debug)]
pub struct NewClosure {
    /// Which calendars; none: all of the organization.
    pub calendars: Option<Vec<CalendarId>>,
    /// From when.
    pub start: Timestamp,
    /// Until when (not included).
    pub end: Timestamp,
    /// Why, for the staff.
    pub reason: Option<String>,
}

/// Closes calendars for a time, and lists the appointments it collides with. They stand until somebody moves them.
///
/// # Errors
/// `Forbidden`, `Invalid`, or `NotFound` for a calendar.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewClosure) -> Result<ClosureMade> {
    ctx.require(Permission::ManageBookings)?;
    check_span(new)?;
    let reason = text::optional("reason", new.reason.as_deref(), text::NOTE_MAX)?;
    let calendars = calendars(tx, ctx, new)?;
    let id = ClosureId(tx.next_id(Sequence::Book)?);
    tx.insert_closure(ctx.organization_id(), id, new.start, new.end, reason.as_deref())?;
    let wanted: Vec<Wanted> = calendars
        .iter()
        .map(|&calendar_id| Wanted {
            calendar_id,
            capacity: 1,
            start: new.start,
            end: new.end,
            gap: SignedDuration::ZERO,
        })
        .collect();
    tx.take_time_for_closure(ctx.organization_id(), &wanted, id.0)?;
    let affected = affected(tx, ctx, &calendars, new)?;
    audit::record(
        tx,
        ctx,
        "closure.create",
        id.0,
        &json!({ "calendars": calendars.len(), "affected": affected.len() }),
    )?;
    event::emit(tx, ctx, EventKind::ClosureCreated, id.0)?;
    let closure = Closure { id, calendars, start: new.start, end: new.end, reason };
    Ok(ClosureMade { closure, affected })
}

/// Lifts a closure.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn remove(tx: &mut Tx<'_>, ctx: &Ctx, id: ClosureId) -> Result<()> {
    ctx.require(Permission::ManageBookings)?;
    if !tx.delete_closure(ctx.organization_id(), id)? {
        return Err(Error::NotFound(Noun::Closure));
    }
    tx.release_time(ctx.organization_id(), ClaimKind::Closure, id.0)?;
    audit::record(tx, ctx, "closure.remove", id.0, &json!({}))?;
    event::emit(tx, ctx, EventKind::ClosureRemoved, id.0)
}

fn check_span(new: &NewClosure) -> Result<()> {
    let length = new.end.duration_since(new.start);
    if length <= SignedDuration::ZERO || length > SignedDuration::from_hours(24 * DAYS_MAX) {
        let message = format!("A closure ends after it starts, and within {DAYS_MAX} days.");
        return Err(Error::invalid("end", FieldCode::OutOfRange, message));
    }
    Ok(())
}

fn calendars(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewClosure) -> Result<Vec<CalendarId>> {
    let all = tx.list_calendars(ctx.organization_id())?;
    match &new.calendars {
        None => Ok(all),
        Some(some) if some.iter().all(|calendar| all.contains(calendar)) => Ok(some.clone()),
        Some(_) => Err(Error::NotFound(Noun::Practitioner)),
    }
}

/// A group session within the closure counts by its members.
fn affected(tx: &mut Tx<'_>, ctx: &Ctx, calendars: &[CalendarId], new: &NewClosure) -> Result<Vec<AppointmentId>> {
    let owners = tx.list_owners_within(ctx.organization_id(), calendars, new.start, new.end)?;
    let mut affected = Vec::new();
    for (kind, owner) in owners {
        if kind == ClaimKind::GroupSession {
            affected.extend(crate::group_session::member_ids(tx, ctx, domain::GroupSessionId(owner))?);
        } else {
            affected.push(AppointmentId(owner));
        }
    }
    Ok(affected)
}
