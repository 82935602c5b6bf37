//! How a key becomes a call: a program exchanges its API key for a token, shows the token at each call, and enters the
//! organization that the token is for. The key is looked up at each call, so that what is taken from it is gone at once.

mod token;

use std::sync::Arc;

use domain::access::{Actor, Permissions, Refusal, Scope, Scopes};
use domain::activity::Caller;
use domain::api_key::Practices;
use domain::secret::Secret;
use domain::{ApiKey, ApiKeyId, Error, InstallationSecret, OrganizationId, PartnerId, Random, Result};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{Db, Tx};

use crate::recorder::Refused;
use crate::{App, Ctx, InstallationCtx};
use token::Claims;

/// How an installation gives access.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The installation's own secret.
    pub secret: InstallationSecret,
    /// What whoever runs the installation signs in with at the portal; none: they can't.
    pub admin_secret: Option<Secret>,
    /// Whether scopes are asked for that are free otherwise: see [`Scopes::UNASKED`].
    pub strict_scopes: bool,
    /// Whether tickets are served under both spellings of their paths.
    pub ticket_aliases: bool,
    /// Whether partners' calls are recorded; without them the portal has no figures, and keys no last use.
    pub record_calls: bool,
}

impl Settings {
    /// With that secret, everything else as it comes.
    pub fn of(secret: InstallationSecret) -> Self {
        Self { secret, admin_secret: None, strict_scopes: false, ticket_aliases: false, record_calls: true }
    }
}

/// The secret that is kept in the database where none is configured; made when there is none yet.
///
/// # Errors
/// What the database says.
pub fn kept_secret(db: &Db, random: &Arc<dyn Random>) -> Result<InstallationSecret> {
    const NAME: &str = "secret";
    let random = random.clone();
    let kept: Option<String> = db.write(move |tx| {
        if tx.find_installation_setting(NAME)?.is_none() {
            tx.insert_installation_setting(NAME, &InstallationSecret::generate(&*random))?;
        }
        Ok::<_, Error>(tx.find_installation_setting(NAME)?)
    })?;
    let secret = kept.as_deref().and_then(InstallationSecret::of);
    secret.ok_or_else(|| Error::Internal("the secret that is kept in the database is not one".to_owned()))
}

/// A program that has shown a valid token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Whose program.
    pub partner: PartnerId,
    /// By which key.
    pub key: ApiKeyId,
    /// The partner's name.
    pub partner_name: String,
    /// The practice the token is for.
    pub slug: String,
    /// What both the token and the key allow.
    pub scopes: Scopes,
    /// What may be done with that, and with what is free for all tokens here.
    pub permissions: Permissions,
    practices: Practices,
}

impl Bearer {
    fn new(app: &App, key: ApiKey, slug: String, scopes: Scopes) -> Self {
        let free = if app.access().strict_scopes { Scopes::NONE } else { Scopes::UNASKED };
        Self {
            partner: key.partner,
            key: key.id,
            partner_name: key.partner_name,
            slug,
            scopes,
            permissions: scopes.union(free).permissions(),
            practices: key.practices,
        }
    }

    /// Refuses a token that is not good for this.
    ///
    /// # Errors
    /// `InsufficientScope`.
    pub fn require(&self, app: &App, scope: Scope, request_id: &str) -> Result<()> {
        let asked = scope.permissions();
        if self.permissions.intersection(asked) == asked {
            return Ok(());
        }
        refuse(app, OrganizationId::INSTALLATION, Refusal::MissingScope, &self.actor(), request_id);
        Err(Error::InsufficientScope(scope))
    }

    /// Who calls, for the record of calls. The organization is known once it has been entered.
    pub fn caller(&self) -> Caller {
        Caller { partner: Some(self.partner), key: Some(self.key), organization: None }
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        Actor::Partner { partner: self.partner, key: self.key, permissions: self.permissions }
    }
}

/// A token just made.
#[derive(Clone)]
pub struct IssuedToken {
    /// The token itself.
    pub token: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Who got it.
    pub bearer: Bearer,
    /// Where it is good.
    pub organization: OrganizationId,
}

impl std::fmt::Debug for IssuedToken {
    /// Secrets never reach a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("IssuedToken").field("bearer", &self.bearer).finish_non_exhaustive()
    }
}

/// Exchanges a key for a token that is good in one practice for a day.
///
/// # Errors
/// `Unauthenticated` for a key that is unknown, revoked or over, or whose partner is switched off; `WrongOrganization` for a
/// practice the key does not list, which one that does not exist answers too.
pub fn exchange(tx: &mut Tx<'_>, app: &App, secret: &Secret, slug: &str, request_id: &str) -> Result<IssuedToken> {
    let key = crate::api_key::find_by_secret(tx, app, secret, request_id)?;
    let organization = crate::access::practice(tx, &key.practices, slug)?;
    let scopes = key.scopes;
    let bearer = Bearer::new(app, key, slug.to_owned(), scopes);
    let Some(organization) = organization else {
        refuse(app, OrganizationId::INSTALLATION, Refusal::WrongOrganization, &bearer.actor(), request_id);
        return Err(Error::WrongOrganization);
    };
    let now = app.now().as_second();
    let claims = Claims {
        sub: bearer.partner.to_string(),
        key: bearer.key.0,
        ppass: bearer.slug.clone(),
        scopes: scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
        iat: now,
        exp: now + token::LASTS,
        jti: format!("{:032x}", u128::from_le_bytes(app.random().bytes())),
    };
    let token = token::sign(&app.access().secret, &claims);
    let expires_at = Timestamp::from_second(claims.exp).unwrap_or(Timestamp::MAX);
    Ok(IssuedToken { token, expires_at, bearer, organization: organization.id })
}

/// Who shows this token. What was taken from the key since is taken from the token too; what was added to it is not in it.
///
/// # Errors
/// `Unauthenticated` when it is none of ours or has ended, and when its key or partner no longer works.
pub fn authenticate(tx: &mut Tx<'_>, app: &App, token: &str, request_id: &str) -> Result<Bearer> {
    let nobody = |refusal| {
        refuse(app, OrganizationId::INSTALLATION, refusal, &Actor::Anonymous, request_id);
        Error::Unauthenticated(refusal)
    };
    let claims = token::verify(&app.access().secret, token, app.now()).map_err(nobody)?;
    let found = tx.find_api_key(ApiKeyId(claims.key))?.filter(|key| key.partner.to_string() == claims.sub);
    let key = found.ok_or_else(|| nobody(Refusal::UnknownKey))?;
    if let Some(refusal) = key.refusal(app.now()) {
        return Err(refuse_key(app, &key, refusal, request_id));
    }
    let claimed: Scopes = claims.scopes.iter().filter_map(|scope| scope.parse::<Scope>().ok()).collect();
    let scopes = claimed.intersection(key.scopes);
    Ok(Bearer::new(app, key, claims.ppass, scopes))
}

/// Enters the organization that the token is for, under the name that the call has it by.
///
/// # Errors
/// `WrongOrganization` when the token is for another one, when its key no longer lists it, and when there is none.
pub fn enter(tx: &mut Tx<'_>, app: &App, bearer: &Bearer, slug: &str, request_id: &str) -> Result<Ctx> {
    let organization = if bearer.slug == slug { practice(tx, &bearer.practices, slug)? } else { None };
    let Some(organization) = organization else {
        refuse(app, OrganizationId::INSTALLATION, Refusal::WrongOrganization, &bearer.actor(), request_id);
        return Err(Error::WrongOrganization);
    };
    Ok(app.partner(organization, bearer.actor(), request_id))
}

/// The same program, where it has to do with the installation and not with one practice.
pub fn enter_installation(app: &App, bearer: &Bearer, request_id: &str) -> InstallationCtx {
    InstallationCtx::new(app, bearer.actor(), request_id, app.now())
}

/// Whoever runs the installation, by the admin secret.
///
/// # Errors
/// `Unauthenticated` when it is another, or none is configured.
pub fn operator(app: &App, shown: &Secret, request_id: &str) -> Result<InstallationCtx> {
    if app.access().admin_secret.as_ref().is_some_and(|secret| secret.is(shown)) {
        return Ok(app.operator(request_id));
    }
    refuse(app, OrganizationId::INSTALLATION, Refusal::UnknownKey, &Actor::Anonymous, request_id);
    Err(Error::Unauthenticated(Refusal::UnknownKey))
}

/// The open practice of exactly that name, if the key is good there.
fn practice(tx: &mut Tx<'_>, practices: &Practices, slug: &str) -> Result<Option<domain::Organization>> {
    let found = tx.find_organization_by_slug(slug)?;
    Ok(found.filter(|found| found.slug == slug && found.active && practices.include(found.id)))
}

/// Notes that a key was refused, and says so.
pub(crate) fn refuse_key(app: &App, key: &ApiKey, refusal: Refusal, request_id: &str) -> Error {
    let actor = Actor::Partner { partner: key.partner, key: key.id, permissions: Permissions::NONE };
    refuse(app, OrganizationId::INSTALLATION, refusal, &actor, request_id);
    Error::Unauthenticated(refusal)
}

/// Notes that somebody was not let in, for the audit log, without waiting for it.
pub(crate) fn refuse(app: &App, organization: OrganizationId, refusal: Refusal, actor: &Actor, request_id: &str) {
    refuse_with(app, organization, refusal, actor, request_id, &json!({}));
}

/// The same, with more to say: ids only, never names or addresses.
pub(crate) fn refuse_with(
    app: &App,
    organization: OrganizationId,
    refusal: Refusal,
    actor: &Actor,
    request_id: &str,
    detail: &Value,
) {
    let (actor, request_id) = (actor.to_string(), request_id.to_owned());
    app.recorder().refused(Refused { at: app.now(), organization, refusal, actor, detail: detail.clone(), request_id });
}
