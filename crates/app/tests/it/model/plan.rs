//! The practice that is booked at, as a description that the oracle reads, and its set-up in the product.
//!
//! Small enough that visits get into each other's way, and with one of each rule: buffers, gaps, every kind of grid, a resource
//! of two lanes, one with a roster of its own, rosters at night across changes of the clock, of two places, of few channels.

use app::location::NewLocation;
use app::organization::NewOrganization;
use app::practitioner::NewPractitioner;
use app::resource::NewResource;
use app::{App, Ctx, Result, Tx};
use availability::{Channel, Channels};
use domain::organization::OrganizationSettings;
use domain::patient::PatientDetails;
use domain::resource::ResourceKind;
use domain::roster::{LocalPeriod, RosterRules, WeekdayPeriods};
use domain::service::{ServiceDetails, ServiceTeam, StartRule};
use domain::{
    CalendarId, LocationId, Organization, PatientId, Practitioner, QuestionnaireId, QuestionnaireItem, Resource,
    RosterId, ServiceId,
};
use jiff::ToSpan;
use jiff::civil::Date;
use testkit::clinic::details;

/// Days on which cases begin. The clock changes a few days later: forward in New York, forward in Rome, back past midnight in
/// Santiago, back in Rome and in New York.
pub(crate) const DAYS: [&str; 4] = ["2026-03-02", "2026-03-27", "2026-04-02", "2026-10-23"];

pub(crate) const PRACTITIONERS: usize = 3;
pub(crate) const RESOURCES: usize = 4;
/// Practitioners' first, then resources'.
pub(crate) const CALENDARS: usize = PRACTITIONERS + RESOURCES;
pub(crate) const ROSTERS: usize = 7;
pub(crate) const SERVICES: usize = 8;
pub(crate) const PATIENTS: usize = 6;

/// The description. Everything is known by its place in these lists.
pub(crate) struct Plan {
    /// The first day.
    pub(crate) day: Date,
    /// Calendar, place (none: anywhere), rules.
    pub(crate) rosters: Vec<(usize, Option<usize>, RosterRules)>,
    /// Place and lanes.
    pub(crate) resources: Vec<(usize, u16)>,
    pub(crate) services: Vec<ServicePlan>,
}

/// A service of the description.
pub(crate) struct ServicePlan {
    pub(crate) details: ServiceDetails,
    /// Whether it has the questionnaire.
    pub(crate) asks: bool,
    pub(crate) practitioners: Vec<usize>,
    pub(crate) requirements: Vec<Vec<usize>>,
}

/// The same in the product, in the same order.
#[derive(Clone)]
pub(crate) struct Practice {
    pub(crate) organization: Organization,
    pub(crate) places: Vec<LocationId>,
    pub(crate) practitioners: Vec<Practitioner>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) rosters: Vec<RosterId>,
    pub(crate) questionnaire: QuestionnaireId,
    pub(crate) services: Vec<ServiceId>,
    pub(crate) patients: Vec<PatientId>,
}

impl Practice {
    /// Calendars by their number in the plan.
    pub(crate) fn calendars(&self) -> Vec<CalendarId> {
        let practitioners = self.practitioners.iter().map(|practitioner| practitioner.calendar_id);
        practitioners.chain(self.resources.iter().map(|resource| resource.calendar_id)).collect()
    }
}

impl Plan {
    /// The plan of a case that begins on that day.
    pub(crate) fn new(first_day: &str) -> Self {
        let day: Date = first_day.parse().expect("a literal date");
        Self { day, rosters: rosters(day), resources: vec![(0, 1), (0, 1), (1, 1), (0, 2)], services: services() }
    }

    /// Of how many lanes a calendar is.
    pub(crate) fn lanes(&self, calendar: usize) -> i64 {
        calendar.checked_sub(PRACTITIONERS).map_or(1, |resource| self.resources[resource].1.into())
    }

    /// Sets it up in the product, as an organization of its own.
    pub(crate) fn set_up(&self, app: &App, slug: &str, questions: &[QuestionnaireItem]) -> Practice {
        let (app, slug, questions, plan) =
            (app.clone(), slug.to_owned(), questions.to_vec(), Self::new(&self.day.to_string()));
        let db = app.db().clone();
        db.write(move |tx| plan.write(tx, &app, &slug, &questions)).expect("the practice is set up")
    }

    fn write(&self, tx: &mut Tx<'_>, app: &App, slug: &str, questions: &[QuestionnaireItem]) -> Result<Practice> {
        let organization = organization(tx, app, slug)?;
        let ctx = app.system(organization.clone(), "test", app.now());
        let places = vec![place(tx, &ctx, "Old Town")?, place(tx, &ctx, "Harbour")?];
        let practitioners: Vec<Practitioner> =
            ["Bob", "Dana", "Eve"].iter().map(|name| practitioner(tx, &ctx, name)).collect::<Result<_>>()?;
        let resource = |(index, &(place, capacity)): (usize, &(usize, u16))| {
            let name = format!("Resource {index}");
            let new = NewResource { location_id: places[place], kind: ResourceKind::Room, name, capacity };
            app::resource::create(tx, &ctx, &new)
        };
        let resources: Vec<Resource> = self.resources.iter().enumerate().map(resource).collect::<Result<_>>()?;
        let calendars: Vec<_> = practitioners
            .iter()
            .map(|practitioner| practitioner.calendar_id)
            .chain(resources.iter().map(|resource| resource.calendar_id))
            .collect();
        let mut rosters = Vec::new();
        for (calendar, place, rules) in &self.rosters {
            let place = place.map(|place| places[place]);
            rosters.push(app::roster::create(tx, &ctx, calendars[*calendar], place, rules.clone())?.id);
        }
        let questionnaire = app::questionnaire::create(tx, &ctx, "Before your visit", questions.to_vec())?;
        let mut services = Vec::new();
        for service in &self.services {
            let team = ServiceTeam {
                practitioners: service.practitioners.iter().map(|&index| practitioners[index].id).collect(),
                requirements: service
                    .requirements
                    .iter()
                    .map(|options| options.iter().map(|&index| resources[index].id).collect())
                    .collect(),
            };
            let questionnaire_id = service.asks.then_some(questionnaire.id);
            let details = ServiceDetails { questionnaire_id, ..service.details.clone() };
            services.push(app::service::create(tx, &ctx, details, &team)?.id);
        }
        let patients = (0..PATIENTS).map(|number| patient(tx, &ctx, number)).collect::<Result<_>>()?;
        Ok(Practice {
            organization,
            places,
            practitioners,
            resources,
            rosters,
            questionnaire: questionnaire.id,
            services,
            patients,
        })
    }
}

fn organization(tx: &mut Tx<'_>, app: &App, slug: &str) -> Result<Organization> {
    let new = NewOrganization {
        slug: slug.to_owned(),
        name: slug.to_owned(),
        time_zone: "Europe/Rome".to_owned(),
        currency: "EUR".to_owned(),
        settings: OrganizationSettings::default(),
    };
    app::organization::create(tx, app, "test", app.now(), &new)
}

fn place(tx: &mut Tx<'_>, ctx: &Ctx, name: &str) -> Result<LocationId> {
    let new = NewLocation { name: name.to_owned(), address: None, time_zone: "Europe/Rome".to_owned() };
    Ok(app::location::create(tx, ctx, &new)?.id)
}

fn practitioner(tx: &mut Tx<'_>, ctx: &Ctx, name: &str) -> Result<Practitioner> {
    let (given_name, family_name) = (name.to_owned(), "Example".to_owned());
    app::practitioner::create(tx, ctx, &NewPractitioner { given_name, family_name, ..NewPractitioner::default() })
}

fn patient(tx: &mut Tx<'_>, ctx: &Ctx, number: usize) -> Result<PatientId> {
    let details = PatientDetails { given_name: format!("Patient {number}"), ..PatientDetails::default() };
    Ok(app::patient::create(tx, ctx, details)?.id)
}

fn rosters(day: Date) -> Vec<(usize, Option<usize>, RosterRules)> {
    let rules = |zone: &str, weekdays: &[i8], periods: &[(u16, u16)]| RosterRules {
        time_zone: zone.to_owned(),
        valid_from: None,
        valid_until: None,
        every_weeks: 1,
        anchor: day,
        weekly: weekdays.iter().map(|&weekday| WeekdayPeriods { weekday, periods: local_periods(periods) }).collect(),
        channels: Channels::ALL,
    };
    let (bob, dana, eve, chair) = (0, 1, 2, PRACTITIONERS + 1);
    let (old_town, harbour) = (Some(0), Some(1));
    let everyday = [1, 2, 3, 4, 5, 6, 7];
    let few: Channels = [Channel::Staff, Channel::Partner].into_iter().collect();
    let later = day.checked_add(1.day()).ok();
    let every_other_week = RosterRules {
        valid_from: later,
        valid_until: day.checked_add(8.days()).ok(),
        every_weeks: 2,
        ..rules("America/New_York", &[2, 3, 4, 5, 7], &[(60, 220), (600, 960)])
    };
    let until_soon = RosterRules {
        valid_until: day.checked_add(5.days()).ok(),
        ..rules("Europe/Rome", &everyday, &[(120, 180), (600, 960)])
    };
    vec![
        (bob, old_town, rules("Europe/Rome", &[1, 2, 3, 4, 5, 6], &[(540, 720), (780, 1020)])),
        (dana, old_town, rules("Europe/Rome", &everyday, &[(480, 840), (840, 1200)])),
        (bob, harbour, RosterRules { channels: few, ..rules("Europe/Rome", &[6, 7], &[(0, 1440)]) }),
        (eve, None, rules("America/Santiago", &everyday, &[(0, 240), (1320, 1440)])),
        (eve, harbour, every_other_week),
        (dana, harbour, rules("Europe/Rome", &[7], &[(75, 165), (165, 300), (1300, 1440)])),
        (chair, old_town, until_soon),
    ]
}

fn local_periods(periods: &[(u16, u16)]) -> Vec<LocalPeriod> {
    periods.iter().map(|&(start, end)| LocalPeriod { start, end }).collect()
}

fn services() -> Vec<ServicePlan> {
    let service = |details, practitioners: &[usize], requirements: &[&[usize]]| ServicePlan {
        details,
        asks: false,
        practitioners: practitioners.to_vec(),
        requirements: requirements.iter().map(|options| options.to_vec()).collect(),
    };
    let (bob, dana, eve) = (0, 1, 2);
    let staff_and_online: Channels = [Channel::Staff, Channel::Online].into_iter().collect();
    let checkup = ServiceDetails { min_lead: 60, max_lead: 10 * 1440, change_notice: 120, ..details("Check-up", 30) };
    let cleaning = ServiceDetails { start_rule: StartRule::EveryFromPeriodStart(15), ..details("Cleaning", 60) };
    let video = ServiceDetails {
        gap: 5,
        start_rule: StartRule::EveryDurationPlusGap,
        is_virtual: true,
        ..details("Video", 15)
    };
    let surgery = ServiceDetails {
        buffer_before: 10,
        buffer_after: 15,
        gap: 10,
        start_rule: StartRule::EveryOnTheClock(20),
        ..details("Surgery", 45)
    };
    let talk = ServiceDetails { start_rule: StartRule::AnyMinute, channels: staff_and_online, ..details("Talk", 20) };
    let night =
        ServiceDetails { start_rule: StartRule::EveryOnTheClock(90), max_lead: 7 * 1440, ..details("Night", 90) };
    let class = ServiceDetails { seats: Some(3), ..details("Class", 45) };
    let course = ServiceDetails { seats: Some(2), buffer_after: 10, is_virtual: true, ..details("Course", 30) };
    vec![
        ServicePlan { asks: true, ..service(checkup, &[bob], &[]) },
        service(cleaning, &[bob, dana, eve], &[&[1, 2]]),
        service(video, &[bob, dana], &[]),
        service(surgery, &[dana, eve], &[&[0, 2], &[3]]),
        service(talk, &[eve, dana, bob], &[]),
        service(night, &[eve, bob, dana], &[&[3, 2]]),
        service(class, &[dana], &[&[3]]),
        service(course, &[bob, eve], &[]),
    ]
}
