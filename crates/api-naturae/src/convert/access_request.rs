//! Requests for access.

use app::access_request::{Approval, Approved};
use domain::access_request::{AccessWish, RequestStatus};
use domain::{AccessRequest, FieldCode, PageQuery, PartnerId, Result, Scopes};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::body::Members;
use crate::convert::api_key;
use crate::error::Names;
use crate::query::Params;
use crate::wire::access_request::{AccessRequest as Shown, AccessRequestApproved, AccessRequestReceipt};
use crate::wire::scalar::Instant;

/// The names that the core's fields have here.
pub(crate) const NAMES: &Names = &[
    ("contact_name", "contactName"),
    ("contact_email", "contactEmail"),
    ("contact_phone", "contactPhone"),
    ("scopes", "requestedScopes"),
];

/// The names that the core's fields have in an approval.
pub(crate) const APPROVAL_NAMES: &Names = &[("practices", "ppass"), ("name", "keyName")];

/// Reads which requests are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<(Option<RequestStatus>, PageQuery)> {
    let status = params.word::<RequestStatus>("status", "Pending, Approved or Rejected.");
    let page = params.page()?;
    params.finish()?;
    Ok((status, page))
}

/// Reads a request.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read_create(object: &Map<String, Value>) -> Result<AccessWish> {
    let mut members = Members::of(object);
    let mut needed = |name: &str| members.needed_text(name).to_owned();
    let (company, practice) = (needed("company"), needed("practice"));
    let (contact_name, contact_email) = (needed("contactName"), needed("contactEmail"));
    let contact_phone = members.text("contactPhone").flatten().map(str::to_owned);
    members.need("requestedScopes");
    let scopes = api_key::read_scopes(&mut members, "requestedScopes", 1).unwrap_or(Scopes::NONE);
    let message = members.text("message").flatten().map(str::to_owned);
    members.finish()?;
    Ok(AccessWish { company, practice, contact_name, contact_email, contact_phone, scopes, message })
}

/// Reads how a request is approved.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read_approval(object: &Map<String, Value>) -> Result<Approval> {
    let mut members = Members::of(object);
    let partner = members.id("partnerId");
    if partner == Some(None) {
        members.note("partnerId", FieldCode::WrongType, "A whole number from 1 on.");
    }
    let approval = Approval {
        partner: partner.flatten().map(PartnerId),
        practices: api_key::read_practices(&mut members, "ppass"),
        scopes: api_key::read_scopes(&mut members, "scopes", 0),
        key_name: members.plain_text("keyName").filter(|name| !name.trim().is_empty()).map(str::to_owned),
    };
    members.finish()?;
    Ok(approval)
}

/// Reads why a request is rejected.
///
/// # Errors
/// `Invalid`.
pub(crate) fn read_rejection(object: &Map<String, Value>) -> Result<Option<String>> {
    let mut members = Members::of(object);
    let reason = members.plain_text("reason").map(str::to_owned);
    members.finish()?;
    Ok(reason)
}

/// A request.
pub(crate) fn show(request: AccessRequest) -> Shown {
    let wish = request.wish;
    Shown {
        request_id: request.id.0,
        time: Instant(request.created_at),
        company: wish.company,
        practice: wish.practice,
        contact_name: wish.contact_name,
        contact_email: wish.contact_email,
        contact_phone: wish.contact_phone,
        requested_scopes: api_key::scopes(wish.scopes),
        message: wish.message,
        status: request.status.as_str(),
        reason: request.reason,
        decided_at: request.decided_at.map(Instant),
        partner_id: request.partner.map(|id| id.0),
        key_id: request.key.map(|id| id.0),
    }
}

/// What the public learns of a request.
pub(crate) fn show_receipt(request: &AccessRequest) -> AccessRequestReceipt {
    AccessRequestReceipt { request_id: request.id.0, status: request.status.as_str() }
}

/// A request just approved, and its key.
pub(crate) fn show_approved(approved: Approved, now: Timestamp) -> AccessRequestApproved {
    AccessRequestApproved { request: show(approved.request), key: api_key::show_created(approved.created, now) }
}
