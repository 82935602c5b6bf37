//! Partners: those who build on the APIs.

use domain::page::{Page, PageQuery};
use domain::partner::{PartnerChange, PartnerDetails};
use domain::{Error, Noun, Partner, PartnerId, Result};
use serde_json::json;
use store::{Sequence, Tx};

use crate::InstallationCtx;
use crate::installation::changed;

/// Adds a partner.
///
/// # Errors
/// `Forbidden`, `Invalid` with every bad field, or `Duplicate` when the name is taken.
pub fn create(tx: &mut Tx<'_>, ctx: &InstallationCtx, details: PartnerDetails) -> Result<Partner> {
    ctx.require_operator()?;
    let details = details.check()?;
    let id = PartnerId(tx.next_id(Sequence::Setup)?);
    unless_taken(tx.attempt(|tx| tx.insert_partner(id, &details, ctx.now())))?;
    changed(tx, ctx, "partner.create", id.0, &json!({}))?;
    Ok(Partner { id, details, live_keys: 0, created_at: ctx.now() })
}

/// The partner with that id.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: PartnerId) -> Result<Partner> {
    ctx.require_operator()?;
    find(tx, ctx, id)
}

/// A page of the partners by name, of those who have `search` in their name, contact or address.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &InstallationCtx, search: Option<&str>, page: PageQuery) -> Result<Page<Partner>> {
    ctx.require_operator()?;
    let (items, total) = tx.list_partners(search.map(str::trim), page, ctx.now())?;
    Ok(Page { items, total, query: page })
}

/// Changes a partner. Switching one off stops all its keys, tokens and sessions at once.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid`, or `Duplicate` when the name is taken.
pub fn update(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: PartnerId, change: &PartnerChange) -> Result<Partner> {
    ctx.require_operator()?;
    write(tx, ctx, id, change)
}

/// Removes a partner who has no live key, with its dead keys. Its calls stay, without its name.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Conflict` while there is a live key.
pub fn delete(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: PartnerId) -> Result<()> {
    ctx.require_operator()?;
    let partner = tx.lock_partner(id, ctx.now())?.ok_or(Error::NotFound(Noun::Partner))?;
    if partner.live_keys > 0 {
        let reason = "This partner has an active key. Revoke it first.";
        return Err(Error::Conflict { noun: Noun::Partner, reason });
    }
    tx.delete_api_keys_of(id)?;
    tx.delete_partner(id)?;
    changed(tx, ctx, "partner.delete", id.0, &json!({}))
}

/// The partner who asks.
///
/// # Errors
/// `NotFound` when it is none who asks.
pub fn own(tx: &mut Tx<'_>, ctx: &InstallationCtx) -> Result<Partner> {
    let id = ctx.partner().ok_or(Error::NotFound(Noun::Partner))?;
    find(tx, ctx, id)
}

/// Changes how the partner who asks can be reached: its contact, address, phone and web site, and nothing else.
///
/// # Errors
/// `NotFound` when it is none who asks, or `Invalid`.
pub fn update_own(tx: &mut Tx<'_>, ctx: &InstallationCtx, change: &PartnerChange) -> Result<Partner> {
    let id = ctx.partner().ok_or(Error::NotFound(Noun::Partner))?;
    write(tx, ctx, id, &PartnerChange { name: None, active: None, ..change.clone() })
}

fn find(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: PartnerId) -> Result<Partner> {
    tx.find_partner(id, ctx.now())?.ok_or(Error::NotFound(Noun::Partner))
}

fn write(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: PartnerId, change: &PartnerChange) -> Result<Partner> {
    let before = find(tx, ctx, id)?;
    let details = change.apply(before.details.clone()).check()?;
    if details == before.details {
        return Ok(before);
    }
    unless_taken(tx.attempt(|tx| tx.update_partner(id, &details)))?;
    changed(tx, ctx, "partner.change", id.0, &json!({ "active": details.active }))?;
    Ok(Partner { details, ..before })
}

fn unless_taken(written: store::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.is_not_unique() => Err(Error::Duplicate { noun: Noun::Partner, field: "name" }),
        written => Ok(written?),
    }
}
