//! What the query of a request says, parameter by parameter, so that one answer names every one that is not as it should be.

use axum::extract::Query;
use axum::http::Uri;
use domain::page::LIMIT;
use domain::text::{Problems, Search};
use domain::{FieldCode, PageQuery, Result};
use jiff::civil::{Date, Time};

/// The parameters, and notes of those that are not as they should be. Parameters that nobody asks for are never looked at.
///
/// For one that is needed and not acceptable a stand-in is given: the note of it ends the request anyway.
pub(crate) struct Params {
    given: Vec<(String, String)>,
    problems: Problems,
}

impl Params {
    /// The parameters of a query. Of one that can't be read there are none.
    pub(crate) fn of(uri: &Uri) -> Self {
        let given: Vec<(String, String)> = Query::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(given)| given);
        // No text of ours has this letter, and PostgreSQL has no place for it.
        let given = given.into_iter().map(|(name, value)| (name, value.replace('\0', "\u{fffd}"))).collect();
        Self { given, problems: Problems::new() }
    }

    /// A text; none when blank.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|text| !text.trim().is_empty())
    }

    /// A whole number, if there is one.
    pub(crate) fn integer(&mut self, name: &str) -> Option<i64> {
        let found = self.get(name)?.parse().ok();
        if found.is_none() {
            self.note(name, FieldCode::WrongType, "A whole number.");
        }
        found
    }

    /// A whole number that must be there.
    pub(crate) fn needed_integer(&mut self, name: &str) -> i64 {
        self.need(name);
        self.integer(name).unwrap_or(1)
    }

    /// A date that must be there.
    pub(crate) fn needed_date(&mut self, name: &str) -> Date {
        self.need(name);
        self.parsed(name, date, "A date: YYYY-MM-DD.").unwrap_or(Date::ZERO)
    }

    /// A time that must be there.
    pub(crate) fn needed_time(&mut self, name: &str) -> Time {
        self.need(name);
        self.parsed(name, time, "A time: HH:MM or HH:MM:SS, 24 hours.").unwrap_or(Time::midnight())
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        let read = |text: &str| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        self.parsed(name, read, "true or false.")
    }

    /// One of the words.
    pub(crate) fn word<T: std::str::FromStr>(&mut self, name: &str, words: &str) -> Option<T> {
        self.parsed(name, |text| text.parse().ok(), words)
    }

    /// What is looked for.
    pub(crate) fn search(&mut self) -> Result<Option<Search>> {
        let search = Search::parse("search", self.get("search"));
        Ok(self.problems.take(search)?.flatten())
    }

    /// Which page of the list is wanted.
    pub(crate) fn page(&mut self) -> Result<PageQuery> {
        let page = self.integer("page").unwrap_or(1);
        let limit = self.integer("limit").unwrap_or(LIMIT);
        Ok(self.problems.take(PageQuery::new(page, limit))?.unwrap_or_default())
    }

    /// What a check of the core says of parameters, under the names that they have here.
    pub(crate) fn check(&mut self, result: Result<()>, names: &[(&str, &str)]) -> Result<()> {
        let mut found = Problems::new();
        found.take(result)?;
        if let Err(domain::Error::Invalid(fields)) = found.finish() {
            for field in fields {
                let name = names.iter().find(|(ours, _)| *ours == field.field);
                let name = name.map_or(field.field.as_str(), |(_, theirs)| theirs);
                if self.get(name).is_some() {
                    self.problems.add(name, field.code, field.message);
                }
            }
        }
        Ok(())
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// `Invalid` with every parameter that is not as it should be.
    pub(crate) fn finish(self) -> Result<()> {
        self.problems.finish()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    fn need(&mut self, name: &str) {
        if self.get(name).is_none() {
            self.note(name, FieldCode::Required, "This is needed.");
        }
    }

    fn note(&mut self, name: &str, code: FieldCode, message: &str) {
        self.problems.add(name, code, message);
    }

    fn parsed<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>, form: &str) -> Option<T> {
        let found = read(self.get(name)?);
        if found.is_none() {
            self.note(name, FieldCode::BadFormat, form);
        }
        found
    }
}

/// A date as this door writes it, and nothing else that might be understood as one.
pub(crate) fn date(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|letter| letter.is_ascii_digit() || letter == b'-');
    if plain { text.parse().ok() } else { None }
}

/// A time as this door writes it, with or without seconds.
fn time(text: &str) -> Option<Time> {
    let parts: Vec<&str> = text.split(':').collect();
    let plain = |part: &&str| part.len() == 2 && part.bytes().all(|letter| letter.is_ascii_digit());
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(plain) {
        return None;
    }
    let number = |place: usize| parts.get(place).map_or(Some(0), |part| part.parse::<i8>().ok());
    let (hour, minute, second) = (number(0)?, number(1)?, number(2)?);
    // A sixtieth second is a leap second to some, and none to the practice's clock.
    (second < 60).then(|| Time::new(hour, minute, second, 0).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_written_one_way() {
        assert_eq!(date("2026-03-09"), Some(jiff::civil::date(2026, 3, 9)));
        for bad in ["2026-02-30", "2026-3-9", "20260309", "2026-03-09T00:00", "09.03.2026", "", "-026-03-09"] {
            assert_eq!(date(bad), None, "{bad}");
        }
        assert_eq!(time("10:15"), Some(jiff::civil::time(10, 15, 0, 0)));
        assert_eq!(time("23:59:59"), Some(jiff::civil::time(23, 59, 59, 0)));
        for bad in ["24:00", "10:60", "10:15:60", "10", "1:15", "10:15:00.5", "10:15:00:00", "+1:15", "10:15 "] {
            assert_eq!(time(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_bad_parameter_is_named() {
        let mut params = Params::of(&"/x?page=0&limit=x&date=2026-02-30&prospect=yes".parse().unwrap());
        params.page().unwrap();
        params.needed_date("date");
        params.needed_time("time");
        params.flag("prospect");
        let Err(domain::Error::Invalid(fields)) = params.finish() else { panic!("it is fine") };
        let names: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["limit", "page", "date", "time", "prospect"]);
    }
}
