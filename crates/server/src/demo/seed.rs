//! Fills an empty database with the demo, through the use cases that everybody else uses.

use app::activity::ActivityQuery;
use app::location::NewLocation;
use app::organization::{NewOrganization, OrganizationKey};
use app::practitioner::NewPractitioner;
use app::resource::NewResource;
use app::{App, Ctx, Error, Result, Tx};
use availability::{Channels, Minute};
use domain::organization::OrganizationSettings;
use domain::questionnaire::{ItemKind, ItemOption};
use domain::roster::{LocalPeriod, RosterRules, WeekdayPeriods};
use domain::service::{PaymentRule, ServiceDetails, ServiceTeam};
use domain::{
    Currency, Location, LocationId, Money, Organization, Practitioner, Questionnaire, QuestionnaireItem, Resource,
    Service,
};

use jiff::Timestamp;

use super::plan::{Form, Hours, Offering, Paying, Plan, Question};
use super::plans::PLANS;
use super::{access, bookings, calls, desk, library, users};

/// How far the seeding is, in words and as a share from 0 to 1.
pub(crate) type Progress<'p> = &'p mut dyn FnMut(&str, f64);

/// What the demo consists of.
#[derive(Clone, Debug)]
pub(crate) struct Seeded {
    /// The organizations, in the order of the plan.
    pub(crate) organizations: Vec<Organization>,
}

/// An organization with everything that bookings are made from.
#[derive(Clone)]
pub(super) struct Office {
    pub(super) organization: Organization,
    pub(super) practitioners: Vec<Practitioner>,
    pub(super) services: Vec<Service>,
}

/// Seeds the demo, unless it is there already.
///
/// # Errors
/// What a use case says.
pub(crate) fn seed(app: &App, progress: Progress<'_>) -> Result<Seeded> {
    if let Some(seeded) = find(app)? {
        return Ok(seeded);
    }
    let mut organizations = Vec::new();
    for (number, plan) in (0_u8..).zip(PLANS) {
        let share = f64::from(number) / 5.0;
        progress(plan.name, share);
        let inner = app.clone();
        let office = app.db().write(move |tx| set_up(tx, &inner, plan))?;
        bookings::fill(app, plan, &office, u64::from(number) + 1, &mut |part| progress(plan.name, share + part / 5.0))?;
        desk::fill(app, &office, u64::from(number) + 101)?;
        organizations.push(office.organization);
    }
    library::fill(app)?;
    users::fill(app, &organizations)?;
    let keys = access::fill(app)?;
    calls::fill(app, &keys, &organizations)?;
    progress("done", 1.0);
    Ok(Seeded { organizations })
}

/// That many days ago, to the minute: what seeding itself takes makes no difference from one run to the next.
pub(super) fn days_ago(app: &App, days: i64) -> Timestamp {
    Minute::floor(app.now()).plus(-days * 1440).to_timestamp()
}

/// The demo of an earlier run, when it is complete.
fn find(app: &App) -> Result<Option<Seeded>> {
    let operator = app.installation("demo", app.now());
    app.db().read(move |tx| {
        let mut organizations = Vec::new();
        for plan in PLANS {
            match app::organization::open(tx, &OrganizationKey::Slug(plan.slug.to_owned())) {
                Ok(organization) => organizations.push(organization),
                Err(Error::NotFound(_)) if organizations.is_empty() => return Ok(None),
                Err(Error::NotFound(_)) => return Err(unfinished()),
                Err(error) => return Err(error),
            }
        }
        // Calls come last.
        if app::activity::stats(tx, &operator, &ActivityQuery::default())?.calls == 0 {
            return Err(unfinished());
        }
        Ok(Some(Seeded { organizations }))
    })
}

fn unfinished() -> Error {
    Error::Unavailable("an earlier run left the demo unfinished: use another folder".to_owned())
}

fn set_up(tx: &mut Tx<'_>, app: &App, plan: &Plan) -> Result<Office> {
    let new = NewOrganization {
        slug: plan.slug.to_owned(),
        name: plan.name.to_owned(),
        time_zone: plan.time_zone.to_owned(),
        currency: plan.currency.to_owned(),
        settings: OrganizationSettings {
            phone_prefix: plan.phone_prefix.map(str::to_owned),
            contact_phone: Some(plan.phone.to_owned()),
            contact_email: Some(plan.email.to_owned()),
            slot_step: None,
        },
    };
    let organization = app::organization::create(tx, app, "demo", app.now(), &new)?;
    let ctx = app.system(organization.clone(), "demo", app.now());
    let locations = locations(tx, &ctx, plan)?;
    let resources = resources(tx, &ctx, plan, &locations)?;
    let practitioners = practitioners(tx, &ctx, plan, &locations)?;
    let forms = forms(tx, &ctx, plan)?;
    let mut services = Vec::new();
    for offering in plan.services {
        let team = team(offering, &practitioners, &resources);
        services.push(app::service::create(tx, &ctx, details(plan, offering, &forms)?, &team)?);
    }
    Ok(Office { organization, practitioners, services })
}

fn locations(tx: &mut Tx<'_>, ctx: &Ctx, plan: &Plan) -> Result<Vec<Location>> {
    let create = |place: &super::plan::Place| {
        app::location::create(
            tx,
            ctx,
            &NewLocation {
                name: place.name.to_owned(),
                address: Some(place.address.to_owned()),
                time_zone: plan.time_zone.to_owned(),
            },
        )
    };
    plan.locations.iter().map(create).collect()
}

fn resources(tx: &mut Tx<'_>, ctx: &Ctx, plan: &Plan, locations: &[Location]) -> Result<Vec<Resource>> {
    let create = |thing: &super::plan::Thing| {
        app::resource::create(
            tx,
            ctx,
            &NewResource {
                location_id: locations[thing.location].id,
                kind: thing.kind,
                name: thing.name.to_owned(),
                capacity: 1,
            },
        )
    };
    plan.resources.iter().map(create).collect()
}

fn practitioners(tx: &mut Tx<'_>, ctx: &Ctx, plan: &Plan, locations: &[Location]) -> Result<Vec<Practitioner>> {
    let mut practitioners = Vec::new();
    for person in plan.practitioners {
        let practitioner = app::practitioner::create(
            tx,
            ctx,
            &NewPractitioner {
                prefix: person.prefix.map(str::to_owned),
                given_name: person.given_name.to_owned(),
                family_name: person.family_name.to_owned(),
                specialty: Some(person.specialty.to_owned()),
            },
        )?;
        for hours in person.rosters {
            let place: Option<LocationId> = locations.get(hours.location).map(|location| location.id);
            app::roster::create(tx, ctx, practitioner.calendar_id, place, rules(plan, hours)?)?;
        }
        practitioners.push(practitioner);
    }
    Ok(practitioners)
}

fn rules(plan: &Plan, hours: &Hours) -> Result<RosterRules> {
    let periods: Vec<LocalPeriod> =
        hours.periods.iter().map(|(start, end)| LocalPeriod::parse(start, end)).collect::<Result<_>>()?;
    let weekly = hours.weekdays.iter().map(|&weekday| WeekdayPeriods { weekday, periods: periods.clone() });
    Ok(RosterRules {
        time_zone: plan.time_zone.to_owned(),
        valid_from: None,
        valid_until: None,
        every_weeks: hours.every_weeks,
        anchor: jiff::civil::date(2026, 1, 5),
        weekly: weekly.collect(),
        channels: hours.channels,
    })
}

fn forms(tx: &mut Tx<'_>, ctx: &Ctx, plan: &Plan) -> Result<Vec<Questionnaire>> {
    let create = |form: &Form| app::questionnaire::create(tx, ctx, form.title, items(form));
    plan.forms.iter().map(create).collect()
}

/// Name and contact first, as every form of the demo asks for them.
fn items(form: &Form) -> Vec<QuestionnaireItem> {
    const WHO: [Question; 4] = [
        Question { name: "firstName", text: "First name", kind: ItemKind::Text, required: true, options: &[] },
        Question { name: "lastName", text: "Last name", kind: ItemKind::Text, required: true, options: &[] },
        Question { name: "email", text: "E-mail", kind: ItemKind::Email, required: true, options: &[] },
        Question { name: "phone", text: "Phone", kind: ItemKind::Phone, required: false, options: &[] },
    ];
    WHO.iter().chain(form.questions).map(item).collect()
}

fn item(question: &Question) -> QuestionnaireItem {
    let number = question.kind == ItemKind::Number;
    let option = |&(value, label): &(&str, &str)| ItemOption { value: value.to_owned(), label: label.to_owned() };
    QuestionnaireItem {
        name: question.name.to_owned(),
        text: question.text.to_owned(),
        kind: question.kind,
        required: question.required,
        help: None,
        options: question.options.iter().map(option).collect(),
        min_length: None,
        max_length: matches!(question.kind, ItemKind::Text | ItemKind::Textarea).then_some(2000),
        pattern: None,
        min: number.then_some(0.0),
        max: number.then_some(10.0),
    }
}

fn details(plan: &Plan, offering: &Offering, forms: &[Questionnaire]) -> Result<ServiceDetails> {
    Ok(ServiceDetails {
        name: offering.name.to_owned(),
        description: Some(offering.description.to_owned()),
        duration: offering.minutes,
        gap: offering.gap,
        buffer_before: 0,
        buffer_after: 0,
        start_rule: offering.start_rule,
        min_lead: offering.min_lead_hours * 60,
        max_lead: offering.max_lead_days * 1440,
        change_notice: 0,
        payment: PaymentRule {
            enabled: offering.payment != Paying::Never,
            price: Money::new(offering.price_minor, Currency::parse(plan.currency)?),
            pay_later: offering.payment == Paying::NowOrLater,
            save_card_only: offering.payment == Paying::CardKept,
            health_card_coverage: if plan.currency == "CAD" { 100 } else { 0 },
        },
        questionnaire_id: offering.form.map(|index| forms[index].id),
        is_virtual: offering.is_virtual,
        seats: offering.seats,
        channels: Channels::ALL,
    })
}

fn team(offering: &Offering, practitioners: &[Practitioner], resources: &[Resource]) -> ServiceTeam {
    let fitting = |kind| resources.iter().filter(move |resource| resource.kind == kind).map(|resource| resource.id);
    ServiceTeam {
        practitioners: offering.practitioners.iter().map(|&index| practitioners[index].id).collect(),
        requirements: offering.needs.map(|kind| fitting(kind).collect()).into_iter().collect(),
    }
}
