//! The windows of rosters against what another library in another language says, over every zone and every change of the clock
//! until 2037; see `tests/oracle/oracle.py`.
//!
//! `POLYCLINIC_TIME_ORACLE` names the file that the oracle has written, or is `1` to run it (python3 with `python-dateutil` 4 and
//! `tzdata`). Without it there is nothing to compare with.

use std::path::Path;
use std::process::Command;

use availability::{Channels, Exception, Minute, Period, Roster, Span, WeeklyRule};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

/// How many differences are shown.
const SHOWN: usize = 20;

/// What the oracle has written.
fn oracle() -> Option<String> {
    let given = std::env::var("POLYCLINIC_TIME_ORACLE").ok()?;
    if given != "1" {
        return Some(std::fs::read_to_string(given).unwrap());
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/oracle.py");
    let output = Command::new("python3").arg(script).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// A roster with the range asked about.
fn question(fields: &[&str]) -> (Roster, Span) {
    let &[zone, every_weeks, anchor, valid_from, valid_until, weekly, exceptions, from, until] = fields else {
        panic!("another number of fields: {fields:?}");
    };
    let rule = |(weekday, periods): (&str, &str)| WeeklyRule {
        weekday: Weekday::from_monday_one_offset(weekday.parse().unwrap()).unwrap(),
        periods: parse_periods(periods),
    };
    let exception =
        |(date, periods): (&str, &str)| Exception { date: date.parse().unwrap(), periods: parse_periods(periods) };
    let roster = Roster {
        zone: TimeZone::get(zone).unwrap(),
        valid_from: date(valid_from),
        valid_until: date(valid_until),
        every_weeks: every_weeks.parse().unwrap(),
        anchor: anchor.parse().unwrap(),
        weekly: table(weekly).map(rule).collect(),
        exceptions: table(exceptions).map(exception).collect(),
        channels: Channels::ALL,
    };
    (roster, Span::new(minute(from), minute(until)).unwrap())
}

fn date(text: &str) -> Option<Date> {
    (text != "-").then(|| text.parse().unwrap())
}

/// The days of `day=periods;day=periods`.
fn table(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(';').filter(|day| *day != "-").map(|day| day.split_once('=').unwrap())
}

fn parse_periods(text: &str) -> Vec<Period> {
    let period = |text: &str| {
        let (start, end) = text.split_once('-').unwrap();
        Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    };
    text.split(',').filter(|text| !text.is_empty()).map(period).collect()
}

fn minute(text: &str) -> Minute {
    Minute(text.parse().unwrap())
}

/// The windows as the oracle writes them.
fn found(roster: &Roster, within: Span) -> Vec<String> {
    let windows = roster.windows(within);
    assert!(windows.is_sorted_by_key(|window| window.span));
    windows
        .iter()
        .map(|window| format!("{}-{}/{}", window.span.start.0, window.span.end.0, window.day_start.0))
        .collect()
}

/// Says how much was compared, for whoever runs this and looks.
#[expect(clippy::print_stderr, reason = "the count is the result")]
fn report(summary: &str) {
    eprintln!("time oracle: {summary}");
}

#[test]
fn windows_are_those_of_the_oracle() {
    let Some(oracle) = oracle() else { return };
    let (edition, lines) = oracle.split_once('\n').unwrap();
    let (mut questions, mut windows, mut differences) = (0, 0, Vec::new());
    for line in lines.lines() {
        let (asked, answer) = line.rsplit_once(' ').unwrap();
        let (roster, within) = question(&asked.split(' ').collect::<Vec<_>>());
        let found = found(&roster, within);
        let expected: Vec<&str> = answer.split(',').filter(|window| *window != "-").collect();
        questions += 1;
        windows += expected.len();
        if found != expected {
            let missing = expected.iter().filter(|window| !found.iter().any(|other| other == *window));
            let extra = found.iter().filter(|window| !expected.contains(&window.as_str()));
            let (missing, extra): (Vec<_>, Vec<_>) = (missing.collect(), extra.collect());
            differences.push(format!("{asked}\n    missing {missing:?}\n    too many {extra:?}"));
        }
    }
    let summary = format!("{questions} questions, {windows} windows, {} differences", differences.len());
    report(&summary);
    differences.truncate(SHOWN);
    assert!(differences.is_empty(), "{summary} (the oracle has edition {edition}):\n{}", differences.join("\n"));
    assert!(questions > 50_000, "{summary}");
}
