//! Work that no request waits for: writing down calls and refusals, sealing the audit log, removing what has expired.
//!
//! Every job may run again after a crash, or twice at once on two servers, and does no harm: what it does is decided by rows,
//! in a transaction. A job does a bounded piece at a time and says whether there was more; where work comes faster than it is
//! done, the jobs take turns.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use app::{App, Result, Tx};

/// A job: what it is called, how often it runs, what it does.
struct Job {
    name: &'static str,
    every: Duration,
    /// Does a piece of the work; whether there may be more, as the piece was as large as pieces are.
    run: fn(&App) -> Result<bool>,
}

/// How much a piece of work is at most.
const PIECE: usize = 500;

/// How many pieces of one job are done before the others have their turn.
const PIECES_A_TURN: usize = 8;

/// How many calls and refusals are written in one transaction at most.
const CALLS: usize = 2000;

const JOBS: [Job; 6] = [
    // First, so that refusals are sealed with what they belong to; and the last run writes what the last requests left.
    Job { name: "record_calls", every: Duration::from_millis(400), run: record_calls },
    // Within a second of its commit, an entry is in the chain.
    Job { name: "seal_audit", every: Duration::from_millis(400), run: seal_audit },
    Job { name: "sweep_holds", every: Duration::from_secs(30), run: sweep_holds },
    Job { name: "sweep_idempotency_keys", every: Duration::from_mins(10), run: sweep_idempotency_keys },
    Job { name: "sweep_access", every: Duration::from_mins(10), run: sweep_access },
    Job { name: "sweep_activity", every: Duration::from_hours(1), run: sweep_activity },
];

fn record_calls(app: &App) -> Result<bool> {
    Ok(app::recorder::flush(app, CALLS)? >= CALLS)
}

/// Sessions and links to new passwords that have reached their end.
fn sweep_access(app: &App) -> Result<bool> {
    let now = app.now();
    piece(app, move |tx, limit| {
        tx.delete_expired_password_resets_across_all_organizations(now)?;
        app::session::sweep(tx, now, limit)
    })
}

/// Calls, and their sums, that are older than is kept.
fn sweep_activity(app: &App) -> Result<bool> {
    let now = app.now();
    piece(app, move |tx, limit| app::activity::sweep(tx, now, limit))
}

fn seal_audit(app: &App) -> Result<bool> {
    piece(app, app::audit::seal)
}

fn sweep_holds(app: &App) -> Result<bool> {
    let now = app.now();
    piece(app, move |tx, limit| app::hold::sweep(tx, now, limit))
}

fn sweep_idempotency_keys(app: &App) -> Result<bool> {
    let now = app.now();
    app.db().write(move |tx| Ok(tx.delete_expired_idempotency_keys_across_all_organizations(now)?)).map(|_| false)
}

/// Does a piece in one transaction; whether there may be more.
fn piece(app: &App, mut work: impl FnMut(&mut Tx<'_>, i64) -> Result<usize> + Send + 'static) -> Result<bool> {
    let limit = i64::try_from(PIECE).unwrap_or(i64::MAX);
    Ok(app.db().write(move |tx| work(tx, limit))? >= PIECE)
}

/// Runs every job until there is nothing left to do. For tests, and before a server stops.
///
/// # Errors
/// What a job says.
pub fn run_all(app: &App) -> Result<()> {
    JOBS.iter().try_for_each(|job| run_dry(app, job))
}

fn run_dry(app: &App, job: &Job) -> Result<()> {
    while (job.run)(app)? {}
    Ok(())
}

/// Runs a job for a turn; whether there may be more.
fn run_turn(app: &App, job: &Job) -> Result<bool> {
    for _ in 0..PIECES_A_TURN {
        if !(job.run)(app)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The thread that runs the jobs.
pub struct Runner {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Runner {
    /// Starts it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(app: App) -> std::io::Result<Self> {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new().name("jobs".to_owned()).spawn(move || run_until(&app, &stopped))?;
        Ok(Self { stop, thread })
    }

    /// Stops it once the job that is running has ended, and seals what is left.
    pub fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the jobs had stopped by a panic");
        }
    }
}

fn run_until(app: &App, stopped: &Receiver<()>) {
    let mut due: Vec<(Instant, &Job)> = JOBS.iter().map(|job| (Instant::now(), job)).collect();
    loop {
        let next = due.iter().map(|(at, _)| *at).min().unwrap_or_else(Instant::now);
        match stopped.recv_timeout(next.saturating_duration_since(Instant::now())) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
        }
        for (at, job) in due.iter_mut().filter(|(at, _)| *at <= Instant::now()) {
            // A job that fails is tried again at its next turn; the rows it works on are still there.
            let more = run_turn(app, job).unwrap_or_else(|error| {
                tracing::warn!(job = job.name, %error, "a job failed");
                false
            });
            *at = Instant::now() + if more { Duration::ZERO } else { job.every };
        }
    }
    if let Err(error) = run_all(app) {
        tracing::warn!(%error, "the last run of the jobs failed");
    }
}
