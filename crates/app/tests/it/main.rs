//! The use cases on both databases.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod access;
mod appointment;
mod audit;
mod availability;
mod booking;
mod closure;
mod desk;
mod differential;
mod group_session;
mod hold;
mod idempotency;
mod model;
mod offer;
mod partner;
mod patient;
mod product;
mod profile;
mod race;
mod schedule;
mod session;
mod setup;
mod user;

use app::appointment::NewAppointment;
use app::availability::Who;
use app::{Error, Result};
use domain::Service;
use jiff::Timestamp;
use testkit::TestClinic;
use testkit::clinic::answers;

/// A visit wanted by somebody of that first name.
fn visit(service: &Service, start: Timestamp, first_name: &str) -> NewAppointment {
    NewAppointment {
        service_id: service.id,
        who: Who::default(),
        start,
        patient_id: None,
        answers: answers(first_name),
        patient_time_zone: None,
        overbooking_reason: None,
    }
}

/// Books at Alice's as anybody.
fn book(clinic: &TestClinic, new: NewAppointment) -> Result<app::appointment::Booked> {
    let ctx = clinic.anonymous(&clinic.alice);
    clinic.write(move |tx| app::appointment::book(tx, &ctx, &new))
}

/// Starts on offer at Alice's on that day of the test clinic's calendar, as Rome's wall clock shows them.
fn offered(clinic: &TestClinic, service: &Service, day: i64) -> Vec<String> {
    use testkit::clinic::at;
    let ctx = clinic.anonymous(&clinic.alice);
    let query = app::availability::SlotQuery {
        service_id: service.id,
        who: Who::default(),
        from: Some(at(day, "00:00")),
        until: Some(at(day + 1, "00:00")),
    };
    let slots = clinic.read(move |tx| app::availability::slots(tx, &ctx, &query)).expect("slots");
    let rome = jiff::tz::TimeZone::get("Europe/Rome").expect("a zone");
    slots.starts.iter().map(|minute| rome.to_datetime(minute.to_timestamp()).strftime("%H:%M").to_string()).collect()
}

/// Whether the error is `Invalid` and names these fields.
fn names(error: &Error, fields: &[&str]) -> bool {
    matches!(error, Error::Invalid(found) if found.iter().map(|field| field.field.as_str()).eq(fields.iter().copied()))
}
