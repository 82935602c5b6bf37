//! The database that is measured.

use std::sync::Arc;

use app::access::{Settings, kept_secret};
use app::api_key::{NamedPractices, NewApiKey};
use app::appointment::NewAppointment;
use app::availability::Who;
use app::location::NewLocation;
use app::mail::NoMail;
use app::meeting::RoomsAt;
use app::organization::NewOrganization;
use app::payment::NoPayments;
use app::practitioner::NewPractitioner;
use app::resource::NewResource;
use app::{App, Ctx, Db, Error, Parts, Tx};
use availability::{Channel, Channels};
use domain::organization::OrganizationSettings;
use domain::partner::PartnerDetails;
use domain::questionnaire::Answers;
use domain::roster::{LocalPeriod, RosterRules, WeekdayPeriods};
use domain::service::{PaymentRule, ServiceDetails, ServiceTeam, StartRule};
use domain::{Clock, Currency, Money, Organization, OsRandom, PractitionerId, Random, Scopes, ServiceId, SystemClock};
use jiff::{SignedDuration, Timestamp};

use crate::copies;
use crate::load::get;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A practice with services that are measured, and others that only take room.
pub(crate) struct Clinic {
    /// Where the database is, as `polyclinic` takes it.
    pub(crate) url: String,
    organization: Organization,
    /// One practitioner, about a third booked.
    pub(crate) single: ServiceId,
    /// Any of fifty practitioners, and one of ten rooms.
    pub(crate) any_of_fifty: ServiceId,
    /// Closed for a year.
    pub(crate) booked_out: ServiceId,
    /// Services of practitioners who work day and night, some for each measurement of bookings.
    booking: Vec<ServiceId>,
    /// Another such, for holds.
    pub(crate) holding: ServiceId,
    /// Who gives the first of these services.
    provider: PractitionerId,
    /// What a partner's program shows.
    token: String,
    /// Midnight (UTC) two days from now: the first start that is booked.
    first: Timestamp,
}

/// Opens an app on that database.
fn open(url: &str) -> Result<App> {
    let db = Db::open(url, 16)?;
    let random: Arc<dyn Random> = Arc::new(OsRandom);
    let access = Settings::of(kept_secret(&db, &random)?);
    Ok(App::new(Parts {
        db,
        access,
        clock: Arc::new(SystemClock),
        random,
        mailer: Arc::new(NoMail),
        payments: Arc::new(NoPayments),
        meetings: Arc::new(RoomsAt::new("https://meet.example.org/")),
    }))
}

impl Clinic {
    /// Seeds an empty database: the measured practice, and others of that many appointments that only take room.
    pub(crate) fn seed(url: &str, organizations: usize, appointments: usize) -> Result<Self> {
        let app = open(url)?;
        let inner = app.clone();
        let (organization, provider, services) = app.db().write(move |tx| measured(tx, &inner))?;
        let inner = app.clone();
        let token = app.db().write(move |tx| token(tx, &inner))?;
        fill(&app, &organization, services[0], appointments)?;
        if organizations > 1 {
            let inner = app.clone();
            let (template, service) = app.db().write(move |tx| unmeasured(tx, &inner))?;
            fill(&app, &template, service, appointments)?;
            copies::make(&app, &template, organizations - 2)?;
        }
        app.db().close();
        let [single, any_of_fifty, booked_out, holding] = services[..4] else {
            return Err("services are missing".into());
        };
        let (first, booking) = (day_after_tomorrow(), services[4..].to_vec());
        let url = url.to_owned();
        Ok(Self { url, organization, single, any_of_fifty, booked_out, booking, holding, provider, token, first })
    }

    /// An app on the database.
    pub(crate) fn open(&self) -> Result<App> {
        open(&self.url)
    }

    /// Anybody at the measured practice.
    pub(crate) fn ctx(&self, app: &App) -> Ctx {
        app.anonymous(self.organization.clone(), Channel::Online, "bench")
    }

    /// The request for the slots of that many days.
    pub(crate) fn slots(&self, days: i64) -> Vec<u8> {
        let date = |offset: i64| domain::time::plus_minutes(self.first, offset * 1440).strftime("%Y-%m-%d").to_string();
        let path = format!(
            "/careportals/services/{}/availability-v2?startDate={}&endDate={}",
            object_id(self.single),
            date(0),
            date(days - 1)
        );
        get(&path, "organization: bench\r\n")
    }

    /// The request of a partner's program for the starts of a day.
    pub(crate) fn naturae_slots(&self) -> Vec<u8> {
        let path = format!(
            "/naturae/v1/{SLUG}/availability/providers/{}/slots?date={}&duration=30",
            self.provider,
            self.first.strftime("%Y-%m-%d")
        );
        get(&path, &format!("authorization: Bearer {}\r\n", self.token))
    }

    /// Requests that each book another start. Every round and number of connections has starts of its own.
    pub(crate) fn bookings(&self, round: usize, connections: usize) -> Arc<Vec<Vec<u8>>> {
        let part = round * 3 + [1, 16, 32].iter().position(|&known| known == connections).unwrap_or_default();
        let start = |number: usize| {
            let quarter = i64::try_from(number / SERVICES).unwrap_or(0);
            domain::time::plus_minutes(self.first, 15 * quarter)
        };
        Arc::new((0..BOOKINGS).map(|number| self.booking(start(number), part, number)).collect())
    }

    fn booking(&self, start: Timestamp, part: usize, number: usize) -> Vec<u8> {
        let body = serde_json::json!({
            "serviceId": object_id(self.booking[(part * SERVICES + number % SERVICES) % self.booking.len()]),
            "reservation": start.to_string(),
            "values": {
                "firstName": format!("Given{number}"), "lastName": "Bench", "email": format!("p{part}x{number}@example.com"),
                "visitReason": "A check."
            },
            "meta": { "timezone": "Europe/Berlin" },
        });
        let body = body.to_string();
        let head = format!(
            "POST /careportals/appointments HTTP/1.1\r\nhost: bench\r\norganization: bench\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n",
            body.len()
        );
        (head + &body).into_bytes()
    }

    /// A start that one of those who hold has for themselves.
    pub(crate) fn hold_start(&self, worker: usize) -> Timestamp {
        domain::time::plus_minutes(self.first, 15 * i64::try_from(worker).unwrap_or(0))
    }
}

/// The short name of the measured practice.
const SLUG: &str = "bench";
/// Measurements of bookings that have starts of their own: three in each of five rounds.
const MEASUREMENTS: usize = 15;
/// Services that each measurement books in turn, each with a practitioner of its own: who books at one moment books with many.
const SERVICES: usize = 20;
/// Bookings prepared for each measurement.
const BOOKINGS: usize = 60_000;

fn day_after_tomorrow() -> Timestamp {
    let day = SystemClock.now().as_second().div_euclid(86_400) + 2;
    Timestamp::from_second(day * 86_400).unwrap_or(Timestamp::MAX)
}

/// As the CarePortals door spells it.
fn object_id(id: ServiceId) -> String {
    format!("6a000101{:016x}", id.0)
}

pub(crate) fn organization(tx: &mut Tx<'_>, app: &App, slug: &str) -> app::Result<Organization> {
    app::organization::create(
        tx,
        app,
        "bench",
        app.now(),
        &NewOrganization {
            slug: slug.to_owned(),
            name: "Bench".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            currency: "EUR".to_owned(),
            settings: OrganizationSettings::default(),
        },
    )
}

/// A token of a partner's for the measured practice.
fn token(tx: &mut Tx<'_>, app: &App) -> app::Result<String> {
    let operator = app.operator("bench");
    let partner = app::partner::create(tx, &operator, PartnerDetails::named("Bench"))?.id;
    let practices = NamedPractices::Only(vec![SLUG.to_owned()]);
    let new = NewApiKey { name: "bench".to_owned(), partner, scopes: Scopes::ALL, practices, expires_at: None };
    let created = app::api_key::create(tx, &operator, &new)?;
    Ok(app::access::exchange(tx, app, &created.secret, SLUG, "bench")?.token)
}

fn measured(tx: &mut Tx<'_>, app: &App) -> app::Result<(Organization, PractitionerId, Vec<ServiceId>)> {
    let organization = organization(tx, app, SLUG)?;
    let ctx = app.system(organization.clone(), "bench", app.now());
    let place = app::location::create(
        tx,
        &ctx,
        &NewLocation { name: "Bench".to_owned(), address: None, time_zone: "Europe/Berlin".to_owned() },
    )?;
    let office = [LocalPeriod { start: 480, end: 720 }, LocalPeriod { start: 780, end: 1080 }];
    let always = [LocalPeriod { start: 0, end: 1440 }];
    let mut people = Vec::new();
    for periods in
        std::iter::repeat_n(&office[..], 52).chain(std::iter::repeat_n(&always[..], 1 + MEASUREMENTS * SERVICES))
    {
        people.push(practitioner(tx, &ctx, place.id, periods)?);
    }
    let mut rooms = Vec::new();
    for number in 0..10 {
        let kind = domain::resource::ResourceKind::Room;
        let room = NewResource { location_id: place.id, kind, name: format!("Room {number}"), capacity: 1 };
        rooms.push(app::resource::create(tx, &ctx, &room)?.id);
    }
    let alone = |person: usize| ServiceTeam { practitioners: vec![people[person].0], requirements: vec![] };
    let fifty =
        ServiceTeam { practitioners: people[2..52].iter().map(|person| person.0).collect(), requirements: vec![rooms] };
    let mut create =
        |details, team: &ServiceTeam| app::service::create(tx, &ctx, details, team).map(|service| service.id);
    let mut services = vec![
        create(details(organization.currency, "Single", 30), &alone(0))?,
        create(details(organization.currency, "Any of fifty", 30), &fifty)?,
        create(details(organization.currency, "Booked out", 30), &alone(1))?,
        create(details(organization.currency, "Holding", 15), &alone(52))?,
    ];
    for number in 0..MEASUREMENTS * SERVICES {
        services.push(create(details(organization.currency, "Booking", 15), &alone(53 + number))?);
    }
    let year = domain::time::plus_minutes(app.now(), 366 * 1440);
    let closure =
        app::closure::NewClosure { calendars: Some(vec![people[1].1]), start: app.now(), end: year, reason: None };
    app::closure::create(tx, &ctx, &closure)?;
    Ok((organization, people[0].0, services))
}

fn unmeasured(tx: &mut Tx<'_>, app: &App) -> app::Result<(Organization, ServiceId)> {
    let organization = organization(tx, app, "other")?;
    let ctx = app.system(organization.clone(), "bench", app.now());
    let zone = "Europe/Berlin".to_owned();
    let place =
        app::location::create(tx, &ctx, &NewLocation { name: "Bench".to_owned(), address: None, time_zone: zone })?;
    let person = practitioner(tx, &ctx, place.id, &[LocalPeriod { start: 0, end: 1440 }])?;
    let team = ServiceTeam { practitioners: vec![person.0], requirements: vec![] };
    let service = app::service::create(tx, &ctx, details(organization.currency, "Other", 30), &team)?;
    Ok((organization, service.id))
}

fn practitioner(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    place: domain::LocationId,
    periods: &[LocalPeriod],
) -> app::Result<(PractitionerId, domain::CalendarId)> {
    let new = NewPractitioner {
        given_name: "Given".to_owned(),
        family_name: "Family".to_owned(),
        ..NewPractitioner::default()
    };
    let person = app::practitioner::create(tx, ctx, &new)?;
    let rules = RosterRules {
        time_zone: "Europe/Berlin".to_owned(),
        valid_from: None,
        valid_until: None,
        every_weeks: 1,
        anchor: jiff::civil::date(2026, 1, 5),
        weekly: (1..=7).map(|weekday| WeekdayPeriods { weekday, periods: periods.to_vec() }).collect(),
        channels: Channels::ALL,
    };
    app::roster::create(tx, ctx, person.calendar_id, Some(place), rules)?;
    Ok((person.id, person.calendar_id))
}

fn details(currency: Currency, name: &str, duration: u16) -> ServiceDetails {
    ServiceDetails {
        name: name.to_owned(),
        description: None,
        duration,
        gap: 0,
        buffer_before: 0,
        buffer_after: 0,
        start_rule: StartRule::EveryDuration,
        min_lead: 0,
        max_lead: domain::service::LEAD_MAX,
        change_notice: 0,
        payment: PaymentRule {
            enabled: false,
            price: Money::new(0, currency),
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

/// Books every third half hour, from now into the future and then into the past, a thousand in a transaction.
fn fill(app: &App, organization: &Organization, service_id: ServiceId, appointments: usize) -> Result<()> {
    let first = day_after_tomorrow();
    let total = i64::try_from(appointments)?;
    for from in (0..total).step_by(1000) {
        let (inner, organization) = (app.clone(), organization.clone());
        app.db().write(move |tx| {
            for number in from..(from + 1000).min(total) {
                let half = total / 2;
                let start = domain::time::plus_minutes(first, (number - half) * 90);
                let made = start.checked_sub(SignedDuration::from_hours(48)).unwrap_or(start).min(inner.now());
                let ctx = inner.system(organization.clone(), "bench", made);
                let new = NewAppointment {
                    service_id,
                    who: Who::default(),
                    start,
                    patient_id: None,
                    answers: Answers::new(),
                    patient_time_zone: None,
                    overbooking_reason: None,
                };
                match app::appointment::book(tx, &ctx, &new) {
                    Ok(_) | Err(Error::SlotNotOffered(_) | Error::SlotTaken) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}
