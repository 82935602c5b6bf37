//! Moving an appointment: choose a time, be asked once more, move.

use app::Tx;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{AppointmentId, Error, Noun};
use jiff::Timestamp;

use super::manage::{Credentials, Managed, find};
use super::slot::SlotPage;
use super::taken::{TakenPage, Wanted, is_about_time};
use super::times_view::TimesView;
use super::{Fact, View, html};
use crate::clinic::{Clinic, Segments};
use crate::error::Failure;
use crate::forms::SentForm;
use crate::links::Goal;
use crate::times::{self, Choice, Times, Wish};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "move.html")]
pub(crate) struct MovePage {
    pub view: View,
    /// What is moved, from when to when.
    pub facts: Vec<Fact>,
    pub action: String,
    /// The new start, for the form.
    pub start: String,
    /// Other times.
    pub others: String,
    /// Back to the appointment.
    pub keep: String,
}

/// `GET /book/{slug}/manage/{appointment}/move`: the times, or, with a `start`, the question whether to move there.
pub(crate) async fn show(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, AppointmentId)>,
) -> Result<Response, Failure> {
    let credentials = Credentials::new(id, &visitor);
    let managed = find(&clinic, &credentials).await?;
    if !managed.may_change {
        return Ok(Redirect::to(&credentials.links(&managed.organization).page()).into_response());
    }
    if let Some(start) = visitor.query.first("start") {
        let page = managed.question(&visitor, &credentials, instant(start)?);
        return Ok(html(StatusCode::OK, &page));
    }
    let page = list(&clinic, &visitor, &credentials, &managed).await?;
    Ok(html(StatusCode::OK, &page))
}

/// `POST /book/{slug}/manage/{appointment}/move`
pub(crate) async fn send(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, AppointmentId)>,
    form: SentForm,
) -> Result<Response, Failure> {
    clinic.check_tries()?;
    let credentials = Credentials::new(id, &visitor);
    let start = instant(form.data.first("start").unwrap_or_default())?;
    let (key, choice) = (credentials.key.clone(), Choice::of(&visitor.query));
    let moved = clinic.write(move |tx, ctx| {
        let usual = app::appointment::get_with_key(tx, ctx, id, &key)?.practitioner_id;
        app::appointment::move_with_key(tx, ctx, id, &key, start, choice.who(usual)?)?;
        Ok(ctx.organization().clone())
    });
    match clinic.note_try(moved.await) {
        Ok(organization) => {
            let location = credentials.links(&organization).page_after("moved");
            Ok(Redirect::to(&location).into_response())
        }
        Err(error) => match is_about_time(&error) {
            Some(taken) => not_free(&clinic, &visitor, &credentials, start, taken).await,
            None => Err(error.into()),
        },
    }
}

fn instant(text: &str) -> app::Result<Timestamp> {
    text.parse().map_err(|_| Error::NotFound(Noun::Service))
}

/// Times with the same practitioner, unless others were asked for; in the patient's zone.
fn wish(managed: &Managed, visitor: &Visitor) -> app::Result<(Choice, Wish)> {
    let asked = Choice::of(&visitor.query);
    let wish = Wish {
        service_id: managed.appointment.service_id,
        who: asked.who(managed.appointment.practitioner_id)?,
        zone: asked.zone.clone().or_else(|| managed.appointment.patient_time_zone.clone()),
        from: visitor.query.given("from").map(str::to_owned),
    };
    Ok((asked, wish))
}

async fn list(
    clinic: &Clinic,
    visitor: &Visitor,
    credentials: &Credentials,
    managed: &Managed,
) -> Result<SlotPage, Failure> {
    let (choice, wish) = wish(managed, visitor)?;
    let times = clinic.read(move |tx, ctx| load_times(tx, ctx, &wish)).await?;
    // From here on it is said with whom, and not guessed again.
    let practitioner = times.who.practitioner_id.map_or_else(|| "any".to_owned(), |id| id.to_string());
    let choice = Choice { practitioner: Some(practitioner), ..choice };
    let view = View::new(visitor, Some(&managed.organization));
    let links = credentials.links(&managed.organization);
    let now = view.language.moment(managed.appointment.start, &times.zones.patient);
    Ok(SlotPage {
        subject: managed.appointment.service_name.clone(),
        facts: vec![view.language.text_with("move-now", &[("when", now.into())])],
        title: view.t("move-title"),
        back: Some(links.page()),
        times: TimesView::new(view.language, &times, &Goal::Move(links), &choice),
        view,
    })
}

/// Whoever treated the patient may not offer the service any more: then it is anyone who does.
fn load_times(tx: &mut Tx<'_>, ctx: &app::Ctx, wish: &Wish) -> app::Result<Times> {
    match times::load(tx, ctx, wish) {
        Err(Error::NotFound(Noun::Practitioner)) => {
            let who = app::availability::Who::default();
            times::load(tx, ctx, &Wish { who, ..wish.clone() })
        }
        loaded => loaded,
    }
}

async fn not_free(
    clinic: &Clinic,
    visitor: &Visitor,
    credentials: &Credentials,
    start: Timestamp,
    taken: bool,
) -> Result<Response, Failure> {
    let managed = find(clinic, credentials).await?;
    let (choice, wish) = wish(&managed, visitor)?;
    let others = clinic.read(move |tx, ctx| times::next_few(tx, ctx, &wish, Some(start))).await?;
    let wanted = Wanted {
        organization: &managed.organization,
        zones: &managed.zones,
        goal: &Goal::Move(credentials.links(&managed.organization)),
        choice: &choice,
        start,
        now: clinic.core().app().now(),
        others: &others,
    };
    Ok(html(StatusCode::CONFLICT, &TakenPage::new(visitor, taken, &wanted)))
}

impl Managed {
    fn question(&self, visitor: &Visitor, credentials: &Credentials, start: Timestamp) -> MovePage {
        let view = View::new(visitor, Some(&self.organization));
        let links = credentials.links(&self.organization);
        let choice = Choice::of(&visitor.query);
        let goal = Goal::Move(links.clone());
        let fact = |key, value| Fact::new(view.t(key), [value]);
        let moment = |at| view.language.moment(at, &self.zones.patient);
        let from = fact("move-from", moment(self.appointment.start));
        let length = self.appointment.end.duration_since(self.appointment.start);
        let end = start.checked_add(length).unwrap_or(start);
        let to = super::booking_form::when(view.language, &self.zones, start, end);
        MovePage {
            facts: vec![
                fact("fact-what", self.appointment.service_name.clone()),
                from,
                Fact::new(view.t("move-to"), to.lines),
            ],
            action: goal.start(&choice, start),
            start: start.to_string(),
            others: goal.list(&choice, None),
            keep: links.page(),
            view,
        }
    }
}
