//! The server that is killed: this very test program, started again with its settings in the environment.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chaos::journal::{Reply, Request};
use serde::{Deserialize, Serialize};

use crate::clock::FastClock;
use crate::door::Door;

/// The variable that makes a server of the test below.
pub(crate) const SETTINGS: &str = "POLYCLINIC_CHAOS_SERVER";
/// The name of the test below.
pub(crate) const TEST: &str = "server::server_process";
/// How long the database may take to recover.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a server is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// The database.
    pub(crate) url: String,
    /// See [`FastClock`].
    pub(crate) began: i64,
}

/// What goes over the wire, a line each.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Call {
    /// Do this.
    Do(Request),
    /// After so many more acknowledgements say none any more: what is committed from then on stays unanswered.
    StallAfter(i64),
}

/// What the server says on standard output once it is committed and unanswered.
pub(crate) const STALLED: &str = "stalled";
/// What it says before its address once it listens.
pub(crate) const LISTENING: &str = "listening ";

/// How many acknowledgements may still be sent.
type Left = Arc<AtomicI64>;

/// No test: the server, when it is started as one.
#[test]
fn server_process() {
    if let Ok(settings) = std::env::var(SETTINGS) {
        serve(&serde_json::from_str(&settings).expect("settings"));
    }
}

fn serve(settings: &Settings) {
    std::thread::spawn(end_with_parent);
    let door = open(settings);
    let _runner = jobs::Runner::start(door.app.clone()).expect("a thread for the jobs");
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    say(&format!("{LISTENING}{}", listener.local_addr().expect("an address")));
    let left = Left::new(AtomicI64::new(i64::MAX));
    for stream in listener.incoming() {
        let (door, left) = (door.clone(), left.clone());
        let stream = stream.expect("a connection");
        std::thread::spawn(move || converse(&door, &left, stream));
    }
}

/// Standard input ends when the process at its other end does, in whatever way.
fn end_with_parent() {
    drop(std::io::stdin().read_to_end(&mut Vec::new()));
    std::process::exit(0);
}

/// PostgreSQL may have been killed a moment ago, too.
fn open(settings: &Settings) -> Door {
    let began = Instant::now();
    loop {
        match Door::open(&settings.url, FastClock { began: settings.began }) {
            Ok(door) => return door,
            Err(error) => assert!(began.elapsed() < PATIENCE, "the database does not open: {error}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The test harness buffers what is printed in the usual way.
fn say(line: &str) {
    let mut output = std::io::stdout().lock();
    drop(writeln!(output, "{line}").and_then(|()| output.flush()));
}

/// Answers until the client hangs up, which is no error.
fn converse(door: &Door, left: &Left, mut stream: TcpStream) {
    drop(stream.set_nodelay(true));
    let Ok(lines) = stream.try_clone() else { return };
    for line in BufReader::new(lines).lines() {
        let Ok(line) = line else { return };
        let reply = answer(door, left, serde_json::from_str(&line).expect("a call"));
        let line = serde_json::to_string(&reply).expect("JSON");
        if writeln!(stream, "{line}").is_err() {
            return;
        }
    }
}

fn answer(door: &Door, left: &Left, call: Call) -> Reply {
    match call {
        Call::Do(request) => {
            let reply = door.handle(&request);
            if matches!(reply, Reply::Acknowledged(_)) {
                stall_when_due(left);
            }
            reply
        }
        Call::StallAfter(count) => {
            left.store(count, Ordering::SeqCst);
            Reply::Acknowledged(String::new())
        }
    }
}

/// Between commit and answer: says so, and waits to be killed.
fn stall_when_due(left: &Left) {
    let before = left.fetch_sub(1, Ordering::SeqCst);
    if before <= 0 {
        if before == 0 {
            say(STALLED);
        }
        loop {
            std::thread::park();
        }
    }
}
