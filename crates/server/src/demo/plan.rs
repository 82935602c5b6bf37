//! What an organization of the demo looks like.

use availability::Channels;
use domain::questionnaire::ItemKind;
use domain::resource::ResourceKind;
use domain::service::StartRule;

/// An organization.
pub(super) struct Plan {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) time_zone: &'static str,
    pub(super) currency: &'static str,
    pub(super) phone_prefix: Option<&'static str>,
    pub(super) phone: &'static str,
    pub(super) email: &'static str,
    /// Beginning of an invented patient's phone number; seven digits follow.
    pub(super) patient_phone: &'static str,
    pub(super) locations: &'static [Place],
    pub(super) resources: &'static [Thing],
    pub(super) practitioners: &'static [Person],
    pub(super) forms: &'static [Form],
    pub(super) services: &'static [Offering],
}

/// A location.
pub(super) struct Place {
    pub(super) name: &'static str,
    pub(super) address: &'static str,
}

/// A resource, at the location of that index.
pub(super) struct Thing {
    pub(super) name: &'static str,
    pub(super) kind: ResourceKind,
    pub(super) location: usize,
}

/// A practitioner with their hours.
pub(super) struct Person {
    pub(super) prefix: Option<&'static str>,
    pub(super) given_name: &'static str,
    pub(super) family_name: &'static str,
    pub(super) specialty: &'static str,
    pub(super) rosters: &'static [Hours],
}

/// Weekly hours at the location of that index.
pub(super) struct Hours {
    pub(super) location: usize,
    /// 1 for Monday to 7 for Sunday.
    pub(super) weekdays: &'static [i8],
    pub(super) periods: &'static [(&'static str, &'static str)],
    /// Every how many weeks.
    pub(super) every_weeks: u16,
    pub(super) channels: Channels,
}

/// A questionnaire: the four customary questions, and these.
pub(super) struct Form {
    pub(super) title: &'static str,
    pub(super) questions: &'static [Question],
}

/// A question.
pub(super) struct Question {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) kind: ItemKind,
    pub(super) required: bool,
    pub(super) options: &'static [(&'static str, &'static str)],
}

/// A service.
pub(super) struct Offering {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) minutes: u16,
    pub(super) gap: u16,
    pub(super) start_rule: StartRule,
    pub(super) min_lead_hours: u32,
    pub(super) max_lead_days: u32,
    pub(super) price_minor: i64,
    pub(super) payment: Paying,
    /// Index of its form.
    pub(super) form: Option<usize>,
    pub(super) is_virtual: bool,
    pub(super) seats: Option<u16>,
    /// Indexes of those who offer it.
    pub(super) practitioners: &'static [usize],
    /// The kind of resource it needs one of.
    pub(super) needs: Option<ResourceKind>,
}

/// When a service asks for money.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Paying {
    /// Never when booking.
    Never,
    /// By card when booking.
    Now,
    /// By card when booking, or later.
    NowOrLater,
    /// The card is kept.
    CardKept,
}

/// The index of no location: whoever works from there sees patients by video only.
pub(super) const NOWHERE: usize = usize::MAX;
/// Monday to Friday.
pub(super) const WEEKDAYS: &[i8] = &[1, 2, 3, 4, 5];
/// A working day with a break at noon.
pub(super) const FULL_DAY: &[(&str, &str)] = &[("09:00", "12:30"), ("13:30", "17:30")];

/// Hours every week, for every channel.
pub(super) const fn hours(
    location: usize,
    weekdays: &'static [i8],
    periods: &'static [(&'static str, &'static str)],
) -> Hours {
    Hours { location, weekdays, periods, every_weeks: 1, channels: Channels::ALL }
}

/// A service free of charge at booking, every duration, from two hours to 60 days ahead.
pub(super) const fn offering(name: &'static str, description: &'static str, minutes: u16) -> Offering {
    Offering {
        name,
        description,
        minutes,
        gap: 0,
        start_rule: StartRule::EveryDuration,
        min_lead_hours: 2,
        max_lead_days: 60,
        price_minor: 0,
        payment: Paying::Never,
        form: Some(0),
        is_virtual: false,
        seats: None,
        practitioners: &[],
        needs: None,
    }
}
