//! Idempotency: a request repeated with its key has its effect once, and the same answer every time.

use domain::{Error, Result};
use jiff::{SignedDuration, Timestamp};
use store::{Begun, StoredAnswer, Tx};

use crate::Ctx;

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

/// Does the work once per key, and stores the answer with its effect. Without a key the work is simply done. Work that fails
/// leaves the key unused: a refused request does not burn it.
///
/// # Errors
/// `IdempotencyMismatch`, `IdempotencyInFlight`, or what the work says.
pub fn run<T>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
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

/// Claims the key, or finds the answer given before.
pub(crate) fn begin(tx: &mut Tx<'_>, ctx: &Ctx, key: Option<&IdempotencyKey>) -> Result<Option<Answered>> {
    let Some(IdempotencyKey { door, key, fingerprint }) = key else {
        return Ok(None);
    };
    let begun = tx.begin_idempotent(ctx.organization_id(), door, key, fingerprint, ctx.now(), after(ctx, IN_FLIGHT))?;
    match begun {
        Begun::New => Ok(None),
        Begun::Mismatch => Err(Error::IdempotencyMismatch),
        Begun::InFlight => Err(Error::IdempotencyInFlight),
        Begun::Answered(answer) => Ok(Some(Answered { answer, replayed: true })),
    }
}

/// Stores the answer.
pub(crate) fn finish(tx: &mut Tx<'_>, ctx: &Ctx, key: Option<&IdempotencyKey>, answer: &StoredAnswer) -> Result<()> {
    if let Some(IdempotencyKey { door, key, .. }) = key {
        tx.finish_idempotent(ctx.organization_id(), door, key, answer, after(ctx, KEPT))?;
    }
    Ok(())
}

/// Gives the key back.
pub(crate) fn forget(tx: &mut Tx<'_>, ctx: &Ctx, key: Option<&IdempotencyKey>) -> Result<()> {
    if let Some(IdempotencyKey { door, key, .. }) = key {
        tx.forget_idempotent(ctx.organization_id(), door, key)?;
    }
    Ok(())
}

fn after(ctx: &Ctx, duration: SignedDuration) -> Timestamp {
    ctx.now().checked_add(duration).unwrap_or(Timestamp::MAX)
}
