//! The clinic's book, read whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::database::{Database, Row};
use crate::journal::Period;

/// A claim.
pub(crate) struct Claim {
    pub(crate) calendar: i64,
    pub(crate) lane: i64,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) expires: i64,
    pub(crate) kind: String,
    pub(crate) owner: i64,
}

/// A service: how much more than the visit it takes, and from which calendars besides.
#[derive(Default)]
pub(crate) struct Service {
    pub(crate) before: i64,
    pub(crate) after: i64,
    /// For each requirement, the calendars of which it takes one.
    pub(crate) requirements: BTreeMap<i64, BTreeSet<i64>>,
}

/// An appointment, a hold or a group session: something with a service and a time.
pub(crate) struct Visit {
    pub(crate) service: i64,
    pub(crate) practitioner: Option<i64>,
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// An appointment.
pub(crate) struct Appointment {
    pub(crate) visit: Visit,
    pub(crate) session: Option<i64>,
    pub(crate) status: String,
    pub(crate) overbooked: bool,
    /// The idempotency key it was made with.
    pub(crate) key: String,
}

/// A group session.
pub(crate) struct Session {
    pub(crate) visit: Visit,
    pub(crate) calendar: i64,
    pub(crate) cancelled: bool,
}

/// See the module. Everything by id; ids are drawn for all organizations together.
pub(crate) struct Snapshot {
    pub(crate) claims: Vec<Claim>,
    pub(crate) capacities: BTreeMap<i64, i64>,
    pub(crate) services: BTreeMap<i64, Service>,
    /// Calendars of practitioners.
    pub(crate) practitioners: BTreeMap<i64, i64>,
    pub(crate) appointments: BTreeMap<i64, Appointment>,
    /// Holds, and when they expire.
    pub(crate) holds: BTreeMap<i64, (Visit, i64)>,
    pub(crate) sessions: BTreeMap<i64, Session>,
    pub(crate) closures: BTreeMap<i64, (i64, i64)>,
    /// When each roster opens on each of its days.
    pub(crate) openings: BTreeMap<i64, BTreeSet<u16>>,
    /// Hours of single dates.
    pub(crate) hours: BTreeMap<(i64, String), Vec<Period>>,
    /// Keys of patients that point to nobody.
    pub(crate) lost_patients: i64,
}

type Result<T> = std::result::Result<T, String>;

const MINUTE: i64 = 60_000_000;

impl Snapshot {
    /// Reads it.
    pub(crate) fn read(database: &mut Database) -> Result<Self> {
        Ok(Self {
            claims: list(database, CLAIMS, claim)?,
            capacities: list(database, "SELECT id, capacity FROM calendars", pair)?.into_iter().collect(),
            services: services(database)?,
            practitioners: list(database, "SELECT id, calendar_id FROM practitioners", pair)?.into_iter().collect(),
            appointments: list(database, APPOINTMENTS, appointment)?.into_iter().collect(),
            holds: list(database, HOLDS, |row| Ok((row.int(0)?, (visit(row)?, row.int(5)?))))?.into_iter().collect(),
            sessions: list(database, SESSIONS, session)?.into_iter().collect(),
            closures: list(database, CLOSURES, |row| Ok((row.int(0)?, (row.int(1)?, row.int(2)?))))?
                .into_iter()
                .collect(),
            openings: list(database, "SELECT id, weekly FROM rosters", openings)?.into_iter().collect(),
            hours: list(database, HOURS, hours)?.into_iter().collect(),
            lost_patients: count(database, LOST_PATIENTS)?,
        })
    }
}

const CLAIMS: &str = "SELECT calendar_id, lane, starts_at, ends_at, expires_at, kind, owner_id FROM claims
    ORDER BY calendar_id, lane, starts_at, ends_at";
const SERVICES: &str = "SELECT id, buffer_before, buffer_after FROM services";
const REQUIREMENTS: &str = "SELECT n.service_id, n.requirement, r.calendar_id FROM service_requirements n
    JOIN resources r ON r.organization_id = n.organization_id AND r.id = n.resource_id";
const APPOINTMENTS: &str =
    "SELECT a.id, a.service_id, a.practitioner_id, a.starts_at, a.ends_at, a.group_session_id, a.status,
        a.overbooking_reason, p.family_name, q.answers
    FROM appointments a
    LEFT JOIN patients p ON p.organization_id = a.organization_id AND p.id = a.patient_id
    LEFT JOIN questionnaire_responses q ON q.organization_id = a.organization_id AND q.appointment_id = a.id";
const HOLDS: &str = "SELECT id, service_id, practitioner_id, starts_at, ends_at, expires_at FROM holds";
const SESSIONS: &str = "SELECT id, service_id, practitioner_id, starts_at, ends_at, calendar_id,
    CASE WHEN cancelled THEN 1 ELSE 0 END FROM group_sessions";
const CLOSURES: &str = "SELECT id, starts_at, ends_at FROM closures";
const HOURS: &str = "SELECT roster_id, date, periods FROM roster_exceptions";
const LOST_PATIENTS: &str = "SELECT count(*) FROM patient_keys k WHERE NOT EXISTS (
    SELECT 1 FROM patients p WHERE p.organization_id = k.organization_id AND p.id = k.patient_id)";

pub(crate) fn list<T>(database: &mut Database, sql: &str, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
    let rows = database.rows(sql)?;
    rows.iter().map(|row| read(row).map_err(|error| format!("{sql}: {error}"))).collect()
}

pub(crate) fn count(database: &mut Database, sql: &str) -> Result<i64> {
    Ok(list(database, sql, |row| row.int(0))?.into_iter().sum())
}

fn pair(row: &Row) -> Result<(i64, i64)> {
    Ok((row.int(0)?, row.int(1)?))
}

fn claim(row: &Row) -> Result<Claim> {
    Ok(Claim {
        calendar: row.int(0)?,
        lane: row.int(1)?,
        start: row.int(2)?,
        end: row.int(3)?,
        expires: row.int(4)?,
        kind: row.text(5)?,
        owner: row.int(6)?,
    })
}

fn services(database: &mut Database) -> Result<BTreeMap<i64, Service>> {
    let service = |row: &Row| {
        let (before, after) = (row.int(1)? * MINUTE, row.int(2)? * MINUTE);
        Ok((row.int(0)?, Service { before, after, ..Service::default() }))
    };
    let mut services: BTreeMap<i64, Service> = list(database, SERVICES, service)?.into_iter().collect();
    for (service, requirement, calendar) in
        list(database, REQUIREMENTS, |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)))?
    {
        let requirements = &mut services.entry(service).or_default().requirements;
        requirements.entry(requirement).or_default().insert(calendar);
    }
    Ok(services)
}

/// From the second column on: service, practitioner, start, end.
fn visit(row: &Row) -> Result<Visit> {
    Ok(Visit { service: row.int(1)?, practitioner: row.maybe_int(2)?, start: row.int(3)?, end: row.int(4)? })
}

fn appointment(row: &Row) -> Result<(i64, Appointment)> {
    let appointment = Appointment {
        visit: visit(row)?,
        session: row.maybe_int(5)?,
        status: row.text(6)?,
        overbooked: row.maybe_text(7).is_some(),
        key: key(row.maybe_text(8), row.maybe_text(9)),
    };
    Ok((row.int(0)?, appointment))
}

/// The key is among the answers, or the patient's family name where nothing was answered.
fn key(family_name: Option<String>, answers: Option<String>) -> String {
    let answers: serde_json::Value = answers.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    answers["visitReason"].as_str().map(str::to_owned).or(family_name).unwrap_or_default()
}

fn session(row: &Row) -> Result<(i64, Session)> {
    Ok((row.int(0)?, Session { visit: visit(row)?, calendar: row.int(5)?, cancelled: row.int(6)? == 1 }))
}

#[derive(serde::Deserialize)]
struct Weekday {
    periods: Vec<LocalPeriod>,
}

#[derive(serde::Deserialize)]
struct LocalPeriod {
    start: u16,
    end: u16,
}

fn openings(row: &Row) -> Result<(i64, BTreeSet<u16>)> {
    let weekly: Vec<Weekday> = serde_json::from_str(&row.text(1)?).map_err(|error| error.to_string())?;
    let first = weekly.iter().filter_map(|day| day.periods.first().map(|period| period.start));
    Ok((row.int(0)?, first.collect()))
}

fn hours(row: &Row) -> Result<((i64, String), Vec<Period>)> {
    let periods: Vec<LocalPeriod> = serde_json::from_str(&row.text(2)?).map_err(|error| error.to_string())?;
    let periods = periods.iter().map(|period| (period.start, period.end)).collect();
    Ok(((row.int(0)?, row.text(1)?), periods))
}

impl std::fmt::Display for Claim {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { calendar, lane, start, end, kind, owner, .. } = self;
        write!(formatter, "the claim of {kind} {owner} on calendar {calendar}, lane {lane}, {start} to {end}")
    }
}
