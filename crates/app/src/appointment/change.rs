//! What is done to an appointment after it was booked: cancel, move, change its state.

use domain::event::EventKind;
use domain::secret::AccessKey;
use domain::{
    Appointment, AppointmentId, AppointmentStatus, ClaimKind, Error, LocalTime, Permission, Result, text, time,
};
use jiff::Timestamp;
use serde_json::json;
use store::{Taken, Tx};

use super::{Chosen, find, get_with_key, off_grid, refuse, take_first};
use crate::availability::{Who, around, check_who};
use crate::offer::Offer;
use crate::setup::{self, Setup};
use crate::{Ctx, audit, event, hold};

/// Cancels for whoever has the key; cancelling again changes nothing.
///
/// # Errors
/// `NotFound`, `Invalid`, `StateForbids`, or `TooLate` after the start or within the service's change notice.
pub fn cancel_with_key(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: AppointmentId,
    key: &AccessKey,
    reason: Option<&str>,
) -> Result<Appointment> {
    let reason = text::optional("reason", reason, 1000)?;
    tx.lock_appointment(ctx.organization_id(), id)?;
    let appointment = get_with_key(tx, ctx, id, key)?;
    if appointment.status == AppointmentStatus::Cancelled {
        return Ok(appointment);
    }
    check_patient_may_change(tx, ctx, &appointment)?;
    cancel_found(tx, &ctx.holding_key_of(id), appointment, reason)
}

/// Cancels, for the staff.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid` or `StateForbids`.
pub fn cancel(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId, reason: Option<&str>) -> Result<Appointment> {
    ctx.require(Permission::ManageBookings)?;
    let reason = text::optional("reason", reason, 1000)?;
    tx.lock_appointment(ctx.organization_id(), id)?;
    let appointment = find(tx, ctx, id)?;
    cancel_found(tx, ctx, appointment, reason)
}

fn cancel_found(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    mut appointment: Appointment,
    reason: Option<String>,
) -> Result<Appointment> {
    appointment.status.check_next(AppointmentStatus::Cancelled)?;
    appointment.status = AppointmentStatus::Cancelled;
    appointment.cancelled_at = Some(ctx.now());
    appointment.cancel_reason = reason;
    appointment.updated_at = ctx.now();
    tx.update_appointment(ctx.organization_id(), &appointment)?;
    tx.release_time(ctx.organization_id(), ClaimKind::Appointment, appointment.id.0)?;
    audit::record(tx, ctx, "appointment.cancel", appointment.id.0, &json!({ "start": appointment.start }))?;
    event::emit(tx, ctx, EventKind::AppointmentCancelled, appointment.id.0)?;
    Ok(appointment)
}

/// Moves for whoever has the key. The appointment's own time counts as free; where the new time is taken, the old one is kept.
/// To move to the start it has changes nothing.
///
/// # Errors
/// `NotFound`, `StateForbids`, `TooLate`, `SlotNotOffered` or `SlotTaken`.
pub fn move_with_key(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: AppointmentId,
    key: &AccessKey,
    start: Timestamp,
    who: Who,
) -> Result<Appointment> {
    tx.lock_appointment(ctx.organization_id(), id)?;
    let appointment = get_with_key(tx, ctx, id, key)?;
    check_patient_may_change(tx, ctx, &appointment)?;
    move_found(tx, &ctx.holding_key_of(id), appointment, start, who)
}

/// Moves, for the staff.
///
/// # Errors
/// `Forbidden`, `NotFound`, `StateForbids`, `SlotNotOffered` or `SlotTaken`.
pub fn move_to(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId, start: Timestamp, who: Who) -> Result<Appointment> {
    ctx.require(Permission::ManageBookings)?;
    tx.lock_appointment(ctx.organization_id(), id)?;
    let appointment = find(tx, ctx, id)?;
    move_found(tx, ctx, appointment, start, who)
}

fn move_found(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    mut appointment: Appointment,
    start: Timestamp,
    who: Who,
) -> Result<Appointment> {
    if !appointment.status.is_open_to_patient() || appointment.group_session_id.is_some() {
        return Err(Error::StateForbids(appointment.status));
    }
    if start == appointment.start {
        return Ok(appointment);
    }
    // An appointment may be moved though its service is no longer on offer to others.
    let setup = setup::of(tx, ctx, appointment.service_id)?;
    check_who(&setup, who)?;
    tx.release_time(ctx.organization_id(), ClaimKind::Appointment, appointment.id.0)?;
    let chosen = choose_again(tx, ctx, &setup, &appointment, start, who)?;
    let length = appointment.end.duration_since(appointment.start);
    appointment.previous_start = Some(appointment.start);
    appointment.start = start;
    appointment.end = start.checked_add(length).map_err(|_| off_grid())?;
    appointment.local_start = LocalTime::of(start, &chosen.zone);
    appointment.practitioner_id = Some(chosen.practitioner_id);
    appointment.roster_id = Some(chosen.roster_id);
    appointment.location_id = chosen.location_id;
    appointment.updated_at = ctx.now();
    tx.update_appointment(ctx.organization_id(), &appointment)?;
    let facts = json!({ "from": appointment.previous_start, "to": appointment.start });
    audit::record(tx, ctx, "appointment.move", appointment.id.0, &facts)?;
    event::emit(tx, ctx, EventKind::AppointmentMoved, appointment.id.0)?;
    Ok(appointment)
}

/// Like [`super::choose`], but for a visit of the appointment's own length, and with the same practitioner where they have the time.
fn choose_again(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    setup: &Setup,
    appointment: &Appointment,
    start: Timestamp,
    who: Who,
) -> Result<Chosen> {
    let minute = hold::whole_minute(start).ok_or_else(off_grid)?;
    let length = appointment.end.duration_since(appointment.start).as_mins();
    let duration =
        u16::try_from(length).map_err(|_| Error::Internal("an appointment longer than a claim".to_owned()))?;
    let offer = Offer::load_for_minutes(tx, ctx, setup, who, around(minute), duration)?;
    refuse(offer.why_not(minute))?;
    let mut candidates = offer.candidates(tx, ctx, minute)?;
    candidates.sort_by_key(|lead| Some(lead.practitioner_id) != appointment.practitioner_id);
    let taken = Taken { kind: ClaimKind::Appointment, owner: appointment.id.0, expires_at: None, overbook: false };
    take_first(tx, ctx, &offer, &candidates, minute, taken)
}

/// A patient may change what has not begun, up to the service's notice. Public, so that pages offer only what would work.
///
/// # Errors
/// `StateForbids` or `TooLate`.
pub fn check_patient_may_change(tx: &mut Tx<'_>, ctx: &Ctx, appointment: &Appointment) -> Result<()> {
    if !appointment.status.is_open_to_patient() {
        return Err(Error::StateForbids(appointment.status));
    }
    let service = tx.find_service(ctx.organization_id(), appointment.service_id)?;
    let notice = service.map_or(0, |service| service.details.change_notice);
    let deadline = time::plus_minutes(appointment.start, -i64::from(notice));
    if ctx.now() >= appointment.start || ctx.now() > deadline { Err(Error::TooLate) } else { Ok(()) }
}

/// Changes the state of an appointment by the transition table, for the staff.
///
/// # Errors
/// `Forbidden`, `NotFound` or `StateForbids`.
pub fn set_status(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId, next: AppointmentStatus) -> Result<Appointment> {
    ctx.require(Permission::ManageBookings)?;
    tx.lock_appointment(ctx.organization_id(), id)?;
    let mut appointment = find(tx, ctx, id)?;
    if next == AppointmentStatus::Cancelled {
        return cancel_found(tx, ctx, appointment, None);
    }
    appointment.status.check_next(next)?;
    appointment.status = next;
    appointment.updated_at = ctx.now();
    tx.update_appointment(ctx.organization_id(), &appointment)?;
    audit::record(tx, ctx, "appointment.set_status", id.0, &json!({ "status": next.as_str() }))?;
    event::emit(tx, ctx, EventKind::AppointmentStatusChanged, id.0)?;
    Ok(appointment)
}
