//! The written policy about skipped and repeated hours, over every zone and every change of the clock until 2037.

use availability::{Minute, Period, Roster, Span};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::given::{everyday, period};

/// Minutes of the day at which something opens or closes; the changes of the clock lie among them.
const EDGES: [u16; 8] = [0, 30, 90, 120, 150, 180, 1410, 1440];

/// The instant of a local time by the policy, as jiff reckons it.
fn instant(zone: &TimeZone, local: DateTime) -> Timestamp {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).unwrap(),
        AmbiguousOffset::Fold { before, after } => {
            // jiff 0.2.43 sees a fold in Nuuk on 2023-10-28 where the clock was left alone: the old offset does not lead
            // back to the local time. (As if the rule from then on had held before.)
            let first = before.to_timestamp(local).unwrap();
            if zone.to_datetime(first) == local { first } else { after.to_timestamp(local).unwrap() }
        }
        AmbiguousOffset::Gap { before, .. } => {
            // By the old offset the local time comes after the skip, which is then the last change up to it.
            let late = before.to_timestamp(local).unwrap();
            zone.preceding(late + jiff::SignedDuration::from_nanos(1)).next().unwrap().timestamp()
        }
    }
}

/// The same in minutes; `minute` 1440 is the midnight after `day`.
fn minute(zone: &TimeZone, day: Date, minute: u16) -> Minute {
    let midnight = if minute == 1440 { day.tomorrow().unwrap() } else { day };
    let (hour, minute) = (i8::try_from(minute % 1440 / 60).unwrap(), i8::try_from(minute % 60).unwrap());
    let instant = instant(zone, midnight.at(hour, minute, 0, 0));
    assert_eq!(Minute::floor(instant), Minute::ceil(instant), "every offset of our days is in whole minutes");
    Minute::floor(instant)
}

/// What the windows of `days` should be: start, end and start of the day.
fn expected(roster: &Roster, days: &[Date]) -> Vec<(Minute, Minute, Minute)> {
    let mut windows = Vec::new();
    for day in days {
        let day_start = minute(&roster.zone, *day, 0);
        for period in &roster.weekly[0].periods {
            let start = minute(&roster.zone, *day, period.start);
            let end = minute(&roster.zone, *day, period.end);
            if start < end {
                windows.push((start, end, day_start));
            }
        }
    }
    windows.sort_unstable();
    windows
}

/// Compares the windows of the local day of `about` and of its neighbours.
fn check(zone: &TimeZone, about: Timestamp) {
    // Openings and closings at, just before and just after what the clock shows on either side of the change.
    let mut edges = EDGES.to_vec();
    for side in [about - jiff::SignedDuration::from_mins(1), about] {
        let local = zone.to_datetime(side);
        let shown = u16::try_from(local.hour()).unwrap() * 60 + u16::try_from(local.minute()).unwrap();
        edges.extend([shown.saturating_sub(15), shown, (shown + 1).min(1440), (shown + 20).min(1440)]);
    }
    edges.sort_unstable();
    let mut periods: Vec<_> = edges.windows(2).filter_map(|pair| Period::new(pair[0], pair[1])).collect();
    periods.push(period(0, 1440));
    let roster = everyday(zone.iana_name().unwrap(), &periods);

    let today = zone.to_datetime(about).date();
    let days = [today.yesterday().unwrap(), today, today.tomorrow().unwrap()];
    let within = Span::new(minute(zone, days[0], 0), minute(zone, days[2], 1440)).unwrap();
    let found: Vec<_> =
        roster.windows(within).iter().map(|window| (window.span.start, window.span.end, window.day_start)).collect();
    let mut found_sorted = found.clone();
    found_sorted.sort_unstable();
    assert!(found.iter().is_sorted_by_key(|window| (window.0, window.1)));
    assert_eq!(found_sorted, expected(&roster, &days), "{:?} about {about}", zone.iana_name());
}

#[test]
fn every_change_of_every_zone() {
    let from: Timestamp = "2020-01-01T00:00Z".parse().unwrap();
    let until: Timestamp = "2038-01-01T00:00Z".parse().unwrap();
    let (mut zones, mut changes) = (0, 0);
    for name in jiff::tz::db().available() {
        let zone = TimeZone::get(name.as_str()).unwrap();
        zones += 1;
        check(&zone, from);
        for change in zone.following(from).take_while(|change| change.timestamp() < until) {
            changes += 1;
            check(&zone, change.timestamp());
        }
    }
    assert!(zones > 400 && changes > 5000, "only {zones} zones and {changes} changes");
}
