//! An offer: everything the availability engine needs to know about one service over some time, gathered with a handful of
//! statements however many practitioners there are.

use std::collections::{BTreeSet, HashMap};

use ::availability::{Calendar, Claim, Minute, Reason, Request, Span, Timeline, Window, explain, free, starts};
use domain::service::StartRule;
use domain::{CalendarId, LocationId, PractitionerId, Result, Roster, RosterId, Service, time};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::{OfferCalendar, Tx, Wanted};

use crate::Ctx;
use crate::setup::Setup;

/// Which of those who offer a service are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Only this practitioner.
    pub practitioner_id: Option<PractitionerId>,
    /// Only by this roster.
    pub roster_id: Option<RosterId>,
}

/// Somebody who offers the service, by one of their rosters.
pub(crate) struct Lead {
    pub(crate) practitioner_id: PractitionerId,
    pub(crate) roster_id: RosterId,
    pub(crate) location_id: Option<LocationId>,
    pub(crate) zone: TimeZone,
    calendar: Taking,
    windows: Vec<Window>,
}

/// A calendar whose time would be taken.
#[derive(Clone)]
struct Taking {
    id: CalendarId,
    capacity: u16,
}

/// Something the service needs.
struct Needed {
    calendar: Taking,
    location_id: Option<LocationId>,
    /// None: there is no roster, it may be used at any time.
    windows: Option<Vec<Window>>,
}

/// See the module.
pub(crate) struct Offer {
    request: Request,
    leads: Vec<Lead>,
    requirements: Vec<Vec<Needed>>,
    claims: HashMap<CalendarId, Vec<Claim>>,
}

impl Offer {
    /// Gathers what is needed to offer a service at starts within `span`.
    pub(crate) fn load(tx: &mut Tx<'_>, ctx: &Ctx, setup: &Setup, who: Who, span: Span) -> Result<Self> {
        Self::load_as(tx, ctx, setup, &setup.service, who, span)
    }

    /// The same for a visit of another length, as when an appointment that is moved keeps its own.
    pub(crate) fn load_for_minutes(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        setup: &Setup,
        who: Who,
        span: Span,
        duration: u16,
    ) -> Result<Self> {
        let mut service = setup.service.clone();
        // The grid stays the service's.
        let start_rule = match service.details.start_rule {
            StartRule::EveryDuration => StartRule::EveryFromPeriodStart(service.details.duration),
            StartRule::EveryDurationPlusGap => {
                StartRule::EveryFromPeriodStart(service.details.duration + service.details.gap)
            }
            other => other,
        };
        service.details.start_rule = start_rule;
        service.details.duration = duration;
        Self::load_as(tx, ctx, setup, &service, who, span)
    }

    fn load_as(tx: &mut Tx<'_>, ctx: &Ctx, setup: &Setup, service: &Service, who: Who, span: Span) -> Result<Self> {
        let request = request(ctx, service);
        let calendars: Vec<&OfferCalendar> = setup.calendars.iter().filter(|calendar| who.includes(calendar)).collect();
        let ids: Vec<CalendarId> = calendars.iter().map(|calendar| calendar.calendar_id).collect();
        // Local dates differ from UTC dates by at most a day on either side.
        let (from, until) = (date(span.start.plus(-2 * 1440)), date(span.end.plus(2 * 1440)));
        let holding = setup.rosters.iter().filter(|known| known.holds_within(from, until));
        let open: Vec<Open<'_>> =
            holding.map(|known| Open { roster: &known.roster, windows: known.engine.windows(span) }).collect();
        let claims = load_claims(tx, ctx, &ids, &request, span)?;
        let requirements = requirements(setup, &calendars, &open);
        let leads = leads(&calendars, open, who)?;
        Ok(Self { request, leads, requirements, claims })
    }

    /// All starts on offer.
    pub(crate) fn starts(&self, within: Span) -> Timeline {
        let mut any = Timeline::new(within);
        // Rooms are looked at once for each place, not once for each practitioner.
        let mut rooms: HashMap<Option<LocationId>, Option<Timeline>> = HashMap::new();
        for lead in &self.leads {
            let mut starts = starts(&self.request, &self.lead_calendar(lead), within);
            let rooms = rooms.entry(lead.location_id).or_insert_with(|| self.rooms(lead.location_id, within));
            if let Some(rooms) = rooms {
                starts.and(rooms);
            }
            any.or(&starts);
        }
        any
    }

    /// When every requirement is met by something at that place; none when nothing is required.
    fn rooms(&self, place: Option<LocationId>, within: Span) -> Option<Timeline> {
        let mut all: Option<Timeline> = None;
        for options in &self.requirements {
            let mut any = Timeline::new(within);
            for needed in options.iter().filter(|needed| needed.is_at(place)) {
                any.or(&free(&self.request, &self.needed_calendar(needed), within));
            }
            match all.as_mut() {
                None => all = Some(any),
                Some(all) => all.and(&any),
            }
        }
        all
    }

    /// Why `start` is not on offer by this lead; empty when it is.
    pub(crate) fn explain(&self, lead: &Lead, start: Minute) -> Vec<Reason> {
        let options: Vec<Vec<Calendar<'_>>> = self.needed_at(lead);
        let options: Vec<&[Calendar<'_>]> = options.iter().map(Vec::as_slice).collect();
        explain(&self.request, &self.lead_calendar(lead), &options, start)
    }

    fn needed_at<'o>(&'o self, lead: &Lead) -> Vec<Vec<Calendar<'o>>> {
        let at = |options: &'o Vec<Needed>| {
            let here = options.iter().filter(|needed| needed.is_at(lead.location_id));
            here.map(|needed| self.needed_calendar(needed)).collect()
        };
        self.requirements.iter().map(at).collect()
    }

    /// Those who have `start` on offer: whoever has the fewest bookings on that local date first, then the lowest roster.
    pub(crate) fn candidates(&self, tx: &mut Tx<'_>, ctx: &Ctx, start: Minute) -> Result<Vec<&Lead>> {
        let mut fitting: Vec<&Lead> = self.leads.iter().filter(|lead| self.explain(lead, start).is_empty()).collect();
        if fitting.len() > 1 {
            let busy = bookings_that_day(tx, ctx, &fitting, start)?;
            fitting.sort_by_key(|lead| (busy.get(&lead.roster_id).copied().unwrap_or(0), lead.roster_id));
        }
        Ok(fitting)
    }

    /// Why nobody has `start` on offer: the reasons of whoever comes closest. Empty when somebody has it.
    pub(crate) fn why_not(&self, start: Minute) -> Vec<Reason> {
        let reasons = self.leads.iter().map(|lead| self.explain(lead, start));
        reasons.min_by_key(Vec::len).unwrap_or_else(|| vec![Reason::OutsideRoster])
    }

    /// What taking `start` with this lead takes: each way to do it, as one calendar for the lead and one for each requirement.
    pub(crate) fn ways(&self, lead: &Lead, start: Minute) -> Vec<Vec<Wanted>> {
        let within = Span { start, end: start.plus(1) };
        let mut ways = vec![vec![self.wanted(&lead.calendar, start)]];
        for options in &self.requirements {
            let free: Vec<Wanted> = options
                .iter()
                .filter(|needed| needed.is_at(lead.location_id))
                .filter(|needed| free(&self.request, &self.needed_calendar(needed), within).contains(start))
                .map(|needed| self.wanted(&needed.calendar, start))
                .collect();
            let with = |way: &Vec<Wanted>| -> Vec<Vec<Wanted>> {
                let apart = free.iter().filter(|room| !way.iter().any(|taken| taken.calendar_id == room.calendar_id));
                apart.map(|room| way.iter().cloned().chain([room.clone()]).collect()).collect()
            };
            ways = ways.iter().flat_map(with).take(WAYS).collect();
        }
        ways
    }

    /// Every way to take `start` whatever is in it, for whoever overbooks: the first resource of each requirement.
    pub(crate) fn way_by_force(&self, lead: &Lead, start: Minute) -> Vec<Wanted> {
        let rooms = self.requirements.iter().filter_map(|options| {
            options
                .iter()
                .find(|needed| needed.is_at(lead.location_id))
                .map(|needed| self.wanted(&needed.calendar, start))
        });
        std::iter::once(self.wanted(&lead.calendar, start)).chain(rooms).collect()
    }

    pub(crate) fn leads(&self) -> &[Lead] {
        &self.leads
    }

    fn wanted(&self, calendar: &Taking, start: Minute) -> Wanted {
        let request = &self.request;
        let end = start.plus(i64::from(request.duration) + i64::from(request.buffer_after));
        Wanted {
            calendar_id: calendar.id,
            capacity: calendar.capacity,
            start: start.plus(-i64::from(request.buffer_before)).to_timestamp(),
            end: end.to_timestamp(),
            gap: SignedDuration::from_mins(request.gap.into()),
        }
    }

    fn lead_calendar<'o>(&'o self, lead: &'o Lead) -> Calendar<'o> {
        Calendar {
            windows: Some(&lead.windows),
            claims: self.claims_of(&lead.calendar),
            capacity: lead.calendar.capacity,
        }
    }

    fn needed_calendar<'o>(&'o self, needed: &'o Needed) -> Calendar<'o> {
        Calendar {
            windows: needed.windows.as_deref(),
            claims: self.claims_of(&needed.calendar),
            capacity: needed.calendar.capacity,
        }
    }

    fn claims_of(&self, calendar: &Taking) -> &[Claim] {
        self.claims.get(&calendar.id).map_or(&[], Vec::as_slice)
    }
}

/// How many bookings each lead has on the local date of `start`, which is not the same date in every zone. The clinic's leads
/// share a zone as a rule, so this is one statement as a rule.
fn bookings_that_day(tx: &mut Tx<'_>, ctx: &Ctx, leads: &[&Lead], start: Minute) -> Result<HashMap<RosterId, i64>> {
    let day_of = |lead: &Lead| {
        let date = lead.zone.to_datetime(start.to_timestamp()).date();
        Span::of_dates(date, date, &lead.zone)
    };
    let days: BTreeSet<Span> = leads.iter().filter_map(|lead| day_of(lead)).collect();
    let mut counts = HashMap::new();
    for day in days {
        let own: Vec<&&Lead> = leads.iter().filter(|lead| day_of(lead) == Some(day)).collect();
        let calendars: Vec<CalendarId> = own.iter().map(|lead| lead.calendar.id).collect();
        let (from, until) = (day.start.to_timestamp(), day.end.to_timestamp());
        let counted = tx.count_claims_of(ctx.organization_id(), &calendars, from, until, alive_at(ctx.now()))?;
        let counted: HashMap<CalendarId, i64> = counted.into_iter().collect();
        counts.extend(own.iter().map(|lead| (lead.roster_id, counted.get(&lead.calendar.id).copied().unwrap_or(0))));
    }
    Ok(counts)
}

/// How many combinations of rooms are tried for one practitioner.
const WAYS: usize = 32;

impl Needed {
    /// A practitioner can't use a room at another site; a roster without a place may use any.
    fn is_at(&self, place: Option<LocationId>) -> bool {
        place.is_none() || self.location_id == place
    }
}

impl Who {
    fn includes(self, calendar: &OfferCalendar) -> bool {
        match (self.practitioner_id, calendar.practitioner_id) {
            (Some(wanted), Some(other)) => wanted == other,
            _ => true,
        }
    }
}

fn date(minute: Minute) -> Date {
    TimeZone::UTC.to_datetime(minute.to_timestamp()).date()
}

/// The earliest and the latest start (included) at the moment of the request. Staff need no lead time and no horizon but the
/// greatest.
pub(crate) fn bounds(ctx: &Ctx, service: &Service) -> (Minute, Minute) {
    let (min_lead, max_lead) = match ctx.channel() {
        ::availability::Channel::Staff => (0, domain::service::LEAD_MAX),
        _ => (service.details.min_lead, service.details.max_lead),
    };
    let after = |minutes: u32| time::plus_minutes(ctx.now(), minutes.into());
    (Minute::ceil(after(min_lead)), Minute::floor(after(max_lead)))
}

/// The service's rules, as the engine takes them, at the moment of the request.
fn request(ctx: &Ctx, service: &Service) -> Request {
    let details = &service.details;
    let (earliest, latest) = bounds(ctx, service);
    Request {
        duration: details.duration,
        buffer_before: details.buffer_before,
        buffer_after: details.buffer_after,
        gap: details.gap,
        alignment: details.alignment(),
        earliest,
        latest,
        channel: ctx.channel(),
    }
}

/// What is taken on these calendars, as far as it can be in the way of a start within `span`.
pub(crate) fn load_claims(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    calendars: &[CalendarId],
    request: &Request,
    span: Span,
) -> Result<HashMap<CalendarId, Vec<Claim>>> {
    let before = i64::from(request.buffer_before) + i64::from(request.gap);
    let after = i64::from(request.duration) + i64::from(request.buffer_after) + i64::from(request.gap);
    let (from, until) = (span.start.plus(-before).to_timestamp(), span.end.plus(after).to_timestamp());
    let alive_at = alive_at(ctx.now());
    let mut claims: HashMap<CalendarId, Vec<Claim>> = HashMap::new();
    for claim in tx.list_claims_of(ctx.organization_id(), calendars, from, until, alive_at)? {
        let lane = i32::try_from(claim.lane).unwrap_or(i32::MAX);
        claims.entry(claim.calendar_id).or_default().push(Claim { span: claim.span, lane });
    }
    Ok(claims)
}

/// Holds keep their time a moment longer than they promise: see `domain::hold::GRACE_MILLISECONDS`.
fn alive_at(now: Timestamp) -> Timestamp {
    let grace = SignedDuration::from_millis(domain::hold::GRACE_MILLISECONDS);
    now.checked_sub(grace).unwrap_or(Timestamp::MIN)
}

/// A roster and when it is open within the time asked for. A visit that starts at the last minute of it may lie in a period that
/// begins then, and windows come whole.
struct Open<'s> {
    roster: &'s Roster,
    windows: Vec<Window>,
}

fn requirements(setup: &Setup, calendars: &[&OfferCalendar], open: &[Open<'_>]) -> Vec<Vec<Needed>> {
    let needed = |calendar: &&OfferCalendar| {
        let own = open.iter().filter(|open| open.roster.calendar_id == calendar.calendar_id);
        let mut windows: Vec<Window> = own.flat_map(|open| open.windows.iter().copied()).collect();
        windows.sort_by_key(|window| window.span.start);
        Needed {
            calendar: Taking { id: calendar.calendar_id, capacity: calendar.capacity },
            location_id: calendar.location_id,
            // One whose rosters have ended, or are still to begin, is closed.
            windows: setup.has_roster(calendar.calendar_id).then_some(windows),
        }
    };
    let serving = |requirement: i64| {
        let calendars =
            calendars.iter().filter(move |calendar| calendar.resource.is_some_and(|(number, _)| number == requirement));
        calendars.map(needed).collect()
    };
    // A requirement that nothing active serves stays, empty: it can't be met.
    (0..setup.requirements).map(serving).collect()
}

fn leads(calendars: &[&OfferCalendar], open: Vec<Open<'_>>, who: Who) -> Result<Vec<Lead>> {
    let mut leads = Vec::new();
    for Open { roster, windows } in open {
        let owner = calendars.iter().find(|calendar| calendar.calendar_id == roster.calendar_id);
        let Some((calendar, practitioner_id)) = owner.and_then(|owner| Some((owner, owner.practitioner_id?))) else {
            continue;
        };
        if who.roster_id.is_some_and(|wanted| wanted != roster.id) {
            continue;
        }
        leads.push(Lead {
            practitioner_id,
            roster_id: roster.id,
            location_id: roster.location_id,
            zone: time::time_zone("time_zone", &roster.rules.time_zone)?,
            calendar: Taking { id: calendar.calendar_id, capacity: calendar.capacity },
            windows,
        });
    }
    Ok(leads)
}
