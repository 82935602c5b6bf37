//! Providers, and their free and busy times.

use app::schedule::{self, SEARCH_DAYS_MAX};
use domain::{Practitioner, Result};
use jiff::civil::{Date, DateTime, Time};

use crate::query::Params;
use crate::wire::provider::{Check, NextSlot, NextSlotAnswer, Provider, ProviderSchedule, Slots, Visit, VisitsByDate};
use crate::wire::scalar::{LocalDate, LocalTime};

/// What the core calls the parameters.
pub(crate) const NAMES: [(&str, &str); 3] = [("last", "endDate"), ("minutes", "duration"), ("days", "maxDays")];

/// Which visits are wanted.
#[derive(Clone, Debug)]
pub(crate) struct ScheduleWanted {
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) kind: Option<String>,
}

/// Reads which visits are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_schedule(mut params: Params) -> Result<ScheduleWanted> {
    let (first, last) = (params.needed_date("startDate"), params.needed_date("endDate"));
    let both = first != Date::ZERO && last != Date::ZERO;
    let checked = if both { schedule::check_dates(first, last) } else { Ok(()) };
    params.check(checked, &NAMES)?;
    let kind = params.text("visitType").map(str::to_owned);
    params.finish()?;
    Ok(ScheduleWanted { first, last, kind })
}

/// Reads which start is to be checked, and for how many minutes.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_check(mut params: Params) -> Result<(DateTime, u16)> {
    let (date, time) = (params.needed_date("date"), params.needed_time("time"));
    let minutes = duration(&mut params)?;
    params.finish()?;
    Ok((date.to_datetime(time), minutes))
}

/// Reads of which date the starts are wanted, and for how many minutes.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_slots(mut params: Params) -> Result<(Date, u16)> {
    let date = params.needed_date("date");
    let minutes = duration(&mut params)?;
    params.finish()?;
    Ok((date, minutes))
}

/// Reads for how many minutes the next start is wanted, and within how many days.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_next(mut params: Params) -> Result<(u16, u16)> {
    let minutes = duration(&mut params)?;
    let days = params.integer("maxDays").unwrap_or(SEARCH_DAYS_MAX.into());
    params.check(schedule::check_search(1, days), &NAMES)?;
    params.finish()?;
    Ok((minutes, u16::try_from(days).unwrap_or(SEARCH_DAYS_MAX)))
}

fn duration(params: &mut Params) -> Result<u16> {
    let minutes = params.needed_integer("duration");
    params.check(schedule::check_search(minutes, 1), &NAMES)?;
    Ok(u16::try_from(minutes).unwrap_or(1))
}

/// Somebody who treats.
pub(crate) fn show(practitioner: Practitioner) -> Provider {
    let untitled = Practitioner { prefix: None, ..practitioner.clone() };
    let Practitioner { id, prefix, specialty, .. } = practitioner;
    Provider { id: id.0, name: untitled.display_name(), title: prefix, specialty }
}

/// The visits of somebody, by date.
pub(crate) fn show_schedule(
    practitioner: Practitioner,
    wanted: &ScheduleWanted,
    visits: Vec<schedule::Visit>,
) -> ProviderSchedule {
    let total_visits = visits.len();
    let mut by_date: Vec<(LocalDate, Vec<Visit>)> = Vec::new();
    for visit in visits {
        let date = LocalDate(visit.start.date());
        let shown = Visit {
            visit_id: visit.id,
            time: LocalTime(visit.start.time()),
            duration: visit.minutes,
            kind: visit.kind,
            booked: visit.takes_time,
        };
        match by_date.last_mut() {
            Some((last, of_date)) if *last == date => of_date.push(shown),
            _ => by_date.push((date, vec![shown])),
        }
    }
    ProviderSchedule {
        provider: show(practitioner),
        start_date: LocalDate(wanted.first),
        end_date: LocalDate(wanted.last),
        schedule: VisitsByDate(by_date),
        total_visits,
    }
}

/// Whether a start is free.
pub(crate) fn show_check(provider_id: i64, start: DateTime, duration: u16, available: bool) -> Check {
    Check { provider_id, date: LocalDate(start.date()), time: LocalTime(start.time()), duration, available }
}

/// The free starts of a date.
pub(crate) fn show_slots(provider_id: i64, date: Date, duration: u16, starts: Vec<Time>) -> Slots {
    let count = starts.len();
    Slots { provider_id, date: LocalDate(date), duration, slots: starts.into_iter().map(LocalTime).collect(), count }
}

/// The next start, if there is one.
pub(crate) fn show_next(provider_id: i64, duration: u16, days: u16, start: Option<DateTime>) -> NextSlotAnswer {
    let found = start.map(|start| NextSlot {
        provider_id: provider_id.to_string(),
        date: LocalDate(start.date()),
        time: LocalTime(start.time()),
    });
    NextSlotAnswer { provider_id, duration, search_window_days: days, the_next_slot: found }
}
