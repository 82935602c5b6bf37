//! The calling partner.

use app::access::Bearer;
use domain::partner::PartnerChange;
use domain::{FieldCode, Partner, Result, Scope};
use serde_json::{Map, Value};

use crate::body::{Member, Members};
use crate::error::Names;
use crate::wire::me::Me;

/// The names that the core's fields have here.
pub(crate) const NAMES: &Names =
    &[("contact", "Contact"), ("email", "EMail"), ("phone", "Phone"), ("website", "Website")];

/// What belongs to the admin.
pub(crate) const READ_ONLY: [&str; 4] = ["Name", "PPass", "Scopes", "PartnerID"];

/// Reads what is to be changed about the partner.
///
/// # Errors
/// `Invalid` with every bad member, or when there is none.
pub(crate) fn read_update(object: &Map<String, Value>) -> Result<PartnerChange> {
    let mut members = Members::of_change(object);
    let owned = |text: Member<&str>| text.map(|text| text.map(str::to_owned));
    let change = PartnerChange {
        contact: owned(members.text("Contact")),
        email: owned(members.text("EMail")),
        phone: owned(members.text("Phone")),
        website: owned(members.text("Website")),
        ..PartnerChange::default()
    };
    for name in READ_ONLY.into_iter().filter(|name| object.contains_key(*name)) {
        members.note(name, FieldCode::UnknownOption, "This is read only.");
    }
    members.finish()?;
    Ok(change)
}

/// The partner, and the token in use.
pub(crate) fn show(partner: Partner, bearer: &Bearer) -> Me {
    let details = partner.details;
    Me {
        partner_id: partner.id.0,
        name: details.name,
        contact: details.contact,
        email: details.email,
        phone: details.phone,
        website: details.website,
        ppass: bearer.slug.clone(),
        scopes: bearer.scopes.iter().map(Scope::as_str).collect(),
    }
}
