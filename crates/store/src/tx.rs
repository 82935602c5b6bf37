//! One transaction on either database.

use crate::pipeline;
use crate::value::{Param, Row, Value};
use crate::{Error, Result, sqlite};

/// The part of the log in which each statement is shown, without its values, at level `trace`.
pub const STATEMENTS: &str = "store::statements";

/// A transaction. Committed when the closure it was given to answers `Ok`, rolled back otherwise.
pub struct Tx<'a> {
    pub(crate) engine: Engine<'a>,
    /// Whether a statement failed because another transaction was in the way, so that trying again makes sense.
    pub(crate) transient: bool,
}

pub(crate) enum Engine<'a> {
    Sqlite(&'a sqlite::Connection),
    Postgres(&'a mut pipeline::Connection),
}

impl<'a> Tx<'a> {
    pub(crate) fn new(engine: Engine<'a>) -> Self {
        Self { engine, transient: false }
    }

    /// All rows.
    ///
    /// # Errors
    /// Whatever the database or the reading of a row says.
    pub fn query<T>(
        &mut self,
        sql: &'static str,
        params: &[&dyn Param],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        tracing::trace!(target: STATEMENTS, sql);
        let values: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        let result = match &mut self.engine {
            Engine::Sqlite(connection) => connection.query(sql, &values, &mut read),
            Engine::Postgres(connection) => connection
                .query(sql, &values)
                .and_then(|rows| rows.iter().map(|row| read(&Row::postgres(row))).collect()),
        };
        self.noting(result)
    }

    /// The first row, if there is any.
    ///
    /// # Errors
    /// Whatever the database or the reading of the row says.
    pub fn query_opt<T>(
        &mut self,
        sql: &'static str,
        params: &[&dyn Param],
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.query(sql, params, read)?.into_iter().next())
    }

    /// The first row; that there is none is a defect.
    ///
    /// # Errors
    /// Whatever the database or the reading of the row says, or that there is none.
    pub fn query_one<T>(
        &mut self,
        sql: &'static str,
        params: &[&dyn Param],
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.query_opt(sql, params, read)?.ok_or_else(|| Error::Other("a statement answered no row".to_owned()))
    }

    /// Runs a statement and counts the rows it touched.
    ///
    /// # Errors
    /// Whatever the database says.
    pub fn execute(&mut self, sql: &'static str, params: &[&dyn Param]) -> Result<u64> {
        tracing::trace!(target: STATEMENTS, sql);
        let values: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        let result = match &mut self.engine {
            Engine::Sqlite(connection) => connection.execute(sql, &values),
            Engine::Postgres(connection) => connection.execute(sql, &values),
        };
        self.noting(result)
    }

    /// Runs a statement of which nobody needs to know how many rows it touched. On PostgreSQL it is sent together with the next
    /// one, which then answers its error.
    ///
    /// # Errors
    /// Whatever the database says, of this statement or an earlier one.
    pub fn execute_later(&mut self, sql: &'static str, params: &[&dyn Param]) -> Result<()> {
        tracing::trace!(target: STATEMENTS, sql);
        let values: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        let result = match &mut self.engine {
            Engine::Sqlite(connection) => connection.execute(sql, &values).map(|_| ()),
            Engine::Postgres(connection) => connection.execute_later(sql, &values),
        };
        self.noting(result)
    }

    /// Runs `step` so that it leaves nothing behind when it fails, and the transaction goes on. Row locks it took are given
    /// back too, so that trying one candidate after another can't deadlock.
    ///
    /// # Errors
    /// What `step` answers, or what the database says.
    pub fn attempt<T, E: From<Error>>(
        &mut self,
        step: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let set = match &mut self.engine {
            Engine::Sqlite(connection) => connection.execute("SAVEPOINT attempt", &[]).map(|_| ()),
            Engine::Postgres(connection) => connection.set_savepoint(),
        };
        self.noting(set)?;
        // What waits to be sent is part of the step, so it only succeeds with the release.
        let result = step(self).and_then(|value| {
            let released = match &mut self.engine {
                Engine::Sqlite(connection) => connection.execute("RELEASE SAVEPOINT attempt", &[]).map(|_| ()),
                Engine::Postgres(connection) => connection.release_savepoint(),
            };
            self.noting(released)?;
            Ok(value)
        });
        if result.is_err() {
            self.undo_attempt()?;
        }
        result
    }

    fn undo_attempt(&mut self) -> Result<()> {
        let undone = match &mut self.engine {
            Engine::Sqlite(connection) => connection
                .roll_back("ROLLBACK TO SAVEPOINT attempt")
                .and_then(|()| connection.execute("RELEASE SAVEPOINT attempt", &[]).map(|_| ())),
            Engine::Postgres(connection) => connection.return_to_savepoint(),
        };
        self.noting(undone)
    }

    fn noting<T>(&mut self, result: Result<T>) -> Result<T> {
        if matches!(result, Err(Error::Transient(_))) {
            self.transient = true;
        }
        result
    }
}
