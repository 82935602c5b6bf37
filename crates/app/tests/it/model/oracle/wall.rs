//! What the clock on a wall shows, by looking at it every minute.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Milliseconds of a minute.
pub(super) const MINUTE: i64 = 60_000;
/// From how many days before the first day of a case a wall is looked at, and for how many days.
const BEFORE: i64 = 8;
const LONG: i64 = 44;

/// A clock on a wall, with a calendar beside it. Days are counted from the first day of the case.
pub(super) struct Wall {
    zone: TimeZone,
    first_day: Date,
    /// For each minute of local time from the beginning on, the first moment at which the wall shows it or a later one.
    shown: Vec<i64>,
}

impl Wall {
    /// The wall of that zone about the first day of a case.
    pub(super) fn about(zone: &str, first_day: Date) -> &'static Self {
        // Kept, because looking takes longer than a whole case.
        static WALLS: LazyLock<Mutex<HashMap<(String, Date), &'static Wall>>> = LazyLock::new(Mutex::default);
        let mut walls = WALLS.lock().expect("nobody panics here");
        walls.entry((zone.to_owned(), first_day)).or_insert_with(|| Box::leak(Box::new(Self::look(zone, first_day))))
    }

    fn look(zone: &str, first_day: Date) -> Self {
        let zone = TimeZone::get(zone).expect("a zone of the plan");
        let midnight = first_day.to_zoned(TimeZone::UTC).expect("a date of our days").timestamp().as_millisecond();
        let mut wall = Self { zone, first_day, shown: Vec::new() };
        for minute in -BEFORE * 1440..(LONG - BEFORE) * 1440 {
            let moment = midnight + minute * MINUTE;
            let (day, minute) = wall.shows(moment);
            while reading(day, minute).is_some_and(|reading| wall.shown.len() <= reading) {
                wall.shown.push(moment);
            }
        }
        wall
    }

    /// Day and minute that the wall shows.
    pub(super) fn shows(&self, moment: i64) -> (i64, i64) {
        let local = self.zone.to_datetime(instant(moment));
        (days(self.first_day, local.date()), i64::from(local.hour()) * 60 + i64::from(local.minute()))
    }

    /// When it is that minute of that day: the first time that the wall shows it, or when it is skipped.
    pub(super) fn when(&self, day: i64, minute: i64) -> i64 {
        reading(day, minute).and_then(|reading| self.shown.get(reading)).copied().expect("a day near the first")
    }

    /// Days whose hours may reach into that moment; none when the wall wasn't looked at then.
    pub(super) fn days_about(&self, moment: i64) -> std::ops::Range<i64> {
        let passed = self.shown.partition_point(|&shown| shown <= moment);
        let day = i64::try_from(passed / 1440).expect("a small number") - BEFORE;
        if day - 3 <= -BEFORE || day + 4 >= LONG - BEFORE { 0..0 } else { day - 2..day + 3 }
    }
}

/// Days from one date to another.
pub(super) fn days(from: Date, until: Date) -> i64 {
    until.duration_since(from).as_hours() / 24
}

fn reading(day: i64, minute: i64) -> Option<usize> {
    usize::try_from((day + BEFORE) * 1440 + minute).ok()
}

pub(super) fn instant(moment: i64) -> Timestamp {
    Timestamp::from_millisecond(moment).expect("a moment of our days")
}
