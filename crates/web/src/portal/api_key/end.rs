//! A key's end: revoked while it works, deleted when it no longer does. Each asks first.

use app::{Error, Result, Tx, api_key, partner};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{ApiKey, ApiKeyId};

use super::{KeyRow, href};
use crate::clinic::Segments;
use crate::error::Failure;
use crate::portal::confirm::ConfirmPage;
use crate::portal::guest::{Guest, Member};
use crate::portal::shell::{Part, Shell};

/// The key, for who may end it.
fn of_operator(tx: &mut Tx<'_>, member: &Member, id: ApiKeyId) -> Result<ApiKey> {
    let key = api_key::get(tx, &member.ctx, id)?;
    // Partners may look at their own keys and no more; this is the operator's alone.
    partner::get(tx, &member.ctx, key.partner)?;
    Ok(key)
}

fn page(member: &Member, key: &ApiKey, question: &'static str, button: &'static str, verb: &str) -> ConfirmPage {
    ConfirmPage {
        shell: Shell::of(member, Part::Keys),
        question,
        name: key.name.clone(),
        back: href(key.id),
        what: Vec::new(),
        key: Some(KeyRow::new(key, member.ctx.now())),
        refused: None,
        in_the_way: Vec::new(),
        action: format!("{}/{verb}", href(key.id)),
        button,
    }
}

fn revocation(tx: &mut Tx<'_>, member: &Member, id: ApiKeyId) -> Result<ConfirmPage> {
    let key = of_operator(tx, member, id)?;
    let mut page = page(member, &key, "Revoke the key", "Revoke key", "revoke");
    page.what = vec![
        "Programs that use this key are refused from that moment on.".to_owned(),
        "Its tokens and sessions end at once.".to_owned(),
        "This can’t be undone. To replace a key without a gap, rotate it instead.".to_owned(),
    ];
    if page.key.as_ref().is_some_and(|key| !key.active) {
        page.refused = Some("This key no longer works.".to_owned());
    }
    Ok(page)
}

/// `GET /portal/keys/{key}/revoke`
pub(crate) async fn ask_to_revoke(
    guest: Guest,
    Segments(id): Segments<ApiKeyId>,
) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| revocation(tx, member, id)).await?;
    Ok(page.response(StatusCode::OK))
}

/// `POST /portal/keys/{key}/revoke`
pub(crate) async fn revoke(guest: Guest, Segments(id): Segments<ApiKeyId>) -> std::result::Result<Response, Failure> {
    guest.write(move |tx, member| api_key::revoke(tx, &member.ctx, id)).await?;
    Ok(Redirect::to(&format!("{}?revoked", href(id))).into_response())
}

fn deletion(tx: &mut Tx<'_>, member: &Member, id: ApiKeyId) -> Result<ConfirmPage> {
    let key = of_operator(tx, member, id)?;
    let mut page = page(member, &key, "Delete the key", "Delete key", "delete");
    page.what = vec![
        "The key goes from all lists.".to_owned(),
        "The calls that were made with it stay, and so does the partner.".to_owned(),
        "This can’t be undone.".to_owned(),
    ];
    if page.key.as_ref().is_some_and(|key| key.active) {
        page.refused = Some("This key works. Revoke it first.".to_owned());
    }
    Ok(page)
}

/// `GET /portal/keys/{key}/delete`
pub(crate) async fn ask_to_delete(
    guest: Guest,
    Segments(id): Segments<ApiKeyId>,
) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| deletion(tx, member, id)).await?;
    Ok(page.response(StatusCode::OK))
}

/// `POST /portal/keys/{key}/delete`
pub(crate) async fn delete(guest: Guest, Segments(id): Segments<ApiKeyId>) -> std::result::Result<Response, Failure> {
    match guest.write(move |tx, member| api_key::delete(tx, &member.ctx, id)).await {
        Ok(()) => Ok(Redirect::to("/portal/keys?deleted").into_response()),
        Err(Error::Conflict { .. }) => {
            let page = guest.read(move |tx, member| deletion(tx, member, id)).await?;
            Ok(page.response(StatusCode::CONFLICT))
        }
        Err(other) => Err(other.into()),
    }
}
