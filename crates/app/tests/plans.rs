//! No statement of the hot paths reads a table that grows from its beginning to its end: what the use cases ask, is asked again
//! as EXPLAIN, of both databases.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use app::appointment::NewAppointment;
use app::availability::{SlotQuery, Who};
use app::hold::NewHold;
use domain::ServiceId;
use jiff::Timestamp;
use store::{STATEMENTS, Tx};
use testkit::clinic::{answers, at};
use testkit::{Engine, TestClinic};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Tables that grow with every booking.
const GROWING: [&str; 12] = [
    "claims",
    "appointments",
    "patients",
    "patient_keys",
    "questionnaire_responses",
    "payments",
    "holds",
    "group_sessions",
    "audit_entries",
    "audit_chain",
    "events",
    "idempotency_keys",
];

/// Collects the statements that were run.
struct Collector;

static STATEMENTS_SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

struct Sql(Option<String>);

impl Visit for Sql {
    fn record_str(&mut self, _field: &Field, value: &str) {
        self.0 = Some(value.to_owned());
    }

    fn record_debug(&mut self, _field: &Field, _value: &dyn Debug) {}
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == STATEMENTS
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut sql = Sql(None);
        event.record(&mut sql);
        STATEMENTS_SEEN.lock().unwrap_or_else(PoisonError::into_inner).extend(sql.0);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

static COLLECTING: OnceLock<()> = OnceLock::new();

/// Everything that happens many times a second, once.
fn hot_paths(engine: Engine) -> TestClinic {
    let clinic = TestClinic::start(engine);
    COLLECTING.get_or_init(|| tracing::subscriber::set_global_default(Collector).expect("nobody else listens"));
    let (checkup, cleaning) = (clinic.alice.checkup.id, clinic.alice.cleaning.id);
    ask(&clinic, checkup);
    ask(&clinic, cleaning);
    let booked = book(&clinic, checkup, at(1, "10:00"), "Ada");
    book(&clinic, checkup, at(1, "11:00"), "Ada");
    change(&clinic, &booked);
    hold(&clinic, cleaning, at(2, "09:00"));
    let ctx = clinic.staff(&clinic.alice);
    clinic.write(move |tx| app::appointment::list(tx, &ctx, at(0, "00:00"), at(7, "00:00"), 100)).expect("it works");
    let now = clinic.app.now();
    clinic
        .write(move |tx| {
            app::audit::seal(tx, 100)?;
            app::hold::sweep(tx, now, 100)
        })
        .expect("it works");
    clinic
}

fn ask(clinic: &TestClinic, service_id: ServiceId) {
    let query = SlotQuery { service_id, who: Who::default(), from: None, until: Some(at(20, "00:00")) };
    let ctx = clinic.anonymous(&clinic.alice);
    clinic
        .read(move |tx| {
            app::availability::slots(tx, &ctx, &query)?;
            app::availability::next(tx, &ctx, &query, 3)
        })
        .expect("it works");
}

fn book(clinic: &TestClinic, service_id: ServiceId, start: Timestamp, name: &str) -> app::appointment::Booked {
    let new = NewAppointment {
        service_id,
        who: Who::default(),
        start,
        patient_id: None,
        answers: answers(name),
        patient_time_zone: None,
        overbooking_reason: None,
    };
    let ctx = clinic.anonymous(&clinic.alice);
    clinic.write(move |tx| app::appointment::book(tx, &ctx, &new)).expect("it works")
}

fn change(clinic: &TestClinic, booked: &app::appointment::Booked) {
    let (ctx, id, key) = (clinic.anonymous(&clinic.alice), booked.appointment.id, booked.access_key.clone());
    clinic
        .write(move |tx| {
            app::appointment::get_with_key(tx, &ctx, id, &key)?;
            app::appointment::move_with_key(tx, &ctx, id, &key, at(1, "14:00"), Who::default())?;
            app::appointment::cancel_with_key(tx, &ctx, id, &key, None)
        })
        .expect("it works");
}

fn hold(clinic: &TestClinic, service_id: ServiceId, start: Timestamp) {
    let new = NewHold { service_id, who: Who::default(), start, minutes: None };
    let ctx = clinic.anonymous(&clinic.alice);
    clinic
        .write(move |tx| {
            let hold = app::hold::place(tx, &ctx, &new)?;
            app::hold::release(tx, &ctx, hold.id)
        })
        .expect("it works");
}

static NAMES: AtomicU64 = AtomicU64::new(0);

/// What the database would do for that statement, in its own words.
fn plan(tx: &mut Tx<'_>, engine: Engine, sql: &str) -> store::Result<Vec<String>> {
    let places = (1..=40).filter(|number| sql.contains(&format!("${number}"))).max().unwrap_or(0);
    let sql = match engine {
        Engine::Sqlite => format!("EXPLAIN QUERY PLAN {sql}"),
        Engine::Postgres => {
            let nulls = vec!["NULL"; places].join(", ");
            let nulls = if places == 0 { String::new() } else { format!("({nulls})") };
            for statement in ["SET LOCAL enable_seqscan = off", "SET LOCAL plan_cache_mode = force_generic_plan"] {
                tx.execute(statement, &[])?;
            }
            // Prepared statements outlive the transaction, so each has a name of its own.
            let name = format!("explained_{}", NAMES.fetch_add(1, Ordering::Relaxed));
            tx.execute(leak(format!("PREPARE {name} AS {sql}")), &[])?;
            format!("EXPLAIN EXECUTE {name}{nulls}")
        }
    };
    let column = if engine == Engine::Sqlite { 3 } else { 0 };
    let nothing: Vec<Option<i64>> = vec![None; if engine == Engine::Sqlite { places } else { 0 }];
    let params: Vec<&dyn store::Param> = nothing.iter().map(|value| value as &dyn store::Param).collect();
    tx.query(leak(sql), &params, |row| row.at(column))
}

fn leak(sql: String) -> &'static str {
    Box::leak(sql.into_boxed_str())
}

/// Whether a line of a plan reads a table without an index to begin with. `u` is what waits to be sealed: never much, and read in
/// the order of its key.
fn is_scan(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["SCAN", "u", ..] => false,
        ["SCAN", ..] => !line.contains("USING") && !line.contains("VIRTUAL TABLE"),
        _ => GROWING.iter().any(|table| {
            let scanned = format!("Seq Scan on {table}");
            line.ends_with(&scanned) || line.contains(&format!("{scanned} "))
        }),
    }
}

testkit::both_databases! {
    fn no_growing_table_is_read_from_beginning_to_end(engine) {
        let clinic = hot_paths(engine);
        let seen = STATEMENTS_SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let ours = |sql: &String| !["EXPLAIN", "PREPARE", "SET"].iter().any(|word| sql.starts_with(word));
        let explained: Vec<String> =
            seen.into_iter().filter(|sql| ours(sql) && GROWING.iter().any(|table| sql.contains(table))).collect();
        assert!(explained.len() >= 20, "{explained:#?}");
        let mut scans = Vec::new();
        for sql in explained {
            let asked = sql.clone();
            let lines = clinic.app.db().write(move |tx| plan(tx, engine, &asked)).unwrap_or_else(|error| panic!("{sql}: {error}"));
            assert!(!lines.is_empty() || sql.starts_with("INSERT"), "no plan of {sql}");
            scans.extend(lines.into_iter().filter(|line| is_scan(line)).map(|line| format!("{line}: {sql}")));
        }
        assert!(scans.is_empty(), "{scans:#?}");
    }
}
