//! A private PostgreSQL that can be killed and loses nothing by it: unlike that of `testkit`, it waits for the disk.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use postgres::{Client, NoTls};
use testkit::cluster;

/// See the module. Killed and removed when this is dropped, or when this process ends in whatever way.
pub(crate) struct Cluster {
    folder: String,
    watchdog: Child,
    output: BufReader<ChildStdout>,
}

impl Cluster {
    /// Starts it; nothing where PostgreSQL isn't installed, which has been said loudly on standard error.
    pub(crate) fn start() -> Option<Self> {
        let programs = cluster::programs()?;
        let mut watchdog = cluster::watchdog(include_str!("cluster.sh"), &programs).spawn().expect("a shell");
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
