//! Appointments: what clients want of them, and how they are shown.

use app::appointment::{Booked, NewAppointment};
use app::availability::Who;
use app::booking::NewBooking;
use app::payment::CardToken;
use domain::questionnaire::Answers;
use domain::text::Problems;
use domain::{Appointment, AppointmentStatus, FieldCode, Organization, Result, RosterId, ServiceId, time};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::body::Members;
use crate::convert::object_id::{Kind, write};
use crate::wire::appointment as wire;
use crate::wire::scalar::Instant;

/// A booking wanted, or only tried.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// The booking.
    pub(crate) booking: NewBooking,
    /// Whether nothing is to be stored.
    pub(crate) validate_only: bool,
}

/// Where an appointment is to be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    /// Its new start.
    pub(crate) start: Timestamp,
    /// With whom.
    pub(crate) who: Who,
}

/// Reads a booking.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read_booking(body: &Map<String, Value>) -> Result<Wanted> {
    let mut problems = Problems::new();
    let mut members = Members::of(body, &mut problems);
    let appointment = NewAppointment {
        service_id: ServiceId(members.needed_id("serviceId", Kind::Service)),
        who: schedule(&mut members),
        start: members.needed_instant("reservation"),
        patient_id: None,
        answers: answers(&mut members),
        patient_time_zone: time_zone(&mut members),
        overbooking_reason: None,
    };
    let wanted = Wanted {
        booking: NewBooking {
            appointment,
            health_card: members.object("hc", "hc.").is_some(),
            card: card(&mut members),
        },
        validate_only: members.flag("validateOnly"),
    };
    problems.finish()?;
    Ok(wanted)
}

/// Reads why an appointment is cancelled.
///
/// # Errors
/// `Invalid`.
pub(crate) fn read_cancellation(body: &Map<String, Value>) -> Result<Option<String>> {
    let mut problems = Problems::new();
    let reason = Members::of(body, &mut problems).text("reason").map(str::to_owned);
    problems.finish()?;
    Ok(reason)
}

/// Reads where an appointment is to be moved.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read_move(body: &Map<String, Value>) -> Result<Move> {
    let mut problems = Problems::new();
    let mut members = Members::of(body, &mut problems);
    let moved = Move { start: members.needed_instant("reservation"), who: schedule(&mut members) };
    // The zone is checked, and the one given when booking is kept.
    time_zone(&mut members);
    problems.finish()?;
    Ok(moved)
}

fn schedule(members: &mut Members<'_, '_>) -> Who {
    Who { roster_id: members.id("scheduleId", Kind::Schedule).map(RosterId), practitioner_id: None }
}

fn answers(members: &mut Members<'_, '_>) -> Answers {
    let Some(mut values) = members.object("values", "values.") else {
        return Answers::new();
    };
    let (good, bad): (Vec<_>, Vec<_>) = values.iter().partition(|(_, value)| is_answer(value));
    for (name, _) in bad {
        values.note(name, FieldCode::WrongType, "Text, a number, true or false, null, or an array of texts.");
    }
    good.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn is_answer(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::Array(choices) => choices.iter().all(Value::is_string),
        Value::Object(_) => false,
    }
}

fn time_zone(members: &mut Members<'_, '_>) -> Option<String> {
    let mut meta = members.object("meta", "meta.")?;
    let name = meta.text("timezone")?;
    if time::time_zone("timezone", name).is_err() {
        meta.note("timezone", FieldCode::BadFormat, "The name of an IANA time zone.");
    }
    Some(name.to_owned())
}

fn card(members: &mut Members<'_, '_>) -> Option<CardToken> {
    let mut token = members.object("stripeToken", "stripeToken.")?;
    Some(CardToken::new(token.needed_text("id")))
}

/// An appointment as this door shows it.
pub(crate) fn show(organization: &Organization, appointment: &Appointment) -> wire::Appointment {
    let status = status(appointment.status);
    let join_url = appointment.join_url.clone();
    wire::Appointment {
        id: write(Kind::Appointment, appointment.id.0),
        organization: organization.slug.clone(),
        service: wire::ServiceRef {
            id: write(Kind::Service, appointment.service_id.0),
            label: appointment.service_name.clone(),
        },
        status,
        reservation: Instant(appointment.start),
        duration: appointment.end.duration_since(appointment.start).as_mins(),
        virtual_meeting: join_url
            .filter(|_| status != wire::AppointmentStatus::Cancelled)
            .map(|join_url| wire::VirtualMeeting { join_url }),
        created_at: Instant(appointment.created_at),
        updated_at: Instant(appointment.updated_at),
        cancelled_at: appointment.cancelled_at.map(Instant),
        cancel_reason: appointment.cancel_reason.clone(),
        previous_reservation: appointment.previous_start.map(Instant),
    }
}

/// An appointment just made, with its key.
pub(crate) fn show_booked(organization: &Organization, booked: &Booked) -> wire::AppointmentCreated {
    wire::AppointmentCreated {
        appointment: show(organization, &booked.appointment),
        access_key: booked.access_key.reveal().to_owned(),
    }
}

/// The vendor tells no more than whether a visit is still to come.
fn status(status: AppointmentStatus) -> wire::AppointmentStatus {
    match status {
        AppointmentStatus::Pending | AppointmentStatus::Booked | AppointmentStatus::Arrived => {
            wire::AppointmentStatus::Booked
        }
        AppointmentStatus::Fulfilled => wire::AppointmentStatus::Completed,
        AppointmentStatus::NoShow => wire::AppointmentStatus::NoShow,
        AppointmentStatus::Cancelled => wire::AppointmentStatus::Cancelled,
    }
}

#[cfg(test)]
mod tests;
