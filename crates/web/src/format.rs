//! Dates, times, lengths and money, as people of a language write them.

use domain::Money;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::language::Language;

const WEEKDAYS: [&str; 7] = ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];
const SHORT_WEEKDAYS: [&str; 7] = [
    "weekday-short-1",
    "weekday-short-2",
    "weekday-short-3",
    "weekday-short-4",
    "weekday-short-5",
    "weekday-short-6",
    "weekday-short-7",
];
const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];

impl Language {
    /// `Monday, March 2`
    fn day(self, date: Date) -> String {
        self.text_with(
            "date-day",
            &[
                ("weekday", self.weekday(&WEEKDAYS, date).into()),
                ("day", i64::from(date.day()).into()),
                ("month", self.month(date).into()),
            ],
        )
    }

    /// `Monday, March 2, 2026`
    pub(crate) fn date(self, date: Date) -> String {
        self.text_with(
            "date-full",
            &[
                ("weekday", self.weekday(&WEEKDAYS, date).into()),
                ("day", i64::from(date.day()).into()),
                ("month", self.month(date).into()),
                ("year", date.year().to_string().into()),
            ],
        )
    }

    /// `Mon`
    pub(crate) fn short_weekday(self, date: Date) -> String {
        self.weekday(&SHORT_WEEKDAYS, date)
    }

    fn weekday(self, names: &[&str; 7], date: Date) -> String {
        self.text(names[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())])
    }

    fn month(self, date: Date) -> String {
        self.text(MONTHS[usize::from(date.month().unsigned_abs()) - 1])
    }

    /// `2:05 PM`
    pub(crate) fn time(self, time: DateTime) -> String {
        let hour = match time.hour() % 12 {
            _ if !self.has_twelve_hours() => time.hour(),
            0 => 12,
            hour => hour,
        };
        let key = if time.hour() < 12 { "time-am" } else { "time-pm" };
        let minute = format!("{:02}", time.minute());
        self.text_with(key, &[("hour", i64::from(hour).into()), ("minute", minute.into())])
    }

    /// `Monday, March 2`; with the year where that is not the present one.
    pub(crate) fn near_date(self, date: Date, today: Date) -> String {
        if date.year() == today.year() { self.day(date) } else { self.date(date) }
    }

    /// `Monday, March 2, 2026, 2:05 PM`
    pub(crate) fn moment(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(at);
        self.at(self.date(local.date()), local)
    }

    /// `Monday, March 2, 2:05 PM`; with the year where that is not the present one.
    pub(crate) fn near_moment(self, at: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
        let local = zone.to_datetime(at);
        self.at(self.near_date(local.date(), zone.to_datetime(now).date()), local)
    }

    fn at(self, date: String, local: DateTime) -> String {
        self.text_with("moment", &[("date", date.into()), ("time", self.time(local).into())])
    }

    /// `Monday, March 2, 2026, 2:05 PM – 2:35 PM`
    pub(crate) fn span(self, start: Timestamp, end: Timestamp, zone: &TimeZone) -> String {
        let values = [("start", self.moment(start, zone).into()), ("end", self.time(zone.to_datetime(end)).into())];
        self.text_with("moment-until", &values)
    }

    /// `1 hour 30 minutes`
    pub(crate) fn length(self, minutes: u16) -> String {
        let count = |key, count: u16| self.text_with(key, &[("count", i64::from(count).into())]);
        match (minutes / 60, minutes % 60) {
            (0, minutes) => count("minutes", minutes),
            (hours, 0) => count("hours", hours),
            (hours, minutes) => self.text_with(
                "hours-and-minutes",
                &[("hours", count("hours", hours).into()), ("minutes", count("minutes", minutes).into())],
            ),
        }
    }

    /// `€1,250.00`, and no decimals where there are none to tell.
    pub(crate) fn money(self, money: Money) -> String {
        let major = money.to_major();
        let (whole, decimals) = major.split_once('.').unwrap_or((&major, ""));
        let mut amount = grouped(whole, &self.text("number-group"));
        if decimals.bytes().any(|digit| digit != b'0') {
            amount = format!("{amount}{}{decimals}", self.text("number-decimal"));
        }
        let currency = symbol(money.currency.as_str());
        // A code needs a blank where a sign does not; at the end of a text neither is wanted.
        let blank = if currency.ends_with(|last: char| last.is_ascii_alphabetic()) { "\u{a0}" } else { "" };
        let values = [("amount", amount.into()), ("currency", format!("{currency}{blank}").into())];
        self.text_with("money", &values).trim().to_owned()
    }

    /// `Rome time (UTC+1)`
    pub(crate) fn zone(self, zone: &TimeZone, at: Timestamp) -> String {
        let name = zone.iana_name().unwrap_or("UTC");
        let values = [("city", city(name).into()), ("offset", offset(zone, at).into())];
        self.text_with("zone-label", &values)
    }
}

/// Signs that mean one currency only; every other currency goes by its code.
fn symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "GBP" => "£",
        "INR" => "₹",
        "BRL" => "R$",
        "USD" => "US$",
        "CAD" => "CA$",
        "AUD" => "A$",
        "NZD" => "NZ$",
        "MXN" => "MX$",
        code => code,
    }
}

fn grouped(digits: &str, separator: &str) -> String {
    let mut text = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.char_indices() {
        let left = digits.len() - index;
        if index > 0 && left.is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// The place a zone is named after.
pub(crate) fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// `UTC+1`, `UTC−3:30`
pub(crate) fn offset(zone: &TimeZone, at: Timestamp) -> String {
    let minutes = zone.to_offset(at).seconds() / 60;
    let (hours, minutes, sign) = (minutes.abs() / 60, minutes.abs() % 60, if minutes < 0 { '−' } else { '+' });
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    fn rome() -> TimeZone {
        TimeZone::get("Europe/Rome").unwrap()
    }

    #[test]
    fn moments_are_written_in_the_way_of_each_language() {
        let at: Timestamp = "2026-03-01T23:05:00Z".parse().unwrap();
        let of = |language: Language| language.moment(at, &rome());
        assert_eq!(of(Language::En), "Monday, March 2, 2026, 12:05\u{a0}AM");
        assert_eq!(of(Language::It), "lunedì 2 marzo 2026, ore 0:05");
        assert_eq!(of(Language::FrCa), "lundi 2 mars 2026, 0\u{a0}h\u{a0}05");
        let first: Timestamp = "2026-05-01T12:00:00Z".parse().unwrap();
        assert!(Language::FrCa.moment(first, &rome()).contains("1er mai"));
        assert!(Language::En.moment(first, &rome()).ends_with("2:00\u{a0}PM"));
    }

    #[test]
    fn lengths_and_money() {
        let eur = |minor| Money::new(minor, Currency::parse("EUR").unwrap());
        assert_eq!(Language::En.length(90), "1 hour 30 minutes");
        assert_eq!(Language::En.length(120), "2 hours");
        assert_eq!(Language::En.money(eur(8000)), "€80");
        assert_eq!(Language::En.money(eur(123_456_789)), "€1,234,567.89");
        assert_eq!(Language::It.money(eur(123_450)), "1.234,50\u{a0}€");
        let chf = Money::new(8000, Currency::parse("CHF").unwrap());
        assert_eq!(Language::En.money(chf), "CHF\u{a0}80");
        assert_eq!(Language::It.money(chf), "80\u{a0}CHF");
    }

    #[test]
    fn zones_are_named_after_their_place() {
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(Language::En.zone(&rome(), at), "Rome time (UTC+1)");
        assert_eq!(city("America/Argentina/Buenos_Aires"), "Buenos Aires");
        assert_eq!(offset(&TimeZone::get("America/St_Johns").unwrap(), at), "UTC−3:30");
        assert_eq!(offset(&TimeZone::UTC, at), "UTC");
    }
}
