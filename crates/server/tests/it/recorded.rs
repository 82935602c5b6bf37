//! Which calls are on record after a server has ended: all, when it stopped in good order; all but those of the last second, when
//! it was killed.

#![expect(clippy::print_stdout, reason = "how much was checked is worth knowing")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::access::Installation;
use crate::running::Running;

const CLIENTS: usize = 8;
/// How long there is load before the end.
const LOAD: Duration = Duration::from_millis(2500);
/// How much may be lost by a kill.
const LOSS: Duration = Duration::from_secs(1);

/// The calls of all clients, by number.
#[derive(Default)]
struct Calls {
    next: AtomicUsize,
    /// When each was answered.
    answered: Mutex<BTreeMap<usize, Instant>>,
}

/// Reads an answer to its end; its status.
fn answer(stream: &mut BufReader<TcpStream>) -> Option<u16> {
    let (mut status, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_ascii_lowercase();
        match line.split_once(": ") {
            Some(("content-length", number)) => length = number.parse().ok()?,
            None if line.is_empty() => break,
            None => status = line.split(' ').nth(1)?.parse().ok(),
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    status
}

/// Calls, each time with another number in its path, until the server goes.
fn client(stream: TcpStream, token: &str, calls: &Calls) {
    let mut stream = BufReader::new(stream);
    loop {
        let number = calls.next.fetch_add(1, Ordering::SeqCst) + 1;
        let request = format!(
            "GET /naturae/v1/alice/ticket/{number} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
        );
        if stream.get_mut().write_all(request.as_bytes()).is_err() {
            return;
        }
        let Some(status) = answer(&mut stream) else { return };
        assert_eq!(status, 404, "there is no such ticket");
        calls.answered.lock().unwrap().insert(number, Instant::now());
    }
}

/// A token for everything at Alice's.
fn token(here: &Installation, server: &Running) -> String {
    let partner = here.done(&["partner", "create", "--name", "Lakeside"]);
    let key =
        ["api-key", "create", "--partner", &partner, "--name", "site", "--practice", "alice", "--scope", "Tickets"];
    let made = here.done(&key);
    let body = serde_json::json!({ "apiKey": made.split_once('\t').unwrap().1 }).to_string();
    let answer = server.send(&format!(
        "POST /naturae/v1/alice/auth/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    let body: serde_json::Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    body["accessToken"].as_str().unwrap().to_owned()
}

/// The numbers of the calls on record, and how many calls the sums by day have.
fn recorded(here: &Installation) -> (BTreeSet<usize>, i64) {
    let db = app::Db::open(&here.database.url, 2).unwrap();
    let read = |tx: &mut app::Tx<'_>| {
        let paths: Vec<String> = tx.query("SELECT endpoint FROM activity", &[], |row| row.at(0))?;
        let sums: Vec<i64> = tx.query("SELECT calls FROM usage_days", &[], |row| row.at(0))?;
        Ok::<_, app::Error>((paths, sums))
    };
    let (paths, sums) = db.read(read).unwrap();
    let total = i64::try_from(paths.len()).unwrap();
    assert_eq!(sums.iter().sum::<i64>(), total, "sums and calls are written together");
    let numbers: Vec<usize> =
        paths.iter().filter_map(|path| path.strip_prefix("/v1/alice/ticket/")?.parse().ok()).collect();
    let distinct: BTreeSet<usize> = numbers.iter().copied().collect();
    assert_eq!(distinct.len(), numbers.len(), "a call is on record twice");
    assert_eq!(numbers.len() + 1, paths.len(), "the exchange, and nothing else");
    (distinct, total)
}

/// What came of a server that ended under load.
struct Ended {
    sent: usize,
    answered: BTreeMap<usize, Instant>,
    recorded: BTreeSet<usize>,
    /// When it was told to end.
    at: Instant,
}

/// Lets clients call a server until it ends as it is told to.
fn end_under_load(engine: testkit::Engine, end: impl FnOnce(&mut Running)) -> Ended {
    let here = Installation::new(engine);
    let mut server = Running::serve(&here.database, &[]);
    let (token, calls) = (token(&here, &server), Calls::default());
    let mut at = Instant::now();
    let streams: Vec<_> = (0..CLIENTS).map(|_| server.connect()).collect();
    std::thread::scope(|scope| {
        for stream in streams {
            scope.spawn(|| client(stream, &token, &calls));
        }
        std::thread::sleep(LOAD);
        at = Instant::now();
        end(&mut server);
    });
    server.wait();
    let (recorded, _) = recorded(&here);
    Ended { sent: calls.next.into_inner(), answered: calls.answered.into_inner().unwrap(), recorded, at }
}

impl Ended {
    /// Calls that were answered and are not on record, with how long before the end that was.
    fn lost(&self) -> Vec<Duration> {
        let lost = self.answered.iter().filter(|(number, _)| !self.recorded.contains(number));
        lost.map(|(_, at)| self.at.saturating_duration_since(*at)).collect()
    }

    fn print(&self, engine: testkit::Engine, how: &str) {
        let (lost, answered, recorded) = (self.lost(), self.answered.len(), self.recorded.len());
        let oldest = lost.iter().max().map_or(0, Duration::as_millis);
        println!(
            "{engine:?}, {how}: {answered} calls answered of {} sent, {recorded} on record, {} of those answered lost, \
             the oldest {oldest} ms before the end",
            self.sent,
            lost.len(),
        );
        assert!(answered > 200, "there was no load");
        assert!(self.recorded.iter().all(|number| *number <= self.sent), "on record, and never sent");
    }
}

testkit::both_databases! {
    fn a_server_that_stops_in_good_order_loses_no_call(engine) {
        let mut code = None;
        let ended = end_under_load(engine, |server| {
            server.terminate();
            code = server.wait();
        });
        ended.print(engine, "stopped");
        assert_eq!((code, ended.lost()), (Some(0), vec![]));
    }

    fn a_server_that_is_killed_loses_the_last_second_at_most(engine) {
        let ended = end_under_load(engine, |server| server.child.kill().unwrap());
        ended.print(engine, "killed");
        let early: Vec<Duration> = ended.lost().into_iter().filter(|before| *before > LOSS).collect();
        assert!(early.is_empty(), "lost, though answered so long before the end: {early:?}");
        assert!(!ended.recorded.is_empty());
    }
}
