//! Plain SQL on either database, every value as text.

use postgres::{Client, NoTls, SimpleQueryMessage};
use rusqlite::types::ValueRef;

/// A connection of the checker's own.
pub struct Database(Connection);

enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(Client),
}

/// A row: values by their place.
pub struct Row(Vec<Option<String>>);

impl Database {
    /// Opens `sqlite://PATH` or `postgres://...`.
    pub fn open(url: &str) -> Result<Self, String> {
        let opened = match url.strip_prefix("sqlite://") {
            Some(path) => rusqlite::Connection::open(path).map(Connection::Sqlite).map_err(|error| error.to_string()),
            None => Client::connect(url, NoTls).map(Connection::Postgres).map_err(|error| words(&error)),
        };
        opened.map(Self).map_err(|error| format!("the database does not open: {error}"))
    }

    /// All rows of a query.
    pub fn rows(&mut self, sql: &str) -> Result<Vec<Row>, String> {
        let rows = match &mut self.0 {
            Connection::Sqlite(connection) => sqlite_rows(connection, sql).map_err(|error| error.to_string()),
            Connection::Postgres(client) => client.simple_query(sql).map(postgres_rows).map_err(|error| words(&error)),
        };
        rows.map_err(|error| format!("{sql}: {error}"))
    }

    /// Runs statements, for whoever plants a defect.
    pub fn run(&mut self, sql: &str) -> Result<(), String> {
        let done = match &mut self.0 {
            Connection::Sqlite(connection) => connection.execute_batch(sql).map_err(|error| error.to_string()),
            Connection::Postgres(client) => client.batch_execute(sql).map_err(|error| words(&error)),
        };
        done.map_err(|error| format!("{sql}: {error}"))
    }

    /// Whether it is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self.0, Connection::Postgres(_))
    }

    /// From here on, all rows are as of one moment: a killed server's last transaction may only just be ending.
    pub(crate) fn stand_still(&mut self) -> Result<(), String> {
        self.run(if self.is_postgres() { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "BEGIN" })
    }

    /// What SQLite finds wrong with its own file. PostgreSQL has nothing like it built in.
    pub(crate) fn integrity_problems(&mut self) -> Result<Vec<String>, String> {
        if self.is_postgres() {
            return Ok(Vec::new());
        }
        let found: Result<Vec<String>, String> =
            self.rows("PRAGMA integrity_check")?.iter().map(|row| row.text(0)).collect();
        Ok(found?.into_iter().filter(|line| line != "ok").collect())
    }
}

fn sqlite_rows(connection: &rusqlite::Connection, sql: &str) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let read = |row: &rusqlite::Row<'_>| {
        let values = (0..columns).map(|column| row.get_ref(column).map(as_text));
        values.collect::<rusqlite::Result<_>>().map(Row)
    };
    statement.query_map([], read)?.collect()
}

fn as_text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// The driver itself says no more than that there was an error.
fn words(error: &postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string)
}

fn postgres_rows(messages: Vec<SimpleQueryMessage>) -> Vec<Row> {
    let row = |message| match message {
        SimpleQueryMessage::Row(row) => {
            Some(Row((0..row.len()).map(|column| row.get(column).map(str::to_owned)).collect()))
        }
        _ => None,
    };
    messages.into_iter().filter_map(row).collect()
}

impl Row {
    /// A text that must be there.
    pub fn text(&self, column: usize) -> Result<String, String> {
        self.maybe_text(column).ok_or_else(|| format!("column {column} is empty"))
    }

    /// A text that may be missing.
    pub fn maybe_text(&self, column: usize) -> Option<String> {
        self.0.get(column).cloned().flatten()
    }

    /// A number that must be there.
    pub fn int(&self, column: usize) -> Result<i64, String> {
        self.text(column)?.parse().map_err(|_| format!("column {column} is no number"))
    }

    /// A number that may be missing.
    pub fn maybe_int(&self, column: usize) -> Result<Option<i64>, String> {
        if self.maybe_text(column).is_some() { self.int(column).map(Some) } else { Ok(None) }
    }
}
