//! Timelines against plain sets of minutes.

use std::collections::BTreeSet;

use availability::{LONGEST, Minute, Span, Timeline, by_date};
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::given::{minutes, span};

/// Ranges to set (`true`) or clear, one after the other.
type Changes = Vec<(bool, i64, i64)>;

fn changes() -> impl Strategy<Value = (Span, Changes)> {
    let within = (-200..200_i64, 1..300_i64).prop_map(|(start, length)| span(start, start + length));
    (within, vec((any::<bool>(), -300..600_i64, -10..200_i64), 0..8))
}

fn build(within: Span, changes: &Changes) -> (Timeline, BTreeSet<i64>) {
    let mut timeline = Timeline::new(within);
    let mut set = BTreeSet::new();
    for &(add, from, length) in changes {
        if add {
            timeline.set_range(Minute(from), Minute(from + length));
            set.extend((from..from + length).filter(|minute| within.contains(Minute(*minute))));
        } else {
            timeline.clear_range(Minute(from), Minute(from + length));
            set.retain(|minute| !(from..from + length).contains(minute));
        }
    }
    (timeline, set)
}

proptest! {
    #[test]
    fn a_timeline_is_a_set((within, changes) in changes()) {
        let (timeline, set) = build(within, &changes);
        prop_assert_eq!(minutes(&timeline), set.iter().copied().collect::<Vec<_>>());
        prop_assert_eq!(timeline.count(), set.len());
        prop_assert_eq!(timeline.is_empty(), set.is_empty());
        prop_assert_eq!(timeline.first(), set.first().copied().map(Minute));
        prop_assert_eq!(timeline.first_n(3), set.iter().take(3).copied().map(Minute).collect::<Vec<_>>());
        for minute in -400..800 {
            prop_assert_eq!(timeline.contains(Minute(minute)), set.contains(&minute));
        }
    }

    #[test]
    fn and_or_are_those_of_sets(one in changes(), other in changes()) {
        let (mut both, left) = build(one.0, &one.1);
        let mut either = both.clone();
        let (timeline, right) = build(other.0, &other.1);
        both.and(&timeline);
        either.or(&timeline);
        prop_assert_eq!(minutes(&both), left.intersection(&right).copied().collect::<Vec<_>>());
        let union: Vec<_> = left.union(&right).copied().filter(|minute| one.0.contains(Minute(*minute))).collect();
        prop_assert_eq!(minutes(&either), union);
    }

    #[test]
    fn dates_are_those_of_jiff(start in -40_000_000..60_000_000_i64, zone in 0..4_usize, set in vec(0..5000_i64, 0..20)) {
        let zone = TimeZone::get(["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "UTC"][zone]).unwrap();
        let mut timeline = Timeline::new(span(start, start + 5000));
        for minute in set {
            timeline.set_range(Minute(start + minute), Minute(start + minute + 1));
        }
        let groups = by_date(&timeline, &zone);
        let local = |minute: Minute| zone.to_datetime(minute.to_timestamp()).date();
        prop_assert_eq!(groups.first().unwrap().0, local(Minute(start)));
        prop_assert_eq!(groups.last().unwrap().0, local(Minute(start + 4999)));
        prop_assert!(groups.windows(2).all(|pair| pair[0].0.tomorrow().unwrap() == pair[1].0));
        for (date, starts) in &groups {
            prop_assert!(starts.is_sorted());
            prop_assert!(starts.iter().all(|start| local(*start) == *date));
        }
        prop_assert_eq!(groups.iter().map(|(_, starts)| starts.len()).sum::<usize>(), timeline.count());
    }
}

#[test]
fn dates_without_starts_are_present() {
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let week = Span::of_dates(date(2026, 3, 27), date(2026, 3, 30), &berlin).unwrap();
    assert_eq!(week.minutes(), 4 * 1440 - 60, "the clock is put forward on the 29th");
    let mut timeline = Timeline::new(week);
    timeline.set_range(week.end.plus(-1), week.end);
    let groups = by_date(&timeline, &berlin);
    let dates: Vec<_> = groups.iter().map(|(date, starts)| (date.day(), starts.len())).collect();
    assert_eq!(dates, [(27, 0), (28, 0), (29, 0), (30, 1)]);
}

#[test]
fn absurd_spans_are_cut() {
    let mut forever = Timeline::new(span(i64::MIN, i64::MAX));
    forever.set_range(Minute(i64::MIN), Minute(i64::MAX));
    assert_eq!(forever.first(), Some(Minute::MIN));
    assert_eq!(i64::try_from(forever.count()), Ok(LONGEST));

    let mut never = Timeline::new(span(i64::MAX - 10, i64::MAX));
    never.set_range(Minute(i64::MIN), Minute(i64::MAX));
    assert_eq!((never.span(), never.count(), never.first()), (None, 0, None));
    assert!(!never.contains(Minute(i64::MAX)) && !never.contains(Minute(i64::MIN)));
    assert!(by_date(&never, &TimeZone::UTC).is_empty());
    never.or(&forever);
    forever.and(&never);
    assert!(never.is_empty() && forever.is_empty());
}
