//! The form that books one time.

use api_common::Core;
use app::appointment::{Booked, NewAppointment};
use app::booking::NewBooking;
use app::idempotency::IdempotencyKey;
use app::payment::CardToken;
use app::{Ctx, StoredAnswer};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::payment::CardStep;
use domain::questionnaire::Answers;
use domain::secret::digest;
use domain::{Error, FieldError, Location, OsRandom, Practitioner, Questionnaire, Random, Service, ServiceId};
use jiff::Timestamp;

use super::taken::{TakenPage, Wanted, is_about_time};
use super::{Fact, View, address, html, place, price};
use crate::clinic::{Clinic, Segments};
use crate::error::Failure;
use crate::fields::{Control, Field, contact_questions, fields};
use crate::forms::{FormData, SentForm};
use crate::language::Language;
use crate::links::{Goal, ManageLinks};
use crate::times::{Choice, Wish, next_few};
use crate::visitor::Visitor;
use crate::zones::{Zones, clinic_zone};

/// Names of our own fields. The names of questions have no dashes.
const KEY: &str = "booking-key";
const CARD: &str = "card-token";

#[derive(Template)]
#[template(path = "booking_form.html")]
pub(crate) struct BookingFormPage {
    pub view: View,
    /// What is about to be booked.
    pub facts: Vec<Fact>,
    /// Other times.
    pub other_times: String,
    /// The clinic's name for its questions.
    pub heading: String,
    /// All that is wrong.
    pub problems: Vec<Problem>,
    pub fields: Vec<Field>,
    pub payment: Option<PaymentStep>,
    pub action: String,
    /// What makes a form that is sent twice one booking.
    pub key: String,
}

/// Something that is wrong, in the list on top.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// The field it is about.
    pub href: Option<String>,
    /// What is wrong.
    pub text: String,
}

/// The part of the form that asks for a card.
#[derive(Clone, Debug)]
pub(crate) struct PaymentStep {
    /// What happens with the card.
    pub text: String,
    /// That it may be left out.
    pub later: Option<String>,
    pub field: Field,
}

/// A time of a service, with everything the form is made of.
struct Offer {
    ctx: Ctx,
    service: Service,
    questions: Option<Questionnaire>,
    practitioner: Option<Practitioner>,
    locations: Vec<Location>,
    zones: Zones,
    choice: Choice,
    start: Timestamp,
    /// Other free times, when this one is not.
    others: Option<Vec<Timestamp>>,
}

/// What was sent, and what is wrong with it.
#[derive(Default)]
struct Sent {
    data: FormData,
    problems: Vec<FieldError>,
    /// What is wrong with the card.
    card: Option<String>,
}

/// `GET /book/{slug}/{service}/{start}`
pub(crate) async fn show(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, service_id, start)): Segments<(String, ServiceId, Timestamp)>,
) -> Result<Response, Failure> {
    let offer = load(&clinic, service_id, start, Choice::of(&visitor.query)).await?;
    Ok(match &offer.others {
        None => html(StatusCode::OK, &offer.form(&visitor, &Sent::default())),
        Some(others) => html(StatusCode::CONFLICT, &offer.not_free(&visitor, false, others)),
    })
}

/// `POST /book/{slug}/{service}/{start}`
pub(crate) async fn send(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, service_id, start)): Segments<(String, ServiceId, Timestamp)>,
    form: SentForm,
) -> Result<Response, Failure> {
    let offer = load(&clinic, service_id, start, Choice::of(&visitor.query)).await?;
    match offer.book(clinic.core(), &visitor, &form).await {
        Ok(location) => Ok(Redirect::to(&location).into_response()),
        Err(error) => match is_about_time(&error) {
            Some(taken) => {
                let others = other_times(&clinic, &offer).await?;
                Ok(html(StatusCode::CONFLICT, &offer.not_free(&visitor, taken, &others)))
            }
            None => offer.refused(&visitor, form.data, error),
        },
    }
}

async fn load(clinic: &Clinic, service_id: ServiceId, start: Timestamp, choice: Choice) -> app::Result<Offer> {
    let who = choice.who(None)?;
    let load = move |tx: &mut app::Tx<'_>, ctx: &Ctx| {
        let service = app::service::get(tx, ctx, service_id)?;
        let questions = service.details.questionnaire_id;
        let questions = questions.map(|id| app::questionnaire::get(tx, ctx, id)).transpose()?;
        let practitioner = who.practitioner_id.map(|id| app::practitioner::get(tx, ctx, id)).transpose()?;
        let locations = app::location::list(tx, ctx)?;
        let zones = Zones::new(choice.zone.as_deref(), clinic_zone(ctx.organization(), &locations));
        let is_free = app::availability::explain(tx, ctx, service_id, who, start)?.is_empty();
        let choice = Choice { zone: choice.zone.clone().filter(|_| !zones.unknown), ..choice.clone() };
        let wish = wish(service_id, &choice)?;
        let others = if is_free { None } else { Some(next_few(tx, ctx, &wish, Some(start))?) };
        Ok(Offer { ctx: ctx.clone(), service, questions, practitioner, locations, zones, choice, start, others })
    };
    clinic.read(load).await
}

fn wish(service_id: ServiceId, choice: &Choice) -> app::Result<Wish> {
    Ok(Wish { service_id, who: choice.who(None)?, zone: choice.zone.clone(), from: None })
}

async fn other_times(clinic: &Clinic, offer: &Offer) -> app::Result<Vec<Timestamp>> {
    let (wish, start) = (wish(offer.service.id, &offer.choice)?, offer.start);
    clinic.read(move |tx, ctx| next_few(tx, ctx, &wish, Some(start))).await
}

impl Offer {
    /// Books, and says where the appointment is to be found.
    async fn book(&self, core: &Core, visitor: &Visitor, form: &SentForm) -> app::Result<String> {
        let new = NewBooking {
            appointment: NewAppointment {
                service_id: self.service.id,
                who: self.choice.who(None)?,
                start: self.start,
                patient_id: None,
                answers: self.answers(visitor.language, &form.data)?,
                patient_time_zone: self.zones.chosen_name().map(str::to_owned),
                overbooking_reason: None,
            },
            health_card: false,
            card: form.data.given(CARD).map(CardToken::new),
        };
        let slug = self.ctx.organization().slug.clone();
        // The address is the answer, so that a form sent twice leads to the one appointment.
        let render = move |booked: &Booked| StoredAnswer {
            status: StatusCode::SEE_OTHER.as_u16(),
            content_type: "text/plain".to_owned(),
            body: ManageLinks::new(&slug, booked.appointment.id, booked.access_key.reveal()).page_after("booked"),
        };
        let answered = core.book(self.ctx.clone(), new, idempotency_key(visitor, form), render).await?;
        Ok(answered.answer.body)
    }

    fn questions(&self, language: Language) -> Questionnaire {
        self.questions.clone().unwrap_or_else(|| contact_questions(language))
    }

    /// The answers in the form. Where the clinic asks nothing, the core takes anything: then the page's own questions are
    /// checked here, so that somebody can be reached.
    fn answers(&self, language: Language, form: &FormData) -> app::Result<Answers> {
        let questions = self.questions(language);
        let answers = form.answers(&questions.items);
        match self.questions {
            Some(_) => Ok(answers),
            None => questions.check(answers, self.ctx.organization().settings.phone_prefix.as_deref()),
        }
    }

    /// The form again, with all that is wrong; or the failure, when the form can't mend it.
    fn refused(&self, visitor: &Visitor, data: FormData, error: Error) -> Result<Response, Failure> {
        let language = visitor.language;
        let has_card = data.given(CARD).is_some();
        let needs_card = self.service.details.payment.card_step(false, has_card).is_err();
        let needed = needs_card.then(|| language.text("error-card-needed"));
        let (problems, card) = match error {
            Error::Invalid(problems) => (problems.into_iter().map(unprefixed).collect(), needed),
            Error::PaymentRequired => (Vec::new(), needed),
            Error::PaymentDeclined(reason) => {
                let declined = language.text_with("error-card-declined", &[("reason", reason.into())]);
                (Vec::new(), Some(declined))
            }
            other => return Err(other.into()),
        };
        let sent = Sent { data, problems, card };
        Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &self.form(visitor, &sent)))
    }

    fn form(&self, visitor: &Visitor, sent: &Sent) -> BookingFormPage {
        let view = View::new(visitor, Some(self.ctx.organization()));
        let questions = self.questions(view.language);
        let fields = fields(view.language, &questions, &sent.data, &sent.problems);
        let payment = self.payment(view.language, sent);
        let key = sent.data.given(KEY).map_or_else(new_key, str::to_owned);
        BookingFormPage {
            facts: self.facts(view.language),
            other_times: self.goal().list(&self.choice, Some(self.zones.patient.to_datetime(self.start).date())),
            heading: if questions.title.is_empty() { view.t("form-details") } else { questions.title.clone() },
            problems: problems(view.language, &fields, payment.as_ref(), sent),
            action: self.goal().start(&self.choice, self.start),
            fields,
            payment,
            key,
            view,
        }
    }

    fn not_free(&self, visitor: &Visitor, taken: bool, others: &[Timestamp]) -> TakenPage {
        let wanted = Wanted {
            organization: self.ctx.organization(),
            zones: &self.zones,
            goal: &self.goal(),
            choice: &self.choice,
            start: self.start,
            now: self.ctx.now(),
            others,
        };
        TakenPage::new(visitor, taken, &wanted)
    }

    fn goal(&self) -> Goal {
        Goal::Book { slug: self.ctx.organization().slug.clone(), service: self.service.id }
    }

    fn facts(&self, language: Language) -> Vec<Fact> {
        let end = domain::time::plus_minutes(self.start, self.service.details.duration.into());
        let name = std::iter::once(self.service.details.name.clone());
        let fact = |key, value| Fact::new(language.text(key), [value]);
        let who = self.practitioner.as_ref().map(|practitioner| fact("fact-with", practitioner.display_name()));
        let price = price(language, &self.service).map(|price| fact("fact-price", price));
        let facts = [
            Fact::new(language.text("fact-what"), name),
            when(language, &self.zones, self.start, end),
            fact("fact-where", place(language, &self.service, &self.locations, address)),
        ];
        facts.into_iter().chain(who).chain(price).collect()
    }

    /// The card, when the service asks for one or would keep one.
    fn payment(&self, language: Language, sent: &Sent) -> Option<PaymentStep> {
        let rule = &self.service.details.payment;
        let (key, amount) = match rule.card_step(false, true) {
            Ok(CardStep::Charge(amount)) => ("payment-charge", amount),
            Ok(CardStep::Save(amount)) => ("payment-save", amount),
            Ok(CardStep::None) | Err(_) => return None,
        };
        let required = rule.card_step(false, false).is_err();
        Some(PaymentStep {
            text: language.text_with(key, &[("amount", language.money(amount).into())]),
            later: (!required).then(|| language.text("payment-later")),
            field: card_field(language, required, sent),
        })
    }
}

/// When: at the patient's, and at the clinic where its clocks show another time.
pub(crate) fn when(language: Language, zones: &Zones, start: Timestamp, end: Timestamp) -> Fact {
    let mut lines = vec![language.span(start, end, &zones.patient)];
    if zones.differ_at(start) {
        lines.push(language.zone(&zones.patient, start));
        let (here, there) = (zones.patient.to_datetime(start), zones.clinic.to_datetime(start));
        let same_day = here.date() == there.date();
        let time = if same_day { language.time(there) } else { language.moment(start, &zones.clinic) };
        lines.push(language.text_with("fact-at-clinic", &[("time", time.into())]));
    }
    Fact::new(language.text("fact-when"), lines)
}

fn card_field(language: Language, required: bool, sent: &Sent) -> Field {
    Field {
        name: CARD.to_owned(),
        id: format!("field-{CARD}"),
        label: language.text("payment-card"),
        help: Some(language.text("payment-card-help")),
        required,
        error: sent.card.clone(),
        autocomplete: "off",
        control: Control::Line { kind: "text", mode: "", value: sent.data.first(CARD).unwrap_or_default().to_owned() },
    }
}

/// All that is wrong, field by field in the order of the page; then what is about no field.
fn problems(language: Language, fields: &[Field], payment: Option<&PaymentStep>, sent: &Sent) -> Vec<Problem> {
    let all = fields.iter().chain(payment.map(|payment| &payment.field));
    let named = all.filter_map(|field| {
        let values = [("field", field.label.clone().into()), ("message", field.error.clone()?.into())];
        Some(Problem { href: Some(format!("#{}", field.id)), text: language.text_with("error-in-field", &values) })
    });
    let is_shown = |problem: &&FieldError| fields.iter().any(|field| field.name == problem.field);
    let general = sent
        .problems
        .iter()
        .any(|problem| !is_shown(&problem))
        .then(|| Problem { href: None, text: language.text("error-general") });
    named.chain(general).collect()
}

/// The core names answers below `answers`.
fn unprefixed(mut problem: FieldError) -> FieldError {
    if let Some(name) = problem.field.strip_prefix("answers.") {
        problem.field = name.to_owned();
    }
    problem
}

fn new_key() -> String {
    let random: &dyn Random = &OsRandom;
    format!("{:032x}", u128::from_le_bytes(random.bytes()))
}

/// The key in the form, bound to everything else that was sent.
fn idempotency_key(visitor: &Visitor, form: &SentForm) -> Option<IdempotencyKey> {
    let key = form.data.given(KEY)?;
    let is_plain = key.len() <= 64 && key.bytes().all(|letter| letter.is_ascii_alphanumeric());
    let mut text = format!("POST {}?", visitor.path).into_bytes();
    for (name, value) in visitor.query.pairs().filter(|(name, _)| *name != "lang") {
        text.extend_from_slice(format!("{name}={value}&").as_bytes());
    }
    text.push(b'\n');
    text.extend_from_slice(&form.bytes);
    is_plain.then(|| IdempotencyKey { door: "web", key: key.to_owned(), fingerprint: digest(&text) })
}
