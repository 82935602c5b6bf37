//! What is on offer, one start at a time, read off the documents.

use availability::{Channel, Channels};
use domain::service::{LEAD_MAX, StartRule};

use super::wall::MINUTE;
use super::{DAY, Oracle, Refused};
use crate::model::operation::{By, Whom};
use crate::model::plan::{PRACTITIONERS, ROSTERS, ServicePlan};

/// A visit that somebody would like.
pub(super) struct Ask<'p> {
    pub(super) service: &'p ServicePlan,
    pub(super) who: Whom,
    pub(super) by: By,
    /// In milliseconds, as all times here are.
    pub(super) duration: i64,
}

/// A period of a roster on some day.
struct Window {
    start: i64,
    end: i64,
    midnight: i64,
}

impl Ask<'_> {
    fn before(&self) -> i64 {
        i64::from(self.service.details.buffer_before) * MINUTE
    }

    fn after(&self) -> i64 {
        i64::from(self.service.details.buffer_after) * MINUTE
    }

    pub(super) fn gap(&self) -> i64 {
        i64::from(self.service.details.gap) * MINUTE
    }

    /// What is taken: the visit with its buffers.
    pub(super) fn take(&self, start: i64) -> (i64, i64) {
        (start - self.before(), start + self.duration + self.after())
    }

    pub(super) fn channel(&self) -> Channel {
        channel(self.by)
    }
}

pub(super) fn channel(by: By) -> Channel {
    match by {
        By::Online => Channel::Online,
        By::Partner => Channel::Partner,
        By::Staff | By::System => Channel::Staff,
    }
}

impl Oracle<'_> {
    /// Every start on offer from `from` until `until`.
    pub(super) fn starts(&self, ask: &Ask<'_>, from: i64, until: i64) -> Vec<i64> {
        let leads = self.leads(ask, from);
        let minutes = (from / MINUTE..until / MINUTE).map(|minute| minute * MINUTE);
        minutes.filter(|&start| leads.iter().any(|&lead| self.against(ask, lead, start).is_empty())).collect()
    }

    /// Why a start is not on offer: the reasons of whoever comes closest.
    pub(super) fn why_not(&self, ask: &Ask<'_>, start: i64) -> Vec<&'static str> {
        let reasons = self.leads(ask, start).into_iter().map(|lead| self.against(ask, lead, start));
        reasons.min_by_key(Vec::len).unwrap_or_else(|| vec!["OutsideRoster"])
    }

    /// The roster by which it is booked: of those who have it on offer, whoever has the fewest bookings on that local date,
    /// then the lowest roster. Whoever `stays` comes before all others.
    pub(super) fn choose(&self, ask: &Ask<'_>, start: i64, stays: Option<usize>) -> Result<usize, Refused> {
        on_a_minute(start)?;
        refuse(&self.why_not(ask, start))?;
        let mut leads = self.leads(ask, start);
        leads.retain(|&lead| self.against(ask, lead, start).is_empty());
        let order = |lead: &usize| (stays.is_some_and(|one| one != self.owner(*lead)), self.busy(*lead, start), *lead);
        leads.into_iter().min_by_key(order).ok_or_else(|| "SlotTaken".to_owned())
    }

    /// The rosters of those who offer the service, as far as they are asked for and hold on a date (UTC) within two days.
    pub(super) fn leads(&self, ask: &Ask<'_>, start: i64) -> Vec<usize> {
        let day = |moment: i64| (moment - self.midnight).div_euclid(DAY);
        let (from, until) = (day(start - 2 * DAY), day(start + MINUTE + 2 * DAY));
        let asked_for = |roster: &usize| {
            let (first, last) = self.valid[*roster];
            ask.service.practitioners.contains(&self.owner(*roster))
                && ask.who.practitioner.is_none_or(|wanted| wanted == self.owner(*roster))
                && ask.who.roster.is_none_or(|wanted| wanted == *roster)
                && first <= until
                && last >= from
        };
        (0..ROSTERS).filter(asked_for).collect()
    }

    /// Everything that speaks against a start by that roster.
    fn against(&self, ask: &Ask<'_>, lead: usize, start: i64) -> Vec<&'static str> {
        let details = &ask.service.details;
        let (least, most) = match ask.channel() {
            Channel::Staff => (0, LEAD_MAX),
            _ => (details.min_lead, details.max_lead),
        };
        let mut against = Vec::new();
        if start < self.now + i64::from(least) * MINUTE {
            against.push("LeadTime");
        }
        if start > self.now + i64::from(most) * MINUTE {
            against.push("Horizon");
        }
        against.extend(self.against_hours(ask, lead, start));
        against.extend(self.in_the_way(ask, self.owner(lead), start));
        for options in &ask.service.requirements {
            let here: Vec<usize> = self.resources_at(lead, options).collect();
            if !here.iter().any(|&calendar| self.is_free(ask, calendar, start)) {
                against.push("ResourceMissing");
                against.extend(here.iter().flat_map(|&calendar| self.in_the_way(ask, calendar, start)));
            }
        }
        against
    }

    /// What the hours of a roster have against a start.
    fn against_hours(&self, ask: &Ask<'_>, roster: usize, start: i64) -> Vec<&'static str> {
        let mut fitting = self.windows(roster, start);
        fitting.retain(|window| window.start <= start && start + ask.duration <= window.end);
        let mut against = Vec::new();
        if fitting.is_empty() {
            return vec!["OutsideRoster"];
        }
        if !self.channels(roster).contains(ask.channel()) {
            against.push("Channel");
        }
        let details = &ask.service.details;
        let on_grid = |window: &Window| {
            let (origin, step) = match details.start_rule {
                StartRule::EveryDuration => (window.start, details.duration),
                StartRule::EveryDurationPlusGap => (window.start, details.duration + details.gap),
                StartRule::EveryFromPeriodStart(step) => (window.start, step),
                StartRule::EveryOnTheClock(step) => (window.midnight, step),
                StartRule::AnyMinute => (window.start, 1),
            };
            (start - origin) % (i64::from(step) * MINUTE) == 0
        };
        if !fitting.iter().any(on_grid) {
            against.push("OffGrid");
        }
        against
    }

    /// The claims on a calendar that keep a visit out.
    fn in_the_way(&self, ask: &Ask<'_>, calendar: usize, start: i64) -> Vec<&'static str> {
        let (visit, take) = ((start, start + ask.duration), ask.take(start));
        let clearance = (take.0 - ask.gap(), take.1 + ask.gap());
        let on_calendar = || self.claims_on(calendar);
        let mut against = Vec::new();
        for closure in on_calendar().filter(|claim| claim.lane < 0 && claim.overlaps(take)) {
            against.push(if closure.overlaps(visit) { "Closed" } else { "Buffer" });
        }
        let lanes = 0..self.plan.lanes(calendar);
        let blocking = || on_calendar().filter(|claim| lanes.contains(&claim.lane) && claim.overlaps(clearance));
        if lanes.clone().any(|lane| blocking().all(|claim| claim.lane != lane)) {
            return against;
        }
        for claim in blocking() {
            against.push(match () {
                () if claim.overlaps(visit) => "Claimed",
                () if claim.overlaps(take) => "Buffer",
                () => "Gap",
            });
        }
        against
    }

    /// Whether a resource is open and free; one without a roster is always open.
    fn is_free(&self, ask: &Ask<'_>, calendar: usize, start: i64) -> bool {
        let mut rosters = (0..ROSTERS).filter(|&roster| self.owner(roster) == calendar).peekable();
        let fits = |window: &Window| window.start <= start && start + ask.duration <= window.end;
        let open = rosters.peek().is_none()
            || rosters.any(|roster| {
                self.channels(roster).contains(ask.channel()) && self.windows(roster, start).iter().any(fits)
            });
        open && self.in_the_way(ask, calendar, start).is_empty()
    }

    /// The resource that each requirement takes: the lowest that is free, or the lowest of all `by_force`.
    pub(super) fn rooms(&self, ask: &Ask<'_>, lead: usize, start: i64, by_force: bool) -> Vec<usize> {
        let room = |options: &Vec<usize>| {
            let here = self.resources_at(lead, options);
            here.filter(|&calendar| by_force || self.is_free(ask, calendar, start)).min()
        };
        ask.service.requirements.iter().filter_map(room).collect()
    }

    /// Calendars of those resources that can be used by that roster: a roster without a place may use any.
    fn resources_at(&self, lead: usize, options: &[usize]) -> impl Iterator<Item = usize> {
        let place = self.plan.rosters[lead].1;
        let here = move |resource: &&usize| place.is_none_or(|place| self.plan.resources[**resource].0 == place);
        options.iter().filter(here).map(|resource| PRACTITIONERS + resource)
    }

    /// How many bookings of a roster's practitioner begin, with their buffers, on the local date of a start.
    fn busy(&self, roster: usize, start: i64) -> usize {
        let wall = self.walls[roster];
        let (day, _) = wall.shows(start);
        let day = (wall.when(day, 0), wall.when(day + 1, 0));
        self.claims_on(self.owner(roster))
            .filter(|claim| claim.lane >= 0 && (day.0..day.1).contains(&claim.start))
            .count()
    }

    /// The windows of a roster about that time.
    fn windows(&self, roster: usize, about: i64) -> Vec<Window> {
        let wall = self.walls[roster];
        let mut windows = Vec::new();
        for day in wall.days_about(about) {
            for (start, end) in self.periods(roster, day) {
                let (start, end) = (wall.when(day, start.into()), wall.when(day, end.into()));
                windows.push(Window { start, end, midnight: wall.when(day, 0) });
            }
        }
        windows
    }

    /// The periods of one day: those of an exception, or the weekly ones.
    fn periods(&self, roster: usize, day: i64) -> Vec<(u16, u16)> {
        let rules = &self.plan.rosters[roster].2;
        let (first, last) = self.valid[roster];
        if day < first || day > last {
            return Vec::new();
        }
        if let Some(periods) = self.hours.get(&(roster, day)) {
            return periods.clone();
        }
        // Monday is 0. The anchor is the first day of the case.
        let first_weekday = i64::from(self.plan.day.weekday().to_monday_zero_offset());
        let (week, weekday) = ((first_weekday + day).div_euclid(7), (first_weekday + day).rem_euclid(7));
        if week % i64::from(rules.every_weeks) != 0 {
            return Vec::new();
        }
        let today = rules.weekly.iter().filter(|rule| i64::from(rule.weekday) == weekday + 1);
        today.flat_map(|rule| rule.periods.iter().map(|period| (period.start, period.end))).collect()
    }

    fn channels(&self, roster: usize) -> Channels {
        self.plan.rosters[roster].2.channels
    }

    /// Whose calendar a roster is for.
    pub(super) fn owner(&self, roster: usize) -> usize {
        self.plan.rosters[roster].0
    }
}

/// All starts on offer are on whole minutes.
pub(super) fn on_a_minute(start: i64) -> Result<(), Refused> {
    if start % MINUTE == 0 { Ok(()) } else { Err("SlotNotOffered".to_owned()) }
}

/// A start that only claims stand in the way of is taken; any other was never on offer.
pub(super) fn refuse(against: &[&'static str]) -> Result<(), Refused> {
    let claims = ["Claimed", "Buffer", "Gap", "ResourceMissing"];
    match against {
        [] => Ok(()),
        against if against.iter().all(|reason| claims.contains(reason)) => Err("SlotTaken".to_owned()),
        _ => Err("SlotNotOffered".to_owned()),
    }
}
