//! Rules of rosters, and the windows and starts that come of them.

#![no_main]

use arbitrary::Arbitrary;
use availability::{Alignment, Calendar, Channel, Channels, Claim, Minute, Request, Span, explain, starts};
use domain::RosterId;
use domain::roster::{LocalPeriod, RosterException, RosterRules, WeekdayPeriods};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use libfuzzer_sys::fuzz_target;

/// Zones with changes of all kinds: by an hour, by half of one, by two, past midnight, of a whole day, and none.
const ZONES: [&str; 10] = [
    "Europe/Rome",
    "America/New_York",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "America/Santiago",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "America/Nuuk",
    "UTC",
];

#[derive(Arbitrary, Debug)]
struct Given<'a> {
    zone: u8,
    other_zone: Option<&'a str>,
    validity: (Option<i16>, Option<i16>),
    every_weeks: u8,
    anchor: i16,
    weekly: Vec<(i8, Vec<(u16, u16)>)>,
    exceptions: Vec<(i16, Vec<(u16, u16)>)>,
    from: i32,
    minutes: u16,
    visit: Visit,
    claims: Vec<(i16, u16, i8)>,
}

#[derive(Arbitrary, Debug)]
struct Visit {
    duration: u16,
    buffers: (u8, u8),
    gap: u8,
    step: Option<u16>,
    on_the_clock: bool,
    capacity: u8,
    at: u16,
}

fn day(number: i16) -> Date {
    date(2026, 1, 1) + i64::from(number).days()
}

fn periods(given: &[(u16, u16)]) -> Vec<LocalPeriod> {
    given.iter().map(|&(start, end)| LocalPeriod { start, end }).collect()
}

fn rules(given: &Given<'_>) -> RosterRules {
    let zone = given.other_zone.unwrap_or(ZONES[usize::from(given.zone) % ZONES.len()]);
    RosterRules {
        time_zone: zone.to_owned(),
        valid_from: given.validity.0.map(day),
        valid_until: given.validity.1.map(day),
        every_weeks: given.every_weeks.into(),
        anchor: day(given.anchor),
        weekly: given
            .weekly
            .iter()
            .map(|(weekday, given)| WeekdayPeriods { weekday: *weekday, periods: periods(given) })
            .collect(),
        channels: Channels::ALL,
    }
}

fn request(visit: &Visit) -> Request {
    let alignment = match visit.step {
        None => Alignment::AnyMinute,
        Some(step) if visit.on_the_clock => Alignment::EveryMinutes { step },
        Some(step) => Alignment::PeriodStart { step },
    };
    Request {
        duration: visit.duration,
        buffer_before: visit.buffers.0.into(),
        buffer_after: visit.buffers.1.into(),
        gap: visit.gap.into(),
        alignment,
        earliest: Minute(i64::MIN),
        latest: Minute(i64::MAX),
        channel: Channel::Online,
    }
}

fuzz_target!(|given: Given<'_>| {
    let rules = rules(&given);
    let exceptions: Vec<RosterException> = given
        .exceptions
        .iter()
        .map(|(number, given)| RosterException { roster_id: RosterId(1), date: day(*number), periods: periods(given) })
        .collect();
    // What is refused when it is stored may reach the engine all the same, and must not break it.
    let Ok(roster) = rules.to_engine(exceptions.iter()) else { return };
    let from = Minute(29_500_000 + i64::from(given.from) / 64);
    let Some(within) = Span::new(from, from.plus(given.minutes.into())) else { return };
    let windows = roster.windows(within);
    assert!(windows.is_sorted_by_key(|window| window.span));
    for window in &windows {
        assert!(window.span.start < window.span.end && window.span.overlaps(within), "{window:?}");
        // A day has 26 hours at most.
        assert!(window.day_start <= window.span.start && window.span.minutes() <= 26 * 60, "{window:?}");
    }

    let claims: Vec<Claim> = given
        .claims
        .iter()
        .map(|&(start, length, lane)| {
            let start = from.plus(start.into());
            Claim { span: Span { start, end: start.plus(length.into()) }, lane: lane.into() }
        })
        .collect();
    let calendar = Calendar { windows: Some(&windows), claims: &claims, capacity: u16::from(given.visit.capacity % 4) };
    let request = request(&given.visit);
    let offered = starts(&request, &calendar, within);
    let start = from.plus(i64::from(given.visit.at) % within.minutes());
    let reasons = explain(&request, &calendar, &[], start);
    assert_eq!(reasons.is_empty(), offered.contains(start), "{start:?}: {reasons:?}");
    for start in offered.first_n(10) {
        assert!(explain(&request, &calendar, &[], start).is_empty(), "{start:?}");
    }
});
