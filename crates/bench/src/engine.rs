//! The engine alone: thirty days of a practice in Berlin, from the roster to the starts. Time on one thread, and instructions as
//! `valgrind` counts them, which are the same on every machine of a kind.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use availability::{
    Alignment, Calendar, Channel, Channels, Claim, Minute, Period, Request, Roster, Span, WeeklyRule, starts,
};
use jiff::civil::{Weekday, date};
use jiff::tz::TimeZone;

use crate::load::Outcome;
use crate::table::Table;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How many days a question covers.
const DAYS: i64 = 30;
/// Questions between the two counts, and those before the first, which hide what it costs to begin.
const COUNTED: u64 = 2000;

/// Measures both.
pub(crate) fn measure(table: &mut Table, seconds: Duration) -> Result<()> {
    table.measure("engine, 30 days with rosters", || {
        let (practice, began) = (Practice::new(), Instant::now());
        let mut latencies = Vec::new();
        while began.elapsed() < seconds {
            let sent = Instant::now();
            practice.ask();
            latencies.push(sent.elapsed());
        }
        Ok(Outcome::of(latencies, began.elapsed()))
    })?;
    if !table.wants("engine") {
        return Ok(());
    }
    match (instructions(COUNTED), instructions(2 * COUNTED)) {
        (Ok(once), Ok(twice)) => {
            let days = COUNTED * DAYS.unsigned_abs();
            #[expect(clippy::cast_precision_loss, reason = "a count of instructions")]
            table.note("engine, instructions for a calendar-day", (twice - once) as f64 / days as f64);
        }
        (Err(error), _) | (_, Err(error)) => say(&*error),
    }
    Ok(())
}

#[expect(clippy::print_stderr, reason = "a figure that is missing must not go unnoticed")]
fn say(error: &dyn std::error::Error) {
    eprintln!("*** no instruction counts: {error} ***");
}

/// Asks that often, for [`instructions`] to count.
pub(crate) fn repeat(times: u64) {
    let practice = Practice::new();
    for _ in 0..times {
        practice.ask();
    }
}

/// What this program executes when it asks that often.
fn instructions(times: u64) -> Result<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(std::env::current_exe()?);
    let output = valgrind.args(["--engine", &times.to_string()]).output().map_err(|_| "valgrind is not installed")?;
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = words.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = count.ok_or_else(|| format!("valgrind gave none:\n{words}"))?;
    Ok(count.trim().parse()?)
}

struct Practice {
    roster: Roster,
    claims: Vec<Claim>,
    request: Request,
    within: Span,
}

impl Practice {
    /// Open on weekdays from 8 to 12 and from 13 to 17, with six bookings of half an hour on each of them. The clock is put
    /// forward within the time asked for.
    fn new() -> Self {
        let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        let periods: Vec<Period> = [(480, 720), (780, 1020)].map(|(start, end)| Period { start, end }).to_vec();
        let rule = |weekday: Weekday| WeeklyRule { weekday, periods: periods.clone() };
        let roster = Roster {
            zone: zone.clone(),
            valid_from: Some(date(2020, 1, 1)),
            valid_until: None,
            every_weeks: 1,
            anchor: date(2020, 1, 1),
            weekly: Weekday::Monday.cycle_forward().take(5).map(rule).collect(),
            exceptions: Vec::new(),
            channels: Channels::ALL,
        };
        let first = date(2026, 3, 9);
        let start = Span::of_dates(first, first, &zone).map_or(Minute(0), |day| day.start);
        let within = Span { start, end: start.plus(DAYS * 1440) };
        let visit = |start: Minute| Claim { span: Span { start, end: start.plus(30) }, lane: 0 };
        let windows = roster.windows(within);
        let booked = windows.iter().flat_map(|open| [0, 70, 150].map(|at| open.span.start.plus(at)));
        let request = Request {
            duration: 30,
            buffer_before: 5,
            buffer_after: 10,
            gap: 0,
            alignment: Alignment::PeriodStart { step: 15 },
            earliest: Minute::MIN,
            latest: Minute::MAX,
            channel: Channel::Online,
        };
        let claims = booked.map(visit).collect();
        Self { roster, claims, request, within }
    }

    fn ask(&self) {
        let windows = black_box(&self.roster).windows(self.within);
        let calendar = Calendar { windows: Some(&windows), claims: &self.claims, capacity: 1 };
        black_box(starts(&self.request, &calendar, self.within));
    }
}
