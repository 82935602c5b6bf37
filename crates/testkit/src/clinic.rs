//! A clinic to test against, with the permanent cast.
//!
//! Alice owns the practice, Bob works there, Charlie owns *another* practice and must never see anything of Alice's.

use std::num::NonZeroU32;
use std::sync::Arc;

use api_common::{Bounds, Core, CoreParts, LimitSettings, Limits, Tries};
use app::access::Settings;
use app::api_key::{NamedPractices, NewApiKey};
use app::closure::NewClosure;
use app::location::NewLocation;
use app::mail::NoMail;
use app::meeting::RoomsAt;
use app::organization::NewOrganization;
use app::payment::TestPayments;
use app::practitioner::NewPractitioner;
use app::resource::NewResource;
use app::{App, Ctx, Parts, Result, Tx};
use availability::{Channel, Channels};
use domain::organization::OrganizationSettings;
use domain::partner::PartnerDetails;
use domain::questionnaire::ItemKind;
use domain::resource::ResourceKind;
use domain::roster::{LocalPeriod, RosterRules, WeekdayPeriods};
use domain::secret::Secret;
use domain::service::{PaymentRule, ServiceDetails, ServiceTeam, StartRule};
use domain::{
    Currency, FrozenClock, InstallationSecret, Location, Money, Organization, Practitioner, Questionnaire,
    QuestionnaireItem, Resource, Roster, Scopes, SeededRandom, Service,
};
use jiff::Timestamp;

use crate::cluster::on_a_plain_thread;
use crate::{Engine, TestDatabase};

/// When the frozen clock begins: Monday 2 March 2026, 08:00 in Rome, an hour before both practices open.
pub const START: &str = "2026-03-02T07:00:00Z";

/// What the operator of the test clinic signs in with.
pub const ADMIN_SECRET: &str = "the operator of the test clinic";

/// Two practices on a fresh database, and a clock that stands still.
pub struct TestClinic {
    /// The core.
    pub app: App,
    /// The clock.
    pub clock: Arc<FrozenClock>,
    /// Alice's practice.
    pub alice: Practice,
    /// Charlie's practice.
    pub charlie: Practice,
    /// The database; last, so that it is removed after everything that uses it.
    pub database: TestDatabase,
}

/// A practice in Rome, open Monday to Friday, 09:00 to 12:00 and 13:00 to 17:00.
#[derive(Clone, Debug)]
pub struct Practice {
    /// The tenant; its short name is `alice` or `charlie`.
    pub organization: Organization,
    /// Its only site.
    pub location: Location,
    /// Who does everything.
    pub bob: Practitioner,
    /// Bob's hours.
    pub bobs_roster: Roster,
    /// Who does cleanings, with Bob.
    pub dana: Practitioner,
    /// Dana's hours.
    pub danas_roster: Roster,
    /// The only chair; cleanings need it.
    pub chair: Resource,
    /// First name, last name, e-mail, reason (all needed), phone.
    pub questionnaire: Questionnaire,
    /// 30 minutes with Bob; the questionnaire; at least an hour and at most 30 days ahead.
    pub checkup: Service,
    /// 60 minutes with Bob or Dana, on the chair; asks nothing.
    pub cleaning: Service,
    /// 15 minutes with Bob by video, 5 minutes between; the questionnaire.
    pub video: Service,
    /// 30 minutes with Bob for 80.00 EUR, by card; the questionnaire; a health card bears half.
    pub paid: Service,
    /// A class of 8 with Dana, 45 minutes.
    pub class: Service,
}

impl TestClinic {
    /// Starts it.
    ///
    /// # Panics
    /// When the engine isn't available, or anything goes wrong.
    pub fn start(engine: Engine) -> Self {
        let database = TestDatabase::new(engine).expect("the engine is available");
        // PostgreSQL's client can't be opened on a thread of a runtime, where asynchronous tests are.
        let db = on_a_plain_thread(|| app::Db::open(&database.url, 16).expect("the database opens"));
        let clock = Arc::new(FrozenClock::new(START.parse().expect("a literal instant")));
        let app = App::new(Parts {
            db,
            clock: clock.clone(),
            random: Arc::new(SeededRandom::new(42)),
            payments: Arc::new(TestPayments),
            meetings: Arc::new(RoomsAt::new("https://meet.example.org/")),
            mailer: Arc::new(NoMail),
            access: access(),
        });
        let (alice, charlie) = (practice(&app, "alice"), practice(&app, "charlie"));
        Self { app, clock, alice, charlie, database }
    }

    /// The same core where access is given in another way.
    pub fn app_with(&self, access: Settings) -> App {
        self.app_of(|parts| Parts { access, ..parts })
    }

    /// The same core of other parts.
    pub fn app_of(&self, change: impl FnOnce(Parts) -> Parts) -> App {
        App::new(change(Parts {
            db: self.app.db().clone(),
            clock: self.clock.clone(),
            random: Arc::new(SeededRandom::new(43)),
            payments: Arc::new(TestPayments),
            meetings: Arc::new(RoomsAt::new("https://meet.example.org/")),
            mailer: Arc::new(NoMail),
            access: access(),
        }))
    }

    /// What the doors hold. Limits are out of reach, as the clock stands still.
    pub fn core(&self) -> Core {
        self.core_with(out_of_reach())
    }

    /// What the doors hold, with these limits.
    pub fn core_with(&self, limits: LimitSettings) -> Core {
        self.core_of(limits, Bounds::default())
    }

    /// What the doors hold, with requests within these bounds.
    pub fn core_within(&self, bounds: Bounds) -> Core {
        self.core_of(out_of_reach(), bounds)
    }

    fn core_of(&self, limits: LimitSettings, bounds: Bounds) -> Core {
        Core::new(CoreParts {
            app: self.app.clone(),
            public_url: "http://clinic.test".to_owned(),
            base_domain: Some("clinic.test".to_owned()),
            tries: Tries::per_hour(20),
            limits: Limits::new(&self.app, limits),
            bounds,
            trust_proxy_headers: true,
        })
    }

    /// Anybody at a practice's door.
    pub fn anonymous(&self, practice: &Practice) -> Ctx {
        self.app.anonymous(practice.organization.clone(), Channel::Online, "test")
    }

    /// Somebody of a practice's staff.
    pub fn staff(&self, practice: &Practice) -> Ctx {
        self.app.staff(practice.organization.clone(), "bob", "test")
    }

    /// The operator.
    pub fn system(&self, practice: &Practice) -> Ctx {
        self.app.system(practice.organization.clone(), "test", self.app.now())
    }

    /// A token for everything in that practice, of a partner of that name.
    ///
    /// # Panics
    /// When it can't be made.
    pub fn partner_token(&self, slug: &'static str) -> String {
        let app = self.app.clone();
        let issued = self.write(move |tx| {
            let operator = app.operator("test");
            let details = PartnerDetails::named(format!("Partner of {slug}"));
            let partner = app::partner::create(tx, &operator, details)?.id;
            let practices = NamedPractices::Only(vec![slug.to_owned()]);
            let new = NewApiKey { name: "all".to_owned(), partner, scopes: Scopes::ALL, practices, expires_at: None };
            let created = app::api_key::create(tx, &operator, &new)?;
            app::access::exchange(tx, &app, &created.secret, slug, "test")
        });
        issued.expect("a token").token
    }

    /// Runs a write and waits for it.
    ///
    /// # Errors
    /// What the closure says.
    pub fn write<T: Send + 'static>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.app.db().write(work)
    }

    /// Runs a read and waits for it.
    ///
    /// # Errors
    /// What the closure says.
    pub fn read<T: Send + 'static>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.app.db().read(work)
    }

    /// Closes some calendars, or all.
    ///
    /// # Errors
    /// What the use case says.
    pub fn close(&self, practice: &Practice, closure: NewClosure) -> Result<domain::closure::ClosureMade> {
        let ctx = self.staff(practice);
        self.write(move |tx| app::closure::create(tx, &ctx, &closure))
    }
}

fn out_of_reach() -> LimitSettings {
    let far = NonZeroU32::MAX;
    LimitSettings { tries_per_minute: far, requests_per_hour: far, calls_per_minute: None }
}

/// An instant of 2 March 2026 and the days after, on Rome's wall clock: `at(0, "09:00")`. Rome is an hour ahead of UTC then.
///
/// # Panics
/// When that is no time of day.
pub fn at(day: i64, time: &str) -> Timestamp {
    let date = jiff::civil::date(2026, 3, 2).saturating_add(jiff::Span::new().days(day));
    let civil = format!("{date}T{time}").parse::<jiff::civil::DateTime>().expect("a time of day");
    let rome = jiff::tz::TimeZone::get("Europe/Rome").expect("a zone");
    civil.to_zoned(rome).expect("an instant").timestamp()
}

/// The answers Alice's questionnaire wants.
pub fn answers(first_name: &str) -> domain::questionnaire::Answers {
    let answers = [
        ("firstName", first_name.to_owned()),
        ("lastName", "Example".to_owned()),
        ("email", format!("{}@example.com", first_name.to_lowercase())),
        ("visitReason", "A check.".to_owned()),
    ];
    answers.into_iter().map(|(name, answer)| (name.to_owned(), answer.into())).collect()
}

fn practice(app: &App, slug: &'static str) -> Practice {
    let inner = app.clone();
    app.db().write(move |tx| set_up(tx, &inner, slug)).expect("the practice is set up")
}

fn set_up(tx: &mut Tx<'_>, app: &App, slug: &str) -> Result<Practice> {
    let organization = app::organization::create(
        tx,
        app,
        "test",
        app.now(),
        &NewOrganization {
            slug: slug.to_owned(),
            name: format!("Practice of {slug}"),
            time_zone: "Europe/Rome".to_owned(),
            currency: "EUR".to_owned(),
            settings: OrganizationSettings::default(),
        },
    )?;
    let ctx = app.system(organization.clone(), "test", app.now());
    let location = app::location::create(
        tx,
        &ctx,
        &NewLocation {
            name: "Old Town".to_owned(),
            address: Some("Via dei Test 1, Roma".to_owned()),
            time_zone: "Europe/Rome".to_owned(),
        },
    )?;
    let bob = practitioner(tx, &ctx, "Bob")?;
    let dana = practitioner(tx, &ctx, "Dana")?;
    let bobs_roster = app::roster::create(tx, &ctx, bob.calendar_id, Some(location.id), office_hours())?;
    let danas_roster = app::roster::create(tx, &ctx, dana.calendar_id, Some(location.id), office_hours())?;
    let chair = app::resource::create(
        tx,
        &ctx,
        &NewResource { location_id: location.id, kind: ResourceKind::Chair, name: "Chair 1".to_owned(), capacity: 1 },
    )?;
    let questionnaire = app::questionnaire::create(tx, &ctx, "Before your visit", questions())?;
    let asks = |details: ServiceDetails| ServiceDetails { questionnaire_id: Some(questionnaire.id), ..details };
    let only_bob = ServiceTeam { practitioners: vec![bob.id], requirements: vec![] };
    let on_chair = ServiceTeam { practitioners: vec![bob.id, dana.id], requirements: vec![vec![chair.id]] };
    let only_dana = ServiceTeam { practitioners: vec![dana.id], requirements: vec![] };
    let checkup = ServiceDetails { min_lead: 60, ..asks(details("Check-up", 30)) };
    let video = ServiceDetails { gap: 5, is_virtual: true, ..asks(details("Video call", 15)) };
    let paid = ServiceDetails { payment: by_card(), ..asks(details("Treatment", 30)) };
    let class = ServiceDetails { seats: Some(8), ..details("Class", 45) };
    Ok(Practice {
        checkup: app::service::create(tx, &ctx, checkup, &only_bob)?,
        cleaning: app::service::create(tx, &ctx, details("Cleaning", 60), &on_chair)?,
        video: app::service::create(tx, &ctx, video, &only_bob)?,
        paid: app::service::create(tx, &ctx, paid, &only_bob)?,
        class: app::service::create(tx, &ctx, class, &only_dana)?,
        organization,
        location,
        bob,
        bobs_roster,
        dana,
        danas_roster,
        chair,
        questionnaire,
    })
}

fn practitioner(tx: &mut Tx<'_>, ctx: &Ctx, given_name: &str) -> Result<Practitioner> {
    let family_name = "Example".to_owned();
    let new = NewPractitioner { given_name: given_name.to_owned(), family_name, ..NewPractitioner::default() };
    app::practitioner::create(tx, ctx, &new)
}

/// How the test clinic gives access: by a secret that everybody may know, with [`ADMIN_SECRET`] for the operator.
///
/// # Panics
/// Never: the secret is a literal.
pub fn access() -> Settings {
    let secret = InstallationSecret::of("a secret of tests that is long enough").expect("it is long enough");
    Settings { admin_secret: Some(Secret::given(ADMIN_SECRET)), ..Settings::of(secret) }
}

/// Monday to Friday, 09:00 to 12:00 and 13:00 to 17:00, in Rome, for every channel.
pub fn office_hours() -> RosterRules {
    let periods = vec![LocalPeriod { start: 9 * 60, end: 12 * 60 }, LocalPeriod { start: 13 * 60, end: 17 * 60 }];
    RosterRules {
        time_zone: "Europe/Rome".to_owned(),
        valid_from: None,
        valid_until: None,
        every_weeks: 1,
        anchor: jiff::civil::date(2026, 3, 2),
        weekly: (1..=5).map(|weekday| WeekdayPeriods { weekday, periods: periods.clone() }).collect(),
        channels: Channels::ALL,
    }
}

/// A service of that name and length with plain rules: no buffers, no lead time, 30 days ahead, free of charge.
pub fn details(name: &str, duration: u16) -> ServiceDetails {
    ServiceDetails {
        name: name.to_owned(),
        description: None,
        duration,
        gap: 0,
        buffer_before: 0,
        buffer_after: 0,
        start_rule: StartRule::EveryDuration,
        min_lead: 0,
        max_lead: 30 * 1440,
        change_notice: 0,
        payment: PaymentRule { enabled: false, ..by_card() },
        questionnaire_id: None,
        is_virtual: false,
        seats: None,
        channels: Channels::ALL,
    }
}

fn by_card() -> PaymentRule {
    PaymentRule {
        enabled: true,
        price: Money::new(8000, Currency::parse("EUR").expect("a literal currency")),
        pay_later: false,
        save_card_only: false,
        health_card_coverage: 50,
    }
}

fn questions() -> Vec<QuestionnaireItem> {
    let question = |name: &str, text: &str, kind, required| QuestionnaireItem {
        name: name.to_owned(),
        text: text.to_owned(),
        kind,
        required,
        help: None,
        options: vec![],
        min_length: None,
        max_length: None,
        pattern: None,
        min: None,
        max: None,
    };
    vec![
        question("firstName", "First name", ItemKind::Text, true),
        question("lastName", "Last name", ItemKind::Text, true),
        question("email", "E-mail", ItemKind::Email, true),
        question("phone", "Phone", ItemKind::Phone, false),
        QuestionnaireItem {
            max_length: Some(2000),
            ..question("visitReason", "Reason for the visit", ItemKind::Textarea, true)
        },
    ]
}
