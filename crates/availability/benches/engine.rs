//! Benchmarks of the engine: `cargo bench -p availability`.
//!
//! The practice is one in Berlin, open on weekdays from 08:00 to 12:00 and from 13:00 to 17:00. Each day every
//! practitioner has six bookings of half an hour.

use std::hint::black_box;

use availability::{
    Alignment, Calendar, Channel, Channels, Claim, Minute, Period, Request, Roster, Span, Timeline, WeeklyRule, Window,
    by_date, free, starts, starts_with,
};
use divan::Bencher;
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;

/// Three weeks before the clock is put forward, so that a month has both offsets.
const FIRST: Date = date(2026, 3, 9);

const REQUEST: Request = Request {
    duration: 30,
    buffer_before: 5,
    buffer_after: 10,
    gap: 0,
    alignment: Alignment::PeriodStart { step: 15 },
    earliest: Minute(i64::MIN),
    latest: Minute(i64::MAX),
    channel: Channel::Online,
};

fn main() {
    divan::main();
}

fn roster() -> Roster {
    let periods: Vec<_> = [(480, 720), (780, 1020)].map(|(start, end)| Period { start, end }).to_vec();
    let rule = |weekday: Weekday| WeeklyRule { weekday, periods: periods.clone() };
    Roster {
        zone: TimeZone::get("Europe/Berlin").expect("the bundled database has Berlin"),
        valid_from: Some(date(2020, 1, 1)),
        valid_until: None,
        every_weeks: 1,
        anchor: date(2020, 1, 1),
        weekly: Weekday::Monday.cycle_forward().take(5).map(rule).collect(),
        exceptions: Vec::new(),
        channels: Channels::ALL,
    }
}

fn within(days: i64) -> Span {
    let start = Span::of_dates(FIRST, FIRST, &roster().zone).expect("a day").start;
    Span::new(start, start.plus(days * 1440)).expect("at least one day")
}

/// Three bookings in each window: a little later for each `practitioner`.
fn bookings(windows: &[Window], practitioner: i64) -> Vec<Claim> {
    let of_window = |window: &Window| {
        let first = window.span.start.plus(practitioner % 7 * 5);
        [0, 70, 150]
            .map(|offset| first.plus(offset))
            .map(|start| Claim { span: Span::new(start, start.plus(30)).expect("half an hour"), lane: 0 })
    };
    windows.iter().flat_map(of_window).collect()
}

fn calendar<'a>(windows: &'a [Window], claims: &'a [Claim]) -> Calendar<'a> {
    Calendar { windows: Some(windows), claims, capacity: 1 }
}

/// The windows of a roster alone.
#[divan::bench(args = [1, 30, 365])]
fn windows_of_days(bencher: Bencher<'_, '_>, days: i64) {
    let (roster, within) = (roster(), within(days));
    bencher.bench(|| black_box(&roster).windows(within));
}

/// The starts of one practitioner whose windows are known.
#[divan::bench(args = [1, 7, 30, 365])]
fn starts_of_days(bencher: Bencher<'_, '_>, days: i64) {
    let within = within(days);
    let windows = roster().windows(within);
    let claims = bookings(&windows, 0);
    bencher.bench(|| starts(black_box(&REQUEST), &calendar(&windows, &claims), within));
}

/// The starts of one practitioner from the roster on.
#[divan::bench(args = [1, 7, 30, 365])]
fn windows_and_starts_of_days(bencher: Bencher<'_, '_>, days: i64) {
    let (roster, within) = (roster(), within(days));
    let claims = bookings(&roster.windows(within), 0);
    bencher.bench(|| {
        let windows = black_box(&roster).windows(within);
        starts(&REQUEST, &calendar(&windows, &claims), within)
    });
}

/// Any of fifty practitioners, each with a room of three lanes, over 30 days.
#[divan::bench]
fn any_of_50_with_a_room(bencher: Bencher<'_, '_>) {
    let within = within(30);
    let windows = roster().windows(within);
    let claims: Vec<_> = (0..50).map(|practitioner| bookings(&windows, practitioner)).collect();
    let room_claims: Vec<_> = (0..3)
        .flat_map(|lane| bookings(&windows, lane.into()).into_iter().map(move |claim| Claim { lane, ..claim }))
        .collect();
    let room = Calendar { windows: None, claims: &room_claims, capacity: 3 };
    bencher.bench(|| {
        let mut any = Timeline::new(within);
        for claims in black_box(&claims) {
            any.or(&starts_with(&REQUEST, &calendar(&windows, claims), &[&[room]], within));
        }
        any
    });
}

/// The same with one shared room, looked at once.
#[divan::bench]
fn any_of_50_sharing_a_room(bencher: Bencher<'_, '_>) {
    let within = within(30);
    let windows = roster().windows(within);
    let claims: Vec<_> = (0..50).map(|practitioner| bookings(&windows, practitioner)).collect();
    let room_claims = bookings(&windows, 3);
    let room = Calendar { windows: None, claims: &room_claims, capacity: 1 };
    bencher.bench(|| {
        let mut any = Timeline::new(within);
        for claims in black_box(&claims) {
            any.or(&starts(&REQUEST, &calendar(&windows, claims), within));
        }
        any.and(&free(&REQUEST, &room, within));
        any
    });
}

/// Grouping a month of starts by local date.
#[divan::bench]
fn by_date_of_30_days(bencher: Bencher<'_, '_>) {
    let (roster, within) = (roster(), within(30));
    let windows = roster.windows(within);
    let timeline = starts(&REQUEST, &calendar(&windows, &[]), within);
    bencher.bench(|| by_date(black_box(&timeline), &roster.zone));
}
