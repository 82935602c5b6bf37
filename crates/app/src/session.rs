//! Sessions: signed-in browsers. What a session may do is looked up each time it is used: a key that is revoked, a partner or a
//! user who is switched off, has no sessions from that moment on.

use domain::access::{Actor, Permissions, Refusal};
use domain::secret::Secret;
use domain::session::{LONGEST, Subject};
use domain::{ApiKey, Error, Noun, OrganizationId, Result, Session, SessionId, User};
use jiff::Timestamp;
use serde_json::json;
use store::{Sequence, Tx};

use crate::{App, Ctx, InstallationCtx, access, api_key, audit, installation};

/// Most sessions of somebody that are listed.
const LISTED: i64 = 100;

/// A session just opened. The secret goes into the cookie.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// Its secret.
    pub secret: Secret,
}

/// Whose browser it is.
#[derive(Clone)]
pub enum SignedIn {
    /// Whoever runs the installation.
    Operator(InstallationCtx),
    /// The holder of an API key.
    Partner(InstallationCtx, Box<ApiKey>),
    /// Someone of an organization.
    User(Ctx, User),
}

/// A session that stands, and whose it is.
#[derive(Clone)]
pub struct Resumed {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub who: SignedIn,
}

/// Signs in at the partners' portal, with the admin secret or an API key. The session that the browser had ends.
///
/// # Errors
/// `Unauthenticated` when it is neither.
pub fn open_portal(
    tx: &mut Tx<'_>,
    app: &App,
    shown: &Secret,
    old: Option<&Secret>,
    request_id: &str,
) -> Result<Opened> {
    // The admin secret first, compared in constant time; then the keys, found by their digest.
    let is_admin = app.access().admin_secret.as_ref().is_some_and(|secret| secret.is(shown));
    let subject = if is_admin {
        Subject::Operator
    } else {
        Subject::ApiKey(api_key::find_by_secret(tx, app, shown, request_id)?.id)
    };
    let opened = open(tx, app, subject, old)?;
    let ctx = InstallationCtx::new(app, actor_of(tx, subject)?, request_id, app.now());
    installation::record(tx, &ctx, "session.open", opened.session.id.0, &json!({}))?;
    Ok(opened)
}

/// The session of that secret and whose it is, if it still stands.
///
/// # Errors
/// `Unauthenticated`.
pub fn resume(tx: &mut Tx<'_>, app: &App, secret: &Secret, request_id: &str) -> Result<Resumed> {
    let gone = |organization, actor: &Actor, refusal| {
        access::refuse(app, organization, refusal, actor, request_id);
        Error::Unauthenticated(refusal)
    };
    let none = OrganizationId::INSTALLATION;
    let found = tx.find_session(&secret.digest())?.filter(|session| session.stands(app.now()));
    let session = found.ok_or_else(|| gone(none, &Actor::Anonymous, Refusal::NoSession))?;
    let who = match session.subject {
        Subject::Operator => SignedIn::Operator(InstallationCtx::new(app, Actor::Operator, request_id, app.now())),
        Subject::ApiKey(id) => {
            let key = tx.find_api_key(id)?.ok_or_else(|| gone(none, &Actor::Anonymous, Refusal::UnknownKey))?;
            if let Some(refusal) = key.refusal(app.now()) {
                return Err(access::refuse_key(app, &key, refusal, request_id));
            }
            let actor = actor_of_key(&key);
            SignedIn::Partner(InstallationCtx::new(app, actor, request_id, app.now()), Box::new(key))
        }
        Subject::User(organization, id) => {
            let user = tx.find_user(organization, id)?.filter(|user| user.active);
            let open = tx.find_organization(organization)?.filter(|open| open.active);
            match (user, open) {
                (Some(user), Some(open)) => SignedIn::User(app.user(open, &user, request_id), user),
                _ => return Err(gone(organization, &Actor::Anonymous, Refusal::NoSession)),
            }
        }
    };
    if app.now().duration_since(session.last_seen_at).as_secs() >= 60 {
        app.recorder().seen(session.id, app.now());
    }
    Ok(Resumed { session, who })
}

/// Ends the session of that secret. That there is none is fine.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, app: &App, secret: &Secret, request_id: &str) -> Result<()> {
    let Some(session) = tx.find_session(&secret.digest())? else { return Ok(()) };
    tx.delete_session_by_digest(&secret.digest())?;
    ended(tx, app, &session, request_id, "session.end", session.id.0)
}

/// Somebody's own sessions, newest first.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, resumed: &Resumed, now: Timestamp) -> Result<Vec<Session>> {
    let sessions = tx.list_sessions(resumed.session.subject, now, LISTED)?;
    Ok(sessions.into_iter().filter(|session| session.stands(now)).collect())
}

/// Ends one of somebody's own sessions.
///
/// # Errors
/// `NotFound`.
pub fn end_one(tx: &mut Tx<'_>, app: &App, resumed: &Resumed, id: SessionId, request_id: &str) -> Result<()> {
    if !tx.delete_session(resumed.session.subject, id)? {
        return Err(Error::NotFound(Noun::Session));
    }
    ended(tx, app, &resumed.session, request_id, "session.end", id.0)
}

/// Ends all of somebody's own sessions but the one that asks.
///
/// # Errors
/// What the database says.
pub fn end_others(tx: &mut Tx<'_>, app: &App, resumed: &Resumed, request_id: &str) -> Result<()> {
    tx.delete_sessions(resumed.session.subject, Some(resumed.session.id))?;
    ended(tx, app, &resumed.session, request_id, "session.end_others", resumed.session.id.0)
}

/// Removes sessions that have reached their end, at most `limit`; how many there were.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<usize> {
    Ok(usize::try_from(tx.delete_expired_sessions(now, limit)?).unwrap_or_default())
}

/// Opens a session with a secret that nobody ever had; the one before, if any, ends.
pub(crate) fn open(tx: &mut Tx<'_>, app: &App, subject: Subject, old: Option<&Secret>) -> Result<Opened> {
    if let Some(old) = old {
        tx.delete_session_by_digest(&old.digest())?;
    }
    let (now, secret) = (app.now(), Secret::generate(app.random()));
    let session = Session {
        id: SessionId(tx.next_id(Sequence::Record)?),
        subject,
        created_at: now,
        last_seen_at: now,
        expires_at: now.checked_add(LONGEST).unwrap_or(Timestamp::MAX),
    };
    tx.insert_session(&session, &secret.digest())?;
    Ok(Opened { session, secret })
}

fn ended(tx: &mut Tx<'_>, app: &App, session: &Session, request_id: &str, action: &str, subject: i64) -> Result<()> {
    if let Subject::User(organization, id) = session.subject {
        let (found, user) = (tx.find_organization(organization)?, tx.find_user(organization, id)?);
        let (Some(organization), Some(user)) = (found, user) else { return Ok(()) };
        return audit::record(tx, &app.user(organization, &user, request_id), action, subject, &json!({}));
    }
    let ctx = InstallationCtx::new(app, actor_of(tx, session.subject)?, request_id, app.now());
    installation::record(tx, &ctx, action, subject, &json!({}))
}

fn actor_of(tx: &mut Tx<'_>, subject: Subject) -> Result<Actor> {
    Ok(match subject {
        Subject::ApiKey(id) => tx.find_api_key(id)?.map_or(Actor::Anonymous, |key| actor_of_key(&key)),
        Subject::Operator => Actor::Operator,
        Subject::User(..) => Actor::Anonymous,
    })
}

/// At the portal a partner may look at what is its own; what its key allows there is for programs.
fn actor_of_key(key: &ApiKey) -> Actor {
    Actor::Partner { partner: key.partner, key: key.id, permissions: Permissions::NONE }
}
