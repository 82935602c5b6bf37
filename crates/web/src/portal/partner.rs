//! Partners: who they are, and whether their keys work.

use app::api_key::{self, KeyQuery};
use app::partner;
use app::{Error, Result, Tx};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::api_key::KeyStatus;
use domain::page::PageQuery;
use domain::partner::{PartnerChange, PartnerDetails};
use domain::questionnaire::ItemKind;
use domain::{FieldError, Partner, PartnerId, QuestionnaireItem};

use super::api_key::KeyRow;
use super::confirm::ConfirmPage;
use super::form::{Form, ask, choose, hint, refusals, require};
use super::guest::{Guest, Member};
use super::list::{Pager, wanted};
use super::shell::{Part, Shell};
use super::words;
use crate::clinic::Segments;
use crate::error::Failure;
use crate::fields::Control;
use crate::forms::{FormData, SentForm};
use crate::pages::{View, html};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "portal/partners.html")]
pub(crate) struct PartnersPage {
    pub shell: Shell,
    pub search: String,
    pub rows: Vec<PartnerRow>,
    pub pager: Pager,
    pub deleted: bool,
}

/// A partner of the list.
pub(crate) struct PartnerRow {
    pub href: String,
    pub name: String,
    pub contact: Option<String>,
    pub email: Option<String>,
    pub live_keys: i64,
    pub active: bool,
}

#[derive(Template)]
#[template(path = "portal/partner.html")]
pub(crate) struct PartnerPage {
    pub shell: Shell,
    pub view: View,
    /// The partner; none: a new one.
    pub partner: Option<PartnerHead>,
    pub form: Form,
    pub saved: bool,
}

/// A partner that is there.
pub(crate) struct PartnerHead {
    pub name: String,
    pub href: String,
    pub new_key: String,
    pub delete: String,
    pub keys: Vec<KeyRow>,
}

fn href(id: PartnerId) -> String {
    format!("/portal/partners/{id}")
}

fn questions() -> Vec<QuestionnaireItem> {
    let working = [("yes", "On: its keys work"), ("no", "Off: none of its keys works")];
    let working = working.map(|(value, label)| (value.to_owned(), label.to_owned()));
    vec![
        require("name", "Name", ItemKind::Text),
        ask("contact", "Who to talk to", ItemKind::Text),
        ask("email", "E-mail", ItemKind::Email),
        ask("phone", "Phone", ItemKind::Phone),
        ask("website", "Web site", ItemKind::Text),
        QuestionnaireItem {
            required: true,
            ..choose(
                hint(
                    ask("active", "Access", ItemKind::Radio),
                    "Switching a partner off ends its tokens and sessions at once.",
                ),
                working,
            )
        },
    ]
}

fn typed(details: &PartnerDetails) -> FormData {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    FormData::of([
        ("name", details.name.clone()),
        ("contact", text(&details.contact)),
        ("email", text(&details.email)),
        ("phone", text(&details.phone)),
        ("website", text(&details.website)),
        ("active", if details.active { "yes" } else { "no" }.to_owned()),
    ])
}

fn details(form: &FormData) -> PartnerDetails {
    let given = |name| form.given(name).map(str::to_owned);
    PartnerDetails {
        contact: given("contact"),
        email: given("email"),
        phone: given("phone"),
        website: given("website"),
        active: form.first("active") != Some("no"),
        ..PartnerDetails::named(form.first("name").unwrap_or_default())
    }
}

/// `GET /portal/partners`
pub(crate) async fn list(guest: Guest, visitor: Visitor) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| {
        let search = visitor.query.given("search");
        let found = partner::list(tx, &member.ctx, search, wanted(&visitor))?;
        Ok(PartnersPage {
            shell: Shell::of(member, Part::Partners),
            search: search.unwrap_or_default().to_owned(),
            pager: Pager::new(&visitor, &found),
            deleted: visitor.query.first("deleted").is_some(),
            rows: found.items.into_iter().map(row).collect(),
        })
    });
    Ok(html(StatusCode::OK, &page.await?))
}

fn row(partner: Partner) -> PartnerRow {
    PartnerRow {
        href: href(partner.id),
        name: partner.details.name,
        contact: partner.details.contact,
        email: partner.details.email,
        live_keys: partner.live_keys,
        active: partner.details.active,
    }
}

/// `GET /portal/partners/new`
pub(crate) async fn new(guest: Guest) -> std::result::Result<Response, Failure> {
    let page = new_page(&guest, typed(&PartnerDetails::named("")), Vec::new()).await?;
    Ok(html(StatusCode::OK, &page))
}

/// `POST /portal/partners/new`
pub(crate) async fn create(guest: Guest, sent: SentForm) -> std::result::Result<Response, Failure> {
    let details = details(&sent.data);
    match guest.write(move |tx, member| partner::create(tx, &member.ctx, details.clone())).await {
        Ok(partner) => Ok(Redirect::to(&href(partner.id)).into_response()),
        Err(error) => {
            let page = new_page(&guest, sent.data, refusals(error)?).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

async fn new_page(guest: &Guest, typed: FormData, errors: Vec<FieldError>) -> Result<PartnerPage> {
    guest
        .read(move |tx, member| {
            // Whoever may not see the partners may not see the form for one either.
            partner::list(tx, &member.ctx, None, PageQuery::new(1, 1)?)?;
            Ok(PartnerPage {
                shell: Shell::of(member, Part::Partners),
                view: Shell::view(),
                partner: None,
                form: Form::new(questions(), &typed, &errors),
                saved: false,
            })
        })
        .await
}

/// `GET /portal/partners/{partner}`
pub(crate) async fn show(
    guest: Guest,
    visitor: Visitor,
    Segments(id): Segments<PartnerId>,
) -> std::result::Result<Response, Failure> {
    let saved = visitor.query.first("saved").is_some();
    let page = guest.read(move |tx, member| load(tx, member, id, None, &[], saved)).await?;
    Ok(html(StatusCode::OK, &page))
}

/// `POST /portal/partners/{partner}`
pub(crate) async fn change(
    guest: Guest,
    Segments(id): Segments<PartnerId>,
    sent: SentForm,
) -> std::result::Result<Response, Failure> {
    let new = details(&sent.data);
    let change = PartnerChange {
        name: Some(new.name),
        contact: Some(new.contact),
        email: Some(new.email),
        phone: Some(new.phone),
        website: Some(new.website),
        active: Some(new.active),
    };
    match guest.write(move |tx, member| partner::update(tx, &member.ctx, id, &change)).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?saved", href(id))).into_response()),
        Err(error) => {
            let errors = refusals(error)?;
            let page = guest.read(move |tx, member| load(tx, member, id, Some(&sent.data), &errors, false)).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

fn load(
    tx: &mut Tx<'_>,
    member: &Member,
    id: PartnerId,
    sent: Option<&FormData>,
    errors: &[FieldError],
    saved: bool,
) -> Result<PartnerPage> {
    let partner = partner::get(tx, &member.ctx, id)?;
    let query = KeyQuery { partner: Some(id), ..KeyQuery::default() };
    let keys = api_key::list(tx, &member.ctx, &query, PageQuery::default())?;
    let typed = sent.cloned().unwrap_or_else(|| typed(&partner.details));
    Ok(PartnerPage {
        shell: Shell::of(member, Part::Partners),
        view: Shell::view(),
        partner: Some(PartnerHead {
            name: partner.details.name,
            href: href(id),
            new_key: format!("/portal/keys/new?partner={id}"),
            delete: format!("{}/delete", href(id)),
            keys: keys.items.iter().map(|key| KeyRow::new(key, member.ctx.now())).collect(),
        }),
        form: Form::new(questions(), &typed, errors),
        saved,
    })
}

fn deletion(tx: &mut Tx<'_>, member: &Member, id: PartnerId) -> Result<ConfirmPage> {
    let partner = partner::get(tx, &member.ctx, id)?;
    let of = |status| KeyQuery { partner: Some(id), status: Some(status), ..KeyQuery::default() };
    let live = api_key::list(tx, &member.ctx, &of(KeyStatus::Active), PageQuery::default())?;
    let dead = api_key::list(tx, &member.ctx, &of(KeyStatus::Revoked), PageQuery::new(1, 1)?)?.total;
    let keys = match dead {
        0 => "It has no keys.".to_owned(),
        1 => "Its revoked key goes with it.".to_owned(),
        more => format!("Its {} revoked keys go with it.", words::count(more)),
    };
    let refused = match live.total {
        0 => None,
        1 => Some("This partner has an active key. Revoke it first.".to_owned()),
        more => Some(format!("This partner has {} active keys. Revoke them first.", words::count(more))),
    };
    Ok(ConfirmPage {
        shell: Shell::of(member, Part::Partners),
        question: "Delete the partner",
        name: partner.details.name,
        back: href(id),
        what: vec![
            keys,
            "Its calls stay in the figures and in the list of calls, without its name.".to_owned(),
            "Its access requests stay.".to_owned(),
            "This can’t be undone. To shut a partner out for a while, switch its access off instead.".to_owned(),
        ],
        key: None,
        refused,
        in_the_way: live.items.iter().map(|key| KeyRow::new(key, member.ctx.now())).collect(),
        action: format!("{}/delete", href(id)),
        button: "Delete partner",
    })
}

/// `GET /portal/partners/{partner}/delete`
pub(crate) async fn ask_to_delete(
    guest: Guest,
    Segments(id): Segments<PartnerId>,
) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| deletion(tx, member, id)).await?;
    Ok(page.response(StatusCode::OK))
}

/// `POST /portal/partners/{partner}/delete`
pub(crate) async fn delete(guest: Guest, Segments(id): Segments<PartnerId>) -> std::result::Result<Response, Failure> {
    match guest.write(move |tx, member| partner::delete(tx, &member.ctx, id)).await {
        Ok(()) => Ok(Redirect::to("/portal/partners?deleted").into_response()),
        Err(Error::Conflict { .. }) => {
            let page = guest.read(move |tx, member| deletion(tx, member, id)).await?;
            Ok(page.response(StatusCode::CONFLICT))
        }
        Err(other) => Err(other.into()),
    }
}
