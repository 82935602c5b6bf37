//! Samples of every page: the usual, the empty, the long, and text that looks like HTML.

use std::sync::Arc;

use domain::questionnaire::{ItemKind, ItemOption};
use domain::{
    AppointmentStatus, Error, FieldCode, FieldError, Noun, Permission, Questionnaire, QuestionnaireId,
    QuestionnaireItem, Refusal, Scope, ServiceId,
};
use jiff::Timestamp;
use jiff::civil::date;

use super::booking_form::{BookingFormPage, PaymentStep, Problem};
use super::cancel::CancelPage;
use super::failure::FailurePage;
use super::home::HomePage;
use super::manage::{ChangeLinks, ManagePage};
use super::move_to::MovePage;
use super::service::{ServiceCard, ServicePage};
use super::slot::SlotPage;
use super::taken::TakenPage;
use super::times_view::{Chooser, DayOfTimes, Person, TimeLink, TimesView};
use super::{ClinicHead, Fact, LanguageLink, Samples, View};
use crate::error::Failure;
use crate::fields::fields;
use crate::forms::FormData;
use crate::language::Language;
use crate::links::Goal;
use crate::times::Choice;
use crate::visitor::Visitor;
use crate::zones::{Zones, choices, named};

/// Text that must never become HTML.
pub(crate) const HTML: &str = "<b onclick='x()'>\"Tom & Jerry\"</b>";
const LONG: &str = "Donaudampfschifffahrtsgesellschaftskapitänsuntersuchung with everything that may ever be asked for";

pub(crate) fn view(language: Language, name: &str) -> View {
    let link = |other| LanguageLink {
        language: other,
        href: format!("/book/alice?lang={}", other.tag()),
        current: other == language,
    };
    View {
        language,
        clinic: Some(ClinicHead {
            name: name.to_owned(),
            href: "/book/alice".to_owned(),
            phone: Some("+39 06 555 0100".to_owned()),
            email: Some("desk@example.com".to_owned()),
        }),
        languages: Language::ALL.map(link).to_vec(),
    }
}

fn bare(language: Language) -> View {
    View { clinic: None, ..view(language, "") }
}

fn texts() -> [String; 3] {
    ["Check-up".to_owned(), LONG.to_owned(), HTML.to_owned()]
}

pub(crate) fn facts(text: &str) -> Vec<Fact> {
    vec![
        Fact::new(text.to_owned(), [text.to_owned(), text.to_owned()]),
        Fact::new("When".to_owned(), ["2 March".to_owned()]),
    ]
}

fn zones() -> Zones {
    Zones::new(Some("America/Toronto"), named("Europe/Rome"))
}

fn time_link(label: &str) -> TimeLink {
    TimeLink {
        href: "/book/alice/5/2026-03-02T14:00:00Z?zone=America/Toronto".to_owned(),
        iso: "2026-03-02T14:00:00Z".to_owned(),
        label: label.to_owned(),
        clinic: Some(label.to_owned()),
    }
}

fn times(language: Language, text: &str) -> TimesView {
    let day = |day: i8| DayOfTimes {
        id: format!("2026-03-0{day}"),
        label: language.near_date(date(2026, 3, day), date(2026, 3, 2)),
        times: vec![time_link(&language.time(date(2026, 3, day).at(14, 5, 0, 0)))],
    };
    let person = |value: &str, selected| Person { value: value.to_owned(), label: text.to_owned(), selected };
    TimesView {
        notices: vec![language.text("times-unknown-zone"), language.text("times-unknown-day")],
        first: Some(time_link(text)),
        days: (2..=6).map(day).collect(),
        none: language.text("times-none-then"),
        earlier: Some("/book/alice/5?from=2026-03-02".to_owned()),
        later: Some("/book/alice/5?from=2026-03-16".to_owned()),
        zone_note: language.zone(&zones().patient, Timestamp::UNIX_EPOCH),
        clinic_note: Some(language.text_with("times-clinic-zone", &[("zone", text.to_owned().into())])),
        chooser: Chooser {
            action: "/book/alice/5".to_owned(),
            hidden: vec![("key".to_owned(), text.to_owned())],
            from: "2026-03-02".to_owned(),
            today: "2026-03-02".to_owned(),
            people: vec![person("any", true), person("7", false)],
            zones: choices(language, &zones(), Timestamp::UNIX_EPOCH),
            presumed_zone: Some("America/Toronto".to_owned()),
        },
    }
}

fn no_times(language: Language) -> TimesView {
    TimesView {
        notices: Vec::new(),
        first: None,
        days: Vec::new(),
        none: language.text("times-none"),
        earlier: None,
        later: None,
        clinic_note: None,
        ..times(language, "")
    }
}

impl Samples for HomePage {
    fn samples(language: Language) -> Vec<Self> {
        vec![Self { view: bare(language) }]
    }
}

impl Samples for ServicePage {
    fn samples(language: Language) -> Vec<Self> {
        let card = |text: String| ServiceCard {
            description: Some(text.clone()),
            facts: vec![language.length(90), text.clone()],
            place: language.text("place-video"),
            href: "/book/alice/5".to_owned(),
            name: text,
        };
        let cards: Vec<ServiceCard> = texts().into_iter().map(card).collect();
        let full = Self { view: view(language, HTML), cards };
        vec![full, Self { view: view(language, LONG), cards: Vec::new() }]
    }
}

impl Samples for SlotPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |text: String, back, times| Self {
            view: view(language, &text),
            facts: vec![text.clone(), language.length(1)],
            title: language.text("times-title"),
            subject: text,
            back,
            times,
        };
        let full = texts().map(|text| sample(text.clone(), None, times(language, &text)));
        let moving = sample(LONG.to_owned(), Some("/book/alice/manage/7?key=k".to_owned()), no_times(language));
        full.into_iter().chain([moving]).collect()
    }
}

impl Samples for TakenPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |title: &str, text: &str, others| Self {
            view: view(language, HTML),
            title: language.text(title),
            text: language.text(text),
            wanted: HTML.to_owned(),
            others,
            all: "/book/alice/5".to_owned(),
        };
        let others = texts().iter().map(|text| time_link(text)).collect();
        vec![sample("taken-title", "taken-text", others), sample("not-offered-title", "not-offered-text", Vec::new())]
    }
}

/// One question of each kind.
fn questions() -> Questionnaire {
    let kinds = [
        ItemKind::Text,
        ItemKind::Textarea,
        ItemKind::Email,
        ItemKind::Phone,
        ItemKind::Number,
        ItemKind::Date,
        ItemKind::Select,
        ItemKind::Multiselect,
        ItemKind::Checkbox,
        ItemKind::Radio,
    ];
    let option = |value: &str| ItemOption { value: value.to_owned(), label: HTML.to_owned() };
    let question = |(index, kind): (usize, ItemKind)| QuestionnaireItem {
        name: format!("question{index}"),
        text: if index % 2 == 0 { HTML.to_owned() } else { LONG.to_owned() },
        kind,
        required: index % 2 == 0,
        help: (index % 3 == 0).then(|| HTML.to_owned()),
        options: if kind.has_options() { vec![option("a"), option("b")] } else { Vec::new() },
        min_length: Some(1),
        max_length: Some(20),
        pattern: None,
        min: Some(1.0),
        max: if index % 2 == 0 { Some(9.5) } else { None },
    };
    Questionnaire {
        id: QuestionnaireId(1),
        title: HTML.to_owned(),
        version: 1,
        active: true,
        items: kinds.into_iter().enumerate().map(question).collect(),
    }
}

/// What each kind of answer can be reproached with.
const CODES: [FieldCode; 8] = [
    FieldCode::Required,
    FieldCode::WrongType,
    FieldCode::TooShort,
    FieldCode::TooLong,
    FieldCode::BadFormat,
    FieldCode::OutOfRange,
    FieldCode::UnknownOption,
    FieldCode::UnknownReference,
];

impl Samples for BookingFormPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |code: Option<FieldCode>| {
            let questions = questions();
            let sent =
                FormData::parse(b"question0=%3Cb%3E&question1=%3C/textarea%3E&question6=b&question7=a&question7=b");
            let wrong = questions.items.iter().zip(code.iter().cycle());
            let wrong: Vec<FieldError> = wrong.map(|(item, &code)| FieldError::new(&item.name, code, "")).collect();
            let mut fields = fields(language, &questions, &sent, &wrong);
            let card = fields.pop().unwrap();
            let problem = |field: &crate::fields::Field| Problem {
                href: Some(format!("#{}", field.id)),
                text: language.text_with("error-in-field", &[("field", HTML.into()), ("message", HTML.into())]),
            };
            let general = Problem { href: None, text: language.text("error-general") };
            let problems = fields.iter().filter(|field| field.error.is_some()).map(problem).chain([general]);
            Self {
                view: view(language, HTML),
                facts: facts(HTML),
                other_times: "/book/alice/5".to_owned(),
                heading: HTML.to_owned(),
                problems: if code.is_some() { problems.collect() } else { Vec::new() },
                payment: code.map(|_| PaymentStep {
                    text: language.text_with("payment-charge", &[("amount", "1".into())]),
                    later: Some(language.text("payment-later")),
                    field: card,
                }),
                fields,
                action: "/book/alice/5/2026-03-02T14:00:00Z".to_owned(),
                key: "0123".to_owned(),
            }
        };
        std::iter::once(None).chain(CODES.map(Some)).map(sample).collect()
    }
}

impl Samples for ManagePage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |status: AppointmentStatus, done: Option<&str>| {
            let open = status.is_open_to_patient();
            Self {
                view: view(language, HTML),
                done: done.map(|key| language.text(key)),
                facts: facts(HTML),
                status: language.text(super::manage::status(status)),
                cancelled: status == AppointmentStatus::Cancelled,
                join: open.then(|| "https://meet.example.org/visit".to_owned()),
                calendar: open.then(|| "/book/alice/manage/7/appointment.ics?key=k".to_owned()),
                change: open.then(|| ChangeLinks {
                    move_to: Some("/book/alice/manage/7/move?key=k".to_owned()),
                    cancel: "/book/alice/manage/7/cancel?key=k".to_owned(),
                }),
                policy: Some(language.text_with("manage-until", &[("when", HTML.into())])),
                again: "/book/alice/5".to_owned(),
            }
        };
        let done = ["done-booked", "done-moved", "done-cancelled"];
        let all = AppointmentStatus::ALL.iter().map(|&status| sample(status, None));
        all.chain(done.map(|key| sample(AppointmentStatus::Booked, Some(key)))).collect()
    }
}

impl Samples for CancelPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |error: Option<String>| Self {
            view: view(language, LONG),
            facts: facts(LONG),
            action: "/book/alice/manage/7/cancel?key=k".to_owned(),
            keep: "/book/alice/manage/7?key=k".to_owned(),
            reason: format!("{HTML}</textarea>"),
            error,
        };
        vec![sample(None), sample(Some(language.text("error-reason")))]
    }
}

impl Samples for MovePage {
    fn samples(language: Language) -> Vec<Self> {
        let goal = Goal::Book { slug: "alice".to_owned(), service: ServiceId(5) };
        vec![Self {
            view: view(language, HTML),
            facts: facts(HTML),
            action: "/book/alice/manage/7/move?key=k".to_owned(),
            start: "2026-03-02T14:00:00Z".to_owned(),
            others: goal.list(&Choice::default(), None),
            keep: "/book/alice/manage/7?key=k".to_owned(),
        }]
    }
}

impl Samples for FailurePage {
    fn samples(language: Language) -> Vec<Self> {
        let visitor = |path: &str| Visitor { language, path: path.to_owned(), query: FormData::parse(b"key=%3Cb%3E") };
        let nouns = [Noun::Organization, Noun::Service, Noun::Appointment].map(Error::NotFound);
        let errors = [
            Error::Unauthenticated(Refusal::NoCredentials),
            Error::Forbidden(Permission::Configure),
            Error::WrongOrganization,
            Error::InsufficientScope(Scope::Tickets),
            Error::Conflict { noun: Noun::Partner, reason: HTML },
            Error::invalid(HTML, FieldCode::Required, HTML),
            Error::Duplicate { noun: Noun::Patient, field: HTML },
            Error::SlotTaken,
            Error::SlotNotOffered(Vec::new()),
            Error::HoldExpired,
            Error::StateForbids(AppointmentStatus::Cancelled),
            Error::TooLate,
            Error::PaymentRequired,
            Error::PaymentDeclined(HTML.to_owned()),
            Error::TooManyRequests { retry_after: 3 },
            Error::IdempotencyMismatch,
            Error::IdempotencyInFlight,
            Error::Unavailable(HTML.to_owned()),
            Error::Internal(HTML.to_owned()),
        ];
        let core = errors.into_iter().chain(nouns).map(|error| Failure::Core(Arc::new(error)));
        let own = [Failure::CrossSite, Failure::WrongMethod, Failure::TooLarge];
        let failures = core.chain(own);
        let pages = failures.map(|failure| Self::of(&visitor("/book/alice/manage/7/cancel"), &failure));
        pages.collect()
    }
}
