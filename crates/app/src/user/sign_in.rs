//! Signing in, and everything else that takes a password. A password is worked on for some hundredths of a second, which no
//! transaction may wait for: so each of these reads, works, and then decides in one write, in which everything is looked at
//! again. Called on a thread that may block.

use domain::access::Refusal;
use domain::secret::Secret;
use domain::session::Subject;
use domain::{Error, FieldCode, Noun, Result, SessionId, User, UserId, user};
use jiff::Timestamp;
use serde_json::json;
use store::{Tx, UserSecrets};

use super::{changed, factor, halfway, lock, may_manage, me, password};
use crate::Ctx;
use crate::session::{self, Opened};

/// What somebody signs in with.
#[derive(Clone)]
pub struct Credentials {
    /// E-mail address.
    pub login: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    /// Secrets never reach a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Credentials(..)")
    }
}

/// Somebody who has just signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// The new session, with its secret.
    pub opened: Opened,
}

/// What a right password leads to.
#[derive(Clone, Debug)]
pub enum Step {
    /// They are in.
    In(Box<SignedIn>),
    /// A code is needed too. This is what the browser shows with it, within five minutes: see [`sign_in_with_code`].
    CodeNeeded(Secret),
}

/// What a try came to. A wrong one is written down, so it is no error inside the transaction.
enum Outcome<T> {
    Right(T),
    Refused(Option<UserId>, Refusal),
    Locked(UserId, Timestamp),
}

/// Signs somebody in at the organization. The session that the browser had ends.
///
/// Who has an account is not told by words or time. A lock tells it, after five tries; limits by address slow that down.
///
/// # Errors
/// `Unauthenticated` when the name or the password is wrong; `TooManyRequests` after too many wrong tries in a row.
pub fn sign_in(ctx: &Ctx, credentials: &Credentials, old: Option<&Secret>) -> Result<Step> {
    let (organization, login) = (ctx.organization_id(), credentials.login.trim().to_lowercase());
    let known = ctx.app().db().read(move |tx| Ok::<_, Error>(tx.find_user_secrets_by_login(organization, &login)?))?;
    // A locked user costs no work, and whoever tries is told the same, right or wrong.
    if let Some(outcome) = known.as_ref().and_then(|known| locked(known, ctx.now())) {
        return answer(ctx, outcome);
    }
    let kept = known.as_ref().and_then(|known| known.password.clone());
    let too_long = credentials.password.len() > user::PASSWORD_MAX;
    let right = !too_long && password::verify(&credentials.password, kept.as_deref());
    let Some(id) = known.map(|known| known.user.id) else {
        return answer(ctx, Outcome::Refused(None, Refusal::WrongPassword));
    };
    let (then, old) = (ctx.clone(), old.cloned());
    let decided = ctx.app().db().write(move |tx| {
        let found = tx.lock_user_secrets(organization, id)?;
        let Some(secrets) = found else { return Ok(Outcome::Refused(None, Refusal::WrongPassword)) };
        // What was compared must still be what is kept.
        let right = right && secrets.password == kept && secrets.user.active;
        if let Some(outcome) = locked(&secrets, then.now()) {
            return Ok(outcome);
        }
        if !right {
            return wrong(tx, &then, &secrets, Refusal::WrongPassword);
        }
        if secrets.user.second_factor {
            return Ok(Outcome::Right(Step::CodeNeeded(halfway::make(&then, &secrets))));
        }
        let signed_in = let_in(tx, &then, secrets.user, old.as_ref())?;
        Ok(Outcome::Right(Step::In(Box::new(signed_in))))
    })?;
    answer(ctx, decided)
}

/// The second step: a code of the phone, or a recovery code.
///
/// # Errors
/// `Unauthenticated` with `WrongCode`, or with `StaleSignIn` when the first step was too long ago, never was, or the password has
/// been changed since; `TooManyRequests` after too many wrong tries in a row.
pub fn sign_in_with_code(ctx: &Ctx, halfway: &Secret, code: &str, old: Option<&Secret>) -> Result<SignedIn> {
    let stale = || Outcome::Refused(None, Refusal::StaleSignIn);
    let Some(id) = halfway::user(halfway) else { return answer(ctx, stale()) };
    let (then, halfway, code, old) = (ctx.clone(), halfway.clone(), code.to_owned(), old.cloned());
    let decided = ctx.app().db().write(move |tx| {
        let found = tx.lock_user_secrets(then.organization_id(), id)?;
        let Some(secrets) = found.filter(|secrets| halfway::is_good(&then, secrets, &halfway)) else {
            return Ok(stale());
        };
        if let Some(outcome) = locked(&secrets, then.now()) {
            return Ok(outcome);
        }
        if !factor::accept(tx, &then, &secrets, &code)? {
            return wrong(tx, &then, &secrets, Refusal::WrongCode);
        }
        let_in(tx, &then, secrets.user, old.as_ref()).map(Outcome::Right)
    })?;
    answer(ctx, decided)
}

fn let_in(tx: &mut Tx<'_>, ctx: &Ctx, user: User, old: Option<&Secret>) -> Result<SignedIn> {
    let organization = ctx.organization_id();
    tx.set_user_tries(organization, user.id, 0, None)?;
    let opened = session::open(tx, ctx.app(), Subject::User(organization, user.id), old)?;
    let their = ctx.app().user(ctx.organization().clone(), &user, ctx.request_id());
    crate::audit::record(tx, &their, "session.open", opened.session.id.0, &json!({}))?;
    Ok(SignedIn { user, opened })
}

fn locked<T>(secrets: &UserSecrets, now: Timestamp) -> Option<Outcome<T>> {
    lock::until(secrets, now).map(|until| Outcome::Locked(secrets.user.id, until))
}

fn wrong<T>(tx: &mut Tx<'_>, ctx: &Ctx, secrets: &UserSecrets, refusal: Refusal) -> Result<Outcome<T>> {
    lock::count_wrong(tx, ctx, secrets)?;
    Ok(Outcome::Refused(Some(secrets.user.id), refusal))
}

/// Says what a try came to, and notes it for the audit log when it was refused.
fn answer<T>(ctx: &Ctx, outcome: Outcome<T>) -> Result<T> {
    let (user, refusal, error) = match outcome {
        Outcome::Right(done) => return Ok(done),
        Outcome::Refused(user, refusal) => (user, refusal, Error::Unauthenticated(refusal)),
        Outcome::Locked(user, until) => (Some(user), Refusal::Locked, lock::too_many(until, ctx.now())),
    };
    factor::refuse(ctx, user, refusal);
    Err(error)
}

/// Gives a user a new password. All their sessions end.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Invalid` for a password that is too easy.
pub fn set_password(ctx: &Ctx, id: UserId, new: &str) -> Result<()> {
    let (then, organization) = (ctx.clone(), ctx.organization_id());
    let user = ctx.app().db().read(move |tx| {
        let user = tx.find_user(organization, id)?.ok_or(Error::NotFound(Noun::User))?;
        may_manage(&then, user.role).map(|()| user)
    })?;
    user::check_password(new, &user.login)?;
    let phc = password::hash(ctx.random(), new)?;
    let then = ctx.clone();
    ctx.app().db().write(move |tx| {
        let user = tx.find_user(organization, id)?.ok_or(Error::NotFound(Noun::User))?;
        may_manage(&then, user.role)?;
        replace(tx, &then, id, &phc, None, "user.set_password")
    })
}

/// Changes the password of whoever asks. All their sessions end but `keep`.
///
/// # Errors
/// `Unauthenticated` unless a user asks, `TooManyRequests` after too many wrong tries, or `Invalid` when the current password is
/// wrong or the new one too easy.
pub fn change_password(ctx: &Ctx, current: &str, new: &str, keep: Option<SessionId>) -> Result<()> {
    let (id, organization) = (me(ctx)?, ctx.organization_id());
    let known = ctx
        .app()
        .db()
        .read(move |tx| tx.find_user_secrets(organization, id)?.ok_or(Error::Unauthenticated(Refusal::NoSession)))?;
    if let Some(outcome) = locked(&known, ctx.now()) {
        return answer(ctx, outcome);
    }
    user::check_password(new, &known.user.login)?;
    let right = current.len() <= user::PASSWORD_MAX && password::verify(current, known.password.as_deref());
    let phc = if right { Some(password::hash(ctx.random(), new)?) } else { None };
    let (then, kept) = (ctx.clone(), known.password);
    let done = ctx.app().db().write(move |tx| {
        let secrets = tx.lock_user_secrets(organization, id)?.ok_or(Error::NotFound(Noun::User))?;
        lock::check(&secrets, then.now())?;
        match &phc {
            Some(phc) if secrets.password == kept => {
                replace(tx, &then, id, phc, keep, "user.change_password").map(|()| true)
            }
            _ => lock::count_wrong(tx, &then, &secrets).map(|()| false),
        }
    })?;
    if done {
        return Ok(());
    }
    factor::refuse(ctx, Some(id), Refusal::WrongPassword);
    Err(Error::invalid("current", FieldCode::BadFormat, "This is not your password."))
}

/// Sets a new password by a link that was sent. The link works once; all sessions end; a second factor stays.
///
/// # Errors
/// `Unauthenticated` for a link that is unknown, used or too old, or `Invalid` for a password that is too easy.
pub fn reset_password(ctx: &Ctx, token: &Secret, new: &str) -> Result<()> {
    let (organization, digest, now) = (ctx.organization_id(), token.digest(), ctx.now());
    let refused = || {
        factor::refuse(ctx, None, Refusal::BadReset);
        Error::Unauthenticated(Refusal::BadReset)
    };
    let seen = digest.clone();
    let user = ctx.app().db().read(move |tx| {
        let id = tx.find_password_reset(organization, &seen, now)?;
        let user = id.map(|id| tx.find_user(organization, id)).transpose()?.flatten();
        Ok::<_, Error>(user.filter(|user| user.active))
    })?;
    let user = user.ok_or_else(refused)?;
    user::check_password(new, &user.login)?;
    let phc = password::hash(ctx.random(), new)?;
    let then = ctx.clone();
    let done = ctx.app().db().write(move |tx| match tx.use_password_reset(organization, &digest, now)? {
        Some(id) => replace(tx, &then, id, &phc, None, "user.reset_password").map(|()| true),
        None => Ok(false),
    })?;
    if done { Ok(()) } else { Err(refused()) }
}

fn replace(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId, phc: &str, keep: Option<SessionId>, action: &str) -> Result<()> {
    tx.set_user_password(ctx.organization_id(), id, phc)?;
    tx.delete_sessions(Subject::User(ctx.organization_id(), id), keep)?;
    changed(tx, ctx, action, id, &json!({}))
}
