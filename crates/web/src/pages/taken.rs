//! The time wanted is not to be had: what else is.

use askama::Template;
use domain::{Error, Organization};
use jiff::Timestamp;

use super::View;
use super::times_view::{TimeLink, time_link};
use crate::links::Goal;
use crate::times::Choice;
use crate::visitor::Visitor;
use crate::zones::Zones;

#[derive(Template)]
#[template(path = "taken.html")]
pub(crate) struct TakenPage {
    pub view: View,
    pub title: String,
    pub text: String,
    /// The time that is not to be had.
    pub wanted: String,
    /// Other free times.
    pub others: Vec<TimeLink>,
    /// All free times.
    pub all: String,
}

/// What the page needs to know.
pub(crate) struct Wanted<'a> {
    pub organization: &'a Organization,
    pub zones: &'a Zones,
    pub goal: &'a Goal,
    pub choice: &'a Choice,
    pub start: Timestamp,
    /// The present.
    pub now: Timestamp,
    /// Other free times.
    pub others: &'a [Timestamp],
}

impl TakenPage {
    /// The page for a time that somebody else took, or that was never on offer.
    pub(crate) fn new(visitor: &Visitor, taken: bool, wanted: &Wanted<'_>) -> Self {
        let view = View::new(visitor, Some(wanted.organization));
        let language = view.language;
        let link = |&at: &Timestamp| {
            let link = time_link(language, wanted.zones, wanted.goal, wanted.choice, at);
            TimeLink {
                label: language.near_moment(at, &wanted.zones.patient, wanted.now),
                clinic: link.clinic.map(|time| language.text_with("fact-at-clinic", &[("time", time.into())])),
                ..link
            }
        };
        Self {
            title: view.t(if taken { "taken-title" } else { "not-offered-title" }),
            text: view.t(if taken { "taken-text" } else { "not-offered-text" }),
            wanted: view.language.moment(wanted.start, &wanted.zones.patient),
            others: wanted.others.iter().map(link).collect(),
            all: wanted.goal.list(wanted.choice, None),
            view,
        }
    }
}

/// Whether a refusal means that the time is not to be had; and if so, whether somebody else took it.
pub(crate) fn is_about_time(error: &Error) -> Option<bool> {
    match error {
        Error::SlotTaken | Error::HoldExpired => Some(true),
        Error::SlotNotOffered(_) => Some(false),
        _ => None,
    }
}
