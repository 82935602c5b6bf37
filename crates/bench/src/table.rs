//! The figures: medians of the rounds, and their ratios.

#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

use std::collections::BTreeMap;
use std::time::Duration;

use crate::load::Outcome;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Figures by name, one for each round.
pub(crate) struct Table {
    title: String,
    rounds: usize,
    only: Option<String>,
    order: Vec<String>,
    outcomes: BTreeMap<String, Vec<Outcome>>,
    notes: BTreeMap<String, Vec<f64>>,
}

/// Which figures are compared with which, and the least ratio wanted.
const RATIOS: [(&str, &str, f64); 10] = [
    ("slots of 1 days, 16 connections", "bare route, 16 connections", 0.25),
    ("slots of 7 days, 16 connections", "bare route, 16 connections", 0.20),
    ("slots of 30 days, 16 connections", "bare route, 16 connections", 0.13),
    ("bookings, 32 connections", "raw one-row commits", 1.5),
    ("bookings, 1 connections", "raw one-row commits", 0.4),
    ("next free start in 365 booked-out days", "slots of 30 days in the core", 1.0 / 3.0),
    ("holds, 32 threads in the core", "raw one-row commits", 1.5),
    ("slots of 1 days, 16 connections", "pgbench range read, 16 connections", 0.2),
    ("bookings, 32 connections", "pgbench insert, 32 connections", 0.3),
    ("naturae slots, 16 connections", "naturae slots, 16 connections, not recorded", 0.95),
];

/// Figures that have a limit of their own: the 99th percentile of an answer in milliseconds, or a note.
const LIMITS: [(&str, f64); 7] = [
    ("slots of 1 days, 16 connections", 2.5),
    ("slots of 7 days, 16 connections", 4.0),
    ("slots of 30 days, 16 connections", 6.0),
    ("any of 50 with a room, 30 days, in the core", 20.0),
    ("cold start to the first slots, ms", 50.0),
    ("resident memory idle, MB", 30.0),
    ("resident memory after the load, MB", 60.0),
];

impl Table {
    /// A table of that many rounds, of all measurements or of those whose name begins so.
    pub(crate) fn new(title: &str, rounds: usize, only: Option<String>) -> Self {
        Self {
            title: title.to_owned(),
            rounds,
            only,
            order: Vec::new(),
            outcomes: BTreeMap::new(),
            notes: BTreeMap::new(),
        }
    }

    /// Measures, when this is wanted, and adds a round's figure.
    pub(crate) fn measure(&mut self, name: &str, measurement: impl FnOnce() -> Result<Outcome>) -> Result<()> {
        if self.wants(name) {
            self.add(name, measurement()?);
        }
        Ok(())
    }

    /// Whether that is to be measured.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| name.starts_with(only))
    }

    fn add(&mut self, name: &str, outcome: Outcome) {
        if !self.outcomes.contains_key(name) {
            self.order.push(name.to_owned());
        }
        self.outcomes.entry(name.to_owned()).or_default().push(outcome);
    }

    /// Adds a round's figure that is not a rate.
    pub(crate) fn note(&mut self, name: &str, value: f64) {
        self.notes.entry(name.to_owned()).or_default().push(value);
    }

    /// Prints medians and ratios.
    pub(crate) fn print(&self) {
        println!("{}: medians of {} rounds\n", self.title, self.rounds);
        println!("{:<46} {:>12} {:>10} {:>10}", "", "a second", "p50 ms", "p99 ms");
        for name in &self.order {
            let outcomes = &self.outcomes[name];
            let of = |pick: fn(&Outcome) -> f64| median(outcomes.iter().map(pick).collect());
            let (rate, p50, p99) = (of(|o| o.per_second), of(|o| millis(o.median)), of(|o| millis(o.p99)));
            println!("{name:<46} {rate:>12.0} {p50:>10.3} {p99:>10.3}");
        }
        println!();
        for (name, values) in &self.notes {
            println!("{name:<46} {:>12.1}", median(values.clone()));
        }
        println!("\n{:<46} {:>12} {:>10}", "ratio", "measured", "wanted");
        for (name, against, wanted) in RATIOS {
            if let (Some(a), Some(b)) = (self.rate(name), self.rate(against)) {
                let verdict = if a / b >= wanted { "" } else { "  missed" };
                println!("{name:<46} {:>12.2} {wanted:>10.2}{verdict}  (of {against})", a / b);
            }
        }
        self.print_limits();
    }

    fn print_limits(&self) {
        println!("\n{:<46} {:>12} {:>10}", "p99 ms, or as named", "measured", "at most");
        for (name, limit) in LIMITS {
            let p99 = self.outcomes.get(name).map(|all| median(all.iter().map(|one| millis(one.p99)).collect()));
            let note = self.notes.get(name).map(|all| median(all.clone()));
            if let Some(measured) = p99.or(note) {
                let verdict = if measured <= limit { "" } else { "  missed" };
                println!("{name:<46} {measured:>12.1} {limit:>10.1}{verdict}");
            }
        }
    }

    /// The median rate of that measurement, a second.
    fn rate(&self, name: &str) -> Option<f64> {
        let outcomes = self.outcomes.get(name)?;
        Some(median(outcomes.iter().map(|outcome| outcome.per_second).collect()))
    }
}

/// Prints how the rates of the first table hold in the others.
pub(crate) fn print_growth(tables: &[Table]) {
    for table in tables {
        table.print();
        println!();
    }
    let Some((first, others)) = tables.split_first() else { return };
    println!("{:<46} {:>12}   share of the rate with {}", "growth", "a second", first.title);
    for name in &first.order {
        let base = first.rate(name).unwrap_or_default();
        let shares = others.iter().filter_map(|table| Some(format!("{:>8.2}", table.rate(name)? / base)));
        println!("{name:<46} {base:>12.0}{}", shares.collect::<String>());
    }
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
