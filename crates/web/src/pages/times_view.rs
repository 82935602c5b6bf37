//! A list of free times, as the pages for booking and for moving show it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::format::offset;
use crate::language::Language;
use crate::links::Goal;
use crate::times::{Choice, Times};
use crate::zones::{ZoneGroup, Zones, choices};

/// Free times, and the ways to other ones.
#[derive(Clone, Debug)]
pub(crate) struct TimesView {
    /// What is worth knowing first.
    pub notices: Vec<String>,
    /// The first free time of all.
    pub first: Option<TimeLink>,
    /// The days with free times.
    pub days: Vec<DayOfTimes>,
    /// What to say when there are no days.
    pub none: String,
    /// Days before.
    pub earlier: Option<String>,
    /// Days after.
    pub later: Option<String>,
    /// In which zone the times are.
    pub zone_note: String,
    /// Which times the clinic's are, when they differ.
    pub clinic_note: Option<String>,
    /// Other days, people and zones.
    pub chooser: Chooser,
}

/// A day.
#[derive(Clone, Debug)]
pub(crate) struct DayOfTimes {
    /// Its date, `YYYY-MM-DD`.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its free times.
    pub times: Vec<TimeLink>,
}

/// A time to choose.
#[derive(Clone, Debug)]
pub(crate) struct TimeLink {
    /// The next step.
    pub href: String,
    /// The instant, for machines.
    pub iso: String,
    /// The time, or day and time, of the patient.
    pub label: String,
    /// The time at the clinic, where it differs.
    pub clinic: Option<String>,
}

/// The form for other days, people and zones.
#[derive(Clone, Debug)]
pub(crate) struct Chooser {
    /// Where it leads.
    pub action: String,
    /// What it carries unseen.
    pub hidden: Vec<(String, String)>,
    /// The first day shown.
    pub from: String,
    /// Today.
    pub today: String,
    /// With whom; none when there is no choice.
    pub people: Vec<Person>,
    /// The zones.
    pub zones: Vec<ZoneGroup>,
    /// The zone in use, when nobody chose it: the script then asks the browser for the visitor's.
    pub presumed_zone: Option<String>,
}

/// Somebody to choose.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// An id, or `any`.
    pub value: String,
    /// The name.
    pub label: String,
    /// Whether these are their times.
    pub selected: bool,
}

impl TimesView {
    /// The view of these times.
    pub(crate) fn new(language: Language, times: &Times, goal: &Goal, choice: &Choice) -> Self {
        let choice = &Choice {
            // A zone that does not exist is not carried on.
            zone: choice.zone.clone().filter(|_| !times.zones.unknown),
            ..choice.clone()
        };
        let days = times.days.iter().map(|(date, starts)| day(language, times, goal, choice, *date, starts));
        let differs = times.days.iter().flat_map(|(_, starts)| starts).any(|&at| times.zones.differ_at(at));
        let clinic_note = differs.then(|| {
            let zone = language.zone(&times.zones.clinic, times.now);
            language.text_with("times-clinic-zone", &[("zone", zone.into())])
        });
        Self {
            notices: notices(language, times),
            first: times.first.map(|at| TimeLink {
                label: language.near_moment(at, &times.zones.patient, times.now),
                ..time_link(language, &times.zones, goal, choice, at)
            }),
            days: days.collect(),
            none: language.text(if times.first.is_some() { "times-none-then" } else { "times-none" }),
            earlier: times.earlier.map(|date| goal.list(choice, Some(date))),
            later: times.later.map(|date| goal.list(choice, Some(date))),
            zone_note: zone_note(language, times),
            clinic_note,
            chooser: chooser(language, times, goal),
        }
    }
}

fn notices(language: Language, times: &Times) -> Vec<String> {
    let said = [(times.zones.unknown, "times-unknown-zone"), (times.unknown_day, "times-unknown-day")];
    said.into_iter().filter(|(is, _)| *is).map(|(_, key)| language.text(key)).collect()
}

fn zone_note(language: Language, times: &Times) -> String {
    let patient = &times.zones.patient;
    // Places are named in English only, so the usual case does without.
    if patient.iana_name() == times.zones.clinic.iana_name() {
        return language.text_with("times-zone-clinic", &[("offset", offset(patient, times.now).into())]);
    }
    language.text_with("times-zone", &[("zone", language.zone(patient, times.now).into())])
}

fn day(
    language: Language,
    times: &Times,
    goal: &Goal,
    choice: &Choice,
    date: Date,
    starts: &[Timestamp],
) -> DayOfTimes {
    let today = times.zones.patient.to_datetime(times.now).date();
    let mut links: Vec<TimeLink> =
        starts.iter().map(|&at| time_link(language, &times.zones, goal, choice, at)).collect();
    tell_apart(&mut links, starts, &times.zones);
    DayOfTimes { id: date.to_string(), label: language.near_date(date, today), times: links }
}

/// A time to choose, with the clinic's where it differs.
pub(crate) fn time_link(language: Language, zones: &Zones, goal: &Goal, choice: &Choice, at: Timestamp) -> TimeLink {
    let local = zones.patient.to_datetime(at);
    TimeLink {
        href: goal.start(choice, at),
        iso: at.to_string(),
        label: language.time(local),
        clinic: zones.differ_at(at).then(|| clinic_time(language, local, zones.clinic.to_datetime(at))),
    }
}

/// The clinic's time; with its weekday where that is another one.
fn clinic_time(language: Language, local: DateTime, at_clinic: DateTime) -> String {
    let time = language.time(at_clinic);
    if local.date() == at_clinic.date() { time } else { format!("{} {time}", language.short_weekday(at_clinic.date())) }
}

/// Where a clock is put back, an hour comes twice: then the zone's abbreviation tells which is meant.
fn tell_apart(links: &mut [TimeLink], starts: &[Timestamp], zones: &Zones) {
    let labels: Vec<String> = links.iter().map(|link| link.label.clone()).collect();
    for (link, &at) in links.iter_mut().zip(starts) {
        if labels.iter().filter(|label| **label == link.label).count() > 1 {
            let abbreviation = zones.patient.to_offset_info(at).abbreviation().to_owned();
            link.label = format!("{} {abbreviation}", link.label);
        }
    }
}

fn chooser(language: Language, times: &Times, goal: &Goal) -> Chooser {
    let chosen = times.who.practitioner_id;
    let anyone = Person { value: "any".to_owned(), label: language.text("times-anyone"), selected: chosen.is_none() };
    let person = |practitioner: &domain::Practitioner| Person {
        value: practitioner.id.to_string(),
        label: practitioner.display_name(),
        selected: chosen == Some(practitioner.id),
    };
    let people: Vec<Person> = std::iter::once(anyone).chain(times.team.iter().map(person)).collect();
    Chooser {
        action: goal.path(),
        hidden: goal.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        from: times.from.to_string(),
        today: times.zones.patient.to_datetime(times.now).date().to_string(),
        // "Anyone" and one person are no choice.
        people: if people.len() > 2 { people } else { Vec::new() },
        zones: choices(language, &times.zones, times.now),
        presumed_zone: if times.zones.chosen { None } else { times.zones.patient.iana_name().map(str::to_owned) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zones::named;
    use domain::ServiceId;

    fn links(zone: &str, starts: &[&str]) -> Vec<TimeLink> {
        let zones = Zones::new(Some(zone), named("Europe/Rome"));
        let starts: Vec<Timestamp> = starts.iter().map(|start| start.parse().unwrap()).collect();
        let goal = Goal::Book { slug: "alice".to_owned(), service: ServiceId(1) };
        let link = |&at| time_link(Language::En, &zones, &goal, &Choice::default(), at);
        let mut links: Vec<TimeLink> = starts.iter().map(link).collect();
        tell_apart(&mut links, &starts, &zones);
        links
    }

    #[test]
    fn the_clinics_time_stands_beside_where_it_differs() {
        assert_eq!(links("Europe/Paris", &["2026-03-02T08:00:00Z"])[0].clinic, None);
        let toronto = links("America/Toronto", &["2026-03-02T08:00:00Z"]);
        assert_eq!(toronto[0].label, "3:00\u{a0}AM");
        assert_eq!(toronto[0].clinic.as_deref(), Some("9:00\u{a0}AM"));
        let auckland = links("Pacific/Auckland", &["2026-03-02T15:00:00Z"]);
        assert_eq!(auckland[0].clinic.as_deref(), Some("Mon 4:00\u{a0}PM"));
    }

    #[test]
    fn an_hour_that_comes_twice_is_told_apart() {
        let folded = links("Europe/Rome", &["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
        assert_eq!(folded[0].label, "2:30\u{a0}AM CEST");
        assert_eq!(folded[1].label, "2:30\u{a0}AM CET");
    }
}
