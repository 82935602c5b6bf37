//! What a practitioner has booked, and when they are free for a visit of some length, whatever the service. Nothing is stored.

use ::availability::{Alignment, Calendar, Claim, Minute, Request, Span, Timeline, Window, starts};
use domain::{Error, FieldCode, Practitioner, PractitionerId, Result, text::Problems, time};
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use store::Tx;

use crate::offer::load_claims;
use crate::{Ctx, practitioner};

/// Longest time a schedule may be read for, in days.
pub const DAYS_MAX: i32 = 366;
/// Longest time that a next start may be looked for, in days.
pub const SEARCH_DAYS_MAX: u16 = 365;
/// Longest visit, in minutes.
pub const MINUTES_MAX: u16 = 1440;

/// Something in a practitioner's book, on the practice's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its number in the book: of an appointment, or of a group session.
    pub id: i64,
    /// When it begins.
    pub start: DateTime,
    /// Its length in minutes.
    pub minutes: i64,
    /// Name of the service.
    pub kind: String,
    /// Whether it takes time. What is asked for and not yet agreed upon does, too.
    pub takes_time: bool,
}

/// The visits of an active practitioner from `first` to `last`, both included, by start; those of one kind, whatever its case,
/// if `kind` is given.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Invalid` when the dates are in the wrong order or more than 366 days.
pub fn visits(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: PractitionerId,
    (first, last): (Date, Date),
    kind: Option<&str>,
) -> Result<(Practitioner, Vec<Visit>)> {
    // Who may not, or asks for nobody, is told so first.
    let practitioner = practitioner::get_active(tx, ctx, id)?;
    check_dates(first, last)?;
    let zone = zone(ctx)?;
    let Some(span) = Span::of_dates(first, last, &zone) else {
        return Ok((practitioner, Vec::new()));
    };
    let (from, until) = (span.start.to_timestamp(), span.end.to_timestamp());
    let found = tx.list_scheduled_visits(ctx.organization_id(), practitioner.calendar_id, from, until)?;
    let wanted = kind.map(domain::text::fold);
    let visits = found
        .into_iter()
        .filter(|visit| wanted.as_deref().is_none_or(|wanted| domain::text::fold(&visit.service_name) == wanted));
    let show = |visit: store::ScheduledVisit| Visit {
        id: visit.id,
        start: zone.to_datetime(visit.start),
        minutes: visit.end.duration_since(visit.start).as_mins(),
        kind: visit.service_name,
        takes_time: true,
    };
    Ok((practitioner, visits.map(show).collect()))
}

/// Checks the dates of a schedule.
///
/// # Errors
/// `Invalid` when the last is before the first, or there are more than 366.
pub fn check_dates(first: Date, last: Date) -> Result<()> {
    let days = first.until(last).map_or(i32::MAX, |span| span.get_days());
    if (0..DAYS_MAX).contains(&days) {
        return Ok(());
    }
    let message = format!("Not before the first date, and at most {DAYS_MAX} days in all.");
    Err(Error::invalid("last", FieldCode::OutOfRange, message))
}

/// Checks how long a visit is, and how far ahead it is looked for.
///
/// # Errors
/// `Invalid` with every value out of range.
pub fn check_search(minutes: i64, days: i64) -> Result<()> {
    let mut problems = Problems::new();
    if !(1..=i64::from(MINUTES_MAX)).contains(&minutes) {
        problems.add("minutes", FieldCode::OutOfRange, format!("From 1 to {MINUTES_MAX}."));
    }
    if !(1..=i64::from(SEARCH_DAYS_MAX)).contains(&days) {
        problems.add("days", FieldCode::OutOfRange, format!("From 1 to {SEARCH_DAYS_MAX}."));
    }
    problems.finish()
}

/// The free starts of a date, ascending, on the practice's clock: from the beginning of each working period, every so many
/// minutes as the practice chose. A start that the clock shows twice is given once.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn slots(tx: &mut Tx<'_>, ctx: &Ctx, id: PractitionerId, date: Date, minutes: u16) -> Result<Vec<Time>> {
    let practitioner = practitioner::get_active(tx, ctx, id)?;
    let zone = zone(ctx)?;
    let Some(span) = Span::of_dates(date, date, &zone) else {
        return Ok(Vec::new());
    };
    let free = free(tx, ctx, &practitioner, &on_grid(ctx, minutes), span)?;
    Ok(shown(&free, &zone).map(DateTime::time).collect())
}

/// Whether a visit may start then, at whatever minute or second, on the practice's clock. Never at a time that the clock skips.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn is_free(tx: &mut Tx<'_>, ctx: &Ctx, id: PractitionerId, start: DateTime, minutes: u16) -> Result<bool> {
    let practitioner = practitioner::get_active(tx, ctx, id)?;
    let Some(instant) = instant(&zone(ctx)?, start) else {
        return Ok(false);
    };
    let (first, last) = (Minute::floor(instant), Minute::ceil(instant));
    if instant < ctx.now() {
        return Ok(false);
    }
    // A visit that starts within a minute reaches into one minute more.
    let minutes = minutes.saturating_add(u16::from(first != last));
    let request = Request { alignment: Alignment::AnyMinute, earliest: Minute::MIN, ..on_grid(ctx, minutes) };
    let free = free(tx, ctx, &practitioner, &request, Span { start: first, end: first.plus(1) })?;
    Ok(free.contains(first))
}

/// The first free start within that many dates, today's being the first. It is the first that [`slots`] gives for its date.
///
/// Looks two weeks ahead first, so that an answer nearby costs little, then twice as far each time.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn next(tx: &mut Tx<'_>, ctx: &Ctx, id: PractitionerId, minutes: u16, days: u16) -> Result<Option<DateTime>> {
    let practitioner = practitioner::get_active(tx, ctx, id)?;
    let (zone, request) = (zone(ctx)?, on_grid(ctx, minutes));
    let today = zone.to_datetime(ctx.now()).date();
    let (mut skipped, mut length) = (0, 14);
    while skipped < days {
        let part = length.min(days - skipped);
        let first = today.saturating_add(i32::from(skipped).days());
        let last = today.saturating_add(i32::from(skipped + part - 1).days());
        if let Some(span) = Span::of_dates(first, last, &zone) {
            let free = free(tx, ctx, &practitioner, &request, span)?;
            if let Some(start) = shown(&free, &zone).next() {
                return Ok(Some(start));
            }
        }
        skipped += part;
        length *= 2;
    }
    Ok(None)
}

fn zone(ctx: &Ctx) -> Result<TimeZone> {
    time::time_zone("time_zone", &ctx.organization().time_zone)
}

/// The instant that the clock shows so; the first of two; none when the clock skips it.
fn instant(zone: &TimeZone, civil: DateTime) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    match ambiguous.offset() {
        AmbiguousOffset::Gap { .. } => None,
        AmbiguousOffset::Fold { .. } | AmbiguousOffset::Unambiguous { .. } => ambiguous.compatible().ok(),
    }
}

/// What the clock shows at these starts, without those it has shown before.
fn shown<'t>(free: &'t Timeline, zone: &'t TimeZone) -> impl Iterator<Item = DateTime> + 't {
    free.iter().filter_map(|minute| {
        let civil = zone.to_datetime(minute.to_timestamp());
        (instant(zone, civil) == Some(minute.to_timestamp())).then_some(civil)
    })
}

/// A visit of that length from now on, without buffers: no service is asked for.
fn on_grid(ctx: &Ctx, minutes: u16) -> Request {
    Request {
        duration: minutes,
        buffer_before: 0,
        buffer_after: 0,
        gap: 0,
        alignment: Alignment::PeriodStart { step: ctx.organization().settings.slot_step() },
        earliest: Minute::ceil(ctx.now()),
        latest: Minute::MAX,
        channel: ctx.channel(),
    }
}

/// The starts within `span` at which the practitioner works and has nothing else.
fn free(tx: &mut Tx<'_>, ctx: &Ctx, of: &Practitioner, request: &Request, span: Span) -> Result<Timeline> {
    if span.end <= request.earliest {
        return Ok(Timeline::new(span));
    }
    let (organization, calendars) = (ctx.organization_id(), [of.calendar_id]);
    let rosters = tx.list_rosters_of(organization, &calendars)?;
    let exceptions = tx.list_roster_exceptions_of(organization, &rosters)?;
    let mut open: Vec<Window> = Vec::new();
    for roster in &rosters {
        let own = exceptions.iter().filter(|exception| exception.roster_id == roster.id);
        open.extend(roster.rules.to_engine(own)?.windows(span));
    }
    let claims: Vec<Claim> = load_claims(tx, ctx, &calendars, request, span)?.into_values().flatten().collect();
    // A practitioner's calendar has one lane.
    Ok(starts(request, &Calendar { windows: Some(&open), claims: &claims, capacity: 1 }, span))
}
