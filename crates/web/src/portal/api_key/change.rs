//! Changing a key: its name, where it is good, what for, and until when.

use app::api_key::{self, KeyChange};
use app::{Result, Tx, partner};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::api_key::Practices;
use domain::{ApiKey, ApiKeyId, FieldError};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{KeyRow, expiry_question, href, last_day, name_question, practices, practices_questions, which_practice};
use crate::clinic::Segments;
use crate::error::Failure;
use crate::fields::Control;
use crate::forms::{FormData, SentForm};
use crate::pages::{View, html};
use crate::portal::form::{Form, refusals, scopes, scopes_question, unless_wrong};
use crate::portal::guest::{Guest, Member};
use crate::portal::shell::{Part, Shell};

#[derive(Template)]
#[template(path = "portal/key_change.html")]
pub(crate) struct KeyChangePage {
    pub shell: Shell,
    pub view: View,
    pub key: KeyRow,
    pub form: Form,
}

/// The last day on which a key works, as its field has it.
fn day_of(expires_at: Option<Timestamp>) -> String {
    let last = expires_at.map(|at| TimeZone::UTC.to_datetime(at - SignedDuration::from_nanos(1)).date());
    last.map(|day| day.to_string()).unwrap_or_default()
}

fn as_it_is(key: &ApiKey) -> FormData {
    let (all, some) = match &key.practices {
        Practices::All => (true, String::new()),
        Practices::Only(some) => (false, some.iter().map(|(_, slug)| slug.as_str()).collect::<Vec<_>>().join(", ")),
    };
    let fields = [("name", key.name.clone()), ("practices", some), ("expires_at", day_of(key.expires_at))];
    let all = all.then(|| ("all_practices", "yes".to_owned()));
    let scopes = key.scopes.iter().map(|scope| ("scopes", scope.to_string()));
    FormData::of(fields.into_iter().chain(all).chain(scopes))
}

fn load(
    tx: &mut Tx<'_>,
    member: &Member,
    id: ApiKeyId,
    sent: Option<&FormData>,
    errors: &[FieldError],
) -> Result<KeyChangePage> {
    let key = api_key::get(tx, &member.ctx, id)?;
    // Partners may look at their own keys and no more; this is the operator's alone.
    partner::get(tx, &member.ctx, key.partner)?;
    let typed = sent.cloned().unwrap_or_else(|| as_it_is(&key));
    let mut items = vec![name_question()];
    items.extend(practices_questions(tx)?);
    items.extend([scopes_question("Scopes"), expiry_question()]);
    Ok(KeyChangePage {
        shell: Shell::of(member, Part::Keys),
        view: Shell::view(),
        key: KeyRow::new(&key, member.ctx.now()),
        form: Form::new(items, &typed, &which_practice(errors, &typed)),
    })
}

/// `GET /portal/keys/{key}/change`
pub(crate) async fn show(guest: Guest, Segments(id): Segments<ApiKeyId>) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| load(tx, member, id, None, &[])).await?;
    Ok(if page.key.active { html(StatusCode::OK, &page) } else { Redirect::to(&href(id)).into_response() })
}

/// `POST /portal/keys/{key}/change`
pub(crate) async fn send(
    guest: Guest,
    Segments(id): Segments<ApiKeyId>,
    sent: SentForm,
) -> std::result::Result<Response, Failure> {
    let form = sent.data.clone();
    let changed = guest.write(move |tx, member| {
        let (change, mistake) = change(&form, &api_key::get(tx, &member.ctx, id)?);
        unless_wrong(api_key::update(tx, &member.ctx, id, &change), mistake.into_iter().collect())
    });
    match changed.await {
        Ok(_) => Ok(Redirect::to(&format!("{}?saved", href(id))).into_response()),
        Err(error) => {
            let errors = refusals(error)?;
            let page = guest.read(move |tx, member| load(tx, member, id, Some(&sent.data), &errors)).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// What was sent, and what is wrong with it. A last day that was left as it stood leaves the very moment as it is: it need not be a midnight.
fn change(form: &FormData, key: &ApiKey) -> (KeyChange, Option<FieldError>) {
    let same = form.given("expires_at").unwrap_or_default() == day_of(key.expires_at);
    let (expires_at, mistake) = last_day(form);
    let change = KeyChange {
        name: Some(form.first("name").unwrap_or_default().to_owned()),
        scopes: Some(scopes(form)),
        practices: Some(practices(form)),
        expires_at: (!same && mistake.is_none()).then_some(expires_at),
    };
    (change, mistake)
}
