//! Locks: nobody may try for a growing while after too many wrong passwords or codes in a row. Counted by user and not by browser,
//! so that a stolen session can't try them all either.

use domain::{Error, Result, user};
use jiff::Timestamp;
use store::{Tx, UserSecrets};

use crate::Ctx;

/// Until when nobody may try.
pub(super) fn until(secrets: &UserSecrets, now: Timestamp) -> Option<Timestamp> {
    secrets.locked_until.filter(|&until| until > now)
}

/// Refuses whoever has tried too often.
pub(super) fn check(secrets: &UserSecrets, now: Timestamp) -> Result<()> {
    until(secrets, now).map_or(Ok(()), |until| Err(too_many(until, now)))
}

/// What somebody is told who has tried too often.
pub(super) fn too_many(until: Timestamp, now: Timestamp) -> Error {
    let seconds = until.duration_since(now).as_secs().max(1);
    Error::TooManyRequests { retry_after: u64::try_from(seconds).unwrap_or(1) }
}

/// Counts a wrong try, and locks after too many in a row.
pub(super) fn count_wrong(tx: &mut Tx<'_>, ctx: &Ctx, secrets: &UserSecrets) -> Result<()> {
    let tries = secrets.wrong_tries.saturating_add(1);
    let until = user::lock_after(tries).and_then(|lock| ctx.now().checked_add(lock).ok());
    Ok(tx.set_user_tries(ctx.organization_id(), secrets.user.id, tries, until)?)
}
