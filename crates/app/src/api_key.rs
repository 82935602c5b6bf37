//! API keys: what partners' programs identify themselves by.

use domain::api_key::{KeyStatus, NAME_MAX, PRACTICES_MAX, Practices};
use domain::page::{Page, PageQuery};
use domain::secret::Secret;
use domain::text::Problems;
use domain::{ApiKey, ApiKeyId, Error, FieldCode, Noun, OrganizationId, PartnerId, Refusal, Result, Scopes, text};
use jiff::Timestamp;
use serde_json::json;
use store::{KeyFilter, NewKeyRow, Sequence, Tx};

use crate::installation::changed;
use crate::{App, InstallationCtx, access};

/// A key to be made.
#[derive(Clone, Debug)]
pub struct NewApiKey {
    /// What the partner calls it.
    pub name: String,
    /// Whose it is.
    pub partner: PartnerId,
    /// What it is good for.
    pub scopes: Scopes,
    /// Where it is good for that.
    pub practices: NamedPractices,
    /// Until when (not included); none: until it is revoked.
    pub expires_at: Option<Timestamp>,
}

/// Practices as they are named from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedPractices {
    /// All, those to come as well.
    All,
    /// Those of these short names, without regard to case.
    Only(Vec<String>),
}

/// A key just made. The secret is shown this once.
#[derive(Clone, Debug)]
pub struct Created {
    /// The key.
    pub key: ApiKey,
    /// Its secret.
    pub secret: Secret,
}

/// What changes about a key. `None`: it stays.
#[derive(Clone, Debug, Default)]
pub struct KeyChange {
    /// Its name.
    pub name: Option<String>,
    /// What it is good for. What is taken away is gone at once; what is added needs a new token.
    pub scopes: Option<Scopes>,
    /// Where it is good for that.
    pub practices: Option<NamedPractices>,
    /// Until when (not included); inner `None`: until it is revoked. A key that no longer works stays as it is.
    pub expires_at: Option<Option<Timestamp>>,
}

/// Which keys are wanted.
#[derive(Clone, Debug, Default)]
pub struct KeyQuery {
    /// Of that partner.
    pub partner: Option<PartnerId>,
    /// Good in the practice of that short name.
    pub slug: Option<String>,
    /// In that state.
    pub status: Option<KeyStatus>,
}

/// Makes a key.
///
/// # Errors
/// `Forbidden`, `NotFound` for the partner, or `Invalid` with every bad field.
pub fn create(tx: &mut Tx<'_>, ctx: &InstallationCtx, new: &NewApiKey) -> Result<Created> {
    create_with(tx, ctx, new, Secret::generate_for_api_key(ctx.random()))
}

/// Makes a key of a secret that is known beforehand, as the demo's is.
///
/// # Errors
/// As [`create`].
pub fn create_with(tx: &mut Tx<'_>, ctx: &InstallationCtx, new: &NewApiKey, secret: Secret) -> Result<Created> {
    ctx.require_operator()?;
    if tx.lock_partner(new.partner, ctx.now())?.is_none() {
        return Err(Error::NotFound(Noun::Partner));
    }
    let mut problems = Problems::new();
    let name = problems.take(text::required("name", &new.name, NAME_MAX))?;
    let practices = problems.take(practices(tx, &new.practices))?;
    check_end(&mut problems, new.expires_at, ctx.now());
    problems.finish()?;
    let (name, practices) = (name.unwrap_or_default(), practices.unwrap_or(Practices::Only(Vec::new())));
    let grants = Grants { name: &name, scopes: new.scopes, practices: &practices, expires_at: new.expires_at };
    let created = insert(tx, ctx, new.partner, &grants, secret)?;
    changed(tx, ctx, "api_key.create", created.key.id.0, &json!({ "partner": new.partner }))?;
    Ok(created)
}

/// The key with that id. A partner sees its own only.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: ApiKeyId) -> Result<ApiKey> {
    let key = tx.find_api_key(id)?.ok_or(Error::NotFound(Noun::ApiKey))?;
    match ctx.partner() {
        Some(partner) if partner == key.partner => Ok(key),
        Some(_) => Err(Error::NotFound(Noun::ApiKey)),
        None => ctx.require_operator().map(|()| key),
    }
}

/// A page of the keys, newest first. A partner sees its own only.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &InstallationCtx, query: &KeyQuery, page: PageQuery) -> Result<Page<ApiKey>> {
    let partner = match ctx.partner() {
        None => ctx.require_operator().map(|()| query.partner)?,
        own => own,
    };
    let organization = match &query.slug {
        None => None,
        // A practice that does not exist has the number of none.
        Some(slug) => Some(tx.find_organization_by_slug(slug)?.map_or(OrganizationId(-1), |found| found.id)),
    };
    let filter = KeyFilter { partner, organization, status: query.status };
    let (items, total) = tx.list_api_keys(&filter, page, ctx.now())?;
    Ok(Page { items, total, query: page })
}

/// Changes a key.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid` with every bad field, or `Conflict` when a key that no longer works is to end at another
/// moment.
pub fn update(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: ApiKeyId, change: &KeyChange) -> Result<ApiKey> {
    ctx.require_operator()?;
    let before = locked(tx, id)?;
    // Who has given up on a secret does not expect it to work again: another key is made.
    if change.expires_at.is_some() && before.status(ctx.now()) == KeyStatus::Revoked {
        return Err(Error::Conflict { noun: Noun::ApiKey, reason: "This key no longer works. Make a new one." });
    }
    let mut problems = Problems::new();
    let name = change.name.as_deref().map(|name| text::required("name", name, NAME_MAX)).transpose();
    let name = problems.take(name)?.flatten().unwrap_or(before.name);
    let practices = change.practices.as_ref().map(|named| practices(tx, named)).transpose();
    let practices = problems.take(practices)?.flatten().unwrap_or(before.practices);
    let expires_at = change.expires_at.unwrap_or(before.expires_at);
    if change.expires_at.is_some() {
        check_end(&mut problems, expires_at, ctx.now());
    }
    problems.finish()?;
    tx.update_api_key(id, &name, change.scopes.unwrap_or(before.scopes), &practices, expires_at)?;
    changed(tx, ctx, "api_key.change", id.0, &json!({}))?;
    tx.find_api_key(id)?.ok_or(Error::NotFound(Noun::ApiKey))
}

/// Revokes a key: its tokens and its sessions end at once. Revoking it again changes nothing.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn revoke(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: ApiKeyId) -> Result<ApiKey> {
    ctx.require_operator()?;
    let key = locked(tx, id)?;
    if key.revoked_at.is_some_and(|at| at <= ctx.now()) {
        return Ok(key);
    }
    end(tx, ctx, id, ctx.now())?;
    changed(tx, ctx, "api_key.revoke", id.0, &json!({}))?;
    Ok(ApiKey { revoked_at: Some(ctx.now()), ..key })
}

/// Makes a second key with the same grants and end. The old one goes on until `old_until`; none: it ends at once.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid` when that moment has passed, or `Conflict` for a key that no longer works.
pub fn rotate(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: ApiKeyId, old_until: Option<Timestamp>) -> Result<Created> {
    ctx.require_operator()?;
    let old = locked(tx, id)?;
    if old.status(ctx.now()) == KeyStatus::Revoked {
        return Err(Error::Conflict { noun: Noun::ApiKey, reason: "This key no longer works. Make a new one." });
    }
    if old_until.is_some_and(|at| at <= ctx.now()) {
        return Err(Error::invalid("old_until", FieldCode::OutOfRange, "This moment has passed."));
    }
    let grants = Grants { name: &old.name, scopes: old.scopes, practices: &old.practices, expires_at: old.expires_at };
    let created = insert(tx, ctx, old.partner, &grants, Secret::generate_for_api_key(ctx.random()))?;
    let until = old_until.unwrap_or(ctx.now());
    end(tx, ctx, id, old.revoked_at.map_or(until, |revoked| revoked.min(until)))?;
    changed(tx, ctx, "api_key.rotate", id.0, &json!({ "new": created.key.id }))?;
    Ok(created)
}

/// Removes a key that no longer works. Its calls stay.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Conflict` while it works.
pub fn delete(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: ApiKeyId) -> Result<()> {
    ctx.require_operator()?;
    if locked(tx, id)?.status(ctx.now()) == KeyStatus::Active {
        return Err(Error::Conflict { noun: Noun::ApiKey, reason: "This key works. Revoke it first." });
    }
    tx.delete_sessions(domain::session::Subject::ApiKey(id), None)?;
    tx.delete_api_key(id)?;
    changed(tx, ctx, "api_key.delete", id.0, &json!({}))
}

/// The working key of that secret.
///
/// # Errors
/// `Unauthenticated` when nobody has it, it is revoked or over, or its partner is switched off.
pub fn find_by_secret(tx: &mut Tx<'_>, app: &App, secret: &Secret, request_id: &str) -> Result<ApiKey> {
    let digest = app.access().secret.key_digest(secret);
    let Some(key) = tx.find_api_key_by_digest(&digest)? else {
        let nobody = domain::Actor::Anonymous;
        access::refuse(app, OrganizationId::INSTALLATION, Refusal::UnknownKey, &nobody, request_id);
        return Err(Error::Unauthenticated(Refusal::UnknownKey));
    };
    match key.refusal(app.now()) {
        None => Ok(key),
        Some(refusal) => Err(access::refuse_key(app, &key, refusal, request_id)),
    }
}

fn locked(tx: &mut Tx<'_>, id: ApiKeyId) -> Result<ApiKey> {
    tx.lock_api_key(id)?.ok_or(Error::NotFound(Noun::ApiKey))
}

/// Ends a key at that moment, and its sessions when that is now.
fn end(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: ApiKeyId, at: Timestamp) -> Result<()> {
    tx.revoke_api_key(id, at)?;
    if at <= ctx.now() {
        tx.delete_sessions(domain::session::Subject::ApiKey(id), None)?;
    }
    Ok(())
}

fn check_end(problems: &mut Problems, expires_at: Option<Timestamp>, now: Timestamp) {
    if expires_at.is_some_and(|at| at <= now) {
        problems.add("expires_at", FieldCode::OutOfRange, "This moment has passed.");
    }
}

/// What a key gives.
struct Grants<'g> {
    name: &'g str,
    scopes: Scopes,
    practices: &'g Practices,
    expires_at: Option<Timestamp>,
}

fn insert(
    tx: &mut Tx<'_>,
    ctx: &InstallationCtx,
    partner: PartnerId,
    grants: &Grants<'_>,
    secret: Secret,
) -> Result<Created> {
    let id = ApiKeyId(tx.next_id(Sequence::Setup)?);
    tx.insert_api_key(&NewKeyRow {
        id,
        partner,
        name: grants.name,
        digest: &ctx.app().access().secret.key_digest(&secret),
        last4: &secret.last4(),
        scopes: grants.scopes,
        practices: grants.practices,
        created_at: ctx.now(),
        expires_at: grants.expires_at,
    })?;
    let key = tx.find_api_key(id)?.ok_or_else(|| Error::Internal("a key just made is gone".to_owned()))?;
    Ok(Created { key, secret })
}

/// The practices of these names; every unknown name is one bad field.
fn practices(tx: &mut Tx<'_>, named: &NamedPractices) -> Result<Practices> {
    let NamedPractices::Only(slugs) = named else { return Ok(Practices::All) };
    if slugs.is_empty() {
        return Err(Error::invalid("practices", FieldCode::Required, "At least one is needed."));
    }
    if slugs.len() > PRACTICES_MAX {
        return Err(Error::invalid("practices", FieldCode::TooLong, format!("At most {PRACTICES_MAX}.")));
    }
    let (mut found, mut problems) = (Vec::new(), Problems::new());
    for (index, slug) in slugs.iter().enumerate() {
        match tx.find_organization_by_slug(slug.trim())? {
            Some(organization) if found.iter().any(|(id, _)| *id == organization.id) => {}
            Some(organization) => found.push((organization.id, organization.slug)),
            None => problems.add(format!("practices.{index}"), FieldCode::UnknownReference, "No such practice."),
        }
    }
    problems.finish()?;
    Ok(Practices::Only(found))
}
