//! Patients and bookings of the demo: about three fifths of the past and next sixty days.

use app::appointment::{self, NewAppointment};
use app::availability::Who;
use app::group_session::{self, NewGroupSession};
use app::{App, Ctx, Error, Result, Tx};
use domain::patient::PatientDetails;
use domain::questionnaire::Answers;
use domain::{AppointmentStatus, PatientId, PractitionerId, SeededRandom, Service, ServiceId, time};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::names::{FAMILY, GIVEN};
use super::plan::{Person, Plan};
use super::seed::Office;

/// Patients of each organization.
const PATIENTS: usize = 140;
/// Days before and after now.
const DAYS: i64 = 60;
/// How much of the open time is booked, in percent.
const BOOKED: u64 = 60;
/// Bookings begin on the quarter, where the service's own grid allows.
const STEP: i64 = 15;

/// One practitioner's day to be filled.
struct Day<'d> {
    zone: TimeZone,
    person: &'d Person,
    practitioner: PractitionerId,
    /// What they offer: id and length in minutes.
    services: &'d [(ServiceId, i64)],
    patients: &'d [PatientId],
}

/// Registers patients and books for everybody.
pub(super) fn fill(
    app: &App,
    plan: &'static Plan,
    office: &Office,
    seed: u64,
    done: &mut dyn FnMut(f64),
) -> Result<()> {
    let random = std::sync::Arc::new(SeededRandom::new(seed));
    let (inner, organization, source) = (app.clone(), office.organization.clone(), random.clone());
    let patients: Vec<PatientId> = app.db().write(move |tx| {
        let ctx = inner.system(organization.clone(), "demo", time::plus_minutes(inner.now(), -DAYS * 2 * 1440));
        register(tx, &ctx, plan, &source)
    })?;
    let count = office.practitioners.len().max(1);
    for (index, practitioner) in office.practitioners.iter().enumerate() {
        let (inner, office, source, patients) = (app.clone(), office.clone(), random.clone(), patients.clone());
        let practitioner = practitioner.id;
        app.db().write(move |tx| {
            let services = offered_by(plan, &office.services, index);
            let day = Day {
                zone: time::time_zone("time_zone", plan.time_zone)?,
                person: &plan.practitioners[index],
                practitioner,
                services: &services,
                patients: &patients,
            };
            fill_calendar(tx, &inner, &office, &day, &source)
        })?;
        #[expect(clippy::cast_precision_loss, reason = "a handful of practitioners")]
        done((index + 1) as f64 / count as f64);
    }
    fill_classes(app, plan, office, &patients, &random)
}

fn register(tx: &mut Tx<'_>, ctx: &Ctx, plan: &Plan, random: &SeededRandom) -> Result<Vec<PatientId>> {
    let mut patients = Vec::new();
    for number in 0..PATIENTS {
        let given_name = (*pick(&GIVEN, random)).to_owned();
        let family_name = (*pick(&FAMILY, random)).to_owned();
        let mailbox = format!("{given_name}.{family_name}.{number}").to_lowercase();
        let details = PatientDetails {
            given_name,
            family_name,
            email: Some(format!("{mailbox}@example.com")),
            phone: Some(format!("{}555{:04}", plan.patient_phone, number)),
            birth_date: Some(birth_date(random)),
        };
        patients.push(app::patient::create(tx, ctx, details)?.id);
    }
    Ok(patients)
}

fn birth_date(random: &SeededRandom) -> Date {
    let days = i32::try_from(random.below(29_000)).unwrap_or(0);
    jiff::civil::date(1940, 1, 1).saturating_add(days.days())
}

fn pick<'a, T>(items: &'a [T], random: &SeededRandom) -> &'a T {
    &items[usize::try_from(random.below(items.len() as u64)).unwrap_or(0)]
}

fn offered_by(plan: &Plan, services: &[Service], index: usize) -> Vec<(ServiceId, i64)> {
    let pairs = plan.services.iter().zip(services);
    let own =
        pairs.filter(|(offering, service)| offering.practitioners.contains(&index) && service.details.seats.is_none());
    own.map(|(_, service)| (service.id, i64::from(service.details.duration))).collect()
}

fn fill_calendar(tx: &mut Tx<'_>, app: &App, office: &Office, day: &Day<'_>, random: &SeededRandom) -> Result<()> {
    if day.services.is_empty() {
        return Ok(());
    }
    let today = day.zone.to_datetime(app.now()).date();
    for offset in -DAYS..=DAYS {
        let date = today.saturating_add(offset.days());
        for (start, end) in periods(day, date) {
            let mut at = start;
            while at < end {
                let booked = if random.below(100) < BOOKED { book_at(tx, app, office, day, at, random)? } else { None };
                at = time::plus_minutes(at, booked.unwrap_or(STEP * 2));
            }
        }
    }
    Ok(())
}

/// The open periods of a date, as instants.
fn periods(day: &Day<'_>, date: Date) -> Vec<(Timestamp, Timestamp)> {
    let weekday = date.weekday().to_monday_one_offset();
    let works = |weekdays: &[i8]| weekdays.contains(&weekday);
    let rosters = day.person.rosters.iter().filter(|hours| works(hours.weekdays));
    let instant = |clock: &str| -> Option<Timestamp> {
        let time: jiff::civil::Time = clock.parse().ok()?;
        date.to_datetime(time).to_zoned(day.zone.clone()).ok().map(|zoned| zoned.timestamp())
    };
    let periods = rosters.flat_map(|hours| hours.periods);
    periods.filter_map(|(start, end)| Some((instant(start)?, instant(end)?))).collect()
}

/// Books something there, if anything fits; how long it takes.
fn book_at(
    tx: &mut Tx<'_>,
    app: &App,
    office: &Office,
    day: &Day<'_>,
    start: Timestamp,
    random: &SeededRandom,
) -> Result<Option<i64>> {
    let &(service_id, minutes) = pick(day.services, random);
    let new = NewAppointment {
        service_id,
        who: Who { practitioner_id: Some(day.practitioner), roster_id: None },
        start,
        patient_id: Some(*pick(day.patients, random)),
        answers: Answers::new(),
        patient_time_zone: None,
        overbooking_reason: None,
    };
    let booked_at = booking_instant(app, start, random);
    let ctx = app.system(office.organization.clone(), "demo", booked_at);
    match tx.attempt(|tx| appointment::book(tx, &ctx, &new)) {
        Ok(booked) => {
            let later = app.system(office.organization.clone(), "demo", app.now().min(time::plus_minutes(start, 60)));
            live(tx, &later, &booked.appointment, start < app.now(), random)?;
            Ok(Some(minutes))
        }
        Err(Error::SlotTaken | Error::SlotNotOffered(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Bookings are made one to twenty days ahead, and never in the future.
fn booking_instant(app: &App, start: Timestamp, random: &SeededRandom) -> Timestamp {
    let ahead = i64::try_from(random.below(20 * 24)).unwrap_or(0) + 24;
    let made = start.checked_sub(SignedDuration::from_hours(ahead)).unwrap_or(start);
    made.min(time::plus_minutes(app.now(), -i64::try_from(random.below(10_000)).unwrap_or(0)))
}

/// What became of it: most who were booked came, some did not, some cancelled.
fn live(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    appointment: &domain::Appointment,
    is_past: bool,
    random: &SeededRandom,
) -> Result<()> {
    let next = match (is_past, random.below(100)) {
        (_, 0..5) => AppointmentStatus::Cancelled,
        (false, _) => return Ok(()),
        (true, 5..11) => AppointmentStatus::NoShow,
        (true, _) => AppointmentStatus::Fulfilled,
    };
    appointment::set_status(tx, ctx, appointment.id, next).map(|_| ())
}

/// Classes of the next four weeks, half full.
fn fill_classes(
    app: &App,
    plan: &'static Plan,
    office: &Office,
    patients: &[PatientId],
    random: &SeededRandom,
) -> Result<()> {
    let classes = office.services.iter().filter(|service| service.details.seats.is_some());
    for class in classes {
        for week in 0..4 {
            let (inner, organization, class) = (app.clone(), office.organization.clone(), class.id);
            let members: Vec<PatientId> = (0..4).map(|_| *pick(patients, random)).collect();
            app.db().write(move |tx| {
                let ctx = inner.system(organization.clone(), "demo", inner.now());
                hold_class(tx, &ctx, plan, class, week, &members)
            })?;
        }
    }
    Ok(())
}

/// On the first free full hour of that week.
fn hold_class(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    plan: &Plan,
    class: ServiceId,
    week: i64,
    members: &[PatientId],
) -> Result<()> {
    let zone = time::time_zone("time_zone", plan.time_zone)?;
    let first = zone.to_datetime(ctx.now()).date().saturating_add((1 + 7 * week).days());
    let days = (0..7).map(|day| first.saturating_add(i64::from(day).days()));
    let starts = days.flat_map(|date| (9..17).map(move |hour| date.at(hour, 0, 0, 0)));
    for start in starts.filter_map(|start| start.to_zoned(zone.clone()).ok()) {
        let new = NewGroupSession { service_id: class, who: Who::default(), start: start.timestamp() };
        match tx.attempt(|tx| group_session::create(tx, ctx, &new)) {
            Ok(session) => {
                return members
                    .iter()
                    .try_for_each(|&patient| group_session::join(tx, ctx, session.id, patient).map(|_| ()));
            }
            Err(Error::SlotTaken | Error::SlotNotOffered(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
