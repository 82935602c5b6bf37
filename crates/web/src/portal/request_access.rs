//! Asking for a key, which anybody may. What is answered never tells whether a company or a practice is known.

use app::access_request::submit;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access_request::AccessWish;
use domain::questionnaire::ItemKind;
use domain::{FieldError, QuestionnaireItem};

use super::form::{Form, ask, hint, refusals, require, scopes, scopes_question};
use super::guest::Guest;
use super::shell::{Part, Shell};
use crate::error::Failure;
use crate::fields::Control;
use crate::forms::{FormData, SentForm};
use crate::pages::{View, html};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "portal/request_access.html")]
struct RequestAccessPage {
    shell: Shell,
    view: View,
    /// None: it has been sent.
    form: Option<Form>,
}

fn page(status: StatusCode, form: Option<Form>) -> Response {
    html(status, &RequestAccessPage { shell: Shell::new(None, Part::RequestAccess), view: Shell::view(), form })
}

fn questions() -> Vec<QuestionnaireItem> {
    let scopes = scopes_question("What your program will work with");
    vec![
        require("company", "Company", ItemKind::Text),
        hint(
            require("practice", "Practice", ItemKind::Text),
            "The practice you work for: its short name (PPass) if you know it, or its name.",
        ),
        require("contact_name", "Your name", ItemKind::Text),
        require("contact_email", "E-mail", ItemKind::Email),
        ask("contact_phone", "Phone", ItemKind::Phone),
        QuestionnaireItem { required: true, ..hint(scopes, "Choose at least one. Ask for no more than you need.") },
        ask("message", "Anything else we should know", ItemKind::Textarea),
    ]
}

fn form(typed: &FormData, errors: &[FieldError]) -> Form {
    Form::new(questions(), typed, errors)
}

/// `GET /portal/request-access`
pub(crate) async fn show(visitor: Visitor) -> Response {
    let sent = visitor.query.first("sent").is_some();
    page(StatusCode::OK, (!sent).then(|| form(&FormData::default(), &[])))
}

/// `POST /portal/request-access`
pub(crate) async fn send(guest: Guest, sent: SentForm) -> Result<Response, Failure> {
    let text = |name| sent.data.first(name).unwrap_or_default().to_owned();
    let wish = AccessWish {
        company: text("company"),
        practice: text("practice"),
        contact_name: text("contact_name"),
        contact_email: text("contact_email"),
        contact_phone: sent.data.given("contact_phone").map(str::to_owned),
        scopes: scopes(&sent.data),
        message: sent.data.given("message").map(|text| text.replace("\r\n", "\n")),
    };
    // Slips of the pen don't count against the limit.
    let wish = match wish.check() {
        Ok(wish) => wish,
        Err(error) => return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, Some(form(&sent.data, &refusals(error)?)))),
    };
    guest.core().parts().limits.access_request(guest.address())?;
    guest.write_as_anybody(move |tx, app, id| submit(tx, app, wish.clone(), id)).await?;
    Ok(Redirect::to("/portal/request-access?sent").into_response())
}
