//! The clinic that is fought over: small, so that everybody wants the same.

use app::location::NewLocation;
use app::organization::NewOrganization;
use app::practitioner::NewPractitioner;
use app::resource::NewResource;
use app::{Ctx, Result, Tx};
use availability::Channels;
use domain::organization::OrganizationSettings;
use domain::resource::ResourceKind;
use domain::roster::{LocalPeriod, RosterRules, WeekdayPeriods};
use domain::service::{PaymentRule, ServiceDetails, ServiceTeam, StartRule};
use domain::{Clock, Currency, Location, LocationId, Money, PractitionerId, Resource, ResourceId};

use crate::clock::START;
use crate::door::Door;

/// Its short name.
pub(crate) const SLUG: &str = "chaos";
/// How many practitioners there are.
const PRACTITIONERS: usize = 8;
/// How many working days are fought over.
pub(crate) const DAYS: u64 = 8;
/// Minutes from midnight at which a roster may open.
pub(crate) const OPENINGS: [u16; 3] = [480, 510, 540];

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 1440 * MINUTE;

/// Ids of the clinic.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clinic {
    /// Of practitioners and resources.
    pub(crate) calendars: Vec<i64>,
    /// One for each practitioner.
    pub(crate) rosters: Vec<i64>,
    /// 30 minutes with anybody.
    pub(crate) checkup: i64,
    /// 60 minutes with anybody, on one of four chairs.
    pub(crate) cleaning: i64,
    /// 30 minutes with anybody, at one of three devices of one calendar, with buffers and a gap.
    pub(crate) scan: i64,
    /// A class of six, 45 minutes, with anybody.
    pub(crate) class: i64,
}

/// That minute of a working day from the second week on, in microseconds.
pub(crate) fn minute_of(day: u64, minute: i64) -> i64 {
    let start: jiff::Timestamp = START.parse().expect("a literal instant");
    let days = i64::try_from(7 + day / 5 * 7 + day % 5).expect("a few weeks");
    start.as_microsecond().div_euclid(DAY) * DAY + days * DAY + minute * MINUTE
}

/// The local date of such a day. The clinic is at Greenwich, and so are its days.
pub(crate) fn date_of(day: u64) -> String {
    let at = jiff::Timestamp::from_microsecond(minute_of(day, 0)).expect("an instant");
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// The hours of every day, from that minute on.
pub(crate) fn rules(opens: u16) -> RosterRules {
    let periods = vec![LocalPeriod { start: opens, end: 720 }, LocalPeriod { start: 780, end: 1020 }];
    RosterRules {
        time_zone: "UTC".to_owned(),
        valid_from: None,
        valid_until: None,
        every_weeks: 1,
        anchor: jiff::civil::date(2026, 3, 2),
        weekly: (1..=5).map(|weekday| WeekdayPeriods { weekday, periods: periods.clone() }).collect(),
        channels: Channels::ALL,
    }
}

impl Clinic {
    /// Sets it up in an empty database.
    pub(crate) fn set_up(url: &str, clock: impl Clock + 'static) -> Self {
        let app = Door::app(url, clock).expect("the database opens");
        let inner = app.clone();
        let clinic = app.db().write(move |tx| {
            let new = NewOrganization {
                slug: SLUG.to_owned(),
                name: "Practice of chaos".to_owned(),
                time_zone: "UTC".to_owned(),
                currency: "EUR".to_owned(),
                settings: OrganizationSettings::default(),
            };
            let organization = app::organization::create(tx, &inner, "set-up", inner.now(), &new)?;
            Self::default().fill(tx, &inner.system(organization, "set-up", inner.now()))
        });
        app.db().close();
        clinic.expect("the clinic is set up")
    }

    fn fill(mut self, tx: &mut Tx<'_>, ctx: &Ctx) -> Result<Self> {
        let place = NewLocation { name: "Old Town".to_owned(), address: None, time_zone: "UTC".to_owned() };
        let location: Location = app::location::create(tx, ctx, &place)?;
        let mut practitioners = Vec::new();
        for number in 0..PRACTITIONERS {
            practitioners.push(self.add_practitioner(tx, ctx, number, location.id)?);
        }
        let mut resource = |name: &str, capacity| self.add_resource(tx, ctx, name, location.id, capacity);
        let chairs = (1..=4).map(|number| resource(&format!("Chair {number}"), 1)).collect::<Result<Vec<_>>>()?;
        let devices = vec![resource("Devices", 3)?];
        let with = |requirements| ServiceTeam { practitioners: practitioners.clone(), requirements };
        let buffered = ServiceDetails { buffer_before: 5, buffer_after: 10, gap: 5, ..details("Scan", 30) };
        let seated = ServiceDetails { seats: Some(6), ..details("Class", 45) };
        self.checkup = app::service::create(tx, ctx, details("Check-up", 30), &with(vec![]))?.id.0;
        self.cleaning = app::service::create(tx, ctx, details("Cleaning", 60), &with(vec![chairs]))?.id.0;
        self.scan = app::service::create(tx, ctx, buffered, &with(vec![devices]))?.id.0;
        self.class = app::service::create(tx, ctx, seated, &with(vec![]))?.id.0;
        Ok(self)
    }

    fn add_practitioner(
        &mut self,
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        number: usize,
        location: LocationId,
    ) -> Result<PractitionerId> {
        let (given_name, family_name) = (format!("Bob {number}"), "Example".to_owned());
        let new = NewPractitioner { given_name, family_name, ..NewPractitioner::default() };
        let practitioner = app::practitioner::create(tx, ctx, &new)?;
        let roster = app::roster::create(tx, ctx, practitioner.calendar_id, Some(location), rules(OPENINGS[0]))?;
        self.calendars.push(practitioner.calendar_id.0);
        self.rosters.push(roster.id.0);
        Ok(practitioner.id)
    }

    fn add_resource(
        &mut self,
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        name: &str,
        location_id: LocationId,
        capacity: u16,
    ) -> Result<ResourceId> {
        let new = NewResource { location_id, kind: ResourceKind::Chair, name: name.to_owned(), capacity };
        let resource: Resource = app::resource::create(tx, ctx, &new)?;
        self.calendars.push(resource.calendar_id.0);
        Ok(resource.id)
    }
}

fn details(name: &str, duration: u16) -> ServiceDetails {
    ServiceDetails {
        name: name.to_owned(),
        description: None,
        duration,
        gap: 0,
        buffer_before: 0,
        buffer_after: 0,
        start_rule: StartRule::EveryDuration,
        min_lead: 0,
        max_lead: 60 * 1440,
        change_notice: 0,
        payment: PaymentRule {
            enabled: false,
            price: Money::new(0, Currency::parse("EUR").expect("a literal currency")),
            pay_later: false,
            save_card_only: false,
            health_card_coverage: 0,
        },
        questionnaire_id: None,
        is_virtual: false,
        seats: None,
        channels: Channels::ALL,
    }
}
