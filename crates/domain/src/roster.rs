//! Roster: when someone works, as wall-clock rules in a zone. FHIR Schedule.

use availability::{Channels, Period};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::error::{Error, FieldCode, Result};
use crate::id::{CalendarId, LocationId, RosterId};

/// When a calendar's owner works at a location, week by week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// Our id.
    pub id: RosterId,
    /// Whose time this is.
    pub calendar_id: CalendarId,
    /// Where they work then.
    pub location_id: Option<LocationId>,
    /// The rules.
    pub rules: RosterRules,
}

/// The rules of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterRules {
    /// IANA zone of the wall clock.
    pub time_zone: String,
    /// First local date it holds.
    pub valid_from: Option<Date>,
    /// Last local date it holds.
    pub valid_until: Option<Date>,
    /// 1 for every week, 2 for every other week and so on, counted from the week of `anchor`.
    pub every_weeks: u16,
    /// A date in a week in which it holds.
    pub anchor: Date,
    /// Open periods by weekday.
    pub weekly: Vec<WeekdayPeriods>,
    /// Through which channels this time may be booked.
    pub channels: Channels,
}

/// The open periods of one weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekdayPeriods {
    /// 1 for Monday to 7 for Sunday (ISO 8601).
    pub weekday: i8,
    /// Open periods in minutes of the local day, ascending.
    pub periods: Vec<LocalPeriod>,
}

/// An open period of a local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalPeriod {
    /// First minute of the local day.
    pub start: u16,
    /// Minute of the local day at which it ends, up to 1440.
    pub end: u16,
}

/// Other hours on one date, in place of the weekly ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterException {
    /// Of which roster.
    pub roster_id: RosterId,
    /// The local date.
    pub date: Date,
    /// The open periods of that date; none: off.
    pub periods: Vec<LocalPeriod>,
}

impl LocalPeriod {
    /// A period from `HH:MM` to `HH:MM`, for literal rosters.
    ///
    /// # Errors
    /// `Invalid` when either is no time of day or the end is not after the start.
    pub fn parse(start: &str, end: &str) -> Result<Self> {
        let minute = |text: &str| -> Option<u16> {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
            (hour <= 24 && minute < 60 && hour * 60 + minute <= 1440).then(|| hour * 60 + minute)
        };
        match (minute(start), minute(end)) {
            (Some(start), Some(end)) if start < end => Ok(Self { start, end }),
            _ => Err(bad_periods()),
        }
    }
}

impl RosterRules {
    /// Checks all limits.
    ///
    /// # Errors
    /// `Invalid` when the zone is unknown, the weeks or the validity make no sense, or periods overlap.
    pub fn check(&self) -> Result<()> {
        crate::time::time_zone("time_zone", &self.time_zone)?;
        if !(1..=52).contains(&self.every_weeks) {
            return Err(Error::invalid("every_weeks", FieldCode::OutOfRange, "From 1 to 52."));
        }
        if let (Some(from), Some(until)) = (self.valid_from, self.valid_until)
            && until < from
        {
            return Err(Error::invalid("valid_until", FieldCode::OutOfRange, "Not before valid_from."));
        }
        for day in &self.weekly {
            Weekday::from_monday_one_offset(day.weekday).map_err(|_| {
                Error::invalid("weekly", FieldCode::OutOfRange, "Weekdays are 1 (Monday) to 7 (Sunday).")
            })?;
            check_periods(&day.periods)?;
        }
        Ok(())
    }

    /// The rules as the engine takes them, with these exceptions.
    ///
    /// # Errors
    /// `Invalid` when the rules don't hold; they were checked before they were stored.
    pub fn to_engine<'e>(&self, exceptions: impl Iterator<Item = &'e RosterException>) -> Result<availability::Roster> {
        let weekly = self.weekly.iter().filter_map(|day| {
            let weekday = Weekday::from_monday_one_offset(day.weekday).ok()?;
            Some(availability::WeeklyRule { weekday, periods: to_engine_periods(&day.periods) })
        });
        Ok(availability::Roster {
            zone: crate::time::time_zone("time_zone", &self.time_zone)?,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            every_weeks: self.every_weeks,
            anchor: self.anchor,
            weekly: weekly.collect(),
            exceptions: exceptions
                .map(|exception| availability::Exception {
                    date: exception.date,
                    periods: to_engine_periods(&exception.periods),
                })
                .collect(),
            channels: self.channels,
        })
    }
}

/// Checks the periods of one day: each of some length, ascending, not overlapping, at most 24.
///
/// # Errors
/// `Invalid` otherwise.
pub fn check_periods(periods: &[LocalPeriod]) -> Result<()> {
    let sound = periods.iter().all(|period| period.start < period.end && period.end <= 1440);
    let apart = periods.windows(2).all(|pair| pair[0].end <= pair[1].start);
    if sound && apart && periods.len() <= 24 { Ok(()) } else { Err(bad_periods()) }
}

fn bad_periods() -> Error {
    let message = "Periods are times of day, each ending after it starts, in order and without overlap.";
    Error::invalid("periods", FieldCode::OutOfRange, message)
}

fn to_engine_periods(periods: &[LocalPeriod]) -> Vec<Period> {
    periods.iter().filter_map(|period| Period::new(period.start, period.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_within_one_day() {
        assert_eq!(LocalPeriod::parse("09:00", "24:00").unwrap(), LocalPeriod { start: 540, end: 1440 });
        for (start, end) in
            [("9", "10:00"), ("10:00", "10:00"), ("09:60", "11:00"), ("09:00", "24:01"), ("00:00", "1093:00")]
        {
            assert!(LocalPeriod::parse(start, end).is_err(), "{start} to {end}");
        }
    }
}
