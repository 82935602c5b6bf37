//! Drives random cases, and makes a failing one short.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::answer::{Answer, Outcome};
use super::operation::{Case, Operation, case};

/// How often a failing case is played again to make it short.
const REPLAYS: usize = 400;

/// What was played.
#[derive(Default)]
pub(crate) struct Log {
    /// The operations of the present case, with their answers.
    lines: Vec<String>,
    /// How often each operation ended in which way.
    tally: BTreeMap<String, usize>,
    steps: usize,
}

impl Log {
    pub(crate) fn add(&mut self, operation: &Operation, answer: &Answer) {
        let operation = format!("{operation:?}");
        let what = operation.split([' ', '{']).next().unwrap_or_default();
        *self.tally.entry(format!("{what}: {}", kind(answer))).or_default() += 1;
        self.steps += 1;
        // A day full of starts would hide everything else.
        let answer: String = format!("{answer:?}").chars().take(200).collect();
        self.lines.push(format!("{operation}\n    -> {answer}"));
    }

    /// Says how much was played, for whoever runs the long form and looks.
    #[expect(clippy::print_stderr, reason = "the count is the result of a long run")]
    pub(crate) fn report(&self, what: &str) {
        let tally: Vec<String> = self.tally.iter().map(|(ending, count)| format!("{ending} {count}")).collect();
        eprintln!("{what}: {} operations without divergence; {}", self.steps, tally.join(", "));
    }

    /// Fails unless there were operations that ended so: a sequence that only meets refusals shows nothing.
    pub(crate) fn assert_seen(&self, endings: &[&str]) {
        for ending in endings {
            assert!(self.tally.contains_key(*ending), "no operation ended in {ending}");
        }
    }
}

fn kind(answer: &Answer) -> String {
    match answer {
        Ok(Outcome::Reasons(reasons)) if reasons.is_empty() => "OnOffer".to_owned(),
        Ok(outcome) => format!("{outcome:?}").split([' ', '(']).next().unwrap_or_default().to_owned(),
        Err(refused) => refused.clone(),
    }
}

/// A number from the environment.
pub(crate) fn number(name: &str, default: usize) -> usize {
    let given = std::env::var(name).ok();
    given.map_or(default, |given| given.parse().expect("a number"))
}

/// Plays random cases until there were that many steps.
///
/// # Panics
/// When a case fails, with the log of the shortest such case that was found.
pub(crate) fn explore(steps: usize, mut play: impl FnMut(&Case, &mut Log) -> Result<(), String>) -> Log {
    let seed = number("POLYCLINIC_SEED", 1);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut log = Log::default();
    while log.steps < steps {
        let case = case().new_tree(&mut runner).expect("a case").current();
        if let Err(problem) = play_anew(&case, &mut log, &mut play) {
            let (first_day, shown) = shorten(case, log, problem, &mut play);
            panic!("a case that begins on {first_day} (seed {seed}):\n{shown}");
        }
    }
    log
}

/// Plays a case; a panic is a problem like any other.
fn play_anew(
    case: &Case,
    log: &mut Log,
    play: &mut impl FnMut(&Case, &mut Log) -> Result<(), String>,
) -> Result<(), String> {
    log.lines.clear();
    let played = catch_unwind(AssertUnwindSafe(|| play(case, log)));
    played.unwrap_or_else(|_| Err("(it panicked)".to_owned()))
}

/// Leaves out operations as long as the case still fails: first many at once, in the end single ones.
fn shorten(
    mut case: Case,
    mut log: Log,
    mut problem: String,
    play: &mut impl FnMut(&Case, &mut Log) -> Result<(), String>,
) -> (&'static str, String) {
    // What comes after the failure was not played.
    case.operations.truncate(log.lines.len() + 1);
    let mut lines = log.lines.clone();
    let (mut length, mut from, mut replays) = (case.operations.len() / 2, 0, 0);
    while length > 0 && replays < REPLAYS {
        let mut shorter = case.clone();
        shorter.operations.drain(from..(from + length).min(case.operations.len()));
        replays += 1;
        match play_anew(&shorter, &mut log, play) {
            Ok(()) => from += length,
            Err(other) => {
                shorter.operations.truncate(log.lines.len() + 1);
                (case, problem, lines) = (shorter, other, log.lines.clone());
            }
        }
        if from >= case.operations.len() {
            (from, length) = (0, length / 2);
        }
    }
    (case.first_day, format!("{}\n{problem}", lines.join("\n")))
}
