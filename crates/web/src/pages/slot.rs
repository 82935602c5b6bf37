//! The times of a service to choose from, for booking it and for moving an appointment.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ServiceId;

use super::times_view::TimesView;
use super::{View, address, html, place, price};
use crate::clinic::{Clinic, Segments};
use crate::error::Failure;
use crate::links::Goal;
use crate::times::{self, Choice, Wish};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "slot.html")]
pub(crate) struct SlotPage {
    pub view: View,
    /// What this is about: a service, or an appointment to be moved.
    pub subject: String,
    /// What is known of it.
    pub facts: Vec<String>,
    /// The title.
    pub title: String,
    /// The way back; none at the second step of booking, which has its own.
    pub back: Option<String>,
    pub times: TimesView,
}

/// `GET /book/{slug}/{service}`
pub(crate) async fn list(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, service_id)): Segments<(String, ServiceId)>,
) -> Result<Response, Failure> {
    let choice = Choice::of(&visitor.query);
    let wish = Wish {
        service_id,
        who: choice.who(None)?,
        zone: choice.zone.clone(),
        from: visitor.query.given("from").map(str::to_owned),
    };
    let found = clinic.read(move |tx, ctx| Ok((ctx.organization().clone(), times::load(tx, ctx, &wish)?)));
    let (organization, times) = found.await?;
    let view = View::new(&visitor, Some(&organization));
    let goal = Goal::Book { slug: organization.slug.clone(), service: service_id };
    let length = view.language.length(times.service.details.duration);
    let price = price(view.language, &times.service);
    let place = place(view.language, &times.service, &times.locations, address);
    let page = SlotPage {
        subject: times.service.details.name.clone(),
        facts: std::iter::once(length).chain(price).chain([place]).collect(),
        title: view.t("times-title"),
        back: None,
        times: TimesView::new(view.language, &times, &goal, &choice),
        view,
    };
    Ok(html(StatusCode::OK, &page))
}
