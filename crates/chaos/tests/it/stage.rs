//! What a run takes place on: a clinic in a database of its own, a server of it, and whoever kills them.

use std::io::Write;
use std::path::Path;
use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chaos::database::Database;
use chaos::journal::Entry;
use domain::Clock;
use tempfile::TempDir;
use testkit::Engine;

use crate::clinic::Clinic;
use crate::clock::FastClock;
use crate::cluster::Cluster;
use crate::door::Door;
use crate::line::PATIENCE;
use crate::process::Server;
use crate::random::Random;
use crate::server::Settings;

/// One run at a time: each wants the whole machine, and is timed.
static ALONE: Mutex<()> = Mutex::new(());

/// See the module.
pub(crate) struct Stage {
    pub(crate) engine: Engine,
    pub(crate) clinic: Clinic,
    pub(crate) url: String,
    pub(crate) clock: FastClock,
    pub(crate) server: Server,
    cluster: Option<Cluster>,
    /// How often something was killed.
    blows: u32,
    /// Defects.
    pub(crate) found: Vec<String>,
    folder: Option<TempDir>,
    _alone: MutexGuard<'static, ()>,
}

impl Stage {
    /// Sets it up; nothing where PostgreSQL isn't installed.
    pub(crate) fn set_up(engine: Engine) -> Option<Self> {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let cluster = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Cluster::start()?),
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = format!("sqlite://{}", folder.path().join("clinic.db").display());
        let url = cluster.as_ref().map_or(file, Cluster::url);
        let clock = FastClock::beginning_now();
        let clinic = Clinic::set_up(&url, clock);
        let settings = Settings { url: url.clone(), began: clock.began };
        let server = Server::start(settings, &folder.path().join("server.log"));
        Some(Self {
            engine,
            clinic,
            url,
            clock,
            server,
            cluster,
            blows: 0,
            found: Vec::new(),
            folder: Some(folder),
            _alone: alone,
        })
    }

    /// Where journals and logs are.
    pub(crate) fn path(&self) -> &Path {
        self.folder.as_ref().expect("until it is kept").path()
    }

    /// Kills one thing after another, and starts what does not start by itself; which. While the server is dead, its book must be sound.
    pub(crate) fn strike(&mut self, random: &mut Random) -> &'static str {
        let kinds = if self.cluster.is_some() { 4 } else { 1 };
        self.blows += 1;
        match self.blows % kinds {
            0 => {
                self.server.kill();
                self.inspect(random);
                self.server.restart();
                "server"
            }
            1 => {
                self.kill_database();
                "database"
            }
            2 => {
                self.server.kill();
                self.kill_database();
                self.inspect(random);
                self.server.restart();
                "both"
            }
            _ => {
                self.cluster.as_mut().expect("checked before").wound();
                "backend"
            }
        }
    }

    fn kill_database(&mut self) {
        let cluster = self.cluster.as_mut().expect("checked before");
        cluster.kill();
        cluster.restart();
    }

    /// Not every time: SQLite's file is recovered by whoever opens it first, and that shall mostly be the server.
    fn inspect(&mut self, random: &mut Random) {
        if !random.one_in(3) {
            return;
        }
        self.wait_for_database();
        let defects = chaos::check_book(&self.url, self.clock.now().as_microsecond());
        self.found.extend(defects.iter().map(|defect| format!("while the server was dead: {defect}")));
    }

    /// Kills the server for good, does what its jobs had still to do, and says everything that was found: on the way, by the
    /// last check, and in what the server wrote when it panicked.
    pub(crate) fn all_found(&mut self, journal: &[Entry]) -> Vec<String> {
        self.settle();
        let defects = chaos::check(&self.url, journal, self.clock.now().as_microsecond());
        let log = std::fs::read_to_string(self.path().join("server.log")).unwrap_or_default();
        let panics = log.lines().filter(|line| line.contains("panicked at")).map(str::to_owned);
        self.found.drain(..).chain(defects.iter().map(ToString::to_string)).chain(panics).collect()
    }

    /// PostgreSQL may still be recovering from the last blow.
    fn wait_for_database(&self) {
        let began = Instant::now();
        while let Err(error) = Database::open(&self.url) {
            assert!(began.elapsed() < PATIENCE, "{error}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn settle(&mut self) {
        self.server.kill();
        self.wait_for_database();
        let door = Door::open(&self.url, self.clock).expect("the database opens");
        jobs::run_all(&door.app).expect("the jobs run");
        door.app.db().close();
    }

    /// Fails when something was found, and keeps all files for whoever has to find out what went wrong.
    pub(crate) fn assert_sound(&mut self, defects: &[String]) {
        if defects.is_empty() {
            return;
        }
        if let Some(cluster) = &mut self.cluster {
            say(&format!("the files of PostgreSQL are kept in {}", cluster.keep()));
        }
        let kept = self.folder.take().map(TempDir::keep).unwrap_or_default();
        let first = defects[..defects.len().min(50)].join("\n");
        panic!("{} defects; see {}:\n{first}", defects.len(), kept.display());
    }
}

/// A number of the environment.
pub(crate) fn setting<T: FromStr>(name: &str, otherwise: T) -> T {
    let Ok(text) = std::env::var(name) else { return otherwise };
    text.parse().unwrap_or_else(|_| panic!("{name} is no number"))
}

/// The seed of what clients want.
pub(crate) fn seed() -> u64 {
    setting("POLYCLINIC_CHAOS_SEED", 20_260_302)
}

/// A line that the test harness does not hide.
pub(crate) fn say(line: &str) {
    drop(std::io::stderr().write_all(format!("{line}\n").as_bytes()));
}
