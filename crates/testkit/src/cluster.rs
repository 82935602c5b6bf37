//! A private PostgreSQL for the tests of this process, started when the first of them asks for it.
//!
//! It listens on a Unix socket in a folder of its own, so there is no port to collide on and nothing to configure. A small
//! watchdog (`cluster.sh`) holds it: when this process ends in any way, killed included, the server and its files go too.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use postgres::error::SqlState;
use postgres::{Client, NoTls};

/// Set to anything but nothing or `0`, it turns skipped PostgreSQL tests into failures.
pub const REQUIRE_POSTGRES: &str = "POLYCLINIC_REQUIRE_POSTGRES";

/// The name that every database is copied from.
const TEMPLATE: &str = "template_clinic";

/// How often, and how far apart, a copy is tried while somebody is still connected to the template.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

static CLUSTER: OnceLock<State> = OnceLock::new();

enum State {
    Running(Cluster),
    /// PostgreSQL is not installed, and may be missing.
    Missing,
    /// Kept, so that each test fails with the reason instead of trying again.
    Failed(String),
}

struct Cluster {
    /// Where its socket is.
    folder: String,
    /// Ends when its standard input does, which happens at the end of this process.
    _watchdog: Child,
    made: AtomicU64,
}

/// The address of a new, empty, migrated database; nothing (and once a loud word of it) when PostgreSQL isn't installed.
///
/// # Panics
/// When PostgreSQL is installed but doesn't start, or is missing although [`REQUIRE_POSTGRES`] is set.
pub fn url_of_new_database() -> Option<String> {
    let cluster = cluster()?;
    let name = format!("clinic_{}", cluster.made.fetch_add(1, Ordering::Relaxed));
    on_a_plain_thread(|| cluster.copy_template(&name));
    Some(cluster.url(&name))
}

/// Whether tests on PostgreSQL can run here. Starts the cluster.
pub(crate) fn is_available() -> bool {
    cluster().is_some()
}

/// Removes a database, whoever is still connected to it.
pub(crate) fn drop_database(url: &str) {
    let Some(State::Running(cluster)) = CLUSTER.get() else {
        return;
    };
    let name = url.rsplit('/').next().unwrap_or_default();
    // At worst it stays until the cluster goes; a test must not fail for that.
    on_a_plain_thread(|| drop(cluster.run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))));
}

fn cluster() -> Option<&'static Cluster> {
    match CLUSTER.get_or_init(|| on_a_plain_thread(start)) {
        State::Running(cluster) => Some(cluster),
        State::Missing => None,
        State::Failed(reason) => panic!("{reason}"),
    }
}

fn start() -> State {
    let Some(programs) = find_programs() else {
        return missing(std::env::var_os(REQUIRE_POSTGRES).as_deref());
    };
    let started = Cluster::start(&programs, None).and_then(|cluster| {
        cluster.prepare_template()?;
        Ok(cluster)
    });
    match started {
        Ok(cluster) => State::Running(cluster),
        Err(reason) => State::Failed(format!("PostgreSQL for the tests, from {}: {reason}", programs.display())),
    }
}

fn missing(required: Option<&OsStr>) -> State {
    let why = "initdb, pg_ctl and postgres were not found (Debian: apt-get install postgresql)";
    if is_required(required) {
        return State::Failed(format!("{REQUIRE_POSTGRES} is set, but {why}"));
    }
    // Skipping must not go unnoticed: the test harness hides what tests print, but not what is written like this.
    let words = format!("\n*** PostgreSQL tests are SKIPPED: {why}; {REQUIRE_POSTGRES}=1 makes this a failure ***\n\n");
    // Where standard error is gone, nobody is left to be told.
    drop(std::io::stderr().write_all(words.as_bytes()));
    State::Missing
}

/// Whether a variable of this kind says that a missing program is a failure.
pub(crate) fn is_required(value: Option<&OsStr>) -> bool {
    value.is_some_and(|value| !value.is_empty() && value != "0")
}

impl Cluster {
    /// With a port, one that takes encrypted connections there.
    fn start(programs: &Path, port: Option<u16>) -> Result<Self, String> {
        let mut command = watchdog(include_str!("cluster.sh"), programs);
        command.args(port.map(|port| port.to_string()));
        let mut watchdog = command.spawn().map_err(|error| format!("can't start a shell: {error}"))?;
        let mut answer = String::new();
        let mut output = BufReader::new(watchdog.stdout.take().ok_or("no output")?);
        output.read_line(&mut answer).map_err(|error| error.to_string())?;
        let Some(folder) = answer.trim_end().strip_prefix("ready ").map(ToOwned::to_owned) else {
            output.read_to_string(&mut answer).map_err(|error| error.to_string())?;
            return Err(format!("it did not start:\n{answer}"));
        };
        Ok(Self { folder, _watchdog: watchdog, made: AtomicU64::new(1) })
    }

    fn prepare_template(&self) -> Result<(), String> {
        self.run(&format!("CREATE DATABASE {TEMPLATE}")).map_err(|error| error.to_string())?;
        let database = store::Db::open(&self.url(TEMPLATE), 1).map_err(|error| format!("migrations: {error}"))?;
        database.close();
        Ok(())
    }

    fn copy_template(&self, name: &str) {
        for _ in 0..TRIES {
            match self.run(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}")) {
                Ok(()) => return,
                Err(error) if error.code() == Some(&SqlState::OBJECT_IN_USE) => std::thread::sleep(PAUSE),
                Err(error) => panic!("can't make the database {name}: {error}"),
            }
        }
        panic!("can't make the database {name}: its template stays in use");
    }

    /// Runs a statement as the owner of everything.
    fn run(&self, statement: &str) -> Result<(), postgres::Error> {
        Client::connect(&self.url("postgres"), NoTls)?.batch_execute(statement)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://polyclinic@{}/{database}", utf8_percent_encode(&self.folder, NON_ALPHANUMERIC))
    }
}

/// A PostgreSQL of its own that takes encrypted connections and no others.
pub struct EncryptedPostgres {
    cluster: Cluster,
    port: u16,
}

impl EncryptedPostgres {
    /// Starts one; nothing (and a loud word of it) where PostgreSQL or `openssl` isn't installed.
    ///
    /// # Panics
    /// When it doesn't start, or is missing although [`REQUIRE_POSTGRES`] is set.
    pub fn start() -> Option<Self> {
        let programs = programs()?;
        let openssl = Command::new("openssl").arg("version").stdout(Stdio::null()).status();
        if !openssl.is_ok_and(|status| status.success()) {
            assert!(!is_required(std::env::var_os(REQUIRE_POSTGRES).as_deref()), "openssl was not found");
            drop(
                std::io::stderr().write_all(b"\n*** encrypted PostgreSQL is NOT TESTED: openssl was not found ***\n\n"),
            );
            return None;
        }
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.expect("a free port").port();
        let cluster = Cluster::start(&programs, Some(port)).unwrap_or_else(|reason| panic!("{reason}"));
        Some(Self { cluster, port })
    }

    /// The address of its database, by that name of this machine.
    pub fn url(&self, host: &str) -> String {
        format!("postgres://polyclinic@{host}:{}/postgres", self.port)
    }

    /// The file of its certificate, for `localhost` alone, which nobody trusts who is not told to.
    pub fn certificate(&self) -> PathBuf {
        Path::new(&self.cluster.folder).join("certificate.pem")
    }
}

/// The synchronous driver refuses to run inside an async task, and tests may be one.
pub(crate) fn on_a_plain_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let joined = std::thread::scope(|scope| scope.spawn(work).join());
    joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The command that runs a shell script which holds a server made with these programs, and is told and tells by its input and
/// output. PostgreSQL refuses to run as root, so then as its own user.
pub fn watchdog(script: &str, programs: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    command.args(["-c", script, "cluster.sh"]).arg(programs);
    // What somebody set for their own server must not reach this one.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // A test runner that kills a whole process group must not kill the watchdog before it has cleaned up.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The folder of PostgreSQL's programs, for tests that run a server of their own; nothing (and a loud word of it) when it isn't
/// installed.
///
/// # Panics
/// When it is missing although [`REQUIRE_POSTGRES`] is set.
pub fn programs() -> Option<PathBuf> {
    let found = find_programs();
    if found.is_none()
        && let State::Failed(reason) = missing(std::env::var_os(REQUIRE_POSTGRES).as_deref())
    {
        panic!("{reason}");
    }
    found
}

/// The folder of PostgreSQL's programs: on the path, else Debian's newest, else where `pg_config` says.
fn find_programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let candidates = on_path.unwrap_or_default().into_iter().chain(debian_folders(Path::new("/usr/lib/postgresql")));
    let complete = |folder: &PathBuf| ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file());
    candidates.chain(folder_of_pg_config()).find(complete)
}

/// `VERSION/bin` of each installed version, newest first.
fn debian_folders(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    let mut versions: Vec<u32> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions.into_iter().map(|version| root.join(version.to_string()).join("bin")).collect()
}

fn folder_of_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_programs_fail_only_where_they_are_required() {
        for value in [None, Some(""), Some("0")] {
            assert!(!is_required(value.map(OsStr::new)), "{value:?}");
        }
        let State::Failed(reason) = missing(Some(OsStr::new("1"))) else { panic!("must fail") };
        assert!(reason.contains("apt-get install postgresql"), "{reason}");
    }

    #[test]
    fn debians_versions_are_ordered_as_numbers() {
        let root = tempfile::tempdir().unwrap();
        for version in ["9", "15", "17", "common"] {
            std::fs::create_dir(root.path().join(version)).unwrap();
        }
        let found = debian_folders(root.path());
        assert_eq!(found, ["17/bin", "15/bin", "9/bin"].map(|folder| root.path().join(folder)));
    }

    #[test]
    fn work_on_a_plain_thread_hands_its_panic_on() {
        let caught = std::panic::catch_unwind(|| on_a_plain_thread(|| panic!("as it was")));
        assert_eq!(caught.unwrap_err().downcast_ref(), Some(&"as it was"));
    }
}
