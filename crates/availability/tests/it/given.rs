//! Arbitrary calendars and requests, and short ways to write definite ones and rosters.

use std::fmt::Debug;

use availability::{
    Alignment, Calendar, Channel, Channels, Claim, Minute, Period, Request, Roster, Span, WeeklyRule, Window,
};
use jiff::civil::{Weekday, date};
use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

pub(crate) fn span(start: i64, end: i64) -> Span {
    Span { start: Minute(start), end: Minute(end) }
}

/// A window for every channel, whose day starts at minute 0.
pub(crate) fn window(start: i64, end: i64) -> Window {
    Window { span: span(start, end), day_start: Minute(0), channels: Channels::ALL }
}

pub(crate) fn claim(start: i64, end: i64, lane: i32) -> Claim {
    Claim { span: span(start, end), lane }
}

/// Open every day during `periods`, in the zone of that name.
pub(crate) fn everyday(zone: &str, periods: &[Period]) -> Roster {
    let rule = |weekday: Weekday| WeeklyRule { weekday, periods: periods.to_vec() };
    Roster {
        zone: TimeZone::get(zone).unwrap(),
        valid_from: None,
        valid_until: None,
        every_weeks: 1,
        anchor: date(1970, 1, 1),
        weekly: Weekday::Monday.cycle_forward().take(7).map(rule).collect(),
        exceptions: Vec::new(),
        channels: Channels::ALL,
    }
}

pub(crate) fn period(start: u16, end: u16) -> Period {
    Period::new(start, end).unwrap()
}

pub(crate) fn minutes(timeline: &availability::Timeline) -> Vec<i64> {
    timeline.iter().map(|minute| minute.0).collect()
}

/// Half an hour on a grid of half an hour, at any time, without buffers.
pub(crate) const HALF_AN_HOUR: Request = Request {
    duration: 30,
    buffer_before: 0,
    buffer_after: 0,
    gap: 0,
    alignment: Alignment::PeriodStart { step: 30 },
    earliest: Minute(i64::MIN),
    latest: Minute(i64::MAX),
    channel: Channel::Online,
};

/// A calendar that owns its parts.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) windows: Option<Vec<Window>>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) capacity: u16,
}

impl Given {
    pub(crate) fn open(windows: &[Window], claims: &[Claim], capacity: u16) -> Self {
        Self { windows: Some(windows.to_vec()), claims: claims.to_vec(), capacity }
    }

    pub(crate) fn as_calendar(&self) -> Calendar<'_> {
        Calendar { windows: self.windows.as_deref(), claims: &self.claims, capacity: self.capacity }
    }
}

/// A question whose times all lie within a few hours of `around`.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) request: Request,
    pub(crate) lead: Given,
    pub(crate) requirements: Vec<Vec<Given>>,
    pub(crate) within: Span,
}

impl Question {
    /// Hands the question over as the engine takes it.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Request, &Calendar<'_>, &[&[Calendar<'_>]], Span) -> T) -> T {
        let requirements: Vec<Vec<_>> =
            self.requirements.iter().map(|calendars| calendars.iter().map(Given::as_calendar).collect()).collect();
        let requirements: Vec<&[_]> = requirements.iter().map(Vec::as_slice).collect();
        ask(&self.request, &self.lead.as_calendar(), &requirements, self.within)
    }
}

pub(crate) fn question() -> impl Strategy<Value = Question> {
    // Before, across and after the epoch; a word of the bitmap may begin anywhere.
    let around = prop_oneof![Just(0), Just(29_500_000), -10_000_000..10_000_000_i64];
    around.prop_flat_map(|around| {
        let requirements = vec(few(calendar(around)), 0..3);
        let within = (around..around + 100, 1..150_i64).prop_map(|(start, length)| span(start, start + length));
        (request(around), calendar(around), requirements, within)
            .prop_map(|(request, lead, requirements, within)| Question { request, lead, requirements, within })
    })
}

fn request(around: i64) -> impl Strategy<Value = Request> {
    let lengths = (0..60_u16, 0..20_u16, 0..20_u16, 0..15_u16);
    let bounds = (-50..100_i64, 80..300_i64);
    (lengths, alignment(), bounds, channel()).prop_map(move |(lengths, alignment, bounds, channel)| Request {
        duration: lengths.0,
        buffer_before: lengths.1,
        buffer_after: lengths.2,
        gap: lengths.3,
        alignment,
        earliest: Minute(around + bounds.0),
        latest: Minute(around + bounds.1),
        channel,
    })
}

fn alignment() -> impl Strategy<Value = Alignment> {
    prop_oneof![
        (0..40_u16).prop_map(|step| Alignment::PeriodStart { step }),
        (0..40_u16).prop_map(|step| Alignment::EveryMinutes { step }),
        Just(Alignment::AnyMinute),
    ]
}

fn channel() -> impl Strategy<Value = Channel> {
    proptest::sample::select(Channel::ALL.as_slice())
}

fn calendar(around: i64) -> BoxedStrategy<Given> {
    let windows = weighted(0.7, few(any_window(around)));
    let claims = vec(any_claim(around), 0..8);
    let capacity = prop_oneof![1 => Just(0), 20 => 1..4_u16];
    let parts = (windows, claims, capacity);
    let given = parts.prop_map(|(windows, claims, capacity)| Given { windows, claims, capacity });
    given.boxed()
}

/// One to three, and now and then none at all.
fn few<T: Debug + 'static>(element: BoxedStrategy<T>) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![1 => Just(0), 20 => 1..4_usize].prop_flat_map(move |count| vec(element.clone(), count))
}

fn any_window(around: i64) -> BoxedStrategy<Window> {
    let channels = prop_oneof![8 => Just(Channels::ALL), 1 => (0..16_u8).prop_map(Channels::from_bits)];
    let parts = (-100..250_i64, 1..300_i64, 0..300_i64, channels);
    let window = parts.prop_map(move |(start, length, since_midnight, channels)| Window {
        span: span(around + start, around + start + length),
        day_start: Minute(around + start - since_midnight),
        channels,
    });
    window.boxed()
}

fn any_claim(around: i64) -> impl Strategy<Value = Claim> {
    // Claims may be empty, and in a lane beyond the capacity.
    (-100..300_i64, 0..80_i64, -1..4_i32)
        .prop_map(move |(start, length, lane)| claim(around + start, around + start + length, lane))
}
