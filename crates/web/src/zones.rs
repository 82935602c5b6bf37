//! Time zones: the patient's, the clinic's, and those to choose from.

use domain::{Location, Organization, time};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::format::{city, offset};
use crate::language::Language;

/// In which zones a page tells its times.
#[derive(Clone, Debug)]
pub(crate) struct Zones {
    /// The patient's: the one asked for, or the clinic's.
    pub patient: TimeZone,
    /// The clinic's.
    pub clinic: TimeZone,
    /// Whether the patient's was asked for.
    pub chosen: bool,
    /// Whether one was asked for that does not exist.
    pub unknown: bool,
}

impl Zones {
    /// The clinic's zone, and the one asked for if there is such a zone.
    pub(crate) fn new(asked: Option<&str>, clinic: TimeZone) -> Self {
        let found = asked.map(|name| time::time_zone("zone", name));
        let unknown = matches!(found, Some(Err(_)));
        let patient = found.and_then(Result::ok);
        Self { chosen: patient.is_some(), patient: patient.unwrap_or_else(|| clinic.clone()), clinic, unknown }
    }

    /// Whether the clocks of patient and clinic show different times then.
    pub(crate) fn differ_at(&self, at: Timestamp) -> bool {
        self.patient.to_offset(at) != self.clinic.to_offset(at)
    }

    /// The patient's zone by name, when it was asked for.
    pub(crate) fn chosen_name(&self) -> Option<&str> {
        self.patient.iana_name().filter(|_| self.chosen)
    }
}

/// The clinic's zone: that of its sites when they agree, else that of its head office.
pub(crate) fn clinic_zone(organization: &Organization, locations: &[Location]) -> TimeZone {
    let mut open = locations.iter().filter(|location| location.active).map(|location| location.time_zone.as_str());
    let first = open.next();
    let shared = first.filter(|first| open.all(|other| other == *first));
    named(shared.unwrap_or(&organization.time_zone))
}

/// A zone that was checked when it was saved.
pub(crate) fn named(name: &str) -> TimeZone {
    time::time_zone("time_zone", name).unwrap_or(TimeZone::UTC)
}

/// A group of a list to choose from.
#[derive(Clone, Debug)]
pub(crate) struct ZoneGroup {
    /// The part of the world.
    pub label: String,
    /// Its zones.
    pub choices: Vec<ZoneChoice>,
}

/// A zone to choose.
#[derive(Clone, Debug)]
pub(crate) struct ZoneChoice {
    /// Its name.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is in use.
    pub selected: bool,
}

/// The zones to choose from: first the clinic's and the one in use, then the world by regions. A zone for every clock in use,
/// not every name there is: the page stays small, and browsers fill in the visitor's own.
pub(crate) fn choices(language: Language, zones: &Zones, now: Timestamp) -> Vec<ZoneGroup> {
    let current = zones.patient.iana_name().unwrap_or("UTC");
    let clinic = zones.clinic.iana_name().unwrap_or("UTC");
    let choice = |name: &str| ZoneChoice {
        value: name.to_owned(),
        label: format!("{} ({})", city(name), offset(&named(name), now)),
        selected: name == current,
    };
    let near = if current == clinic { vec![clinic] } else { vec![current, clinic] };
    let first =
        ZoneGroup { label: language.text("zone-here"), choices: near.iter().map(|name| choice(name)).collect() };
    let regions = REGIONS.iter().map(|(key, names)| ZoneGroup {
        label: language.text(key),
        choices: names.split_whitespace().filter(|name| !near.contains(name)).map(choice).collect(),
    });
    std::iter::once(first).chain(regions).collect()
}

const REGIONS: [(&str, &str); 5] = [
    (
        "region-europe",
        "Europe/Amsterdam Europe/Athens Atlantic/Azores Europe/Belgrade Europe/Berlin Europe/Brussels \
         Europe/Bucharest Europe/Budapest Atlantic/Canary Europe/Copenhagen Europe/Dublin Europe/Helsinki \
         Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/London Europe/Madrid Europe/Moscow Europe/Oslo \
         Europe/Paris Europe/Prague Atlantic/Reykjavik Europe/Rome Europe/Stockholm Europe/Vienna \
         Europe/Warsaw Europe/Zurich",
    ),
    (
        "region-america",
        "America/Anchorage America/Argentina/Buenos_Aires America/Bogota America/Caracas America/Chicago \
         America/Denver America/Guatemala America/Halifax America/Havana America/Lima America/Los_Angeles \
         America/Manaus America/Mexico_City America/Montevideo America/New_York America/Phoenix \
         America/Puerto_Rico America/Regina America/Santiago America/Sao_Paulo America/St_Johns \
         America/Tijuana America/Toronto America/Vancouver America/Winnipeg",
    ),
    (
        "region-africa",
        "Africa/Abidjan Africa/Addis_Ababa Africa/Algiers Africa/Cairo Africa/Casablanca Africa/Johannesburg \
         Africa/Khartoum Africa/Kinshasa Africa/Lagos Africa/Nairobi Africa/Tripoli Africa/Tunis \
         Atlantic/Cape_Verde Indian/Mauritius",
    ),
    (
        "region-asia",
        "Asia/Almaty Asia/Amman Asia/Baghdad Asia/Baku Asia/Bangkok Asia/Beirut Asia/Colombo Asia/Damascus \
         Asia/Dhaka Asia/Dubai Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Kabul \
         Asia/Karachi Asia/Kathmandu Asia/Kolkata Asia/Manila Asia/Riyadh Asia/Seoul Asia/Shanghai \
         Asia/Singapore Asia/Tashkent Asia/Tehran Asia/Tokyo Asia/Yangon",
    ),
    (
        "region-pacific",
        "Australia/Adelaide Pacific/Auckland Australia/Brisbane Australia/Darwin Pacific/Fiji Pacific/Guam \
         Pacific/Honolulu Australia/Melbourne Australia/Perth Australia/Sydney Pacific/Tongatapu",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_to_choose_exists() {
        for name in REGIONS.iter().flat_map(|(_, names)| names.split_whitespace()) {
            assert!(time::time_zone("zone", name).is_ok(), "{name}");
        }
    }

    #[test]
    fn an_unknown_zone_falls_back_to_the_clinics() {
        let rome = named("Europe/Rome");
        let zones = Zones::new(Some("Mars/Olympus"), rome.clone());
        assert!(zones.unknown && !zones.chosen);
        assert_eq!(zones.patient, rome);
        let zones = Zones::new(Some("America/Toronto"), rome.clone());
        assert_eq!(zones.chosen_name(), Some("America/Toronto"));
        assert!(zones.differ_at(Timestamp::UNIX_EPOCH));
        assert_eq!(Zones::new(None, rome).chosen_name(), None);
    }

    #[test]
    fn the_zone_in_use_is_always_there_to_keep() {
        let zones = Zones::new(Some("Asia/Urumqi"), named("Europe/Rome"));
        let groups = choices(Language::En, &zones, Timestamp::UNIX_EPOCH);
        let selected: Vec<_> =
            groups.iter().flat_map(|group| &group.choices).filter(|choice| choice.selected).collect();
        assert_eq!(selected.len(), 1);
        assert_eq!(selected[0].value, "Asia/Urumqi");
    }
}
