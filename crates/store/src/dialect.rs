//! What the two databases do differently, and cannot be said in one SQL text.

use crate::tx::{Engine, Tx};
use crate::{Error, Result};

/// Where numbers for ids come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// Organizations.
    Organization,
    /// Everything a clinic sets up: locations, practitioners, resources, services, rosters, questionnaires, calendars.
    Setup,
    /// Everything in a calendar's book: appointments, group sessions, holds, closures.
    Book,
    /// Patients.
    Patient,
    /// What the front desk works on: labels, tickets and comments, articles.
    Desk,
    /// What is written beside a change: answers, payments, audit entries, events.
    Record,
}

impl Sequence {
    pub(crate) const ALL: [Self; 6] =
        [Self::Organization, Self::Setup, Self::Book, Self::Patient, Self::Desk, Self::Record];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Organization => "organization_ids",
            Self::Setup => "setup_ids",
            Self::Book => "book_ids",
            Self::Patient => "patient_ids",
            Self::Desk => "desk_ids",
            Self::Record => "record_ids",
        }
    }
}

/// How many numbers a connection draws at once. Those it doesn't use are lost, as with any sequence.
pub(crate) const SEQUENCE_BLOCK: i64 = 32;

impl Tx<'_> {
    /// A number nobody had before. Numbers rise, but not without gaps, as each connection draws a block of them at once: on
    /// PostgreSQL from a sequence, on SQLite from a row under its single writer.
    ///
    /// # Errors
    /// Whatever the database says.
    pub fn next_id(&mut self, sequence: Sequence) -> Result<i64> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.next_id(sequence),
            Engine::Postgres { transaction, statements } => statements.next_id(transaction, sequence),
        }
    }

    /// Whether this is PostgreSQL, for the few statements that are worded differently.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres { .. })
    }

    /// Checks that the database answers; used by readiness checks.
    ///
    /// # Errors
    /// Whatever the database says.
    pub fn ping(&mut self) -> Result<()> {
        let one: i64 =
            self.query_one("SELECT count(*) FROM organizations WHERE organization_id < 0", &[], |row| row.at(0))?;
        if one == 0 { Ok(()) } else { Err(Error::Other("organization ids are below zero".to_owned())) }
    }
}
