//! Why a start is not on offer.

use crate::calendar::{Calendar, Claim};
use crate::request::Request;
use crate::span::{Minute, Span};

/// Which calendar of a question is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarRef {
    /// The lead.
    Lead,
    /// One that could serve a requirement.
    Required {
        /// The index of the requirement.
        requirement: usize,
        /// The index of the calendar within the requirement.
        calendar: usize,
    },
}

/// One reason for which a start is not on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The visit does not fit into any one open window of the lead.
    OutsideRoster,
    /// The lead is open, but not to this channel.
    Channel,
    /// The visit would fit, but starts are on other minutes.
    OffGrid,
    /// The start is before the earliest one.
    LeadTime,
    /// The start is after the latest one.
    Horizon,
    /// A booking overlaps the visit itself, and no other lane is free.
    Claimed {
        /// The calendar that is booked.
        calendar: CalendarRef,
        /// The booking.
        span: Span,
    },
    /// The calendar is closed during the visit.
    Closed {
        /// The calendar that is closed.
        calendar: CalendarRef,
        /// The closure; of a calendar without any lane, the visit.
        span: Span,
    },
    /// A booking or closure overlaps a buffer of the visit.
    Buffer {
        /// The calendar that is booked or closed.
        calendar: CalendarRef,
        /// The booking or closure.
        span: Span,
    },
    /// A booking is closer than the gap.
    Gap {
        /// The calendar that is booked.
        calendar: CalendarRef,
        /// The booking.
        span: Span,
    },
    /// None of the calendars that could serve the requirement is open and free; what is in the way of each follows.
    ResourceMissing {
        /// The index of the requirement.
        requirement: usize,
    },
}

/// Every reason for which `start` is not on offer; none when it is.
///
/// It agrees with [`starts_with`](crate::starts_with), given the same windows and claims, for every `within` that
/// contains `start`. The order is: the rules, the lead, then each requirement that is not met.
pub fn explain(request: &Request, lead: &Calendar<'_>, requirements: &[&[Calendar<'_>]], start: Minute) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if start < request.earliest.max(Minute::MIN) {
        reasons.push(Reason::LeadTime);
    }
    // The last minute of all is the end of every span, so that none contains it.
    if start > request.latest.min(Minute::MAX.plus(-1)) {
        reasons.push(Reason::Horizon);
    }
    reasons.extend(off_roster(request, lead, start));
    reasons.extend(in_the_way(request, lead, CalendarRef::Lead, start));
    for (requirement, calendars) in requirements.iter().enumerate() {
        if calendars.iter().any(|calendar| is_free(request, calendar, start)) {
            continue;
        }
        reasons.push(Reason::ResourceMissing { requirement });
        for (index, calendar) in calendars.iter().enumerate() {
            let calendar_ref = CalendarRef::Required { requirement, calendar: index };
            reasons.extend(in_the_way(request, calendar, calendar_ref, start));
        }
    }
    reasons
}

/// What the windows of the lead have against the start.
fn off_roster(request: &Request, lead: &Calendar<'_>, start: Minute) -> Vec<Reason> {
    let on_grid = |window| {
        let (origin, step) = request.alignment.grid(window);
        origin.0.saturating_sub(start.0) % step == 0
    };
    let Some(windows) = lead.windows else {
        return if on_grid(None) { Vec::new() } else { vec![Reason::OffGrid] };
    };
    let mut fitting: Vec<_> = windows.iter().filter(|window| window.span.covers(request.visit(start))).collect();
    if fitting.is_empty() {
        return vec![Reason::OutsideRoster];
    }
    let mut reasons = Vec::new();
    if fitting.iter().any(|window| window.channels.contains(request.channel)) {
        fitting.retain(|window| window.channels.contains(request.channel));
    } else {
        reasons.push(Reason::Channel);
    }
    if !fitting.into_iter().any(|window| on_grid(Some(window))) {
        reasons.push(Reason::OffGrid);
    }
    reasons
}

/// Whether a calendar that is not the lead is open and free.
fn is_free(request: &Request, calendar: &Calendar<'_>, start: Minute) -> bool {
    let visit = request.visit(start);
    let windows = calendar.windows_for(request.channel);
    let open = windows.is_none_or(|mut windows| windows.any(|window| window.span.covers(visit)));
    open && in_the_way(request, calendar, CalendarRef::Lead, start).is_empty()
}

/// The claims that keep the visit out of a calendar.
fn in_the_way(request: &Request, calendar: &Calendar<'_>, name: CalendarRef, start: Minute) -> Vec<Reason> {
    let (visit, take, clearance) = (request.visit(start), request.take(start), request.clearance(start));
    let mut reasons = Vec::new();
    if calendar.capacity == 0 {
        reasons.push(Reason::Closed { calendar: name, span: visit });
    }
    for span in calendar.closures().map(|closure| closure.span).filter(|span| span.overlaps(take)) {
        reasons.push(if span.overlaps(visit) {
            Reason::Closed { calendar: name, span }
        } else {
            Reason::Buffer { calendar: name, span }
        });
    }
    let blocking: Vec<_> = calendar.bookings().filter(|booking| booking.span.overlaps(clearance)).collect();
    if !has_free_lane(calendar, &blocking) {
        for span in blocking.into_iter().map(|booking| booking.span) {
            reasons.push(if span.overlaps(visit) {
                Reason::Claimed { calendar: name, span }
            } else if span.overlaps(take) {
                Reason::Buffer { calendar: name, span }
            } else {
                Reason::Gap { calendar: name, span }
            });
        }
    }
    reasons
}

/// Whether a lane of the calendar has none of the `blocking` bookings.
fn has_free_lane(calendar: &Calendar<'_>, blocking: &[&Claim]) -> bool {
    let mut lanes: Vec<_> = blocking.iter().map(|booking| booking.lane).collect();
    lanes.sort_unstable();
    lanes.dedup();
    lanes.len() < usize::from(calendar.capacity)
}
