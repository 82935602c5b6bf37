//! Appointments: book, confirm a hold, read. What is done to them later is in `change`.

mod change;

use ::availability::{Minute, Reason};
use domain::event::EventKind;
use domain::questionnaire::{Answers, check_size, patient_details};
use domain::secret::AccessKey;
use domain::{
    Appointment, AppointmentId, AppointmentStatus, ClaimKind, Error, HoldId, LocalTime, LocationId, Noun, PatientId,
    Permission, PractitionerId, QuestionnaireResponse, QuestionnaireResponseId, Result, RosterId, Service, ServiceId,
    text, time,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use store::{Sequence, Taken, Tx};

use crate::availability::{Who, around, check_who};
use crate::offer::{Lead, Offer};
use crate::setup::Setup;
use crate::{Ctx, audit, event, hold, patient, questionnaire, service};

pub use change::{cancel, cancel_with_key, check_patient_may_change, move_to, move_with_key, set_status};

/// A visit wanted.
#[derive(Clone, Debug)]
pub struct NewAppointment {
    /// What.
    pub service_id: ServiceId,
    /// With whom.
    pub who: Who,
    /// From when.
    pub start: Timestamp,
    /// Who comes, when the staff knows; otherwise the answers tell.
    pub patient_id: Option<PatientId>,
    /// Answers to the service's questionnaire.
    pub answers: Answers,
    /// The patient's own IANA zone, for messages.
    pub patient_time_zone: Option<String>,
    /// Why it is booked above capacity; needs the permission to overbook.
    pub overbooking_reason: Option<String>,
}

/// An appointment just made, with the key that is shown once.
#[derive(Clone, Debug)]
pub struct Booked {
    /// The appointment.
    pub appointment: Appointment,
    /// The key to manage it.
    pub access_key: AccessKey,
}

/// A request that has passed every check but the one that counts: whether the time is still free.
pub(crate) struct Checked {
    pub(crate) service: Service,
    answers: Answers,
    questionnaire: Option<domain::Questionnaire>,
}

/// The offer that a request was checked against. It is as of this transaction; whether the time is still free is decided when
/// it is taken.
pub(crate) struct Offered {
    offer: Offer,
    minute: Minute,
}

/// With whom and where a time was taken.
pub(crate) struct Chosen {
    pub(crate) practitioner_id: PractitionerId,
    pub(crate) roster_id: RosterId,
    pub(crate) location_id: Option<LocationId>,
    pub(crate) zone: TimeZone,
}

/// Books a start that is on offer.
///
/// # Errors
/// `NotFound` for service, practitioner or roster; `SlotNotOffered` or `SlotTaken`; `Invalid` with every bad answer.
pub fn book(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewAppointment) -> Result<Booked> {
    let (checked, offered) = check(tx, ctx, new)?;
    book_checked(tx, ctx, new, checked, &offered)
}

/// Everything that can be checked without taking the time, in the order in which bad requests are answered: what is not
/// there, starts that are not on offer, answers.
pub(crate) fn check(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewAppointment) -> Result<(Checked, Offered)> {
    let setup = service::set_up(tx, ctx, new.service_id)?;
    check_who(&setup, new.who)?;
    if let Some(zone) = &new.patient_time_zone {
        time::time_zone("patient_time_zone", zone)?;
    }
    let minute = hold::whole_minute(new.start).ok_or_else(off_grid)?;
    let offer = Offer::load(tx, ctx, &setup, new.who, around(minute))?;
    match &new.overbooking_reason {
        None => refuse(offer.why_not(minute))?,
        Some(reason) => {
            ctx.require(Permission::Overbook)?;
            text::required("overbooking_reason", reason, text::NOTE_MAX)?;
        }
    }
    let checked = check_answers(tx, ctx, setup.service.clone(), &new.answers)?;
    Ok((checked, Offered { offer, minute }))
}

/// Checks answers against the service's questionnaire.
fn check_answers(tx: &mut Tx<'_>, ctx: &Ctx, service: Service, answers: &Answers) -> Result<Checked> {
    let prefix = ctx.organization().settings.phone_prefix.as_deref();
    let questionnaire = match service.details.questionnaire_id {
        Some(id) => Some(questionnaire::get(tx, ctx, id)?),
        None => None,
    };
    let checked = match &questionnaire {
        // The staff books callers, who have not filled in anything.
        Some(questionnaire) if !ctx.may(Permission::ManageBookings) || !answers.is_empty() => {
            questionnaire.check(answers.clone(), prefix)
        }
        _ => check_size(answers).map(|()| answers.clone()),
    };
    let answers = checked.map_err(|error| prefixed("answers", error))?;
    Ok(Checked { service, answers, questionnaire })
}

/// Bad answers are named below `answers`.
fn prefixed(prefix: &str, error: Error) -> Error {
    let Error::Invalid(mut fields) = error else {
        return error;
    };
    for field in &mut fields {
        field.field = if field.field.is_empty() { prefix.to_owned() } else { format!("{prefix}.{}", field.field) };
    }
    Error::Invalid(fields)
}

/// A start that only claims stand in the way of is taken; any other reason makes it one that was never on offer.
fn refuse(reasons: Vec<Reason>) -> Result<()> {
    let by_claims = |reason: &Reason| {
        matches!(
            reason,
            Reason::Claimed { .. } | Reason::Buffer { .. } | Reason::Gap { .. } | Reason::ResourceMissing { .. }
        )
    };
    match reasons.as_slice() {
        [] => Ok(()),
        reasons if reasons.iter().all(by_claims) => Err(Error::SlotTaken),
        _ => Err(Error::SlotNotOffered(reasons)),
    }
}

fn off_grid() -> Error {
    Error::SlotNotOffered(vec![Reason::OffGrid])
}

pub(crate) fn book_checked(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    new: &NewAppointment,
    checked: Checked,
    offered: &Offered,
) -> Result<Booked> {
    let id = tx.next_id(Sequence::Book)?;
    let overbook = new.overbooking_reason.is_some();
    let taken = Taken { kind: ClaimKind::Appointment, owner: id, expires_at: None, overbook };
    let chosen = choose_from(tx, ctx, &offered.offer, offered.minute, taken)?;
    insert(tx, ctx, AppointmentId(id), new, checked, &chosen)
}

/// Makes an appointment of a hold. Succeeds whenever the hold has not expired.
///
/// # Errors
/// `HoldExpired`, or `Invalid` with every bad answer (the hold stands then).
pub fn confirm_hold(tx: &mut Tx<'_>, ctx: &Ctx, id: HoldId, new: &NewAppointment) -> Result<Booked> {
    let (hold, chosen) = hold::take(tx, ctx, id)?;
    let service = service::get(tx, ctx, hold.service_id)?;
    let checked = check_answers(tx, ctx, service, &new.answers)?;
    if tx.keep_time(ctx.organization_id(), id.0, id.0)? == 0 {
        return Err(Error::HoldExpired);
    }
    let new = NewAppointment { service_id: hold.service_id, start: hold.start, ..new.clone() };
    insert(tx, ctx, AppointmentId(id.0), &new, checked, &chosen)
}

fn insert(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: AppointmentId,
    new: &NewAppointment,
    checked: Checked,
    chosen: &Chosen,
) -> Result<Booked> {
    let patient_id = find_patient(tx, ctx, new, &checked.answers)?;
    let access_key = AccessKey::generate(ctx.random());
    let details = &checked.service.details;
    let appointment = Appointment {
        id,
        service_id: checked.service.id,
        service_name: details.name.clone(),
        patient_id,
        practitioner_id: Some(chosen.practitioner_id),
        roster_id: Some(chosen.roster_id),
        location_id: chosen.location_id,
        group_session_id: None,
        status: AppointmentStatus::Booked,
        start: new.start,
        end: time::plus_minutes(new.start, details.duration.into()),
        local_start: LocalTime::of(new.start, &chosen.zone),
        previous_start: None,
        patient_time_zone: new.patient_time_zone.clone(),
        join_url: details.is_virtual.then(|| ctx.meetings().join_url(ctx.random())),
        overbooking_reason: new.overbooking_reason.clone(),
        access_key_digest: Some(access_key.digest()),
        cancelled_at: None,
        cancel_reason: None,
        created_at: ctx.now(),
        updated_at: ctx.now(),
    };
    tx.insert_appointment(ctx.organization_id(), &appointment)?;
    insert_response(tx, ctx, &appointment, checked)?;
    let facts = json!({ "service": appointment.service_id, "start": appointment.start, "overbooked": new.overbooking_reason.is_some() });
    audit::record(tx, ctx, "appointment.book", id.0, &facts)?;
    event::emit(tx, ctx, EventKind::AppointmentBooked, id.0)?;
    Ok(Booked { appointment, access_key })
}

pub(crate) fn find_patient(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    new: &NewAppointment,
    answers: &Answers,
) -> Result<Option<PatientId>> {
    let Some(id) = new.patient_id else {
        let prefix = ctx.organization().settings.phone_prefix.as_deref();
        return patient::find_or_create(tx, ctx, patient_details(answers, prefix));
    };
    ctx.require(Permission::ManageBookings)?;
    let known = tx.find_patient(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Patient))?;
    Ok(Some(known.id))
}

fn insert_response(tx: &mut Tx<'_>, ctx: &Ctx, appointment: &Appointment, checked: Checked) -> Result<()> {
    if checked.answers.is_empty() {
        return Ok(());
    }
    let id = QuestionnaireResponseId(tx.next_id(Sequence::Record)?);
    let response = QuestionnaireResponse {
        id,
        questionnaire_id: checked.questionnaire.as_ref().map(|questionnaire| questionnaire.id),
        version: checked.questionnaire.as_ref().map(|questionnaire| questionnaire.version),
        patient_id: appointment.patient_id,
        appointment_id: Some(appointment.id),
        answers: checked.answers,
        created_at: ctx.now(),
    };
    Ok(tx.insert_questionnaire_response(ctx.organization_id(), &response)?)
}

/// Takes the time of a start that is on offer, with whoever of those asked for has it: the one with the fewest bookings that
/// date first, then the lowest roster. One after another is tried until one succeeds.
pub(crate) fn choose(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    setup: &Setup,
    who: Who,
    start: Timestamp,
    taken: Taken,
) -> Result<Chosen> {
    let minute = hold::whole_minute(start).ok_or_else(off_grid)?;
    let offer = Offer::load(tx, ctx, setup, who, around(minute))?;
    choose_from(tx, ctx, &offer, minute, taken)
}

fn choose_from(tx: &mut Tx<'_>, ctx: &Ctx, offer: &Offer, minute: Minute, taken: Taken) -> Result<Chosen> {
    if taken.overbook {
        return overbook(tx, ctx, offer, minute, taken);
    }
    refuse(offer.why_not(minute))?;
    let candidates = offer.candidates(tx, ctx, minute)?;
    take_first(tx, ctx, offer, &candidates, minute, taken)
}

fn overbook(tx: &mut Tx<'_>, ctx: &Ctx, offer: &Offer, start: Minute, taken: Taken) -> Result<Chosen> {
    let lead = offer.leads().first().ok_or(Error::NotFound(Noun::Practitioner))?;
    tx.take_time(ctx.organization_id(), &offer.way_by_force(lead, start), taken, ctx.now())?;
    Ok(lead.into())
}

fn take_first(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    offer: &Offer,
    candidates: &[&Lead],
    start: Minute,
    taken: Taken,
) -> Result<Chosen> {
    let ways = candidates.iter().flat_map(|&lead| offer.ways(lead, start).into_iter().map(move |way| (lead, way)));
    let ways: Vec<_> = ways.collect();
    for (lead, way) in &ways {
        let take = |tx: &mut Tx<'_>| tx.take_time(ctx.organization_id(), way, taken, ctx.now());
        // With one way only there is nothing to go back for.
        let result = if ways.len() == 1 { take(tx) } else { tx.attempt(take) };
        match result {
            Ok(()) => return Ok((*lead).into()),
            Err(store::Error::Overlap) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::SlotTaken)
}

impl From<&Lead> for Chosen {
    fn from(lead: &Lead) -> Self {
        Self {
            practitioner_id: lead.practitioner_id,
            roster_id: lead.roster_id,
            location_id: lead.location_id,
            zone: lead.zone.clone(),
        }
    }
}

/// One appointment, for the staff.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId) -> Result<Appointment> {
    ctx.require(Permission::ManageBookings)?;
    find(tx, ctx, id)
}

/// Appointments of a time by start, at most `limit` (1 to 1,000), for the staff.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx, from: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<Appointment>> {
    ctx.require(Permission::ManageBookings)?;
    Ok(tx.list_appointments(ctx.organization_id(), from, until, limit.clamp(1, 1000))?)
}

fn find(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId) -> Result<Appointment> {
    tx.find_appointment(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Appointment))
}

/// One appointment, for whoever has its key.
///
/// # Errors
/// `NotFound`, whether the appointment or the key is unknown.
pub fn get_with_key(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId, key: &AccessKey) -> Result<Appointment> {
    let found = tx.find_appointment(ctx.organization_id(), id)?;
    let fits =
        |appointment: &Appointment| appointment.access_key_digest.as_deref().is_some_and(|stored| key.matches(stored));
    found.filter(fits).ok_or(Error::NotFound(Noun::Appointment))
}
