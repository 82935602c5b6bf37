//! Whether a clinic's database keeps what its clients were promised.
//!
//! Clients keep a [`journal`]: what they asked for, under which idempotency key, and what they were told. [`check`] compares
//! it with the database, which it reads by SQL of its own. It uses nothing of the product, so that an error there can't hide
//! itself here.
//!
//! The clients, the server they talk to and whoever kills it are in `tests/it/`.

pub mod database;
pub mod journal;

mod expected;
mod log;
mod rules;
mod snapshot;

use std::fmt;

use database::Database;
use journal::Entry;
use log::Log;
use snapshot::Snapshot;

/// What may not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The database itself is damaged, or can't be read.
    Storage,
    /// Two claims of one calendar and lane overlap.
    Overlap,
    /// More time is taken at once than a calendar has lanes.
    Capacity,
    /// Something does not have exactly the claims it must have, or a claim belongs to nothing.
    Claims,
    /// What was acknowledged is not there as it was last acknowledged.
    Promise,
    /// A request had its effect twice, or had one though it was refused, or had none though it was acknowledged.
    Effect,
    /// The audit log is not whole, or does not tell what happened.
    Audit,
}

/// Something that may not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// The rule it is against.
    pub rule: Rule,
    /// What was found, in words.
    pub what: String,
}

impl fmt::Display for Defect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}: {}", self.rule, self.what)
    }
}

/// Compares a database with the journals of all its clients (each in order). `now` tells which holds have expired, in
/// microseconds by the server's clock.
///
/// Nobody may write meanwhile, and the audit log must have been sealed.
pub fn check(url: &str, journal: &[Entry], now: i64) -> Vec<Defect> {
    found(|defects| {
        let mut database = open(url, defects)?;
        let (snapshot, log) = (Snapshot::read(&mut database)?, Log::read(&mut database)?);
        rules::check_book(&snapshot, now, defects);
        rules::check_history(&snapshot, &log, journal, now, defects);
        Ok(())
    })
}

/// The part of it that holds at every moment, whatever clients were told. Nobody may write meanwhile.
pub fn check_book(url: &str, now: i64) -> Vec<Defect> {
    found(|defects| {
        let snapshot = Snapshot::read(&mut open(url, defects)?)?;
        rules::check_book(&snapshot, now, defects);
        Ok(())
    })
}

fn found(look: impl FnOnce(&mut Defects) -> Result<(), String>) -> Vec<Defect> {
    let mut defects = Defects::default();
    if let Err(error) = look(&mut defects) {
        defects.add(Rule::Storage, error);
    }
    defects.0
}

fn open(url: &str, defects: &mut Defects) -> Result<Database, String> {
    let mut database = Database::open(url)?;
    for problem in database.integrity_problems()? {
        defects.add(Rule::Storage, problem);
    }
    database.stand_still()?;
    Ok(database)
}

/// What was found so far.
#[derive(Default)]
struct Defects(Vec<Defect>);

impl Defects {
    fn add(&mut self, rule: Rule, what: impl Into<String>) {
        self.0.push(Defect { rule, what: what.into() });
    }
}
