//! SQLite: one writer thread that commits many writes at once, and a reader connection for whoever reads.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvError, Sender, TryRecvError, TrySendError};
use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;

use crate::db::Job;
use crate::dialect::{SEQUENCE_BLOCK, Sequence};
use crate::tx::{Engine, Tx};
use crate::value::{Row, Value};
use crate::{Error, Result};

/// SQLite before 3.51.3 can corrupt a database in WAL mode.
const OLDEST_SOUND_VERSION: i32 = 3_051_003;
/// Writes that may wait; more are refused as unavailable rather than piled up.
const QUEUE: usize = 4096;
/// Writes that share one commit at most, and how long the first of them waits for the others at most.
const BATCH: usize = 256;
const BATCH_TIME: Duration = Duration::from_millis(10);
/// How long the writer looks for a next write before it sleeps.
const AWAKE: Duration = Duration::from_micros(200);
const STATEMENTS: usize = 256;

/// A connection with its cache of statements.
pub(crate) struct Connection {
    inner: rusqlite::Connection,
    /// `$1` is a *named* parameter to SQLite, numbered by first appearance; `?1` is what we mean. Kept by address, as all
    /// SQL is `&'static str`.
    rewritten: RefCell<HashMap<(usize, usize), Arc<str>>>,
    drawn: RefCell<HashMap<&'static str, Range<i64>>>,
}

/// The statement as SQLite words it.
fn sqlite_text(sql: &str) -> String {
    sql.replace('$', "?").replace("id_list(", "json_each(").replace("text_list(", "json_each(")
}

impl Connection {
    fn new(inner: rusqlite::Connection) -> Self {
        inner.set_prepared_statement_cache_capacity(STATEMENTS);
        Self { inner, rewritten: RefCell::default(), drawn: RefCell::default() }
    }

    fn rewrite(&self, sql: &'static str) -> Arc<str> {
        let key = (sql.as_ptr() as usize, sql.len());
        let mut rewritten = self.rewritten.borrow_mut();
        rewritten.entry(key).or_insert_with(|| sqlite_text(sql).into()).clone()
    }

    pub(crate) fn query<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        read: &mut impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.inner.prepare_cached(&self.rewrite(sql))?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut answers = Vec::new();
        while let Some(row) = rows.next()? {
            answers.push(read(&Row::sqlite(row))?);
        }
        Ok(answers)
    }

    pub(crate) fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64> {
        let mut statement = self.inner.prepare_cached(&self.rewrite(sql))?;
        let changed = statement.execute(rusqlite::params_from_iter(values))?;
        Ok(changed as u64)
    }
}

impl Connection {
    /// A number from the block this connection has drawn, or from a new one.
    pub(crate) fn next_id(&self, sequence: Sequence) -> Result<i64> {
        if let Some(number) = self.drawn.borrow_mut().get_mut(sequence.name()).and_then(Iterator::next) {
            return Ok(number);
        }
        let mut statement = self.inner.prepare_cached(
            "INSERT INTO sequences (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last = last + ?2 RETURNING last",
        )?;
        let last: i64 = statement.query_row((sequence.name(), SEQUENCE_BLOCK), |row| row.get(0))?;
        let first = last - SEQUENCE_BLOCK + 1;
        self.drawn.borrow_mut().insert(sequence.name(), first + 1..last + 1);
        Ok(first)
    }

    /// Undoes what happened since that savepoint, or all of it. A block of numbers may have been drawn meanwhile, and is
    /// nobody's again: what is left of it must not be used.
    pub(crate) fn roll_back(&self, sql: &'static str) -> Result<()> {
        self.drawn.borrow_mut().clear();
        self.execute(sql, &[]).map(|_| ())
    }
}

/// Opens a connection of its own, for migrations and checks.
pub(crate) fn open(path: &Path) -> Result<rusqlite::Connection> {
    assert_version()?;
    let connection = rusqlite::Connection::open(path)?;
    configure(&connection)?;
    Ok(connection)
}

fn assert_version() -> Result<()> {
    if rusqlite::version_number() < OLDEST_SOUND_VERSION {
        let message = format!("SQLite {} can corrupt a database; 3.51.3 or newer is needed", rusqlite::version());
        return Err(Error::Other(message));
    }
    Ok(())
}

/// Without this, SQLite as it comes bundled plans a statement anew whenever a value is bound, to look the value up in its
/// statistics: that made a question for slots five times as slow.
fn keep_plans(connection: &rusqlite::Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn configure(connection: &rusqlite::Connection) -> Result<()> {
    keep_plans(connection)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", -8000)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}

/// The database of one file.
pub(crate) struct Pool {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    queue: Mutex<Option<Sender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Pool {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let connection = Connection::new(open(path)?);
        let (sender, receiver) = crossbeam_channel::bounded(QUEUE);
        let writer = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || write_all(&connection, &receiver))
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(Self {
            path: path.to_owned(),
            readers: Mutex::default(),
            queue: Mutex::new(Some(sender)),
            writer: Mutex::new(Some(writer)),
        })
    }

    /// Reads where the caller runs, on a connection that nobody else uses meanwhile, in one snapshot.
    pub(crate) fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.reader()?,
        };
        connection.execute("BEGIN DEFERRED", &[])?;
        let answer = work(&mut Tx::new(Engine::Sqlite(&connection)));
        // A connection whose transaction does not end is dropped instead of being used again.
        if connection.execute("COMMIT", &[]).is_ok() {
            self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        answer
    }

    fn reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = rusqlite::Connection::open_with_flags(&self.path, flags)?;
        keep_plans(&connection)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.pragma_update(None, "mmap_size", 268_435_456)?;
        Ok(Connection::new(connection))
    }

    /// Queues a write. It is answered after its commit, or at once when there is no room.
    pub(crate) fn submit(&self, job: Job) {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let refused = match queue {
            None => Some((job, "the database is shutting down")),
            Some(queue) => match queue.try_send(job) {
                Ok(()) => None,
                Err(TrySendError::Full(job)) => Some((job, "too many writes are waiting")),
                Err(TrySendError::Disconnected(job)) => Some((job, "the writer has stopped")),
            },
        };
        if let Some((job, reason)) = refused {
            job.refuse(Error::Unavailable(reason.to_owned()));
        }
    }

    /// Finishes the queued writes and stops the writer.
    pub(crate) fn close(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        // The last handle may be dropped by the writer itself, with a closure that held it: nobody can wait for oneself.
        if let Some(writer) = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take()
            && writer.thread().id() != std::thread::current().id()
            && writer.join().is_err()
        {
            tracing::error!("the writer of the database had stopped by a panic");
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

/// The writer: takes what is queued, runs each write in a savepoint, commits all of them once, and only then answers.
fn write_all(connection: &Connection, queue: &Receiver<Job>) {
    while let Ok(first) = next_job(queue) {
        if let Err(error) = connection.execute("BEGIN IMMEDIATE", &[]) {
            first.refuse(error);
            continue;
        }
        let began = Instant::now();
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some(mut job) = next {
            run_in_savepoint(connection, &mut job);
            done.push(job);
            let room = done.len() < BATCH && began.elapsed() < BATCH_TIME;
            next = if room { queue.try_recv().ok() } else { None };
        }
        let committed = connection.execute("COMMIT", &[]);
        if committed.is_err() {
            // A disk that is full, say: nothing of the batch happened.
            drop(connection.roll_back("ROLLBACK"));
        }
        let failure = committed.err().map(|error| error.to_string());
        for job in done {
            match &failure {
                None => job.answer(),
                Some(text) => job.refuse(Error::Unavailable(text.clone())),
            }
        }
    }
}

/// The next write. Whoever books one thing after another comes back soon: looking for them a moment longer is cheaper than being
/// woken.
fn next_job(queue: &Receiver<Job>) -> std::result::Result<Job, RecvError> {
    let began = Instant::now();
    while began.elapsed() < AWAKE {
        match queue.try_recv() {
            Ok(job) => return Ok(job),
            Err(TryRecvError::Empty) => std::thread::yield_now(),
            Err(TryRecvError::Disconnected) => return Err(RecvError),
        }
    }
    queue.recv()
}

fn run_in_savepoint(connection: &Connection, job: &mut Job) {
    if let Err(error) = connection.execute("SAVEPOINT request", &[]) {
        job.fail(error);
        return;
    }
    // A panicking use case must not take the writer with it: everybody else is still waiting.
    let ran = catch_unwind(AssertUnwindSafe(|| job.run(&mut Tx::new(Engine::Sqlite(connection)))));
    let succeeded = ran.unwrap_or_else(|_| {
        job.fail(Error::Other("a write panicked".to_owned()));
        false
    });
    let undone = if succeeded { Ok(()) } else { connection.roll_back("ROLLBACK TO SAVEPOINT request") };
    if let Err(error) = undone.and_then(|()| connection.execute("RELEASE SAVEPOINT request", &[])) {
        job.fail(error);
    }
}
