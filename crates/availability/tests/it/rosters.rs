//! Tables: what windows a roster gives.

use availability::{Exception, Minute, Period, Roster, Span};
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;

use crate::given::{everyday, period, span};

/// Open on `weekdays` from 08:00 to 12:00, in UTC, for ever.
fn mornings(weekdays: &[Weekday]) -> Roster {
    let mut roster = everyday("UTC", &[period(480, 720)]);
    roster.weekly.retain(|rule| weekdays.contains(&rule.weekday));
    roster
}

/// The windows of some local dates, as `month-dayThour:minute` of start and end on the clock of the roster.
fn shown(roster: &Roster, first: Date, last: Date) -> Vec<String> {
    let within = Span::of_dates(first, last, &roster.zone).unwrap();
    let local = |minute: Minute| roster.zone.to_datetime(minute.to_timestamp()).strftime("%m-%dT%H:%M").to_string();
    let windows = roster.windows(within);
    windows.iter().map(|window| format!("{} {}", local(window.span.start), local(window.span.end))).collect()
}

#[test]
fn every_week() {
    let roster = mornings(&[Weekday::Monday, Weekday::Sunday]);
    let expected = ["01-04T08:00 01-04T12:00", "01-05T08:00 01-05T12:00", "01-11T08:00 01-11T12:00"];
    assert_eq!(shown(&roster, date(2026, 1, 1), date(2026, 1, 11)), expected);
}

#[test]
fn weekdays_before_1970() {
    let mut roster = mornings(&[Weekday::Monday, Weekday::Sunday]);
    let expected = ["12-21T08:00 12-21T12:00", "12-22T08:00 12-22T12:00", "12-28T08:00 12-28T12:00"];
    assert_eq!(shown(&roster, date(1969, 12, 17), date(1969, 12, 28)), expected);
    // The anchor's week is the last of the year, the one before it is skipped.
    roster.every_weeks = 2;
    roster.anchor = date(1970, 1, 4);
    assert_eq!(shown(&roster, date(1969, 12, 17), date(1969, 12, 28)), expected[..1]);
}

#[test]
fn every_so_many_weeks_from_the_week_of_the_anchor() {
    // 2026 begins in ISO week 1, whose Monday is 2025-12-29; the anchor may be any day of its week, before or after.
    let table: &[(u16, Date, &[&str])] = &[
        (1, date(2026, 1, 1), &["01-04", "01-05", "01-11", "01-12", "01-18", "01-19"]),
        (0, date(2026, 1, 1), &["01-04", "01-05", "01-11", "01-12", "01-18", "01-19"]),
        (2, date(2025, 12, 29), &["01-04", "01-12", "01-18"]),
        (2, date(2026, 1, 4), &["01-04", "01-12", "01-18"]),
        (2, date(2026, 1, 5), &["01-05", "01-11", "01-19"]),
        (2, date(2030, 1, 1), &["01-05", "01-11", "01-19"]),
        (3, date(2026, 1, 1), &["01-04", "01-19"]),
        (3, date(1969, 12, 29), &["01-04", "01-19"]),
        (u16::MAX, date(2026, 1, 11), &["01-05", "01-11"]),
    ];
    for (every_weeks, anchor, expected) in table {
        let roster = mornings(&[Weekday::Monday, Weekday::Sunday]);
        let roster = Roster { every_weeks: *every_weeks, anchor: *anchor, ..roster };
        let days: Vec<_> =
            shown(&roster, date(2026, 1, 1), date(2026, 1, 20)).iter().map(|shown| shown[..5].to_owned()).collect();
        assert_eq!(days, *expected, "every {every_weeks} weeks from {anchor}");
    }
}

#[test]
fn validity_includes_both_dates() {
    let daily = || mornings(&[Weekday::Thursday, Weekday::Friday, Weekday::Saturday]);
    let count = |valid_from, valid_until| {
        let roster = Roster { valid_from, valid_until, zone: TimeZone::get("Asia/Tokyo").unwrap(), ..daily() };
        shown(&roster, date(2026, 1, 1), date(2026, 1, 3)).len()
    };
    let day = |day| Some(date(2026, 1, day));
    assert_eq!(count(None, None), 3);
    assert_eq!(count(day(2), None), 2);
    assert_eq!(count(None, day(2)), 2);
    assert_eq!(count(day(2), day(2)), 1);
    assert_eq!(count(day(3), day(2)), 0);
    assert_eq!(count(Some(Date::MIN), Some(Date::MAX)), 3);
    assert_eq!(count(Some(Date::MAX), None), 0);
    assert_eq!(count(None, Some(Date::MIN)), 0);
}

#[test]
fn exceptions_replace_the_weekly_periods_of_their_date() {
    let monday = date(2026, 1, 5);
    let exception = |date, periods: &[Period]| Exception { date, periods: periods.to_vec() };
    let with = |exceptions| Roster { exceptions, ..mornings(&[Weekday::Monday]) };
    let off = with(vec![exception(monday, &[])]);
    let other = with(vec![exception(monday, &[period(840, 900), period(600, 660)])]);
    let added = with(vec![exception(date(2026, 1, 6), &[period(600, 660)])]);
    let twice = with(vec![exception(monday, &[period(840, 900)]), exception(monday, &[period(600, 660)])]);
    let skipped_week = Roster { every_weeks: 2, anchor: date(2026, 1, 12), ..other.clone() };
    let invalid = Roster { valid_from: Some(date(2026, 1, 6)), ..other.clone() };

    let hours = |roster| shown(roster, monday, date(2026, 1, 7));
    let two = ["01-05T10:00 01-05T11:00", "01-05T14:00 01-05T15:00"];
    assert!(hours(&off).is_empty());
    assert_eq!(hours(&other), two);
    assert_eq!(hours(&added), ["01-05T08:00 01-05T12:00", "01-06T10:00 01-06T11:00"]);
    assert_eq!(hours(&twice), two);
    assert_eq!(hours(&skipped_week), two);
    assert!(hours(&invalid).is_empty());
}

#[test]
fn windows_come_whole_sorted_and_only_where_they_overlap() {
    let roster = everyday("UTC", &[period(840, 900), period(480, 720), period(720, 780)]);
    let spans = |start, end| -> Vec<_> {
        let windows = roster.windows(span(start, end)).into_iter();
        windows.map(|it| (it.span.start.0, it.span.end.0, it.day_start.0)).collect()
    };
    assert_eq!(spans(0, 1440), [(480, 720, 0), (720, 780, 0), (840, 900, 0)]);
    assert_eq!(spans(600, 601), [(480, 720, 0)]);
    assert_eq!(spans(719, 721), [(480, 720, 0), (720, 780, 0)]);
    assert_eq!(spans(780, 840), []);
    assert_eq!(spans(-1440 + 899, 481), [(-600, -540, -1440), (480, 720, 0)]);
}
