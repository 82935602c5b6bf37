//! Everything that a practice has stored, with ids replaced by what they are ids of.

use app::audit::{Verification, seal, verify};
use domain::audit::AuditEntry;
use domain::{AuditId, OrganizationId};
use serde_json::Value as Json;
use store::{Column, Row, Tx, Value};

use crate::model::names::{Family, Names};
use crate::model::player::Player;

/// How many audit entries are read at once, and sealed.
const ENTRIES: i64 = 1_000_000;

/// A table: its name, the statement that reads it, and the families of the ids that come first.
type Table = (&'static str, &'static str, &'static [Family]);

use Family::{Book, Patient, Setup};

const TABLES: [Table; 8] = [
    (
        "claims",
        "SELECT calendar_id, owner_id, starts_at, ends_at, lane, expires_at, kind FROM claims WHERE organization_id = $1",
        &[Setup, Book],
    ),
    (
        "appointments",
        "SELECT id, service_id, patient_id, practitioner_id, roster_id, location_id, group_session_id, status, starts_at, ends_at,
            local_start, time_zone, tzdb, previous_start, patient_time_zone, join_url, overbooking_reason, access_key_digest,
            cancelled_at, cancel_reason, created_at, updated_at
         FROM appointments WHERE organization_id = $1",
        &[Book, Setup, Patient, Setup, Setup, Setup, Book],
    ),
    (
        "holds",
        "SELECT id, service_id, practitioner_id, roster_id, location_id, starts_at, ends_at, expires_at
         FROM holds WHERE organization_id = $1",
        &[Book, Setup, Setup, Setup, Setup],
    ),
    ("closures", "SELECT id, starts_at, ends_at, reason FROM closures WHERE organization_id = $1", &[Book]),
    (
        "group_sessions",
        "SELECT id, service_id, practitioner_id, location_id, calendar_id, starts_at, ends_at, cancelled, created_at
         FROM group_sessions WHERE organization_id = $1",
        &[Book, Setup, Setup, Setup, Setup],
    ),
    (
        "roster_exceptions",
        "SELECT roster_id, date, periods FROM roster_exceptions WHERE organization_id = $1",
        &[Setup],
    ),
    (
        "patients",
        "SELECT id, given_name, family_name, email, phone, birth_date, created_at, updated_at
         FROM patients WHERE organization_id = $1",
        &[Patient],
    ),
    (
        "questionnaire_responses",
        "SELECT appointment_id, patient_id, questionnaire_id, version, answers, created_at
         FROM questionnaire_responses WHERE organization_id = $1",
        &[Book, Patient, Setup],
    ),
];

/// Compares what two practices have stored.
pub(super) fn compare(one: &Player, other: &Player) -> Result<(), String> {
    for table in TABLES {
        compare_rows(table.0, &rows(one, table), &rows(other, table))?;
    }
    compare_rows("events", &events(one), &events(other))?;
    compare_rows("audit entries", &entries(one), &entries(other))?;
    let verified = [one, other].map(verification);
    let sound = verified[0].faults.is_empty() && verified[0].unsealed == 0 && verified[0].sound > 0;
    if sound && verified[0] == verified[1] { Ok(()) } else { Err(format!("audit chains: {verified:?}")) }
}

fn compare_rows(what: &str, one: &[String], other: &[String]) -> Result<(), String> {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|row| !those.contains(row)).cloned().collect()
    };
    if one == other {
        return Ok(());
    }
    Err(format!("{what}: only the first has {:#?}, only the second has {:#?}", only(one, other), only(other, one)))
}

/// The rows of a table as text, sorted.
fn rows(player: &Player, (_, sql, families): Table) -> Vec<String> {
    let cells = read(player, move |tx, organization| {
        let width = sql.split(" FROM ").next().map_or(0, |columns| columns.split(',').count());
        tx.query(sql, &[&organization], |row| (0..width).map(|index| row.at::<Cell>(index)).collect())
    });
    let text = |row: Vec<Cell>| -> String {
        let renamed = row.into_iter().enumerate().map(|(index, cell)| match families.get(index) {
            Some(family) => cell.renamed(&player.names, *family),
            None => cell.0,
        });
        renamed.collect::<Vec<_>>().join(" | ")
    };
    sorted(cells.into_iter().map(text))
}

fn events(player: &Player) -> Vec<String> {
    let rows = read(player, |tx, organization| {
        let read = |row: &Row<'_>| Ok((row.at(0)?, row.at(1)?, row.at::<i64>(2)?));
        tx.query("SELECT kind, subject, at FROM events WHERE organization_id = $1", &[&organization], read)
    });
    let text =
        |(kind, subject, at): (String, i64, i64)| format!("{kind} of {} at {at}", subject_of(player, &kind, subject));
    sorted(rows.into_iter().map(text))
}

fn entries(player: &Player) -> Vec<String> {
    let entries = read(player, |tx, organization| tx.list_audit(organization, AuditId(0), ENTRIES));
    let text = |entry: AuditEntry| {
        let subject = subject_of(player, &entry.action, entry.subject);
        let detail: Json = serde_json::from_str(&entry.detail).expect("details are JSON");
        let actor = match entry.actor.strip_prefix("key:") {
            Some(id) => format!("key of {}", name(&player.names, Book, id.parse().expect("the id of an appointment"))),
            None => entry.actor,
        };
        let detail = renamed(player, detail);
        format!("{} {actor}: {} of {subject} at {} {detail}", entry.request_id, entry.action, entry.at)
    };
    sorted(entries.into_iter().map(text))
}

/// Replaces the ids in the detail of an audit entry.
fn renamed(player: &Player, mut detail: Json) -> Json {
    for (member, family) in [("service", Setup), ("appointment", Book)] {
        if let Some(id) = detail.get_mut(member) {
            *id = name(&player.names, family, id.as_i64().expect("an id")).into();
        }
    }
    detail
}

/// What an action or an event is about, by its name.
fn subject_of(player: &Player, what: &str, subject: i64) -> String {
    let family = match what.split(['.', '_']).next().unwrap_or_default() {
        "appointment" | "hold" | "closure" | "group" => Book,
        "patient" => Patient,
        // Of the organization, or of something that was set up: the audit entry tells.
        "organization" | "configuration" => return "the set-up".to_owned(),
        _ => Setup,
    };
    name(&player.names, family, subject)
}

fn name(names: &Names, family: Family, id: i64) -> String {
    names.known(family, id).map_or_else(|| format!("unknown {family:?} {id}"), |number| format!("{family:?} {number}"))
}

fn verification(player: &Player) -> Verification {
    let organization = player.practice.organization.id;
    let db = player.app.db();
    while db.write(|tx| seal(tx, 10_000)).expect("entries are sealed") > 0 {}
    db.read(move |tx| verify(tx, organization)).expect("the chain is read")
}

fn read<T: Send + 'static>(
    player: &Player,
    work: impl Fn(&mut Tx<'_>, OrganizationId) -> store::Result<T> + Send + 'static,
) -> T {
    let organization = player.practice.organization.id;
    player.app.db().read(move |tx| work(tx, organization)).expect("what is stored can be read")
}

fn sorted(rows: impl Iterator<Item = String>) -> Vec<String> {
    let mut rows: Vec<String> = rows.collect();
    rows.sort_unstable();
    rows
}

/// A value of any type, as text.
struct Cell(String);

impl Column for Cell {
    fn from_value(value: Value<'_>) -> Result<Self, String> {
        Ok(Self(match value {
            Value::Null => "nothing".to_owned(),
            // SQLite has no flags of its own.
            Value::Boolean(flag) => i64::from(flag).to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => format!("{text:?}"),
        }))
    }
}

impl Cell {
    fn renamed(&self, names: &Names, family: Family) -> String {
        self.0.parse().map_or_else(|_| self.0.clone(), |id| name(names, family, id))
    }
}
