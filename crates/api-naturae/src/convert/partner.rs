//! Partners, as the admin sees them. The core's fields have their own names here.

use domain::partner::{PartnerChange, PartnerDetails};
use domain::text::Search;
use domain::{FieldCode, PageQuery, Partner, Result};
use serde_json::{Map, Value};

use crate::body::{Member, Members};
use crate::query::Params;
use crate::wire::partner;
use crate::wire::scalar::Instant;

/// Reads which partners are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<(Option<Search>, PageQuery)> {
    let search = params.search()?;
    let page = params.page()?;
    params.finish()?;
    Ok((search, page))
}

/// Reads a new partner.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read_create(object: &Map<String, Value>) -> Result<PartnerDetails> {
    let mut members = Members::of(object);
    let name = members.needed_text("name").to_owned();
    let change = read_members(&mut members);
    members.finish()?;
    Ok(change.apply(PartnerDetails::named(name)))
}

/// Reads what is to be changed about a partner.
///
/// # Errors
/// `Invalid` with every bad member, or when there is none.
pub(crate) fn read_update(object: &Map<String, Value>) -> Result<PartnerChange> {
    let mut members = Members::of_change(object);
    let name = members.plain_text("name").map(str::to_owned);
    if name.as_deref().is_some_and(|name| name.trim().is_empty()) {
        members.note("name", FieldCode::Required, "This is needed.");
    }
    let change = PartnerChange { name, ..read_members(&mut members) };
    members.finish()?;
    Ok(change)
}

fn read_members(members: &mut Members<'_>) -> PartnerChange {
    let owned = |text: Member<&str>| text.map(|text| text.map(str::to_owned));
    PartnerChange {
        name: None,
        contact: owned(members.text("contact")),
        email: owned(members.text("email")),
        phone: owned(members.text("phone")),
        website: owned(members.text("website")),
        active: members.plain_flag("active"),
    }
}

/// A partner.
pub(crate) fn show(partner: Partner) -> partner::Partner {
    let details = partner.details;
    partner::Partner {
        partner_id: partner.id.0,
        name: details.name,
        contact: details.contact,
        email: details.email,
        phone: details.phone,
        website: details.website,
        active: details.active,
        key_count: partner.live_keys,
        created_at: Instant(partner.created_at),
    }
}
