//! Rosters: wall-clock rules, and the open windows they give as instants.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::channels::Channels;
use crate::clock::{Clock, day_number};
use crate::span::{Minute, Span};

/// Minutes in a day of the clock, and the latest end of a [`Period`].
const DAY: u16 = 1440;

/// Part of a local day, in minutes of the clock: 540 is 09:00, and 1440 as an end is the start of the next local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first minute.
    pub start: u16,
    /// The first minute after it.
    pub end: u16,
}

impl Period {
    /// The period from `start` until `end`, or `None` unless `start < end <= 1440`.
    pub fn new(start: u16, end: u16) -> Option<Self> {
        (start < end && end <= DAY).then_some(Self { start, end })
    }
}

/// One weekday's periods. Several rules for the same weekday add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyRule {
    /// The local weekday.
    pub weekday: Weekday,
    /// When it is open on that day, in any order.
    pub periods: Vec<Period>,
}

/// One date's periods. They replace the weekly ones of that date, in weeks which `every_weeks` skips too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The local date.
    pub date: Date,
    /// When it is open on that date; none means off. Several exceptions of one date add up.
    pub periods: Vec<Period>,
}

/// When something is open, as people say it: by weekday and by the clock on the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// The zone whose clock and calendar the roster is written in.
    pub zone: TimeZone,
    /// The first local date on which the roster holds; `None` is since ever.
    pub valid_from: Option<Date>,
    /// The last local date on which the roster holds (included); `None` is for ever.
    pub valid_until: Option<Date>,
    /// The weekly rules hold every so many weeks: 1 is every week (as is 0). Weeks begin on Monday.
    pub every_weeks: u16,
    /// Any date in a week in which the weekly rules hold. Only read when `every_weeks` is above 1.
    pub anchor: Date,
    /// The rules by weekday.
    pub weekly: Vec<WeeklyRule>,
    /// The dates on which other hours hold. Outside of the validity they are ignored.
    pub exceptions: Vec<Exception>,
    /// Who may book into the windows of this roster.
    pub channels: Channels,
}

/// One period of a roster on one date, as instants. A visit must fit into one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// When it is open.
    pub span: Span,
    /// The beginning of that local day: the origin of [`Alignment::EveryMinutes`](crate::Alignment::EveryMinutes).
    pub day_start: Minute,
    /// Who may book into it.
    pub channels: Channels,
}

impl Roster {
    /// The windows that overlap `within`, sorted by start.
    ///
    /// Each comes whole, also where it sticks out of `within`, because its start is the origin of the grid. Windows
    /// that touch are not merged. A `within` longer than [`LONGEST`](crate::LONGEST) is cut at its end.
    ///
    /// An opening or closing that the clock skips happens at the moment of the skip; one that the clock shows twice
    /// happens the first time. A period emptied by this gives no window.
    pub fn windows(&self, within: Span) -> Vec<Window> {
        let Some(within) = within.cut() else { return Vec::new() };
        let clock = Clock::over(&self.zone, within);
        let exceptions = self.exceptions_by_day();

        // A day's windows close before any later day is shown, so that none reaches into the range from before `first`.
        // But a clock put back past midnight shows the day before once more, so that those of the next may have opened.
        let first = clock.day_of(within.start).max(self.valid_from.map_or(i64::MIN, day_number));
        let last = (clock.day_of(within.end) + 1).min(self.valid_until.map_or(i64::MAX, day_number));

        let mut windows = Vec::new();
        for day in first..=last {
            let mut day_start = None;
            for period in self.periods_on(day, &exceptions) {
                let span = Span::new(clock.opening(day, period.start), clock.closing(day, period.end));
                let Some(span) = span.filter(|span| span.overlaps(within)) else {
                    continue;
                };
                let day_start = *day_start.get_or_insert_with(|| clock.opening(day, 0));
                windows.push(Window { span, day_start, channels: self.channels });
            }
        }
        windows.sort_unstable_by_key(|window| window.span);
        windows
    }

    /// The periods of one day, in no particular order.
    fn periods_on<'a>(&'a self, day: i64, exceptions: &'a [(i64, &'a Exception)]) -> impl Iterator<Item = Period> {
        let from = exceptions.partition_point(|(date, _)| *date < day);
        let until = from + exceptions[from..].partition_point(|(date, _)| *date == day);
        let exceptions = &exceptions[from..until];

        let weekly = exceptions.is_empty() && self.holds_in_week(week_number(day));
        let rules = self.weekly.iter().filter(move |rule| weekly && is_on(rule.weekday, day));
        let periods = exceptions.iter().flat_map(|(_, exception)| &exception.periods);
        // A period written without `Period::new` may be no period at all.
        periods.chain(rules.flat_map(|rule| &rule.periods)).filter_map(|period| Period::new(period.start, period.end))
    }

    fn exceptions_by_day(&self) -> Vec<(i64, &Exception)> {
        let mut by_day: Vec<_> =
            self.exceptions.iter().map(|exception| (day_number(exception.date), exception)).collect();
        by_day.sort_by_key(|(day, _)| *day);
        by_day
    }

    fn holds_in_week(&self, week: i64) -> bool {
        self.every_weeks <= 1 || (week - week_number(day_number(self.anchor))) % i64::from(self.every_weeks) == 0
    }
}

/// The number of the week, Monday first, that contains `day`. Day 0 is a Thursday, so its week began three days before.
fn week_number(day: i64) -> i64 {
    (day + 3).div_euclid(7)
}

fn is_on(weekday: Weekday, day: i64) -> bool {
    i64::from(weekday.to_monday_zero_offset()) == (day + 3).rem_euclid(7)
}
