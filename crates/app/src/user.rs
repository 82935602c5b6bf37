//! Users: those who work for an organization and sign in.

mod factor;
mod halfway;
mod lock;
mod password;
mod reset;
mod sign_in;

use domain::access::{Actor, Refusal, Role};
use domain::event::EventKind;
use domain::secret::Secret;
use domain::session::Subject;
use domain::text::Problems;
use domain::user::{RESET_LASTS, check_login};
use domain::{Error, Noun, Permission, Result, User, UserId, text};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{Sequence, Tx};

use crate::{Ctx, audit, event};

pub use factor::turn_off as turn_factor_off;
pub use factor::{
    FactorSetup, begin as begin_factor, confirm as confirm_factor, pending as pending_factor, recovery_codes_left,
    renew_recovery_codes,
};
pub use reset::{Letter, request_reset, send_reset};
pub use sign_in::{
    Credentials, SignedIn, Step, change_password, reset_password, set_password, sign_in, sign_in_with_code,
};

/// A new user.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// E-mail address.
    pub login: String,
    /// Name.
    pub name: String,
    /// What they are to the organization.
    pub role: Role,
}

/// Adds a user, who has no password yet: see [`set_password`] and [`issue_reset`].
///
/// # Errors
/// `Forbidden` (only an owner makes owners), `Invalid` with every bad field, or `Duplicate` when the login is taken here.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewUser) -> Result<User> {
    may_manage(ctx, new.role)?;
    let mut problems = Problems::new();
    let login = problems.take(check_login(&new.login))?;
    let name = problems.take(text::required("name", &new.name, text::NAME_MAX))?;
    problems.finish()?;
    let user = User {
        id: UserId(tx.next_id(Sequence::Setup)?),
        login: login.unwrap_or_default(),
        name: name.unwrap_or_default(),
        role: new.role,
        active: true,
        second_factor: false,
        created_at: ctx.now(),
    };
    match tx.attempt(|tx| tx.insert_user(ctx.organization_id(), &user)) {
        Err(error) if error.is_not_unique() => return Err(Error::Duplicate { noun: Noun::User, field: "login" }),
        inserted => inserted?,
    }
    changed(tx, ctx, "user.create", user.id, &json!({ "role": user.role.as_str() }))?;
    Ok(user)
}

/// The user with that id. Everybody sees themselves.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId) -> Result<User> {
    if !matches!(ctx.actor(), Actor::User { id: own, .. } if *own == id) {
        ctx.require(Permission::ManageAccess)?;
    }
    find(tx, ctx, id)
}

/// Users by login, at most `limit` after that login; begin with an empty one.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx, after: &str, limit: i64) -> Result<Vec<User>> {
    ctx.require(Permission::ManageAccess)?;
    Ok(tx.list_users(ctx.organization_id(), after, limit)?)
}

/// The user of that login.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn find_by_login(tx: &mut Tx<'_>, ctx: &Ctx, login: &str) -> Result<User> {
    ctx.require(Permission::ManageAccess)?;
    let found = tx.find_user_secrets_by_login(ctx.organization_id(), &login.trim().to_lowercase())?;
    found.map(|found| found.user).ok_or(Error::NotFound(Noun::User))
}

/// Changes what a user is to the organization. Their sessions go on with the new role.
///
/// # Errors
/// `Forbidden` (only an owner makes or unmakes owners), `NotFound`, or `Conflict` for the last owner.
pub fn set_role(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId, role: Role) -> Result<User> {
    may_manage(ctx, role)?;
    let user = managed(tx, ctx, id)?;
    if role != Role::Owner {
        unless_last_owner(tx, ctx, &user)?;
    }
    let user = User { role, ..user };
    tx.update_user(ctx.organization_id(), &user)?;
    changed(tx, ctx, "user.set_role", id, &json!({ "role": role.as_str() }))?;
    Ok(user)
}

/// Switches a user on or off. Sessions of one who is switched off end at once.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Conflict` for the last owner.
pub fn set_active(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId, active: bool) -> Result<User> {
    let user = managed(tx, ctx, id)?;
    if !active {
        unless_last_owner(tx, ctx, &user)?;
        tx.delete_sessions(Subject::User(ctx.organization_id(), id), None)?;
    }
    let user = User { active, ..user };
    tx.update_user(ctx.organization_id(), &user)?;
    changed(tx, ctx, if active { "user.switch_on" } else { "user.switch_off" }, id, &json!({}))?;
    Ok(user)
}

/// Ends all sessions of a user, as when a device was stolen.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn end_sessions(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId) -> Result<()> {
    managed(tx, ctx, id)?;
    tx.delete_sessions(Subject::User(ctx.organization_id(), id), None)?;
    changed(tx, ctx, "user.end_sessions", id, &json!({}))
}

/// Takes a user's second factor away, for whoever has lost the phone and all codes. Their sessions end.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn reset_factor(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId) -> Result<()> {
    managed(tx, ctx, id)?;
    tx.set_user_factor(ctx.organization_id(), id, None, None)?;
    tx.delete_sessions(Subject::User(ctx.organization_id(), id), None)?;
    changed(tx, ctx, "user.reset_second_factor", id, &json!({}))
}

/// A link to a new password, to be handed over by whoever manages users; works once, for an hour. [`send_reset`] mails it.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Conflict` for a user who is switched off, for whom it would not work.
pub fn issue_reset(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId) -> Result<Secret> {
    if !managed(tx, ctx, id)?.active {
        return Err(Error::Conflict { noun: Noun::User, reason: "This user is switched off." });
    }
    make_reset(tx, ctx, id)
}

/// Makes such a link; those before it no longer work.
fn make_reset(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId) -> Result<Secret> {
    let secret = Secret::generate(ctx.random());
    let expires_at = ctx.now().checked_add(RESET_LASTS).unwrap_or(Timestamp::MAX);
    tx.delete_password_resets(ctx.organization_id(), id)?;
    tx.insert_password_reset(ctx.organization_id(), id, &secret.digest(), expires_at)?;
    changed(tx, ctx, "user.issue_reset", id, &json!({}))?;
    Ok(secret)
}

/// Who asks, if it is a user.
fn me(ctx: &Ctx) -> Result<UserId> {
    match ctx.actor() {
        Actor::User { id, .. } => Ok(*id),
        _ => Err(Error::Unauthenticated(Refusal::NoSession)),
    }
}

/// Who manages users manages those of that role; owners are managed by owners only.
fn may_manage(ctx: &Ctx, role: Role) -> Result<()> {
    ctx.require(Permission::ManageAccess)?;
    match ctx.actor() {
        Actor::User { role: own, .. } if role == Role::Owner && *own != Role::Owner => {
            Err(Error::Forbidden(Permission::ManageAccess))
        }
        _ => Ok(()),
    }
}

fn find(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId) -> Result<User> {
    tx.find_user(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::User))
}

/// A user whom whoever asks may manage.
fn managed(tx: &mut Tx<'_>, ctx: &Ctx, id: UserId) -> Result<User> {
    ctx.require(Permission::ManageAccess)?;
    let user = find(tx, ctx, id)?;
    may_manage(ctx, user.role).map(|()| user)
}

/// An organization that has an owner keeps one. Two owners who remove each other do so one after the other.
fn unless_last_owner(tx: &mut Tx<'_>, ctx: &Ctx, user: &User) -> Result<()> {
    if user.role != Role::Owner || !user.active {
        return Ok(());
    }
    tx.lock_users_of_role(ctx.organization_id(), Role::Owner)?;
    if tx.count_users_of_role(ctx.organization_id(), Role::Owner)? > 1 {
        return Ok(());
    }
    Err(Error::Conflict { noun: Noun::User, reason: "This is the last owner. Make another one first." })
}

/// What every change of a user leaves: an audit entry and an event.
fn changed(tx: &mut Tx<'_>, ctx: &Ctx, action: &str, id: UserId, detail: &Value) -> Result<()> {
    audit::record(tx, ctx, action, id.0, detail)?;
    event::emit(tx, ctx, EventKind::AccessChanged, id.0)
}
