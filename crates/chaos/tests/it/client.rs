//! One of the clients: asks for one thing after another, and writes down what it was told.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chaos::journal::{Entry, Operation, Outcome, Reply, Request};

use crate::line::{Broken, Line, PATIENCE};
use crate::process::Address;
use crate::random::Random;
use crate::wish::{Common, Wishes};

/// How many there are.
pub(crate) const CLIENTS: usize = 32;

/// What all clients share.
pub(crate) struct Crowd<'c> {
    pub(crate) common: Common,
    pub(crate) address: Address,
    pub(crate) seed: u64,
    /// How many requests there shall be.
    pub(crate) total: u64,
    /// How many have begun.
    pub(crate) begun: AtomicU64,
    /// How many clients are still at it.
    pub(crate) busy: AtomicU64,
    /// Where the journals are written, for whoever has to find out what went wrong.
    pub(crate) folder: &'c Path,
}

struct Client<'c> {
    number: usize,
    crowd: &'c Crowd<'c>,
    random: Random,
    line: Line,
    wishes: Wishes,
    journal: Vec<Entry>,
    file: File,
}

/// Notes that a client has ended, also when it panics.
struct Busy<'c>(&'c AtomicU64);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Crowd<'_> {
    /// Does its share of the requests, and hands over its journal.
    pub(crate) fn run_client(&self, number: usize) -> Vec<Entry> {
        let _busy = Busy(&self.busy);
        let file = File::create(self.folder.join(format!("journal-{number}.jsonl"))).expect("a journal");
        let mut client = Client {
            number,
            crowd: self,
            random: Random::new(self.seed ^ (number as u64 + 1) << 32),
            line: Line::new(self.address.clone()),
            wishes: Wishes::new(&self.common, number, CLIENTS),
            journal: Vec::new(),
            file,
        };
        while self.begun.fetch_add(1, Ordering::SeqCst) < self.total {
            client.step();
        }
        client.journal
    }
}

impl Client<'_> {
    fn step(&mut self) {
        let operation = self.wishes.choose(&mut self.random, &self.crowd.common);
        let key = format!("{:x}-{}-{}", self.crowd.seed, self.number, self.journal.len());
        self.note(&(&key, &operation));
        let outcome = self.ask(&key, &operation);
        self.note(&(&key, &outcome));
        let entry = Entry { client: self.number, key, operation, outcome };
        self.wishes.learn(&entry, &mut self.random, &self.crowd.common);
        self.journal.push(entry);
    }

    fn note(&mut self, what: &impl serde::Serialize) {
        let line = serde_json::to_string(what).expect("JSON");
        writeln!(self.file, "{line}").expect("a journal");
    }

    /// Asks until there is an answer, always with the same key; or leaves it in doubt once it is.
    fn ask(&mut self, key: &str, operation: &Operation) -> Outcome {
        let request = Request { key: key.to_owned(), operation: operation.clone() };
        let gives_up = self.random.one_in(3);
        let began = Instant::now();
        loop {
            match self.line.ask(&request) {
                Ok(Reply::Acknowledged(answer)) => {
                    return Outcome::Acknowledged(serde_json::from_str(&answer).expect("an answer"));
                }
                Ok(Reply::Refused(why)) => return Outcome::Refused(why),
                Ok(Reply::Broken(why)) => panic!("{request:?} has found a defect of the server: {why}"),
                Ok(Reply::Unavailable(_)) => std::thread::sleep(Duration::from_millis(20 + self.random.below(80))),
                Err(Broken) => {}
            }
            if gives_up {
                return Outcome::InDoubt;
            }
            assert!(began.elapsed() < PATIENCE, "{request:?} is not answered");
        }
    }
}
