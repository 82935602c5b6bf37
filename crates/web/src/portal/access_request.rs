//! Requests for keys, and the decision about them.

use app::access_request::{self, Approval};
use app::{Error, Result, Tx};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access_request::RequestStatus;
use domain::questionnaire::ItemKind;
use domain::{AccessRequest, AccessRequestId, FieldCode, FieldError, Noun, PartnerId, QuestionnaireItem};

use super::api_key::{SecretPage, partners, practices, practices_questions, which_practice};
use super::form::{Form, ask, choose, hint, refusals, require, scopes, scopes_question};
use super::guest::{Guest, Member};
use super::list::{Pager, wanted};
use super::shell::{Part, Shell};
use super::words::{self, Moment};
use crate::clinic::Segments;
use crate::error::Failure;
use crate::fields::Control;
use crate::forms::{FormData, SentForm};
use crate::pages::{View, html};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "portal/requests.html")]
pub(crate) struct RequestsPage {
    pub shell: Shell,
    pub rows: Vec<RequestRow>,
    pub pager: Pager,
    /// The ways to the requests of each status, and to all.
    pub filters: Vec<Filter>,
    pub rejected: bool,
}

/// The way to some of the requests.
pub(crate) struct Filter {
    pub href: String,
    pub label: &'static str,
    pub current: bool,
}

/// A request.
pub(crate) struct RequestRow {
    pub href: String,
    pub at: Moment,
    pub company: String,
    pub practice: String,
    pub contact: String,
    pub email: String,
    pub phone: Option<String>,
    pub message: Option<String>,
    pub scopes: Vec<&'static str>,
    pub status: &'static str,
    pub pending: bool,
    pub decided: Option<Moment>,
    pub reason: Option<String>,
    pub key: Option<String>,
}

fn row(request: &AccessRequest) -> RequestRow {
    let wish = request.wish.clone();
    RequestRow {
        href: format!("/portal/access-requests/{}", request.id),
        at: words::moment(request.created_at),
        company: wish.company,
        practice: wish.practice,
        contact: wish.contact_name,
        email: wish.contact_email,
        phone: wish.contact_phone,
        message: wish.message,
        scopes: words::scopes(wish.scopes),
        status: request.status.as_str(),
        pending: request.status == RequestStatus::Pending,
        decided: request.decided_at.map(words::moment),
        reason: request.reason.clone(),
        key: request.key.map(|key| format!("/portal/keys/{key}")),
    }
}

#[derive(Template)]
#[template(path = "portal/request.html")]
pub(crate) struct RequestPage {
    pub shell: Shell,
    pub view: View,
    pub request: RequestRow,
    /// Why nothing was done, where there is no form to say it.
    pub notice: Option<String>,
    /// How to decide, while it is undecided.
    pub approve: Option<Form>,
    pub reject: Option<Form>,
}

/// `GET /portal/access-requests`
pub(crate) async fn list(guest: Guest, visitor: Visitor) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| {
        let status = visitor.query.given("status").and_then(|status| status.parse::<RequestStatus>().ok());
        let found = access_request::list(tx, &member.ctx, status, wanted(&visitor))?;
        let of = |wanted: Option<RequestStatus>| Filter {
            href: wanted.map_or_else(|| visitor.path.clone(), |wanted| format!("{}?status={wanted}", visitor.path)),
            label: wanted.map_or("All", RequestStatus::as_str),
            current: wanted == status,
        };
        Ok(RequestsPage {
            shell: Shell::of(member, Part::Requests),
            filters: std::iter::once(None).chain(RequestStatus::ALL.iter().copied().map(Some)).map(of).collect(),
            pager: Pager::new(&visitor, &found),
            rows: found.items.iter().map(row).collect(),
            rejected: visitor.query.first("rejected").is_some(),
        })
    });
    Ok(html(StatusCode::OK, &page.await?))
}

/// `GET /portal/access-requests/{request}`
pub(crate) async fn show(
    guest: Guest,
    Segments(id): Segments<AccessRequestId>,
) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| load(tx, member, id, &Tried::Nothing)).await?;
    Ok(html(StatusCode::OK, &page))
}

/// What was tried and refused.
enum Tried {
    Nothing,
    /// To approve, with what was chosen, if anything was.
    Approve(Option<FormData>, Vec<FieldError>),
    Reject(FormData, Vec<FieldError>),
}

fn load(tx: &mut Tx<'_>, member: &Member, id: AccessRequestId, tried: &Tried) -> Result<RequestPage> {
    let request = access_request::get(tx, &member.ctx, id)?;
    let mut page = RequestPage {
        shell: Shell::of(member, Part::Requests),
        view: Shell::view(),
        request: row(&request),
        notice: None,
        approve: None,
        reject: None,
    };
    if !page.request.pending {
        if let Tried::Approve(_, errors) | Tried::Reject(_, errors) = tried {
            page.notice = errors.first().map(|error| error.message.clone());
        }
        return Ok(page);
    }
    let (chosen, errors) = match tried {
        Tried::Approve(chosen, errors) => (chosen.clone(), errors.as_slice()),
        _ => (None, &[][..]),
    };
    let (questions, same) = approval_questions(tx, member, &request)?;
    let typed = chosen.unwrap_or_else(|| as_asked(&request, same));
    page.approve = Some(Form::new(questions, &typed, &which_practice(errors, &typed)));
    let (typed, errors) = match tried {
        Tried::Reject(typed, errors) => (typed.clone(), errors.as_slice()),
        _ => (FormData::default(), &[][..]),
    };
    let reason = ask("reason", "Reason", ItemKind::Textarea);
    page.reject = Some(Form::new(vec![hint(reason, "For your own records.")], &typed, errors));
    Ok(page)
}

/// What can be chosen when a request is approved, and the partner of the company's name, if there is one.
fn approval_questions(
    tx: &mut Tx<'_>,
    member: &Member,
    request: &AccessRequest,
) -> Result<(Vec<QuestionnaireItem>, Option<String>)> {
    let (known, _) = partners(tx, member)?;
    let same = known.iter().find(|(_, name)| name.to_lowercase() == request.wish.company.to_lowercase());
    let same = same.map(|(id, _)| id.clone());
    let new = ("new".to_owned(), format!("New partner: {}", request.wish.company));
    let mut items = vec![
        choose(require("partner", "Partner", ItemKind::Select), std::iter::once(new).chain(known)),
        require("key_name", "Name of the key", ItemKind::Text),
    ];
    items.extend(practices_questions(tx)?);
    items.push(scopes_question("Scopes"));
    Ok((items, same))
}

fn as_asked(request: &AccessRequest, partner: Option<String>) -> FormData {
    let name: String = request.wish.company.chars().take(domain::api_key::NAME_MAX).collect();
    let answers = [
        ("partner", partner.unwrap_or_else(|| "new".to_owned())),
        ("key_name", name),
        ("practices", request.wish.practice.clone()),
    ];
    let scopes = request.wish.scopes.iter().map(|scope| ("scopes", scope.to_string()));
    FormData::of(answers.into_iter().chain(scopes))
}

/// As asked for, unless the form of the request's own page was sent.
fn approval(form: &FormData) -> Approval {
    if form.first("partner").is_none() {
        return Approval::default();
    }
    Approval {
        partner: form.given("partner").and_then(|id| id.parse().ok()).map(PartnerId),
        practices: Some(practices(form)),
        scopes: Some(scopes(form)),
        key_name: Some(form.first("key_name").unwrap_or_default().to_owned()),
    }
}

/// `POST /portal/access-requests/{request}/approve`
pub(crate) async fn approve(
    guest: Guest,
    Segments(id): Segments<AccessRequestId>,
    sent: SentForm,
) -> std::result::Result<Response, Failure> {
    let approval = approval(&sent.data);
    let made = guest.write(move |tx, member| {
        let approved = access_request::approve(tx, &member.ctx, id, &approval)?;
        let shell = Shell::of(member, Part::Requests);
        Ok(SecretPage::new(shell, "Request approved", &approved.created, member.ctx.now()))
    });
    let error = match made.await {
        Ok(page) => return Ok(html(StatusCode::OK, &page)),
        Err(error) => error,
    };
    let conflict = matches!(error, Error::Conflict { .. });
    let errors = refusals(explained(error))?;
    let chosen = sent.data.first("partner").is_some().then_some(sent.data);
    let page =
        guest.read(move |tx, member| load(tx, member, id, &Tried::Approve(chosen.clone(), errors.clone()))).await?;
    Ok(html(if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }, &page))
}

/// What to do about it, where the core's words are too short for that.
fn explained(error: Error) -> Error {
    let field = |field: &str, message: &str| Error::invalid(field, FieldCode::UnknownReference, message);
    match error {
        Error::Duplicate { noun: Noun::Partner, .. } => {
            field("partner", "There is a partner of that name already. Choose it, if this is the same company.")
        }
        Error::NotFound(Noun::Partner) => field("partner", "Choose one of these partners."),
        Error::Invalid(errors) => {
            let named = |mut error: FieldError| {
                if error.field == "name" {
                    "key_name".clone_into(&mut error.field);
                }
                error
            };
            Error::Invalid(errors.into_iter().map(named).collect())
        }
        other => other,
    }
}

/// `POST /portal/access-requests/{request}/reject`
pub(crate) async fn reject(
    guest: Guest,
    Segments(id): Segments<AccessRequestId>,
    sent: SentForm,
) -> std::result::Result<Response, Failure> {
    let reason = sent.data.given("reason").map(|text| text.replace("\r\n", "\n"));
    let rejected = guest.write(move |tx, member| access_request::reject(tx, &member.ctx, id, reason.as_deref()));
    let Err(error) = rejected.await else {
        return Ok(Redirect::to("/portal/access-requests?rejected").into_response());
    };
    let conflict = matches!(error, Error::Conflict { .. });
    let errors = refusals(error)?;
    let page =
        guest.read(move |tx, member| load(tx, member, id, &Tried::Reject(sent.data.clone(), errors.clone()))).await?;
    Ok(html(if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }, &page))
}
