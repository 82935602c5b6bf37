//! Group sessions: one practitioner, several seats.

use domain::event::EventKind;
use domain::secret::AccessKey;
use domain::{
    Appointment, AppointmentId, AppointmentStatus, CalendarId, ClaimKind, Error, FieldCode, GroupSession,
    GroupSessionId, LocalTime, Noun, PatientId, Permission, Result, ServiceId, time,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Sequence, Taken, Tx, Wanted};

use crate::appointment::Booked;
use crate::availability::{Who, check_who};
use crate::{Ctx, audit, event, setup};

/// A new group session.
#[derive(Clone, Debug)]
pub struct NewGroupSession {
    /// What it is: a service with seats.
    pub service_id: ServiceId,
    /// Who leads it.
    pub who: Who,
    /// From when.
    pub start: Timestamp,
}

/// Makes a group session: takes the time of its practitioner and resources once, and opens its seats.
///
/// # Errors
/// `Forbidden`; `NotFound` for service, practitioner or roster; `Invalid` when the service has no seats; `SlotNotOffered` or
/// `SlotTaken`.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewGroupSession) -> Result<GroupSession> {
    ctx.require(Permission::ManageBookings)?;
    let setup = setup::of(tx, ctx, new.service_id)?;
    let service = &setup.service;
    let no_seats = || Error::invalid("service_id", FieldCode::UnknownReference, "This service has no group sessions.");
    let seats = service.details.seats.ok_or_else(no_seats)?;
    check_who(&setup, new.who)?;
    let id = tx.next_id(Sequence::Book)?;
    let taken = Taken { kind: ClaimKind::GroupSession, owner: id, expires_at: None, overbook: false };
    let chosen = crate::appointment::choose(tx, ctx, &setup, new.who, new.start, taken)?;
    let session = GroupSession {
        id: GroupSessionId(id),
        service_id: service.id,
        practitioner_id: chosen.practitioner_id,
        location_id: chosen.location_id,
        calendar_id: CalendarId(tx.next_id(Sequence::Setup)?),
        seats,
        start: new.start,
        end: time::plus_minutes(new.start, service.details.duration.into()),
        cancelled: false,
    };
    tx.insert_calendar(ctx.organization_id(), session.calendar_id, seats)?;
    tx.insert_group_session(ctx.organization_id(), &session, ctx.now())?;
    audit::record(tx, ctx, "group_session.create", id, &json!({ "service": service.id, "start": new.start }))?;
    event::emit(tx, ctx, EventKind::GroupSessionCreated, id)?;
    Ok(session)
}

/// One session.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: GroupSessionId) -> Result<GroupSession> {
    tx.find_group_session(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::GroupSession))
}

/// Takes a seat for a patient. Leaving is cancelling the appointment, which frees exactly this seat.
///
/// # Errors
/// `Forbidden`, `NotFound`, `TooLate` when the session was called off or has begun, `SlotTaken` when no seat is free.
pub fn join(tx: &mut Tx<'_>, ctx: &Ctx, id: GroupSessionId, patient_id: PatientId) -> Result<Booked> {
    ctx.require(Permission::ManageBookings)?;
    // Otherwise somebody could take a seat while the session is being called off, and keep it.
    tx.lock_group_session(ctx.organization_id(), id)?;
    let session = get(tx, ctx, id)?;
    if session.cancelled || session.start <= ctx.now() {
        return Err(Error::TooLate);
    }
    tx.find_patient(ctx.organization_id(), patient_id)?.ok_or(Error::NotFound(Noun::Patient))?;
    let appointment_id = tx.next_id(Sequence::Book)?;
    take_seat(tx, ctx, &session, appointment_id)?;
    insert_member(tx, ctx, &session, AppointmentId(appointment_id), patient_id)
}

fn take_seat(tx: &mut Tx<'_>, ctx: &Ctx, session: &GroupSession, appointment: i64) -> Result<()> {
    let seat = Wanted {
        calendar_id: session.calendar_id,
        capacity: session.seats,
        start: session.start,
        end: session.end,
        gap: SignedDuration::ZERO,
    };
    let taken = Taken { kind: ClaimKind::Appointment, owner: appointment, expires_at: None, overbook: false };
    Ok(tx.take_time(ctx.organization_id(), &[seat], taken, ctx.now())?)
}

fn insert_member(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    session: &GroupSession,
    id: AppointmentId,
    patient_id: PatientId,
) -> Result<Booked> {
    let service = tx.find_service(ctx.organization_id(), session.service_id)?.ok_or(Error::NotFound(Noun::Service))?;
    let zone = zone_of(tx, ctx, session)?;
    let access_key = AccessKey::generate(ctx.random());
    let appointment = Appointment {
        id,
        service_id: service.id,
        service_name: service.details.name,
        patient_id: Some(patient_id),
        practitioner_id: Some(session.practitioner_id),
        roster_id: None,
        location_id: session.location_id,
        group_session_id: Some(session.id),
        status: AppointmentStatus::Booked,
        start: session.start,
        end: session.end,
        local_start: LocalTime::of(session.start, &zone),
        previous_start: None,
        patient_time_zone: None,
        join_url: service.details.is_virtual.then(|| ctx.meetings().join_url(ctx.random())),
        overbooking_reason: None,
        access_key_digest: Some(access_key.digest()),
        cancelled_at: None,
        cancel_reason: None,
        created_at: ctx.now(),
        updated_at: ctx.now(),
    };
    tx.insert_appointment(ctx.organization_id(), &appointment)?;
    audit::record(tx, ctx, "group_session.join", session.id.0, &json!({ "appointment": id }))?;
    event::emit(tx, ctx, EventKind::AppointmentBooked, id.0)?;
    Ok(Booked { appointment, access_key })
}

fn zone_of(tx: &mut Tx<'_>, ctx: &Ctx, session: &GroupSession) -> Result<jiff::tz::TimeZone> {
    let location = match session.location_id {
        Some(id) => tx.find_location(ctx.organization_id(), id)?,
        None => None,
    };
    let zone = location.map_or_else(|| ctx.organization().time_zone.clone(), |location| location.time_zone);
    time::time_zone("time_zone", &zone)
}

/// Calls a session off: every member's appointment is cancelled, and all its time is free again.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn cancel(tx: &mut Tx<'_>, ctx: &Ctx, id: GroupSessionId, reason: Option<&str>) -> Result<()> {
    ctx.require(Permission::ManageBookings)?;
    get(tx, ctx, id)?;
    if !tx.cancel_group_session(ctx.organization_id(), id)? {
        return Ok(());
    }
    for member in member_ids(tx, ctx, id)? {
        match crate::appointment::cancel(tx, ctx, member, reason) {
            // On PostgreSQL a member may have left by themselves a moment ago.
            Ok(_) | Err(Error::StateForbids(AppointmentStatus::Cancelled)) => {}
            Err(error) => return Err(error),
        }
    }
    tx.release_time(ctx.organization_id(), ClaimKind::GroupSession, id.0)?;
    audit::record(tx, ctx, "group_session.cancel", id.0, &json!({}))
}

/// The appointments of everybody who has a seat.
///
/// # Errors
/// `NotFound`.
pub fn member_ids(tx: &mut Tx<'_>, ctx: &Ctx, id: GroupSessionId) -> Result<Vec<AppointmentId>> {
    let session = get(tx, ctx, id)?;
    let members = tx.list_group_session_members(ctx.organization_id(), id, session.start)?;
    Ok(members.into_iter().map(|member| member.id).collect())
}
