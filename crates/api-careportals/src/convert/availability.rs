//! Starts on offer.

use app::availability::{SlotQuery, Slots, Who};
use domain::text::Problems;
use domain::{FieldCode, Result, RosterId, ServiceId, time};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::convert::object_id::{self, Kind};
use crate::wire::availability::AvailabilityByDate;

/// Starts wanted.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// The question for the core.
    pub(crate) slots: SlotQuery,
    /// The zone by whose dates they are grouped.
    pub(crate) zone: TimeZone,
}

/// Reads a question for starts from the path and the query.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read(service_id: &str, query: &[(String, String)]) -> Result<Wanted> {
    let member = |name: &str| query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let mut problems = Problems::new();
    let zone = match member("timezone") {
        Some(name) => problems.take(time::time_zone("timezone", name))?.unwrap_or(TimeZone::UTC),
        None => TimeZone::UTC,
    };
    let first = member("startDate").and_then(|text| date(&mut problems, "startDate", text));
    let last = member("endDate").and_then(|text| date(&mut problems, "endDate", text));
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        problems.add("endDate", FieldCode::OutOfRange, "Not before startDate.");
    }
    let roster_id = member("scheduleId").and_then(|text| schedule(&mut problems, text));
    problems.finish()?;
    let slots = SlotQuery {
        service_id: ServiceId(object_id::read_in_path(Kind::Service, service_id)),
        who: Who { roster_id, practitioner_id: None },
        from: first.map(|first| beginning(first, &zone)),
        until: last.map(|last| last.tomorrow().map_or(Timestamp::MAX, |next| beginning(next, &zone))),
    };
    Ok(Wanted { slots, zone })
}

fn date(problems: &mut Problems, name: &str, text: &str) -> Option<Date> {
    // The parser takes other forms than this too.
    let in_form = text.len() == 10 && text.bytes().all(|letter| letter.is_ascii_digit() || letter == b'-');
    let date = text.parse().ok().filter(|_| in_form);
    if date.is_none() {
        problems.add(name, FieldCode::BadFormat, "A date, YYYY-MM-DD.");
    }
    date
}

fn schedule(problems: &mut Problems, text: &str) -> Option<RosterId> {
    let id = object_id::read(Kind::Schedule, text);
    if id.is_none() {
        problems.add("scheduleId", FieldCode::BadFormat, object_id::FORM);
    }
    id.map(RosterId)
}

/// When a date begins; for one at the end of all time, the nearest instant there is.
fn beginning(date: Date, zone: &TimeZone) -> Timestamp {
    let nearest = if date.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    date.to_zoned(zone.clone()).map_or(nearest, |midnight| midnight.timestamp())
}

/// Starts by date: every date of the window, ascending.
pub(crate) fn show(slots: &Slots, zone: &TimeZone) -> AvailabilityByDate {
    AvailabilityByDate(availability::by_date(&slots.starts, zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::sample;
    use availability::{Minute, Span, Timeline};
    use domain::Error;

    const SERVICE: &str = "6a0001010000000000000007";

    fn query(members: &[(&str, &str)]) -> Result<Wanted> {
        let owned = members.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        read(SERVICE, &owned.collect::<Vec<_>>())
    }

    #[test]
    fn dates_are_those_of_the_grouping_zone() {
        let wanted =
            query(&[("timezone", "America/New_York"), ("startDate", "2026-03-08"), ("endDate", "2026-03-08")]).unwrap();
        assert_eq!(wanted.slots.from, Some("2026-03-08T05:00:00Z".parse().unwrap()));
        // The clocks go forward on that day.
        assert_eq!(wanted.slots.until, Some("2026-03-09T04:00:00Z".parse().unwrap()));
        let plain = query(&[]).unwrap();
        assert_eq!((plain.slots.from, plain.slots.until, plain.zone), (None, None, TimeZone::UTC));
        assert_eq!(plain.slots.service_id, ServiceId(7));
    }

    #[test]
    fn far_dates_are_the_ends_of_time() {
        let wanted =
            query(&[("timezone", "Pacific/Kiritimati"), ("startDate", "0000-01-01"), ("endDate", "9999-12-31")])
                .unwrap();
        assert_eq!(wanted.slots.until, Some(Timestamp::MAX));
    }

    #[test]
    fn all_bad_members_are_named() {
        let bad =
            [("timezone", "Mars/Base"), ("startDate", "2026-02-30"), ("endDate", "-9999-01-01"), ("scheduleId", "x")];
        let Err(Error::Invalid(fields)) = query(&bad) else { panic!("accepted") };
        assert_eq!(fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>(), bad.map(|(name, _)| name));
        for bad in ["", "20260302", "2026-3-2", "2026-03-02T00:00:00", "2026-W10-1", "02-03-2026"] {
            assert!(query(&[("startDate", bad)]).is_err(), "{bad}");
        }
        assert!(query(&[("startDate", "2026-03-03"), ("endDate", "2026-03-02")]).is_err());
        assert!(query(&[("timezone", "")]).is_err());
    }

    #[test]
    fn dates_without_starts_stay_and_order_is_kept() {
        let (start, end) = ("2026-03-02T22:00:00Z".parse().unwrap(), "2026-03-05T01:00:00Z".parse().unwrap());
        let span = Span::new(Minute::floor(start), Minute::floor(end)).unwrap();
        let mut starts = Timeline::new(span);
        for at in ["2026-03-02T23:30:00Z", "2026-03-04T09:00:00Z"] {
            let minute = Minute::floor(at.parse().unwrap());
            starts.set_range(minute, minute.plus(1));
        }
        let slots = Slots { service: sample::service(), starts, window: Some(span) };
        let json = |zone| {
            let text = serde_json::to_string(&show(&slots, &TimeZone::get(zone).unwrap())).unwrap();
            text.replace(":00.000Z", "")
        };
        assert_eq!(
            json("UTC"),
            r#"{"2026-03-02":["2026-03-02T23:30"],"2026-03-03":[],"2026-03-04":["2026-03-04T09:00"],"2026-03-05":[]}"#
        );
        assert_eq!(
            json("Europe/Rome"),
            r#"{"2026-03-02":[],"2026-03-03":["2026-03-02T23:30"],"2026-03-04":["2026-03-04T09:00"],"2026-03-05":[]}"#
        );
    }
}
