//! What a clinic offers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Location, Organization, Service};

use super::{View, html, place, price};
use crate::clinic::Clinic;
use crate::error::Failure;
use crate::language::Language;
use crate::links::Goal;
use crate::times::Choice;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "service.html")]
pub(crate) struct ServicePage {
    pub view: View,
    pub cards: Vec<ServiceCard>,
}

/// A service to choose.
#[derive(Clone, Debug)]
pub(crate) struct ServiceCard {
    /// Its name.
    pub name: String,
    /// A few sentences.
    pub description: Option<String>,
    /// Length and price.
    pub facts: Vec<String>,
    /// Where.
    pub place: String,
    /// Its times.
    pub href: String,
}

impl ServiceCard {
    fn new(language: Language, organization: &Organization, service: &Service, locations: &[Location]) -> Self {
        let length = language.length(service.details.duration);
        let goal = Goal::Book { slug: organization.slug.clone(), service: service.id };
        Self {
            name: service.details.name.clone(),
            description: service.details.description.clone(),
            facts: std::iter::once(length).chain(price(language, service)).collect(),
            place: place(language, service, locations, |only| only.name.clone()),
            href: goal.list(&Choice::default(), None),
        }
    }
}

/// `GET /book/{slug}`
pub(crate) async fn list(clinic: Clinic, visitor: Visitor) -> Result<Response, Failure> {
    let found = clinic.read(|tx, ctx| {
        let services = app::service::list(tx, ctx)?;
        Ok((ctx.organization().clone(), services, app::location::list(tx, ctx)?))
    });
    let (organization, services, locations) = found.await?;
    let view = View::new(&visitor, Some(&organization));
    let card = |service| ServiceCard::new(view.language, &organization, service, &locations);
    let cards = services.iter().map(card).collect();
    Ok(html(StatusCode::OK, &ServicePage { view, cards }))
}
