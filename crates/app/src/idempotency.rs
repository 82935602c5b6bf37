//! Idempotency: a request repeated with its key has its effect once, and the same answer every time.

use domain::access::Actor;
use domain::{Error, OrganizationId, Result};
use jiff::{SignedDuration, Timestamp};
use store::{Begun, StoredAnswer, Tx};

use crate::{Ctx, InstallationCtx};

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long a request may be under way before its key is free again: longer than a card charge may take.
const IN_FLIGHT: SignedDuration = SignedDuration::from_mins(5);

/// A key that came with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The door it came through: keys of different doors have nothing to do with each other.
    pub door: &'static str,
    /// The key.
    pub key: String,
    /// A digest of method, path and body.
    pub fingerprint: String,
}

/// An answer, and whether it was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub answer: StoredAnswer,
    /// Whether it was stored by an earlier request.
    pub replayed: bool,
}

/// Who sends keys, and when: either context will do.
pub trait Asking {
    /// Whose the effect is.
    fn organization_id(&self) -> OrganizationId;
    /// Who asks.
    fn actor(&self) -> &Actor;
    /// When.
    fn now(&self) -> Timestamp;
}

impl Asking for Ctx {
    fn organization_id(&self) -> OrganizationId {
        Ctx::organization_id(self)
    }

    fn actor(&self) -> &Actor {
        Ctx::actor(self)
    }

    fn now(&self) -> Timestamp {
        Ctx::now(self)
    }
}

impl Asking for InstallationCtx {
    fn organization_id(&self) -> OrganizationId {
        OrganizationId::INSTALLATION
    }

    fn actor(&self) -> &Actor {
        InstallationCtx::actor(self)
    }

    fn now(&self) -> Timestamp {
        InstallationCtx::now(self)
    }
}

/// Does the work once per key, and stores the answer with its effect. Without a key the work is simply done. Work that fails
/// leaves the key unused: a refused request does not burn it.
///
/// # Errors
/// `IdempotencyMismatch`, `IdempotencyInFlight`, or what the work says.
pub fn run<T>(
    tx: &mut Tx<'_>,
    ctx: &impl Asking,
    key: Option<&IdempotencyKey>,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    render: impl FnOnce(&T) -> StoredAnswer,
) -> Result<Answered> {
    if let Some(answered) = begin(tx, ctx, key)? {
        return Ok(answered);
    }
    let answer = render(&work(tx)?);
    finish(tx, ctx, key, &answer)?;
    Ok(Answered { answer, replayed: false })
}

/// The same for an answer that is given once only, as it shows a secret: `again` is stored in its stead. A repeat has no second
/// effect and does not learn the secret.
///
/// # Errors
/// As [`run`].
pub fn run_once_shown<T>(
    tx: &mut Tx<'_>,
    ctx: &impl Asking,
    key: Option<&IdempotencyKey>,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    render: impl FnOnce(&T) -> StoredAnswer,
    again: impl FnOnce(&T) -> StoredAnswer,
) -> Result<Answered> {
    if let Some(answered) = begin(tx, ctx, key)? {
        return Ok(answered);
    }
    let done = work(tx)?;
    finish(tx, ctx, key, &again(&done))?;
    Ok(Answered { answer: render(&done), replayed: false })
}

/// Claims the key, or finds the answer given before.
pub(crate) fn begin(tx: &mut Tx<'_>, ctx: &impl Asking, key: Option<&IdempotencyKey>) -> Result<Option<Answered>> {
    let Some(IdempotencyKey { door, key, fingerprint }) = key else {
        return Ok(None);
    };
    let (organization, owner) = (ctx.organization_id(), owner(door, ctx));
    let begun = tx.begin_idempotent(organization, &owner, key, fingerprint, ctx.now(), after(ctx, IN_FLIGHT))?;
    match begun {
        Begun::New => Ok(None),
        Begun::Mismatch => Err(Error::IdempotencyMismatch),
        Begun::InFlight => Err(Error::IdempotencyInFlight),
        Begun::Answered(answer) => Ok(Some(Answered { answer, replayed: true })),
    }
}

/// Stores the answer.
pub(crate) fn finish(
    tx: &mut Tx<'_>,
    ctx: &impl Asking,
    key: Option<&IdempotencyKey>,
    answer: &StoredAnswer,
) -> Result<()> {
    if let Some(IdempotencyKey { door, key, .. }) = key {
        tx.finish_idempotent(ctx.organization_id(), &owner(door, ctx), key, answer, after(ctx, KEPT))?;
    }
    Ok(())
}

/// Gives the key back.
pub(crate) fn forget(tx: &mut Tx<'_>, ctx: &impl Asking, key: Option<&IdempotencyKey>) -> Result<()> {
    if let Some(IdempotencyKey { door, key, .. }) = key {
        tx.forget_idempotent(ctx.organization_id(), &owner(door, ctx), key)?;
    }
    Ok(())
}

/// Whose a key is, besides the organization's. Two who have signed in may count in the same way without knowing each other, and an
/// answer is nobody else's; a partner's programs are one. Whoever has not signed in has nothing to be told apart by.
fn owner(door: &str, ctx: &impl Asking) -> String {
    match ctx.actor() {
        Actor::Anonymous | Actor::KeyHolder(_) | Actor::System(_) => door.to_owned(),
        Actor::Partner { partner, .. } => format!("{door}/partner:{partner}"),
        actor @ (Actor::Staff(_) | Actor::User { .. } | Actor::Operator) => format!("{door}/{actor}"),
    }
}

fn after(ctx: &impl Asking, duration: SignedDuration) -> Timestamp {
    ctx.now().checked_add(duration).unwrap_or(Timestamp::MAX)
}
