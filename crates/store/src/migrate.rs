//! The schema, from one folder of migrations for both databases.

use refinery::{Migration, Runner};

use crate::db::Place;
use crate::dialect::{SEQUENCE_BLOCK, Sequence};
use crate::{Error, Result, postgres, sqlite};

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// How far a database's schema is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStatus {
    /// Version of the database; 0 when it is empty.
    pub applied: i64,
    /// Newest version this program knows.
    pub known: i64,
}

/// Newest schema version this program knows.
pub fn latest_schema_version() -> i64 {
    embedded::migrations::runner()
        .get_migrations()
        .iter()
        .map(|migration| i64::from(migration.version()))
        .max()
        .unwrap_or(0)
}

/// Brings the schema up to date. Safe to run again, and by two processes at once.
///
/// # Errors
/// `NewerSchema` when the database was made by a newer version.
pub(crate) fn migrate(url: &str) -> Result<()> {
    let runner = embedded::migrations::runner();
    match Place::parse(url) {
        Place::Sqlite(path) => {
            let mut connection = sqlite::open(&path)?;
            if sqlite_version(&connection)? < check_known(sqlite_version(&connection)?)? {
                runner_for_sqlite(&runner)?.run(&mut connection).map_err(|error| failed(&error))?;
            }
            connection.execute_batch(include_str!("nets/sqlite.sql"))?;
        }
        Place::Postgres(url) => {
            let mut client = postgres::connect(&url)?;
            // Two servers that start at once migrate one after the other.
            client.batch_execute("SELECT pg_advisory_lock(7650412)")?;
            if postgres_version(&mut client)? < check_known(postgres_version(&mut client)?)? {
                runner.run(&mut client).map_err(|error| failed(&error))?;
            }
            client.batch_execute(include_str!("nets/postgres.sql"))?;
            for sequence in Sequence::ALL {
                let name = sequence.name();
                client.batch_execute(&format!("CREATE SEQUENCE IF NOT EXISTS {name} INCREMENT BY {SEQUENCE_BLOCK}"))?;
            }
            client.batch_execute("SELECT pg_advisory_unlock(7650412)")?;
        }
    }
    Ok(())
}

/// The same migrations for SQLite, where every table is kept in the order of its key: with a hidden row number of its own, each
/// row would be stored twice, and a booking would write twice as many pages.
fn runner_for_sqlite(runner: &Runner) -> Result<Runner> {
    let keyed = |migration: &Migration| {
        let name = format!("V{}__{}", migration.version(), migration.name());
        let sql = migration.sql().unwrap_or_default().replace("\n);", "\n) WITHOUT ROWID;");
        Migration::unapplied(&name, &sql)
    };
    let migrations: std::result::Result<Vec<_>, _> = runner.get_migrations().iter().map(keyed).collect();
    Ok(Runner::new(&migrations.map_err(|error| failed(&error))?))
}

/// How far the schema of that database is, without changing it.
///
/// # Errors
/// Whatever the database says.
pub(crate) fn status(url: &str) -> Result<MigrationStatus> {
    let applied = match Place::parse(url) {
        Place::Sqlite(path) => sqlite_version(&sqlite::open(&path)?)?,
        Place::Postgres(url) => postgres_version(&mut postgres::connect(&url)?)?,
    };
    Ok(MigrationStatus { applied, known: latest_schema_version() })
}

/// The newest known version, when the database's is not newer still.
fn check_known(found: i64) -> Result<i64> {
    let known = latest_schema_version();
    if found > known { Err(Error::NewerSchema { found, known }) } else { Ok(known) }
}

fn failed(error: &refinery::Error) -> Error {
    let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    Error::Other(format!("a migration failed: {error} {cause}"))
}

fn sqlite_version(connection: &rusqlite::Connection) -> Result<i64> {
    let exists = "SELECT count(*) FROM sqlite_master WHERE name = 'refinery_schema_history'";
    let exists: i64 = connection.query_row(exists, [], |row| row.get(0))?;
    if exists == 0 {
        return Ok(0);
    }
    Ok(connection.query_row("SELECT coalesce(max(version), 0) FROM refinery_schema_history", [], |row| row.get(0))?)
}

fn postgres_version(client: &mut ::postgres::Client) -> Result<i64> {
    let exists: bool = client.query_one("SELECT to_regclass('refinery_schema_history') IS NOT NULL", &[])?.get(0);
    if !exists {
        return Ok(0);
    }
    Ok(client.query_one("SELECT coalesce(max(version), 0)::bigint FROM refinery_schema_history", &[])?.get(0))
}
