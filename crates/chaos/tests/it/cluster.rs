//! A private PostgreSQL that can be killed and loses nothing by it: unlike that of `testkit`, it waits for the disk.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use postgres::{Client, NoTls};
use testkit::{Engine, TestDatabase};

/// See the module. Killed and removed when this is dropped, or when this process ends in whatever way.
pub(crate) struct Cluster {
    folder: String,
    watchdog: Child,
    output: BufReader<ChildStdout>,
}

impl Cluster {
    /// Starts it; nothing where PostgreSQL isn't installed, which has been said loudly on standard error.
    pub(crate) fn start() -> Option<Self> {
        let programs = programs()?;
        let mut watchdog = watchdog(&programs).spawn().expect("a shell");
        let output = BufReader::new(watchdog.stdout.take().expect("its output is piped"));
        let mut cluster = Self { folder: String::new(), watchdog, output };
        let answer = cluster.answer();
        let folder = answer.strip_prefix("ready ").unwrap_or_else(|| panic!("PostgreSQL does not start: {answer}"));
        folder.clone_into(&mut cluster.folder);
        cluster.create_database();
        Some(cluster)
    }

    /// Where the database is, in a form that `store` takes.
    pub(crate) fn url(&self) -> String {
        self.url_of("clinic")
    }

    /// Kills the server and all its processes.
    pub(crate) fn kill(&mut self) {
        self.command("kill");
    }

    /// Kills one of its processes, upon which it ends all the others and recovers by itself.
    pub(crate) fn wound(&mut self) {
        self.command("wound");
    }

    /// Starts it again after [`Cluster::kill`], and waits until it has recovered.
    pub(crate) fn restart(&mut self) {
        self.command("start");
    }

    /// Ends it, and leaves its files; where they are.
    pub(crate) fn keep(&mut self) -> &str {
        self.command("keep");
        &self.folder
    }

    fn command(&mut self, word: &str) {
        let input = self.watchdog.stdin.as_mut().expect("its input is piped");
        writeln!(input, "{word}").expect("the watchdog listens");
        let answer = self.answer();
        assert_eq!(answer, "ready", "{word} of PostgreSQL");
    }

    /// The watchdog tries for half a minute at most, so this does not wait for ever.
    fn answer(&mut self) -> String {
        let mut answer = String::new();
        self.output.read_line(&mut answer).expect("the watchdog answers");
        answer.trim_end().to_owned()
    }

    fn create_database(&self) {
        let mut client = Client::connect(&self.url_of("postgres"), NoTls).expect("a connection");
        client.batch_execute("CREATE DATABASE clinic").expect("a database");
    }

    fn url_of(&self, database: &str) -> String {
        format!("postgres://polyclinic@{}/{database}", utf8_percent_encode(&self.folder, NON_ALPHANUMERIC))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        drop(self.watchdog.wait());
    }
}

/// The folder of PostgreSQL's programs, as the server of the other tests knows it.
fn programs() -> Option<String> {
    let database = TestDatabase::new(Engine::Postgres)?;
    let mut client = Client::connect(&database.url, NoTls).expect("a connection");
    let row = client.query_one("SELECT setting FROM pg_config WHERE name = 'BINDIR'", &[]);
    Some(row.expect("the configuration").get(0))
}

/// The command that runs `cluster.sh`. PostgreSQL refuses to run as root, so then as its own user.
fn watchdog(programs: &str) -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    let mut command = Command::new(if is_root { "setpriv" } else { "sh" });
    if is_root {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--", "sh"]);
    }
    command.args(["-c", include_str!("cluster.sh"), "cluster.sh", programs]);
    // What somebody set for their own server must not reach this one.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // A test runner that kills a whole process group must not kill the watchdog before it has cleaned up.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}
