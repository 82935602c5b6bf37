//! One transaction on either database.

use crate::postgres::Statements;
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
    Postgres { transaction: postgres::Transaction<'a>, statements: &'a mut Statements },
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
            Engine::Postgres { transaction, statements } => statements
                .query(transaction, sql, &values)
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
            Engine::Postgres { transaction, statements } => statements.execute(transaction, sql, &values),
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
        self.batch("SAVEPOINT attempt")?;
        let result = step(self);
        if result.is_err() {
            self.roll_back("ROLLBACK TO SAVEPOINT attempt")?;
        }
        self.batch("RELEASE SAVEPOINT attempt")?;
        result
    }

    fn roll_back(&mut self, sql: &'static str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.roll_back(sql),
            Engine::Postgres { transaction, .. } => transaction.batch_execute(sql).map_err(Error::from),
        }
    }

    fn batch(&mut self, sql: &'static str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.execute(sql, &[]).map(|_| ()),
            Engine::Postgres { transaction, .. } => transaction.batch_execute(sql).map_err(Error::from),
        }
    }

    fn noting<T>(&mut self, result: Result<T>) -> Result<T> {
        if matches!(result, Err(Error::Transient(_))) {
            self.transient = true;
        }
        result
    }
}
