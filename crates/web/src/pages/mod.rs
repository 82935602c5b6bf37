//! The pages, one file per noun: what a template is given, and the handlers that fill it.

pub(crate) mod booking_form;
pub(crate) mod cancel;
pub(crate) mod failure;
pub(crate) mod home;
pub(crate) mod manage;
pub(crate) mod move_to;
#[cfg(test)]
pub(crate) mod samples;
pub(crate) mod service;
pub(crate) mod slot;
#[cfg(test)]
mod soundness;
pub(crate) mod taken;
pub(crate) mod times_view;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Error, Location, Organization, Service};

use crate::error::Failure;
use crate::language::Language;
use crate::links;
use crate::visitor::Visitor;

/// What every page knows: the language, the clinic, and the ways to the other languages.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// The language.
    pub language: Language,
    /// The clinic whose page this is.
    pub clinic: Option<ClinicHead>,
    /// The same page in every language.
    pub languages: Vec<LanguageLink>,
}

/// A clinic, as the head and foot of its pages show it.
#[derive(Clone, Debug)]
pub(crate) struct ClinicHead {
    /// Its name.
    pub name: String,
    /// Its first page.
    pub href: String,
    /// How to reach it.
    pub phone: Option<String>,
    /// How to reach it.
    pub email: Option<String>,
}

/// The way to this page in another language.
#[derive(Clone, Debug)]
pub(crate) struct LanguageLink {
    /// The language.
    pub language: Language,
    /// The address.
    pub href: String,
    /// Whether this is it.
    pub current: bool,
}

impl View {
    /// What the page for this visitor knows.
    pub(crate) fn new(visitor: &Visitor, organization: Option<&Organization>) -> Self {
        let link = |language: Language| {
            let others = visitor.query.pairs().filter(|(name, _)| *name != "lang");
            LanguageLink {
                language,
                href: links::with_query(&visitor.path, others.chain([("lang", language.tag())])),
                current: language == visitor.language,
            }
        };
        Self {
            language: visitor.language,
            clinic: organization.map(|organization| ClinicHead {
                name: organization.name.clone(),
                href: links::services(&organization.slug),
                phone: organization.settings.contact_phone.clone(),
                email: organization.settings.contact_email.clone(),
            }),
            languages: Language::ALL.map(link).to_vec(),
        }
    }

    /// A text without variables. Short, as templates are full of it.
    pub(crate) fn t(&self, key: &str) -> String {
        self.language.text(key)
    }

    /// The name at the end of every title.
    pub(crate) fn site(&self) -> String {
        self.clinic.as_ref().map_or_else(|| self.t("site-name"), |clinic| clinic.name.clone())
    }
}

/// A row of facts: a word and one line or more.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// What it is.
    pub label: String,
    /// What is known.
    pub lines: Vec<String>,
}

impl Fact {
    /// A fact of these lines.
    pub(crate) fn new(label: String, lines: impl IntoIterator<Item = String>) -> Self {
        Self { label, lines: lines.into_iter().collect() }
    }
}

/// Where a service takes place, in a few words, before anybody has been chosen: that is certain for the only site, which is
/// `written` short or in full.
fn place(
    language: Language,
    service: &Service,
    locations: &[Location],
    written: impl FnOnce(&Location) -> String,
) -> String {
    if service.details.is_virtual {
        return language.text("place-video");
    }
    let mut open = locations.iter().filter(|location| location.active);
    match (open.next(), open.next()) {
        (Some(only), None) => written(only),
        _ => language.text("place-in-person"),
    }
}

/// A site's name and address on one line.
fn address(location: &Location) -> String {
    let lines = location.address.as_deref().unwrap_or_default().lines();
    let parts = std::iter::once(location.name.as_str()).chain(lines.map(str::trim));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The price, when the service has one that is asked for.
fn price(language: Language, service: &Service) -> Option<String> {
    let payment = &service.details.payment;
    let asked = payment.enabled && !payment.price.is_zero();
    asked.then(|| language.money(payment.price))
}

/// Sends a page.
pub(crate) fn html(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(body) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response(),
        Err(error) => Failure::from(Error::Internal(error.to_string())).into_response(),
    }
}

/// A page with samples of everything it may have to show, for the test that renders all of them.
#[cfg(test)]
pub(crate) trait Samples: Template + Sized {
    /// Samples in that language: the usual, the empty, the long, and text that looks like HTML.
    fn samples(language: Language) -> Vec<Self>;
}
