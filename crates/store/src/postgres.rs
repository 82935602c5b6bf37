//! PostgreSQL: a bounded number of threads, each with a connection of its own.
//!
//! What they wait for must never be waited for inside an async task; here it can't.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError};
use postgres::{Client, NoTls};

use crate::db::Job;
use crate::pipeline::Connection;
use crate::tx::{Engine, Tx};
use crate::{Error, Result};

/// Jobs that may wait; more are refused as unavailable rather than piled up.
const QUEUE: usize = 4096;
/// How often a write is tried when another transaction is in its way.
const TRIES: u32 = 8;

/// The order of text and the meaning of a day must not depend on the server's settings.
pub(crate) const SESSION: &str = "SET timezone = 'UTC'; SET statement_timeout = '60s'; SET lock_timeout = '30s'";

/// Connects once, for migrations and checks.
pub(crate) fn connect(url: &str) -> Result<Client> {
    let mut config: postgres::Config = url.parse().map_err(|_| bad_url())?;
    config.connect_timeout(Duration::from_secs(10)).application_name("polyclinic");
    let mut client = config.connect(NoTls)?;
    client.batch_execute(SESSION)?;
    Ok(client)
}

/// The parser's own message could quote the password.
pub(crate) fn bad_url() -> Error {
    Error::Unavailable("this is not the address of a PostgreSQL database".to_owned())
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

fn work_all(url: &str, queue: &Receiver<Job>) {
    let mut connected: Option<Connection> = None;
    while let Ok(mut job) = queue.recv() {
        let kept = connected.take().filter(|connection| !connection.is_closed());
        let mut connection = match kept.map_or_else(|| Connection::open(url), Ok) {
            Ok(connection) => connection,
            Err(error) => {
                job.refuse(Error::Unavailable(error.to_string()));
                continue;
            }
        };
        if catch_unwind(AssertUnwindSafe(|| run(&mut connection, &mut job))).is_err() {
            // The state of the connection is unknown: it is not used again.
            job.refuse(Error::Other("a use case panicked".to_owned()));
            continue;
        }
        let reads_only = job.reads_only();
        job.answer();
        // Whoever only read need not wait for the end of the transaction.
        if !reads_only || connection.commit().is_ok() {
            connected = Some(connection);
        }
    }
}

/// Runs the job in a transaction, again while another transaction is in its way.
fn run(connection: &mut Connection, job: &mut Job) {
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
        let spread = connection.statements() as u64 % 7;
        std::thread::sleep(Duration::from_millis(u64::from(again) * 3 + spread));
    }
}

/// Whether another transaction was in the way. A transaction that only reads is left open.
fn run_once(connection: &mut Connection, job: &mut Job) -> Result<bool> {
    connection.begin(job.reads_only());
    let mut tx = Tx::new(Engine::Postgres(connection));
    let succeeded = job.run(&mut tx);
    let transient = tx.transient;
    if job.reads_only() {
        return Ok(false);
    }
    if succeeded {
        connection.commit()?;
        return Ok(false);
    }
    connection.roll_back()?;
    Ok(transient)
}
