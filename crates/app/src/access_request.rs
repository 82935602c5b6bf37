//! Requests for keys: anybody asks, whoever runs the installation decides, once.

use domain::access_request::{AccessWish, REASON_MAX, RequestStatus};
use domain::page::{Page, PageQuery};
use domain::partner::PartnerDetails;
use domain::{AccessRequest, AccessRequestId, Error, Noun, PartnerId, Result, Scopes, text};
use serde_json::json;
use store::{Sequence, Tx};

use crate::api_key::{self, Created, NamedPractices, NewApiKey};
use crate::installation::changed;
use crate::{App, InstallationCtx, partner};

/// How a request is approved. What is left out is taken from the request.
#[derive(Clone, Debug, Default)]
pub struct Approval {
    /// The partner who gets the key; none: a new one of the request's company.
    pub partner: Option<PartnerId>,
    /// Where the key is good.
    pub practices: Option<NamedPractices>,
    /// What it is good for.
    pub scopes: Option<Scopes>,
    /// What it is called.
    pub key_name: Option<String>,
}

/// A request just approved, with its key, whose secret is shown this once.
#[derive(Clone, Debug)]
pub struct Approved {
    /// The request.
    pub request: AccessRequest,
    /// The key.
    pub created: Created,
}

/// Takes a request from anybody. The answer tells nothing about which companies or practices there are.
///
/// # Errors
/// `Invalid` with every bad field.
pub fn submit(tx: &mut Tx<'_>, app: &App, wish: AccessWish, request_id: &str) -> Result<AccessRequest> {
    let ctx = InstallationCtx::new(app, domain::Actor::Anonymous, request_id, app.now());
    let wish = wish.check()?;
    let id = AccessRequestId(tx.next_id(Sequence::Setup)?);
    tx.insert_access_request(id, &wish, ctx.now())?;
    changed(tx, &ctx, "access_request.submit", id.0, &json!({}))?;
    find(tx, id)
}

/// The request with that id.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: AccessRequestId) -> Result<AccessRequest> {
    ctx.require_operator()?;
    find(tx, id)
}

/// A page of the requests, newest first.
///
/// # Errors
/// `Forbidden`.
pub fn list(
    tx: &mut Tx<'_>,
    ctx: &InstallationCtx,
    status: Option<RequestStatus>,
    page: PageQuery,
) -> Result<Page<AccessRequest>> {
    ctx.require_operator()?;
    let (items, total) = tx.list_access_requests(status, page)?;
    Ok(Page { items, total, query: page })
}

/// Approves a request: the partner, given or new, the key and the decision come about together or not at all.
///
/// # Errors
/// `Forbidden`, `NotFound` for the request or the partner, `Conflict` when it is decided already, `Duplicate` when there is a
/// partner of the company's name already (who can be given), or `Invalid`, as when the practice asked for is none.
pub fn approve(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: AccessRequestId, approval: &Approval) -> Result<Approved> {
    let request = pending(tx, ctx, id)?;
    let partner = match approval.partner {
        Some(partner) => partner,
        None => partner::create(tx, ctx, partner_of(&request.wish))?.id,
    };
    let asked = || NamedPractices::Only(vec![request.wish.practice.clone()]);
    let named = || request.wish.company.chars().take(domain::api_key::NAME_MAX).collect();
    let new = NewApiKey {
        name: approval.key_name.clone().unwrap_or_else(named),
        partner,
        scopes: approval.scopes.unwrap_or(request.wish.scopes),
        practices: approval.practices.clone().unwrap_or_else(asked),
        expires_at: None,
    };
    let created = api_key::create(tx, ctx, &new)?;
    let request = AccessRequest {
        status: RequestStatus::Approved,
        decided_at: Some(ctx.now()),
        partner: Some(partner),
        key: Some(created.key.id),
        ..request
    };
    tx.decide_access_request(&request)?;
    changed(tx, ctx, "access_request.approve", id.0, &json!({ "partner": partner, "key": created.key.id }))?;
    Ok(Approved { request, created })
}

/// Rejects a request.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Conflict` when it is decided already, or `Invalid`.
pub fn reject(
    tx: &mut Tx<'_>,
    ctx: &InstallationCtx,
    id: AccessRequestId,
    reason: Option<&str>,
) -> Result<AccessRequest> {
    let request = pending(tx, ctx, id)?;
    let reason = text::optional("reason", reason, REASON_MAX)?;
    let (status, decided_at) = (RequestStatus::Rejected, Some(ctx.now()));
    let request = AccessRequest { status, reason, decided_at, ..request };
    tx.decide_access_request(&request)?;
    changed(tx, ctx, "access_request.reject", id.0, &json!({}))?;
    Ok(request)
}

fn find(tx: &mut Tx<'_>, id: AccessRequestId) -> Result<AccessRequest> {
    tx.find_access_request(id)?.ok_or(Error::NotFound(Noun::AccessRequest))
}

/// The request, locked, unless it is decided.
fn pending(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: AccessRequestId) -> Result<AccessRequest> {
    ctx.require_operator()?;
    let request = tx.lock_access_request(id)?.ok_or(Error::NotFound(Noun::AccessRequest))?;
    if request.status == RequestStatus::Pending {
        return Ok(request);
    }
    Err(Error::Conflict { noun: Noun::AccessRequest, reason: "This request has been decided already." })
}

fn partner_of(wish: &AccessWish) -> PartnerDetails {
    PartnerDetails {
        contact: Some(wish.contact_name.clone()),
        email: Some(wish.contact_email.clone()),
        phone: wish.contact_phone.clone(),
        ..PartnerDetails::named(&*wish.company)
    }
}
