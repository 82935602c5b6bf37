//! The clock of one time zone over a range: local time to instants and back, in integers.
//!
//! The zone is asked for its offsets once per range (usually one or two), not once per opening, because that lookup
//! costs more than everything else a roster does.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::span::{Minute, Span};

const EPOCH: Date = date(1970, 1, 1);
/// Seconds in a day of the clock.
const DAY: i64 = 86_400;
/// No offset is larger than this (jiff allows up to 25:59:59).
const LARGEST_OFFSET: i64 = 26 * 3600;
/// How far round a range offsets are looked up, in minutes. A local day touching the range can begin at most two days
/// (24 hours plus a repeated day) before it.
const MARGIN: i64 = 3 * 1440;

/// Instants `start..end` (seconds since the Unix epoch) during which local time is `offset` seconds ahead of UTC.
struct Segment {
    start: i64,
    end: i64,
    offset: i64,
}

/// The offsets of one zone over a range, ascending and without holes.
pub(crate) struct Clock {
    segments: Vec<Segment>,
}

impl Clock {
    /// The clock of `zone`, right for every local day that touches `range`.
    pub(crate) fn over(zone: &TimeZone, range: Span) -> Self {
        let from = range.start.plus(-MARGIN).to_timestamp();
        let until = range.end.plus(MARGIN).to_timestamp();
        let mut segments = Vec::with_capacity(4);
        let mut start = i64::MIN;
        let mut offset = i64::from(zone.to_offset(from).seconds());
        for change in zone.following(from).take_while(|change| change.timestamp() < until) {
            let end = change.timestamp().as_second();
            segments.push(Segment { start, end, offset });
            start = end;
            offset = i64::from(change.offset().seconds());
        }
        segments.push(Segment { start, end: i64::MAX, offset });
        Self { segments }
    }

    /// The minute at which the local day `day` of `zone` begins.
    pub(crate) fn day_start(zone: &TimeZone, day: i64) -> Minute {
        // The same day in UTC is near enough, given the margin of `over`.
        let (start, end) = (Minute(day * 1440), Minute(day * 1440 + 1440));
        Self::over(zone, Span { start, end }).opening(day, 0)
    }

    /// The minute at which something that begins at `minute` of the local day `day` begins.
    pub(crate) fn opening(&self, day: i64, minute: u16) -> Minute {
        // Offsets of odd seconds (none since 1972) round inwards, so that nothing is open outside of its hours.
        Minute(-(-self.instant(day, minute)).div_euclid(60))
    }

    /// The minute at which something that ends at `minute` of the local day `day` ends.
    pub(crate) fn closing(&self, day: i64, minute: u16) -> Minute {
        Minute(self.instant(day, minute).div_euclid(60))
    }

    /// The local day on which `minute` lies.
    pub(crate) fn day_of(&self, minute: Minute) -> i64 {
        let second = minute.0.saturating_mul(60);
        let index = self.segments.partition_point(|segment| segment.end <= second);
        let offset = self.segments.get(index).map_or(0, |segment| segment.offset);
        second.saturating_add(offset).div_euclid(DAY)
    }

    /// The instant (in seconds) of a local time: the first time the clock shows it, or the moment it is skipped.
    fn instant(&self, day: i64, minute: u16) -> i64 {
        let local = day * DAY + i64::from(minute) * 60;
        // Segments that ended this long ago cannot contain the local time, whatever their offset.
        let from = self.segments.partition_point(|segment| segment.end <= local - LARGEST_OFFSET);
        let mut rest = self.segments.iter().skip(from);
        let found = rest.find(|segment| local - segment.offset < segment.end);
        // In a gap the old offset leads past the end of its segment and the new one to before its start: the start it is.
        found.map_or(local, |segment| (local - segment.offset).max(segment.start))
    }
}

/// The days from 1970-01-01 (a Thursday) to `date`.
pub(crate) fn day_number(date: Date) -> i64 {
    date.duration_since(EPOCH).as_secs() / DAY
}
