//! The appointment as a calendar file (iCalendar, RFC 5545), for the patient's own calendar.

use domain::AppointmentStatus;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::pages::manage::Managed;

/// Writes the file. Times are instants in UTC, which every calendar shows in its owner's zone. The key is not in it: calendars
/// are shared with families and colleagues.
pub(crate) fn write(managed: &Managed, public_url: &str) -> String {
    let appointment = &managed.appointment;
    let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
    let host = host.split(['/', ':']).next().unwrap_or(host);
    let slug = &managed.organization.slug;
    let mut event = Event::new();
    event
        .uid(&format!("appointment-{}@{slug}.{host}", appointment.id))
        .summary(&one_line(&format!("{} – {}", appointment.service_name, managed.organization.name)))
        .add_property("DTSTAMP", utc(appointment.updated_at))
        .add_property("LAST-MODIFIED", utc(appointment.updated_at))
        .add_property("DTSTART", utc(appointment.start))
        .add_property("DTEND", utc(appointment.end))
        .add_property("CLASS", "PRIVATE")
        .sequence(sequence(appointment.created_at, appointment.updated_at))
        .status(status(appointment.status));
    if let Some(url) = &appointment.join_url {
        event.location(url).add_property("URL", url);
    } else if let Some(location) = &managed.location {
        let address = location.address.as_deref().unwrap_or_default();
        event.location(&one_line(&format!("{}\n{address}", location.name)));
    }
    let mut calendar = Calendar::empty();
    let head = [("VERSION", "2.0"), ("PRODID", "-//Polyclinic//Booking pages//EN"), ("METHOD", "PUBLISH")];
    for (name, value) in head {
        calendar.append_property(Property::new(name, value));
    }
    calendar.push(event.done());
    calendar.to_string()
}

fn status(status: AppointmentStatus) -> EventStatus {
    match status {
        AppointmentStatus::Pending => EventStatus::Tentative,
        AppointmentStatus::Cancelled => EventStatus::Cancelled,
        AppointmentStatus::Booked
        | AppointmentStatus::Arrived
        | AppointmentStatus::Fulfilled
        | AppointmentStatus::NoShow => EventStatus::Confirmed,
    }
}

/// Rises with every change, from 0: the seconds between making and last changing it.
fn sequence(created: Timestamp, updated: Timestamp) -> u32 {
    let seconds = updated.duration_since(created).as_secs();
    u32::try_from(seconds).unwrap_or(0)
}

fn utc(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Line breaks become commas: not every calendar shows more than one line, and a stray CR would end the property.
fn one_line(text: &str) -> String {
    let lines = text.lines().map(|line| line.replace('\r', ""));
    let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(text: &str) -> String {
        let mut event = Event::new();
        event.uid("1").summary(&one_line(text)).location(&one_line(text));
        let mut calendar = Calendar::empty();
        calendar.push(event.done());
        calendar.to_string()
    }

    /// The names of the properties, once folded lines are put together again.
    fn names(file: &str) -> Vec<String> {
        assert!(file.split("\r\n").all(|line| !line.contains(['\r', '\n'])), "{file:?}");
        let unfolded = file.replace("\r\n ", "");
        unfolded.lines().map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned()).collect()
    }

    proptest! {
        #[test]
        fn no_text_makes_a_line_of_its_own(text in "\\PC{0,40}([\r\n\t\\\\;,:\"]|\u{2028}|\u{85}|\\PC){0,80}") {
            let mut found = names(&file(&text));
            let mut plain = names(&file("plain"));
            found.sort();
            plain.sort();
            prop_assert_eq!(found, plain);
        }
    }
}
