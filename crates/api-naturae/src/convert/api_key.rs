//! API keys.

use app::api_key::{Created, KeyChange, KeyQuery, NamedPractices, NewApiKey};
use domain::api_key::{KeyStatus, Practices};
use domain::{ApiKey, FieldCode, PageQuery, PartnerId, Result, Scope, Scopes};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::body::Members;
use crate::error::Names;
use crate::query::Params;
use crate::wire::api_key::{ApiKey as Shown, ApiKeyCreated};
use crate::wire::scalar::Instant;

/// The names that the core's fields have here.
pub(crate) const NAMES: &Names = &[("practices", "ppass")];

/// Reads which keys are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<(KeyQuery, PageQuery)> {
    let query = KeyQuery {
        partner: params.integer("partnerId").map(PartnerId),
        slug: params.text("ppass").map(str::to_owned),
        status: params.word::<KeyStatus>("status", "Active or Revoked."),
    };
    let page = params.page()?;
    params.finish()?;
    Ok((query, page))
}

/// Reads a new key.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read_create(object: &Map<String, Value>) -> Result<NewApiKey> {
    let mut members = Members::of(object);
    let name = members.needed_text("name").to_owned();
    let partner = PartnerId(members.needed_id("partnerId"));
    members.need("ppass");
    members.need("scopes");
    let practices = read_practices(&mut members, "ppass").unwrap_or(NamedPractices::Only(Vec::new()));
    let scopes = read_scopes(&mut members, "scopes", 0).unwrap_or(Scopes::NONE);
    members.finish()?;
    Ok(NewApiKey { name, partner, scopes, practices, expires_at: None })
}

/// Reads what is to be changed about a key.
///
/// # Errors
/// `Invalid` with every bad member, or when there is none.
pub(crate) fn read_update(object: &Map<String, Value>) -> Result<KeyChange> {
    let mut members = Members::of_change(object);
    let change = KeyChange {
        name: members.plain_text("name").map(str::to_owned),
        scopes: read_scopes(&mut members, "scopes", 0),
        practices: read_practices(&mut members, "ppass"),
        expires_at: None,
    };
    members.finish()?;
    Ok(change)
}

/// Practices by their short names; a single `*` stands for all.
pub(crate) fn read_practices(members: &mut Members<'_>, name: &str) -> Option<NamedPractices> {
    let names = members.texts(name, 1)?;
    if names == ["*"] {
        return Some(NamedPractices::All);
    }
    if names.iter().any(|name| name.contains(char::is_control)) {
        members.note(name, FieldCode::BadFormat, "Control characters are not allowed.");
    }
    Some(NamedPractices::Only(names.into_iter().map(str::to_owned).collect()))
}

/// Scopes by their names, exactly.
pub(crate) fn read_scopes(members: &mut Members<'_>, name: &str, least: usize) -> Option<Scopes> {
    let names = members.texts(name, least)?;
    let scopes: std::result::Result<Scopes, String> = names.iter().map(|name| name.parse::<Scope>()).collect();
    if scopes.is_err() {
        let all: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        members.note(name, FieldCode::UnknownOption, &format!("Any of {}.", all.join(", ")));
    }
    scopes.ok()
}

/// A key, as it is at that moment.
pub(crate) fn show(key: ApiKey, now: Timestamp) -> Shown {
    let status = key.status(now).as_str();
    let ppass = match key.practices {
        Practices::All => vec!["*".to_owned()],
        Practices::Only(some) => some.into_iter().map(|(_, slug)| slug).collect(),
    };
    Shown {
        key_id: key.id.0,
        name: key.name,
        partner_id: key.partner.0,
        partner: key.partner_name,
        ppass,
        scopes: scopes(key.scopes),
        last_used: key.last_used_at.map(Instant),
        status,
        last4: key.last4,
        created_at: Instant(key.created_at),
    }
}

/// A key just made, with its secret.
pub(crate) fn show_created(created: Created, now: Timestamp) -> ApiKeyCreated {
    ApiKeyCreated { secret: created.secret.reveal().to_owned(), key: show(created.key, now) }
}

/// Scopes by their names.
pub(crate) fn scopes(scopes: Scopes) -> Vec<&'static str> {
    scopes.iter().map(Scope::as_str).collect()
}
