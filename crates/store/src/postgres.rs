//! PostgreSQL: a bounded number of threads, each with a connection of its own.
//!
//! The synchronous driver must never run inside an async task; here it can't.

pub(crate) mod tls;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError};
use postgres::{Client, Statement, Transaction};

use crate::db::Job;
use crate::dialect::{SEQUENCE_BLOCK, Sequence};
use crate::tx::{Engine, Tx};
use crate::value::Value;
use crate::{Error, Result};

/// Jobs that may wait; more are refused as unavailable rather than piled up.
const QUEUE: usize = 4096;
/// How often a write is tried when another transaction is in its way.
const TRIES: u32 = 8;

/// Connects once, for migrations and checks.
pub(crate) fn connect(url: &str) -> Result<Client> {
    let mut client = tls::connect(url, |config| {
        config.connect_timeout(Duration::from_secs(10)).application_name("polyclinic");
    })?;
    // The order of text and the meaning of a day must not depend on the server's settings.
    client.batch_execute("SET timezone = 'UTC'; SET statement_timeout = '60s'; SET lock_timeout = '30s'")?;
    Ok(client)
}

/// The parser's own message could quote the password.
fn bad_url() -> Error {
    Error::Unavailable("this is not the address of a PostgreSQL database".to_owned())
}

/// Prepared statements and drawn numbers of one connection.
#[derive(Default)]
pub(crate) struct Statements {
    prepared: HashMap<(usize, usize), Statement>,
    drawn: HashMap<&'static str, std::ops::Range<i64>>,
}

impl Statements {
    fn prepare(&mut self, transaction: &mut Transaction<'_>, sql: &'static str) -> Result<Statement> {
        let key = (sql.as_ptr() as usize, sql.len());
        if let Some(statement) = self.prepared.get(&key) {
            return Ok(statement.clone());
        }
        let statement = transaction.prepare(sql)?;
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }

    pub(crate) fn query(
        &mut self,
        transaction: &mut Transaction<'_>,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<postgres::Row>> {
        let statement = self.prepare(transaction, sql)?;
        Ok(transaction.query(&statement, &params(values))?)
    }

    pub(crate) fn execute(
        &mut self,
        transaction: &mut Transaction<'_>,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<u64> {
        let statement = self.prepare(transaction, sql)?;
        Ok(transaction.execute(&statement, &params(values))?)
    }

    /// A number from the block this connection has drawn, or from a new one.
    pub(crate) fn next_id(&mut self, transaction: &mut Transaction<'_>, sequence: Sequence) -> Result<i64> {
        if let Some(number) = self.drawn.get_mut(sequence.name()).and_then(Iterator::next) {
            return Ok(number);
        }
        let statement = self.prepare(transaction, "SELECT nextval($1::text::regclass)")?;
        let first: i64 = transaction.query_one(&statement, &[&sequence.name()])?.get(0);
        self.drawn.insert(sequence.name(), first + 1..first + SEQUENCE_BLOCK);
        Ok(first)
    }
}

fn params<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn postgres::types::ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn postgres::types::ToSql + Sync)).collect()
}

/// The threads and their queue.
pub(crate) struct Pool {
    queue: Mutex<Option<Sender<Job>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Pool {
    pub(crate) fn open(url: &str, connections: usize) -> Result<Self> {
        let (sender, receiver) = crossbeam_channel::bounded(QUEUE);
        let mut threads = Vec::new();
        for number in 0..connections.max(1) {
            let (url, receiver) = (url.to_owned(), receiver.clone());
            let thread = std::thread::Builder::new().name(format!("postgres-{number}"));
            let spawned = thread.spawn(move || work_all(&url, &receiver));
            threads.push(spawned.map_err(|error| Error::Unavailable(error.to_string()))?);
        }
        Ok(Self { queue: Mutex::new(Some(sender)), threads: Mutex::new(threads) })
    }

    /// Queues a read or write; it is answered when it has ended.
    pub(crate) fn submit(&self, job: Job) {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let refused = match queue {
            None => Some((job, "the database is shutting down")),
            Some(queue) => match queue.try_send(job) {
                Ok(()) => None,
                Err(TrySendError::Full(job)) => Some((job, "too many requests are waiting")),
                Err(TrySendError::Disconnected(job)) => Some((job, "the connections have stopped")),
            },
        };
        if let Some((job, reason)) = refused {
            job.refuse(Error::Unavailable(reason.to_owned()));
        }
    }

    /// Finishes what is queued and closes the connections.
    pub(crate) fn close(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        for thread in self.threads.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // The last handle may be dropped by one of them, with a closure that held it: nobody can wait for oneself.
            if thread.thread().id() != std::thread::current().id() && thread.join().is_err() {
                tracing::error!("a thread of the database had stopped by a panic");
            }
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

struct Connected {
    client: Client,
    statements: Statements,
}

fn work_all(url: &str, queue: &Receiver<Job>) {
    let mut connected: Option<Connected> = None;
    while let Ok(mut job) = queue.recv() {
        if connected.as_ref().is_none_or(|connection| connection.client.is_closed()) {
            connected = match connect(url) {
                Ok(client) => Some(Connected { client, statements: Statements::default() }),
                Err(error) => {
                    job.refuse(Error::Unavailable(error.to_string()));
                    continue;
                }
            };
        }
        if let Some(connection) = connected.as_mut() {
            if catch_unwind(AssertUnwindSafe(|| run(connection, &mut job))).is_ok() {
                job.answer();
            } else {
                // The state of the connection is unknown: it is not used again.
                connected = None;
                job.refuse(Error::Other("a use case panicked".to_owned()));
            }
        }
    }
}

/// Runs the job in a transaction, again while another transaction is in its way.
fn run(connection: &mut Connected, job: &mut Job) {
    for again in 1.. {
        let transient = match run_once(connection, job) {
            Ok(transient) => transient,
            Err(error) => {
                let transient = matches!(error, Error::Transient(_));
                job.fail(error);
                transient
            }
        };
        if !transient || again == TRIES {
            return;
        }
        // A short, growing wait, different for each thread, lets the other one finish.
        let spread = connection.statements.prepared.len() as u64 % 7;
        std::thread::sleep(Duration::from_millis(u64::from(again) * 3 + spread));
    }
}

/// Whether another transaction was in the way.
fn run_once(connection: &mut Connected, job: &mut Job) -> Result<bool> {
    let transaction = if job.reads_only() {
        let builder = connection.client.build_transaction();
        builder.read_only(true).isolation_level(postgres::IsolationLevel::RepeatableRead).start()?
    } else {
        connection.client.transaction()?
    };
    let mut tx = Tx::new(Engine::Postgres { transaction, statements: &mut connection.statements });
    let succeeded = job.run(&mut tx);
    let Tx { engine, transient } = tx;
    let Engine::Postgres { transaction, .. } = engine else {
        return Ok(false);
    };
    if succeeded {
        transaction.commit()?;
        return Ok(false);
    }
    transaction.rollback()?;
    Ok(transient)
}
