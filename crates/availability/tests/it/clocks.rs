//! Tables: days on which the clock is changed.

use availability::{Alignment, Minute, Request, Roster, Span, Timeline, by_date, starts};
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::given::{Given, HALF_AN_HOUR, everyday, period, span};

/// The windows of one local date, as `hour:minute hour:minute` on the clock of the roster.
fn shown(roster: &Roster, day: &str) -> Vec<String> {
    let day = day.parse().unwrap();
    let windows = roster.windows(Span::of_dates(day, day, &roster.zone).unwrap());
    windows
        .iter()
        .map(|window| format!("{} {}", time(roster, window.span.start), time(roster, window.span.end)))
        .collect()
}

fn time(roster: &Roster, minute: Minute) -> String {
    roster.zone.to_datetime(minute.to_timestamp()).strftime("%H:%M").to_string()
}

#[test]
fn skipped_and_repeated_hours() {
    let table = [
        // Berlin: 02:00 to 03:00 is skipped on 2026-03-29, and shown twice on 2026-10-25.
        ("Europe/Berlin", "2026-03-29", 60, 150, "01:00 03:00"),
        ("Europe/Berlin", "2026-03-29", 120, 180, ""),
        ("Europe/Berlin", "2026-03-29", 150, 240, "03:00 04:00"),
        ("Europe/Berlin", "2026-10-25", 150, 180, "02:30 03:00"),
        ("Europe/Berlin", "2026-10-25", 90, 150, "01:30 02:30"),
        // Cairo: midnight is skipped on 2026-04-24, so that one day ends and the next begins at 01:00.
        ("Africa/Cairo", "2026-04-24", 0, 120, "01:00 02:00"),
        ("Africa/Cairo", "2026-04-23", 1380, 1440, "23:00 01:00"),
        // Lord Howe Island: the clock moves by half an hour.
        ("Australia/Lord_Howe", "2026-10-04", 105, 135, "01:45 02:30"),
        // Samoa left out 2011-12-30 altogether.
        ("Pacific/Apia", "2011-12-29", 0, 1440, "00:00 00:00"),
        ("Pacific/Apia", "2011-12-31", 0, 60, "00:00 01:00"),
    ];
    for (zone, day, start, end, expected) in table {
        let found = shown(&everyday(zone, &[period(start, end)]), day).join(", ");
        assert_eq!(found, expected, "{zone} {day} {start}");
    }
}

#[test]
fn a_period_has_as_many_minutes_as_pass() {
    let minutes = |start, end, day| {
        let roster = everyday("Europe/Berlin", &[period(start, end)]);
        let windows = roster.windows(Span::of_dates(day, day, &roster.zone).unwrap());
        windows.iter().map(|window| window.span.minutes()).sum::<i64>()
    };
    // From 02:30 until 03:00 in October an hour and a half pass, and from 02:00 until 02:30 half an hour.
    assert_eq!(minutes(150, 180, date(2026, 10, 25)), 90);
    assert_eq!(minutes(120, 150, date(2026, 10, 25)), 30);
    assert_eq!(minutes(60, 180, date(2026, 3, 29)), 60);
}

#[test]
fn a_clock_put_back_past_midnight() {
    // In St. John's the clock went back from 00:01 on 2010-11-07 to 23:01 on the day before, which was 02:31 UTC.
    let roster = everyday("America/St_Johns", &[period(0, 60)]);
    let change = Minute::floor("2010-11-07T02:31Z".parse().unwrap());
    let opened = change.plus(-1);
    let closes = change.plus(60 + 59);
    for reached in [change, change.plus(1), change.plus(30)] {
        let windows = roster.windows(span(change.0 - 1, reached.0));
        let found: Vec<_> = windows.iter().map(|window| window.span).collect();
        assert_eq!(found, [span(opened.0, closes.0)], "up to {reached:?}");
    }

    // In Nuuk it goes back at midnight, so that an hour more belongs to the old day.
    let nuuk = TimeZone::get("America/Nuuk").unwrap();
    let days = Span::of_dates(date(2026, 10, 24), date(2026, 10, 25), &nuuk).unwrap();
    let mut timeline = Timeline::new(days);
    timeline.set_range(days.start, days.end);
    let minutes: Vec<_> = by_date(&timeline, &nuuk).iter().map(|(_, minutes)| minutes.len()).collect();
    assert_eq!(minutes, [1500, 1440]);
}

#[test]
fn whole_days_follow_each_other_without_being_merged() {
    let roster = everyday("Europe/Berlin", &[period(0, 1440)]);
    let days = Span::of_dates(date(2026, 10, 24), date(2026, 10, 26), &roster.zone).unwrap();
    let windows = roster.windows(days);
    let lengths: Vec<_> = windows.iter().map(|window| window.span.minutes()).collect();
    assert_eq!(lengths, [1440, 1500, 1440]);
    assert!(windows.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
    assert!(windows.iter().all(|window| window.day_start == window.span.start));
}

#[test]
fn steps_walk_instants() {
    let roster = everyday("Europe/Berlin", &[period(0, 1440)]);
    let request = Request { alignment: Alignment::EveryMinutes { step: 90 }, ..HALF_AN_HOUR };
    for (day, expected) in
        [(date(2026, 3, 29), "00:00 01:30 04:00 05:30 07:00"), (date(2026, 10, 25), "00:00 01:30 02:00 03:30 05:00")]
    {
        let within = Span::of_dates(day, day, &roster.zone).unwrap();
        let calendar = Given::open(&roster.windows(within), &[], 1);
        let found = starts(&request, &calendar.as_calendar(), within).first_n(5);
        let shown: Vec<_> = found.into_iter().map(|minute| time(&roster, minute)).collect();
        assert_eq!(shown.join(" "), expected);
    }
}

#[test]
fn spans_of_dates() {
    let utc = TimeZone::UTC;
    assert_eq!(Span::of_dates(date(1970, 1, 2), date(1970, 1, 3), &utc), Some(span(1440, 3 * 1440)));
    assert_eq!(Span::of_dates(date(1970, 1, 2), date(1970, 1, 1), &utc), None);
    let apia = TimeZone::get("Pacific/Apia").unwrap();
    let skipped = date(2011, 12, 30);
    assert_eq!(Span::of_dates(skipped, skipped, &apia), None, "Samoa had no such day");
}
