//! The free times of a service, a week at a time, as the core has them.

use app::availability::{SlotQuery, Who};
use app::{Ctx, Result, Tx};
use availability::{Minute, Span, by_date};
use domain::{Error, Location, Noun, Practitioner, PractitionerId, Service, ServiceId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::forms::FormData;
use crate::zones::{Zones, clinic_zone};

/// How many days are shown at once.
const DAYS: i64 = 7;
/// How many times of a day are shown; where there are more, those at full quarters of an hour.
const MANY: usize = 40;

/// What the visitor chose so far, as the addresses of all pages of a booking carry it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    /// The patient's zone.
    pub zone: Option<String>,
    /// With whom: an id, or `any`.
    pub practitioner: Option<String>,
}

impl Choice {
    /// The choices in a query.
    pub(crate) fn of(query: &FormData) -> Self {
        Self {
            zone: query.given("zone").map(str::to_owned),
            practitioner: query.given("practitioner").map(str::to_owned),
        }
    }

    /// With whom. Without a word on it, with `usual`.
    ///
    /// # Errors
    /// `NotFound` when it is no id.
    pub(crate) fn who(&self, usual: Option<PractitionerId>) -> Result<Who> {
        let practitioner_id = match self.practitioner.as_deref() {
            None => usual,
            Some("any") => None,
            Some(id) => Some(id.parse().map_err(|_| Error::NotFound(Noun::Practitioner))?),
        };
        Ok(Who { practitioner_id, roster_id: None })
    }

    /// The choices as pairs of a query.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = [("zone", &self.zone), ("practitioner", &self.practitioner)];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}

/// A wish for times.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    /// Of which service.
    pub service_id: ServiceId,
    /// With whom.
    pub who: Who,
    /// The patient's zone, as asked for.
    pub zone: Option<String>,
    /// The first day, as asked for.
    pub from: Option<String>,
}

/// The free times of some days.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    /// The service.
    pub service: Service,
    /// With whom.
    pub who: Who,
    /// Everybody who offers it.
    pub team: Vec<Practitioner>,
    /// The clinic's sites.
    pub locations: Vec<Location>,
    /// The zones.
    pub zones: Zones,
    /// The present.
    pub now: Timestamp,
    /// The first free time of all.
    pub first: Option<Timestamp>,
    /// The first day shown.
    pub from: Date,
    /// Whether the day asked for could not be read.
    pub unknown_day: bool,
    /// The days with free times, by the patient's calendar.
    pub days: Vec<(Date, Vec<Timestamp>)>,
    /// The first day to show before these days, when there is anything free.
    pub earlier: Option<Date>,
    /// The first day with anything free after these days.
    pub later: Option<Date>,
}

/// Looks up the free times of a week.
///
/// # Errors
/// `NotFound` for the service, or for a practitioner who does not offer it.
pub(crate) fn load(tx: &mut Tx<'_>, ctx: &Ctx, wish: &Wish) -> Result<Times> {
    let service = app::service::get(tx, ctx, wish.service_id)?;
    let team = app::practitioner::list_offering(tx, ctx, service.id)?;
    let locations = app::location::list(tx, ctx)?;
    let zones = Zones::new(wish.zone.as_deref(), clinic_zone(ctx.organization(), &locations));
    let date = |at: Timestamp| zones.patient.to_datetime(at).date();

    let first = next_free(tx, ctx, wish, None)?;
    let first_date = first.map_or_else(|| date(ctx.now()), date);
    let asked: Option<std::result::Result<Date, _>> = wish.from.as_deref().map(str::parse);
    let unknown_day = matches!(asked, Some(Err(_)));
    let last_date = date(domain::time::plus_minutes(ctx.now(), domain::service::LEAD_MAX.into()));
    let from = asked.and_then(std::result::Result::ok).unwrap_or(first_date);
    let from = from.min(last_date).max(first_date);

    let Some(week) = Span::of_dates(from, from.saturating_add((DAYS - 1).days()), &zones.patient) else {
        return Err(Error::Internal("a week without an end".to_owned()));
    };
    let slots = app::availability::slots(tx, ctx, &query(wish, Some(week.start), Some(week.end)))?;
    let days = by_date(&slots.starts, &zones.patient).into_iter().filter(|(_, starts)| !starts.is_empty());
    let days = days.map(|(date, starts)| (date, fewer(starts))).collect();
    let later = next_free(tx, ctx, wish, Some(week.end))?.map(date);
    let earlier = (first_date < from).then(|| from.saturating_sub(DAYS.days()).max(first_date));
    Ok(Times {
        service,
        who: wish.who,
        team,
        locations,
        zones,
        now: ctx.now(),
        first,
        from,
        unknown_day,
        days,
        earlier,
        later,
    })
}

/// The first few free times from an instant on, or of all.
///
/// # Errors
/// As [`load`].
pub(crate) fn next_few(tx: &mut Tx<'_>, ctx: &Ctx, wish: &Wish, from: Option<Timestamp>) -> Result<Vec<Timestamp>> {
    let from = from.map(Minute::floor);
    app::availability::next(tx, ctx, &query(wish, from, None), 6)
}

fn next_free(tx: &mut Tx<'_>, ctx: &Ctx, wish: &Wish, from: Option<Minute>) -> Result<Option<Timestamp>> {
    let found = app::availability::next(tx, ctx, &query(wish, from, None), 1)?;
    Ok(found.first().copied())
}

fn query(wish: &Wish, from: Option<Minute>, until: Option<Minute>) -> SlotQuery {
    SlotQuery {
        service_id: wish.service_id,
        who: wish.who,
        from: from.map(Minute::to_timestamp),
        until: until.map(Minute::to_timestamp),
    }
}

/// Services that may start at any minute have hundreds of times a day; nobody wants to read those.
fn fewer(starts: Vec<Minute>) -> Vec<Timestamp> {
    let every = if starts.len() > MANY { 15 } else { 1 };
    let round: Vec<Timestamp> =
        starts.iter().filter(|start| start.0 % every == 0).map(|start| start.to_timestamp()).collect();
    if round.is_empty() {
        return starts.into_iter().take(MANY).map(Minute::to_timestamp).collect();
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_days_are_thinned_to_quarters() {
        let minutes = |range: std::ops::Range<i64>| range.map(Minute).collect::<Vec<_>>();
        assert_eq!(fewer(minutes(0..40)).len(), 40);
        assert_eq!(fewer(minutes(0..480)).len(), 32);
        let never_round: Vec<Minute> = (0..100).map(|index| Minute(index * 15 + 7)).collect();
        assert_eq!(fewer(never_round).len(), MANY);
    }

    #[test]
    fn with_whom() {
        let choice =
            |practitioner: Option<&str>| Choice { practitioner: practitioner.map(str::to_owned), ..Choice::default() };
        let usual = Some(PractitionerId(3));
        assert_eq!(choice(None).who(usual).unwrap().practitioner_id, usual);
        assert_eq!(choice(Some("any")).who(usual).unwrap().practitioner_id, None);
        assert_eq!(choice(Some("5")).who(usual).unwrap().practitioner_id, Some(PractitionerId(5)));
        assert!(choice(Some("x")).who(None).is_err());
    }
}
