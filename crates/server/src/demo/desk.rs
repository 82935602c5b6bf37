//! The front desk of the demo: people who may become patients, labels, tickets and what was said about them.

use app::{App, Ctx, Result, Tx, patient, tag, ticket};
use domain::patient::{Gender, LifeStage, PatientDetails, PatientFilter, PatientKind};
use domain::tag::NewTag;
use domain::ticket::{TicketDetails, TicketPriority, TicketStatus};
use domain::{PageQuery, Patient, PractitionerId, SeededRandom, Tag};

use super::names::{FAMILY, GIVEN};
use super::seed::{self, Office};

/// People of each organization who may become patients.
const PROSPECTS: usize = 24;

const TAGS: [(&str, &str); 6] = [
    ("VIP", "#b8860b"),
    ("Newsletter", "#2e8b57"),
    ("Payment plan", "#4169e1"),
    ("Needs interpreter", "#8b008b"),
    ("Allergy", "#b22222"),
    ("Referral", "#008b8b"),
];

/// A ticket of the demo, and what was said about it: who, and what.
struct Case {
    subject: &'static str,
    description: &'static str,
    status: TicketStatus,
    priority: Option<TicketPriority>,
    category: &'static str,
    assigned_to: Option<&'static str>,
    comments: &'static [(&'static str, &'static str)],
}

const CASES: [Case; 6] = [
    Case {
        subject: "Reminder messages arrive twice",
        description: "Since Monday some patients get two text messages for one visit.",
        status: TicketStatus::InProgress,
        priority: Some(TicketPriority::High),
        category: "Messages",
        assigned_to: Some("Support Agent"),
        comments: &[
            ("Front desk", "Three patients called about it today."),
            ("Support Agent", "We can reproduce it and are looking for the cause."),
        ],
    },
    Case {
        subject: "New colleague needs an account",
        description: "She starts on the first of the month.",
        status: TicketStatus::Waiting,
        priority: Some(TicketPriority::Normal),
        category: "Accounts",
        assigned_to: Some("Support Agent"),
        comments: &[("Support Agent", "Which days will she work?")],
    },
    Case {
        subject: "Price list is out of date",
        description: "The catalogue shows last year's prices for two vendors.",
        status: TicketStatus::Resolved,
        priority: Some(TicketPriority::Low),
        category: "Catalogue",
        assigned_to: None,
        comments: &[
            ("Support Agent", "The vendor has sent new prices."),
            ("Front desk", "Looks right now, thank you."),
        ],
    },
    Case {
        subject: "Printer in room two prints blank pages",
        description: "A new cartridge did not help.",
        status: TicketStatus::Closed,
        priority: None,
        category: "Equipment",
        assigned_to: None,
        comments: &[("Support Agent", "The drum was worn and has been changed.")],
    },
    Case {
        subject: "Online booking shows no times in August",
        description: "Rosters for August are entered, but nothing is on offer.",
        status: TicketStatus::Open,
        priority: Some(TicketPriority::Urgent),
        category: "Booking",
        assigned_to: None,
        comments: &[],
    },
    Case {
        subject: "Question about insurance verification",
        description: "Is there a list of what the insurers want to know?",
        status: TicketStatus::Open,
        priority: Some(TicketPriority::Normal),
        category: "Billing",
        assigned_to: None,
        comments: &[],
    },
];

/// Fills the front desk of an organization.
pub(super) fn fill(app: &App, office: &Office, number: u64) -> Result<()> {
    let (inner, office) = (app.clone(), office.clone());
    app.db().write(move |tx| {
        let random = SeededRandom::new(number);
        let at = |days_ago: i64| inner.system(office.organization.clone(), "demo", seed::days_ago(&inner, days_ago));
        let tags = TAGS.iter().map(|(name, colour)| {
            let new = NewTag { name: (*name).to_owned(), colour: Some((*colour).to_owned()) };
            tag::create(tx, &at(100), &new)
        });
        let tags: Vec<Tag> = tags.collect::<Result<_>>()?;
        let practitioners: Vec<PractitionerId> = office.practitioners.iter().map(|one| one.id).collect();
        for number in 0..PROSPECTS {
            let days_ago = 60 - i64::try_from(number).unwrap_or(0) * 2;
            prospect(tx, &at(days_ago), number, &practitioners, &random)?;
        }
        label(tx, &at(5), &tags, &random)?;
        for (number, case) in (1..).zip(&CASES) {
            let made = ticket::create(tx, &at(number * 4), &details(case))?;
            for (later, (author, text)) in (1..).zip(case.comments) {
                ticket::comment(tx, &at(number * 4 - later), made.id, text, author)?;
            }
        }
        Ok(())
    })
}

fn details(case: &Case) -> TicketDetails {
    TicketDetails {
        subject: case.subject.to_owned(),
        description: Some(case.description.to_owned()),
        status: case.status,
        priority: case.priority,
        category: Some(case.category.to_owned()),
        assigned_to: case.assigned_to.map(str::to_owned),
    }
}

fn prospect(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    number: usize,
    practitioners: &[PractitionerId],
    random: &SeededRandom,
) -> Result<Patient> {
    let (given, family) = (pick(&GIVEN, random), pick(&FAMILY, random));
    let (gender, stage) = (pick(Gender::ALL, random), pick(LifeStage::ALL, random));
    let (kind, practitioner) = (pick(PatientKind::ALL, random), pick(practitioners, random));
    patient::register(tx, ctx, |patient| {
        patient.details = PatientDetails {
            given_name: (*given).to_owned(),
            family_name: (*family).to_owned(),
            email: Some(format!("{given}.{family}.p{number}@example.com").to_lowercase()),
            ..PatientDetails::default()
        };
        let profile = &mut patient.profile;
        profile.phone = Some(format!("555-01{number:02}"));
        profile.gender = Some(*gender);
        profile.life_stage = Some(*stage);
        profile.kind = Some(*kind);
        profile.practitioner_id = Some(*practitioner);
        profile.city = Some("Springdale".to_owned());
        profile.notes = number.is_multiple_of(3).then(|| "Asked for a call in the afternoon.".to_owned());
        profile.is_prospect = number % 4 != 3;
    })
}

/// Puts a label or two on every other patient of a page.
fn label(tx: &mut Tx<'_>, ctx: &Ctx, tags: &[Tag], random: &SeededRandom) -> Result<()> {
    let page = patient::search(tx, ctx, &PatientFilter::default(), PageQuery::new(1, 100)?)?;
    for patient in page.items.iter().step_by(2) {
        for _ in 0..=random.below(2) {
            tag::assign(tx, ctx, patient.id, pick(tags, random).id)?;
        }
    }
    Ok(())
}

fn pick<'a, T>(items: &'a [T], random: &SeededRandom) -> &'a T {
    &items[usize::try_from(random.below(items.len() as u64)).unwrap_or(0)]
}
