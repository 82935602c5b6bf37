//! Addresses of our own pages.

use std::fmt::Write as _;

use domain::{AppointmentId, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::times::Choice;

/// What needs no encoding in the value of a query.
const VALUE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/').remove(b':');

/// A path with these pairs as its query.
pub(crate) fn with_query<'pair>(path: &str, pairs: impl IntoIterator<Item = (&'pair str, &'pair str)>) -> String {
    let mut href = path.to_owned();
    let mut separator = '?';
    for (name, value) in pairs {
        let (name, value) = (utf8_percent_encode(name, VALUE), utf8_percent_encode(value, VALUE));
        // Writing to a String cannot fail.
        let _ = write!(href, "{separator}{name}={value}");
        separator = '&';
    }
    href
}

/// What a clinic offers.
pub(crate) fn services(slug: &str) -> String {
    format!("/book/{slug}")
}

/// What a time is chosen for.
#[derive(Clone, Debug)]
pub(crate) enum Goal {
    /// To book a service.
    Book {
        /// The clinic's short name.
        slug: String,
        /// The service.
        service: ServiceId,
    },
    /// To move an appointment.
    Move(ManageLinks),
}

impl Goal {
    /// The list of times, without its query.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Book { slug, service } => format!("/book/{slug}/{service}"),
            Self::Move(links) => format!("{}/move", links.path),
        }
    }

    /// What every address to this end carries besides the choices.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let key = match self {
            Self::Book { .. } => None,
            Self::Move(links) => Some(("key", links.key.as_str())),
        };
        key.into_iter()
    }

    /// The list of times, from a day on or from the first free one.
    pub(crate) fn list(&self, choice: &Choice, from: Option<Date>) -> String {
        let from = from.map(|from| from.to_string());
        let pairs = self.pairs().chain(choice.pairs());
        with_query(&self.path(), pairs.chain(from.as_deref().map(|from| ("from", from))))
    }

    /// The next step with one time.
    pub(crate) fn start(&self, choice: &Choice, start: Timestamp) -> String {
        let pairs = self.pairs().chain(choice.pairs());
        match self {
            Self::Book { .. } => with_query(&format!("{}/{start}", self.path()), pairs),
            Self::Move(_) => with_query(&self.path(), pairs.chain([("start", start.to_string().as_str())])),
        }
    }
}

/// An appointment for whoever has its key.
#[derive(Clone, Debug)]
pub(crate) struct ManageLinks {
    path: String,
    key: String,
}

impl ManageLinks {
    /// The addresses of that appointment.
    pub(crate) fn new(slug: &str, id: AppointmentId, key: &str) -> Self {
        Self { path: format!("/book/{slug}/manage/{id}"), key: key.to_owned() }
    }

    /// The appointment.
    pub(crate) fn page(&self) -> String {
        self.below("")
    }

    /// The appointment, with word of what was just done: `booked`, `moved` or `cancelled`.
    pub(crate) fn page_after(&self, done: &str) -> String {
        with_query(&self.path, [("key", self.key.as_str()), ("done", done)])
    }

    /// Its calendar file.
    pub(crate) fn calendar_file(&self) -> String {
        self.below("/appointment.ics")
    }

    /// To cancel it.
    pub(crate) fn cancel(&self) -> String {
        self.below("/cancel")
    }

    /// To choose another time for it.
    pub(crate) fn move_to(&self) -> String {
        self.below("/move")
    }

    fn below(&self, ending: &str) -> String {
        with_query(&format!("{}{ending}", self.path), [("key", self.key.as_str())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded() {
        let href = with_query("/a", [("zone", "Europe/Rome"), ("x", "1&2=\"é\"")]);
        assert_eq!(href, "/a?zone=Europe/Rome&x=1%262%3D%22%C3%A9%22");
        let links = ManageLinks::new("alice", AppointmentId(7), "k y");
        assert_eq!(links.page_after("moved"), "/book/alice/manage/7?key=k%20y&done=moved");
    }

    #[test]
    fn a_start_is_an_instant_in_utc() {
        let start = "2026-03-02T15:00:00+01:00".parse().unwrap();
        let goal = Goal::Book { slug: "alice".to_owned(), service: ServiceId(5) };
        let choice = Choice { zone: Some("Europe/Rome".to_owned()), ..Choice::default() };
        let href = "/book/alice/5/2026-03-02T14:00:00Z?zone=Europe/Rome";
        assert_eq!(goal.start(&choice, start), href);
        let goal = Goal::Move(ManageLinks::new("alice", AppointmentId(7), "k"));
        let href = "/book/alice/manage/7/move?key=k&start=2026-03-02T14:00:00Z";
        assert_eq!(goal.start(&Choice::default(), start), href);
    }
}
