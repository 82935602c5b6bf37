//! The database: closures go in, values come out.

use std::path::PathBuf;
use std::sync::Arc;

use crate::tx::Tx;
use crate::{Error, Result, migrate, postgres, sqlite};

/// A database of either kind. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Arc<Engine>,
    url: Arc<str>,
}

enum Engine {
    Sqlite(sqlite::Pool),
    Postgres(postgres::Pool),
}

/// What the database says of itself.
#[derive(Clone, Debug)]
pub struct DbStatus {
    /// `sqlite` or `postgres`.
    pub kind: &'static str,
    /// Its version, as it prints it.
    pub version: String,
}

/// Where a database is.
pub(crate) enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Place {
    /// `postgres://...` is PostgreSQL; anything else is the path of an SQLite file, with or without `sqlite://`.
    pub(crate) fn parse(url: &str) -> Self {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::Postgres(url.to_owned());
        }
        Self::Sqlite(PathBuf::from(url.strip_prefix("sqlite://").unwrap_or(url)))
    }
}

impl Db {
    /// Opens the database, bringing its schema up to date first. `connections` counts for PostgreSQL only.
    ///
    /// # Errors
    /// `NewerSchema` when a newer version of the program made it; `Unavailable` when it can't be reached.
    pub fn open(url: &str, connections: usize) -> Result<Self> {
        migrate::migrate(url)?;
        let engine = match Place::parse(url) {
            Place::Sqlite(path) => Engine::Sqlite(sqlite::Pool::open(&path)?),
            Place::Postgres(url) => Engine::Postgres(postgres::Pool::open(&url, connections)?),
        };
        Ok(Self { engine: Arc::new(engine), url: url.into() })
    }

    /// Whether nobody can sit between this program and the database: it is on this machine, or shows that it is the right one.
    ///
    /// # Errors
    /// `Unavailable` when the address is none.
    pub fn is_safe_way(url: &str) -> Result<bool> {
        match Place::parse(url) {
            Place::Sqlite(_) => Ok(true),
            Place::Postgres(url) => postgres::tls::is_safe(&url),
        }
    }

    /// Runs a read and waits for its answer. On PostgreSQL never call it inside an async task.
    ///
    /// # Errors
    /// What the closure answers, or what the database says.
    pub fn read<T, E>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        wait(|done| self.submit_read(work, done))
    }

    /// Runs a write in one transaction, and waits for its commit. It may run more than once before it succeeds.
    ///
    /// # Errors
    /// What the closure answers (nothing is changed then), or what the database says.
    pub fn write<T, E>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        wait(|done| self.submit_write(work, done))
    }

    /// Like [`Db::read`], but answers through `done`: at once on SQLite, later and on another thread on PostgreSQL.
    pub fn submit_read<T, E>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
        done: impl FnOnce(std::result::Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(pool) => done(pool.read(&mut work)),
            Engine::Postgres(pool) => pool.submit(Job::new(true, work, done)),
        }
    }

    /// Like [`Db::write`], but answers through `done`, on another thread, after the commit.
    pub fn submit_write<T, E>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
        done: impl FnOnce(std::result::Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let job = Job::new(false, work, done);
        match &*self.engine {
            Engine::Sqlite(pool) => pool.submit(job),
            Engine::Postgres(pool) => pool.submit(job),
        }
    }

    /// Finishes what was accepted and closes the database. What comes later is refused as unavailable.
    pub fn close(&self) {
        match &*self.engine {
            Engine::Sqlite(pool) => pool.close(),
            Engine::Postgres(pool) => pool.close(),
        }
    }

    /// What the database says of itself.
    ///
    /// # Errors
    /// Whatever the database says.
    pub fn status(&self) -> Result<DbStatus> {
        match &*self.engine {
            Engine::Sqlite(_) => Ok(DbStatus { kind: "sqlite", version: rusqlite::version().to_owned() }),
            Engine::Postgres(_) => {
                let version =
                    self.read(|tx| tx.query_one("SELECT current_setting('server_version')", &[], |row| row.at(0)))?;
                Ok(DbStatus { kind: "postgres", version })
            }
        }
    }

    /// How far the schema is.
    ///
    /// # Errors
    /// Whatever the database says.
    pub fn migrations(&self) -> Result<migrate::MigrationStatus> {
        migrate::status(&self.url)
    }

    /// How far the schema of a database is that is not open, without changing it.
    ///
    /// # Errors
    /// Whatever the database says.
    pub fn migration_status(url: &str) -> Result<migrate::MigrationStatus> {
        migrate::status(url)
    }
}

fn wait<T, E>(submit: impl FnOnce(Box<dyn FnOnce(std::result::Result<T, E>) + Send>)) -> std::result::Result<T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let (sender, receiver) = std::sync::mpsc::sync_channel(1);
    submit(Box::new(move |answer| drop(sender.send(answer))));
    receiver.recv().unwrap_or_else(|_| Err(Error::Unavailable("the database has stopped".to_owned()).into()))
}

/// A queued read or write with the way back to whoever asked.
pub(crate) struct Job {
    reads_only: bool,
    work: Box<dyn Work>,
}

/// A job's work, whatever type it answers.
trait Work: Send {
    /// Runs it and keeps the answer; whether it succeeded.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Replaces the answer by an error.
    fn fail(&mut self, error: Error);
    /// Sends the answer.
    fn answer(self: Box<Self>);
}

struct Typed<T, E, F, D> {
    run: F,
    answer: Option<std::result::Result<T, E>>,
    done: D,
}

impl<T, E, F, D> Work for Typed<T, E, F, D>
where
    T: Send,
    E: From<Error> + Send,
    F: FnMut(&mut Tx<'_>) -> std::result::Result<T, E> + Send,
    D: FnOnce(std::result::Result<T, E>) + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let answer = (self.run)(tx);
        let succeeded = answer.is_ok();
        self.answer = Some(answer);
        succeeded
    }

    fn fail(&mut self, error: Error) {
        self.answer = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>) {
        let never_ran = || Err(Error::Other("a job was answered before it ran".to_owned()).into());
        (self.done)(self.answer.unwrap_or_else(never_ran));
    }
}

impl Job {
    fn new<T, E>(
        reads_only: bool,
        run: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
        done: impl FnOnce(std::result::Result<T, E>) + Send + 'static,
    ) -> Self
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        Self { reads_only, work: Box::new(Typed { run, answer: None, done }) }
    }

    pub(crate) fn reads_only(&self) -> bool {
        self.reads_only
    }

    pub(crate) fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        self.work.run(tx)
    }

    pub(crate) fn fail(&mut self, error: Error) {
        self.work.fail(error);
    }

    pub(crate) fn answer(self) {
        self.work.answer();
    }

    pub(crate) fn refuse(mut self, error: Error) {
        self.fail(error);
        self.answer();
    }
}
