//! Which starts are on offer.

use ::availability::{Minute, Reason, Span, Timeline};
use domain::{Error, Noun, Result, Service, ServiceId};
use jiff::Timestamp;
use store::Tx;

pub use crate::offer::Who;
use crate::offer::{Offer, bounds};
use crate::setup::Setup;
use crate::{Ctx, service};

/// A question for starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotQuery {
    /// Of which service.
    pub service_id: ServiceId,
    /// With whom.
    pub who: Who,
    /// Earliest start wanted; the service's lead time may cut it further.
    pub from: Option<Timestamp>,
    /// Latest start wanted (not included); the service's horizon may cut it further.
    pub until: Option<Timestamp>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Slots {
    /// The service.
    pub service: Service,
    /// The starts on offer, one bit a minute over `window`.
    pub starts: Timeline,
    /// The time asked for, cut to the service's lead time and horizon; none when nothing is left.
    pub window: Option<Span>,
}

/// Longest time one question may cover, in minutes.
const LONGEST: i64 = 2 * 366 * 1440;

/// Starts on offer.
///
/// # Errors
/// `NotFound` for the service, or for a practitioner or roster that does not offer it.
pub fn slots(tx: &mut Tx<'_>, ctx: &Ctx, query: &SlotQuery) -> Result<Slots> {
    let setup = service::set_up(tx, ctx, query.service_id)?;
    check_who(&setup, query.who)?;
    let service = setup.service.clone();
    let Some(window) = window(ctx, &service, query.from, query.until) else {
        return Ok(Slots { service, starts: Timeline::new(Span { start: Minute(0), end: Minute(0) }), window: None });
    };
    let offer = Offer::load(tx, ctx, &setup, query.who, window)?;
    Ok(Slots { starts: offer.starts(window), service, window: Some(window) })
}

/// The first `count` starts from `from` on, within the horizon. Looks four weeks ahead first, so that an answer nearby costs
/// little, then twice as far each time, so that one far away does too.
///
/// # Errors
/// As [`slots`].
pub fn next(tx: &mut Tx<'_>, ctx: &Ctx, query: &SlotQuery, count: usize) -> Result<Vec<Timestamp>> {
    let setup = service::set_up(tx, ctx, query.service_id)?;
    check_who(&setup, query.who)?;
    let mut found: Vec<Timestamp> = Vec::new();
    let Some(all) = window(ctx, &setup.service, query.from, query.until) else {
        return Ok(found);
    };
    let (mut start, mut days) = (all.start, 28);
    while start < all.end && found.len() < count {
        let part = Span { start, end: start.plus(days * 1440).min(all.end) };
        let offer = Offer::load(tx, ctx, &setup, query.who, part)?;
        let missing = count - found.len();
        found.extend(offer.starts(part).first_n(missing).into_iter().map(Minute::to_timestamp));
        start = part.end;
        days *= 2;
    }
    Ok(found)
}

/// Why a start is not on offer: the complete list of reasons of whoever comes closest, or nothing when it is on offer.
///
/// # Errors
/// As [`slots`].
pub fn explain(tx: &mut Tx<'_>, ctx: &Ctx, service_id: ServiceId, who: Who, start: Timestamp) -> Result<Vec<Reason>> {
    let setup = service::set_up(tx, ctx, service_id)?;
    check_who(&setup, who)?;
    let minute = Minute::floor(start);
    let offer = Offer::load(tx, ctx, &setup, who, around(minute))?;
    let mut reasons = offer.why_not(minute);
    if minute.to_timestamp() != start && !reasons.contains(&Reason::OffGrid) {
        reasons.push(Reason::OffGrid);
    }
    Ok(reasons)
}

/// A span in which one start lies.
pub(crate) fn around(start: Minute) -> Span {
    Span { start, end: start.plus(1) }
}

/// A roster or practitioner that is not one of those who offer the service does not exist for the caller.
pub(crate) fn check_who(setup: &Setup, who: Who) -> Result<()> {
    let mut practitioners = setup.calendars.iter().filter(|calendar| calendar.practitioner_id.is_some());
    if let Some(wanted) = who.practitioner_id
        && !practitioners.clone().any(|calendar| calendar.practitioner_id == Some(wanted))
    {
        return Err(Error::NotFound(Noun::Practitioner));
    }
    let Some(wanted) = who.roster_id else { return Ok(()) };
    let known = setup.rosters.iter().find(|known| known.roster.id == wanted).ok_or(Error::NotFound(Noun::Roster))?;
    let offers = practitioners.any(|calendar| calendar.calendar_id == known.roster.calendar_id);
    if offers { Ok(()) } else { Err(Error::NotFound(Noun::Roster)) }
}

fn window(ctx: &Ctx, service: &Service, from: Option<Timestamp>, until: Option<Timestamp>) -> Option<Span> {
    let (earliest, latest) = bounds(ctx, service);
    let start = from.map_or(earliest, |from| Minute::ceil(from).max(earliest));
    // The horizon is included, a span's end is not.
    let end = until.map_or(latest.plus(1), |until| Minute::ceil(until).min(latest.plus(1)));
    Span::new(start, end.min(start.plus(LONGEST)))
}
