//! Cancelling an appointment: asked once more, with room for a reason.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{AppointmentId, Error};

use super::manage::{Credentials, Managed, find};
use super::{Fact, View, html};
use crate::clinic::{Clinic, Segments};
use crate::error::Failure;
use crate::forms::SentForm;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "cancel.html")]
pub(crate) struct CancelPage {
    pub view: View,
    pub facts: Vec<Fact>,
    pub action: String,
    /// Back to the appointment.
    pub keep: String,
    /// The reason as it was typed.
    pub reason: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl CancelPage {
    fn new(visitor: &Visitor, managed: &Managed, credentials: &Credentials) -> Self {
        let view = View::new(visitor, Some(&managed.organization));
        let links = credentials.links(&managed.organization);
        Self {
            facts: managed.facts(view.language),
            action: links.cancel(),
            keep: links.page(),
            reason: String::new(),
            error: None,
            view,
        }
    }
}

/// `GET /book/{slug}/manage/{appointment}/cancel`
pub(crate) async fn show(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, AppointmentId)>,
) -> Result<Response, Failure> {
    let credentials = Credentials::new(id, &visitor);
    let managed = find(&clinic, &credentials).await?;
    if !managed.may_change {
        // The appointment itself says why.
        return Ok(Redirect::to(&credentials.links(&managed.organization).page()).into_response());
    }
    Ok(html(StatusCode::OK, &CancelPage::new(&visitor, &managed, &credentials)))
}

/// `POST /book/{slug}/manage/{appointment}/cancel`
pub(crate) async fn send(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, AppointmentId)>,
    form: SentForm,
) -> Result<Response, Failure> {
    clinic.check_tries()?;
    let credentials = Credentials::new(id, &visitor);
    let (key, reason) = (credentials.key.clone(), form.data.given("reason").map(str::to_owned));
    let cancelled = clinic.write(move |tx, ctx| {
        app::appointment::cancel_with_key(tx, ctx, id, &key, reason.as_deref())?;
        Ok(ctx.organization().clone())
    });
    match clinic.note_try(cancelled.await) {
        Ok(organization) => {
            let location = credentials.links(&organization).page_after("cancelled");
            Ok(Redirect::to(&location).into_response())
        }
        Err(Error::Invalid(_)) => {
            let managed = find(&clinic, &credentials).await?;
            let mut page = CancelPage::new(&visitor, &managed, &credentials);
            page.reason = form.data.first("reason").map(str::to_owned).unwrap_or_default();
            page.error = Some(page.view.t("error-reason"));
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
    }
}
