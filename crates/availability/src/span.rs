//! Minutes and half-open spans of them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::{Clock, day_number};

/// The longest stretch one call looks at, in minutes: about 32 years.
///
/// Longer spans are cut at their end. It keeps a mistaken date (the year 9999 as "forever") from costing gigabytes.
pub const LONGEST: i64 = 1 << 24;

/// An instant in whole minutes since the Unix epoch, UTC.
///
/// All reckoning is done with these; jiff's [`Timestamp`] appears at the edges only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(pub i64);

impl Minute {
    /// The first minute which [`Timestamp`] can express, in the year -9999.
    pub const MIN: Self = Self(-6_295_083_720);
    /// The last minute which [`Timestamp`] can express, in the year 9999.
    pub const MAX: Self = Self(4_223_370_120);

    /// The minute in which `instant` lies.
    pub fn floor(instant: Timestamp) -> Self {
        let second = instant.as_second() - i64::from(instant.subsec_nanosecond() < 0);
        Self(second.div_euclid(60))
    }

    /// The first whole minute not before `instant`.
    pub fn ceil(instant: Timestamp) -> Self {
        let second = instant.as_second() + i64::from(instant.subsec_nanosecond() > 0);
        Self(-(-second).div_euclid(60))
    }

    /// The instant at which this minute begins; out of jiff's range it is the nearest instant in range.
    pub fn to_timestamp(self) -> Timestamp {
        let nearest = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_second(self.0.saturating_mul(60)).unwrap_or(nearest)
    }

    /// This minute moved by `minutes` (which may be negative), without overflow.
    #[must_use]
    pub const fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }
}

/// A half-open span of time: `start` belongs to it, `end` does not. Two spans whose edges touch do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first minute of the span.
    pub start: Minute,
    /// The first minute after the span.
    pub end: Minute,
}

impl Span {
    /// The span from `start` until `end`, or `None` unless `start < end`.
    pub fn new(start: Minute, end: Minute) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The local days `first..=last` of `zone`, or `None` when `last` is before `first` (or no such day exists there).
    pub fn of_dates(first: Date, last: Date, zone: &TimeZone) -> Option<Self> {
        let next = day_number(last) + 1;
        Self::new(Clock::day_start(zone, day_number(first)), Clock::day_start(zone, next))
    }

    /// How many minutes long the span is.
    pub fn minutes(self) -> i64 {
        self.end.0.saturating_sub(self.start.0)
    }

    /// Whether `minute` lies in the span.
    pub fn contains(self, minute: Minute) -> bool {
        self.start <= minute && minute < self.end
    }

    /// Whether the whole of `inner` lies in the span.
    pub fn covers(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two spans share a minute. An empty or inverted one (built without [`Span::new`]) shares none.
    pub fn overlaps(self, other: Self) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// The part of the span that can be reckoned with: within jiff's range and at most [`LONGEST`] minutes.
    pub(crate) fn cut(self) -> Option<Self> {
        let start = self.start.max(Minute::MIN);
        Self::new(start, self.end.min(Minute::MAX).min(start.plus(LONGEST)))
    }
}
