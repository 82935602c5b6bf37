//! What is asked for: a visit of some length, on some grid, through some channel.

use crate::channels::Channel;
use crate::roster::Window;
use crate::span::{Minute, Span};

/// On which minutes a visit may start. A `step` of 0 is taken as 1.
///
/// A calendar that is always open has no periods and no local day; its grid counts from the Unix epoch (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// Every `step` minutes from the start of the open period.
    PeriodStart {
        /// Minutes from one start to the next.
        step: u16,
    },
    /// Every `step` minutes from local midnight. Elapsed minutes count, so that the steps stay even when the clock is
    /// put forward or back.
    EveryMinutes {
        /// Minutes from one start to the next.
        step: u16,
    },
    /// On any minute.
    AnyMinute,
}

impl Alignment {
    /// One minute of the grid in `window`, and the minutes from one to the next.
    pub(crate) fn grid(self, window: Option<&Window>) -> (Minute, i64) {
        let (origin, step) = match self {
            Self::PeriodStart { step } => (window.map(|window| window.span.start), step),
            Self::EveryMinutes { step } => (window.map(|window| window.day_start), step),
            Self::AnyMinute => (None, 1),
        };
        (origin.unwrap_or_default(), i64::from(step.max(1)))
    }
}

/// A visit somebody would like to book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// Its length in minutes, 1 or more (0 is taken as 1). It must lie inside one open window of each calendar.
    pub duration: u16,
    /// Minutes taken before it. They must be free, but may be outside of the open hours.
    pub buffer_before: u16,
    /// Minutes taken after it. They must be free, but may be outside of the open hours.
    pub buffer_after: u16,
    /// Minutes kept idle between the visit with its buffers and any other booking; closures may come closer.
    pub gap: u16,
    /// On which minutes it may start.
    pub alignment: Alignment,
    /// The earliest start (included): now plus the lead time.
    pub earliest: Minute,
    /// The latest start (included): the horizon.
    pub latest: Minute,
    /// Who asks. Only windows open to this channel count.
    pub channel: Channel,
}

impl Request {
    /// The length in minutes.
    pub(crate) fn minutes(&self) -> i64 {
        i64::from(self.duration.max(1))
    }

    /// The visit itself if it starts at `start`.
    pub(crate) fn visit(&self, start: Minute) -> Span {
        Span { start, end: start.plus(self.minutes()) }
    }

    /// What the visit takes if it starts at `start`: itself and its buffers.
    pub(crate) fn take(&self, start: Minute) -> Span {
        let visit = self.visit(start);
        widen(visit, self.buffer_before, self.buffer_after)
    }

    /// What must be free of other bookings if it starts at `start`: what it takes, and the gap on either side.
    pub(crate) fn clearance(&self, start: Minute) -> Span {
        widen(self.take(start), self.gap, self.gap)
    }
}

fn widen(span: Span, before: u16, after: u16) -> Span {
    Span { start: span.start.plus(-i64::from(before)), end: span.end.plus(i64::from(after)) }
}
