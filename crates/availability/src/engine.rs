//! The engine: which starts are on offer.
//!
//! A claim is not searched for at each start. Instead each claim removes the starts it blocks, which form one range.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::{Calendar, Claim};
use crate::clock::Clock;
use crate::request::Request;
use crate::span::{Minute, Span};
use crate::timeline::Timeline;

/// The starts within `within` at which one calendar is open and free.
///
/// `within` bounds the start, not the visit. The windows and claims must reach as far as a visit that starts in it,
/// with buffers and gap, can reach.
pub fn starts(request: &Request, calendar: &Calendar<'_>, within: Span) -> Timeline {
    starts_all_of(request, calendar, &[], within)
}

/// The starts at which `lead` and all of `others` are open and free.
///
/// The windows of `lead` give the grid; the others must merely be open and free.
pub fn starts_all_of(request: &Request, lead: &Calendar<'_>, others: &[Calendar<'_>], within: Span) -> Timeline {
    let mut timeline = on_grid(request, lead, within);
    for other in others {
        timeline.and(&free(request, other, within));
    }
    timeline
}

/// The starts at which `lead`, and for each of `requirements` at least one of its calendars, are open and free.
///
/// A requirement is one thing that is needed, such as "a chair", with the calendars that could serve. One without any
/// calendar is never met.
pub fn starts_with(request: &Request, lead: &Calendar<'_>, requirements: &[&[Calendar<'_>]], within: Span) -> Timeline {
    let mut timeline = on_grid(request, lead, within);
    for calendars in requirements {
        let mut any = Timeline::new(within);
        for calendar in *calendars {
            any.or(&free(request, calendar, within));
        }
        timeline.and(&any);
    }
    timeline
}

/// The starts at which one calendar is open and free, on any minute and without regard to lead time and horizon.
///
/// This is what [`starts_all_of`] asks of the others. With several leads that share a room it need be found only once.
pub fn free(request: &Request, calendar: &Calendar<'_>, within: Span) -> Timeline {
    let mut timeline = Timeline::new(within);
    match calendar.windows_for(request.channel) {
        None => timeline.set_range(within.start, within.end),
        Some(windows) => {
            for window in windows {
                timeline.set_range(window.span.start, after_last_start(request, window.span));
            }
        }
    }
    remove_claimed(timeline, request, calendar)
}

/// Groups `timeline` by local date of `zone`: every date that its span touches, ascending, with its starts.
///
/// A date without starts has an empty list.
pub fn by_date(timeline: &Timeline, zone: &TimeZone) -> Vec<(Date, Vec<Minute>)> {
    let Some(span) = timeline.span() else { return Vec::new() };
    let clock = Clock::over(zone, span);
    let first = clock.day_of(span.start);
    let last = clock.day_of(span.end.plus(-1)).max(first);

    let first_date = zone.to_datetime(span.start.to_timestamp()).date();
    let dates = std::iter::successors(Some(first_date), |date| date.tomorrow().ok());
    let mut groups: Vec<_> = dates.zip(first..=last).map(|(date, _)| (date, Vec::new())).collect();
    for minute in timeline.iter() {
        // Where a clock is put back past midnight, a minute after the first can have an earlier date.
        let group = usize::try_from(clock.day_of(minute) - first).unwrap_or(0).min(groups.len() - 1);
        groups[group].1.push(minute);
    }
    groups
}

/// The starts that are on the grid of `lead`, from the earliest to the latest, and at which it is open and free.
fn on_grid(request: &Request, lead: &Calendar<'_>, within: Span) -> Timeline {
    let mut timeline = Timeline::new(within);
    let after_latest = request.latest.plus(1);
    match lead.windows_for(request.channel) {
        None => timeline.set_grid(request.alignment.grid(None), request.earliest, after_latest),
        Some(windows) => {
            for window in windows {
                let from = window.span.start.max(request.earliest);
                let until = after_last_start(request, window.span).min(after_latest);
                timeline.set_grid(request.alignment.grid(Some(window)), from, until);
            }
        }
    }
    remove_claimed(timeline, request, lead)
}

/// The first start that is too late for the visit to end in `window`.
fn after_last_start(request: &Request, window: Span) -> Minute {
    window.end.plus(1 - request.minutes())
}

/// Removes the starts at which a closure is in the way, and those at which no single lane is free.
fn remove_claimed(mut timeline: Timeline, request: &Request, calendar: &Calendar<'_>) -> Timeline {
    for closure in calendar.closures() {
        clear_blocked(&mut timeline, request, closure, 0);
    }
    let mut bookings: Vec<_> = calendar.bookings().collect();
    bookings.sort_unstable_by_key(|booking| booking.lane);
    let lanes = bookings.chunk_by(|one, next| one.lane == next.lane);
    if lanes.clone().count() < usize::from(calendar.capacity) {
        // Some lane has no bookings at all.
        return timeline;
    }
    let mut free = timeline.clone();
    free.clear_range(Minute(i64::MIN), Minute(i64::MAX));
    for lane in lanes {
        let mut lane_free = timeline.clone();
        for booking in lane {
            clear_blocked(&mut lane_free, request, booking, i64::from(request.gap));
        }
        free.or(&lane_free);
    }
    free
}

/// Removes the starts at which the visit, its buffers or the gap would overlap `claim`.
fn clear_blocked(timeline: &mut Timeline, request: &Request, claim: &Claim, gap: i64) {
    let Some(span) = Span::new(claim.span.start, claim.span.end) else {
        return;
    };
    let reach_after = request.minutes() + i64::from(request.buffer_after) + gap;
    let reach_before = i64::from(request.buffer_before) + gap;
    timeline.clear_range(span.start.plus(1 - reach_after), span.end.plus(reach_before));
}
