//! Holds: a time kept for somebody for a while.

use ::availability::Minute;
use domain::{ClaimKind, Error, Hold, HoldId, Noun, Result, ServiceId, hold, time};
use jiff::Timestamp;
use serde_json::json;
use store::{Sequence, Taken, Tx};

use crate::appointment::{Chosen, choose};
use crate::availability::{Who, check_who};
use crate::{Ctx, audit, service};

/// A time wanted for a while.
#[derive(Clone, Debug)]
pub struct NewHold {
    /// Of which service.
    pub service_id: ServiceId,
    /// With whom.
    pub who: Who,
    /// From when.
    pub start: Timestamp,
    /// For how many minutes it is kept, 1 to 60; 10 when absent.
    pub minutes: Option<i64>,
}

/// Keeps a time that is on offer.
///
/// # Errors
/// `NotFound` for service, practitioner or roster; `SlotNotOffered` or `SlotTaken`.
pub fn place(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewHold) -> Result<Hold> {
    let setup = service::set_up(tx, ctx, new.service_id)?;
    check_who(&setup, new.who)?;
    let minutes = new.minutes.unwrap_or(hold::MINUTES_DEFAULT).clamp(1, hold::MINUTES_MAX);
    let expires_at = time::plus_minutes(ctx.now(), minutes);
    let id = tx.next_id(Sequence::Book)?;
    let taken = Taken { kind: ClaimKind::Hold, owner: id, expires_at: Some(expires_at), overbook: false };
    let chosen = choose(tx, ctx, &setup, new.who, new.start, taken)?;
    insert(
        tx,
        ctx,
        &Hold {
            id: HoldId(id),
            service_id: setup.service.id,
            practitioner_id: Some(chosen.practitioner_id),
            roster_id: Some(chosen.roster_id),
            location_id: chosen.location_id,
            start: new.start,
            end: time::plus_minutes(new.start, setup.service.details.duration.into()),
            expires_at,
        },
    )
}

fn insert(tx: &mut Tx<'_>, ctx: &Ctx, hold: &Hold) -> Result<Hold> {
    tx.insert_hold(ctx.organization_id(), hold)?;
    audit::record(tx, ctx, "hold.place", hold.id.0, &json!({ "service": hold.service_id, "start": hold.start }))?;
    Ok(hold.clone())
}

/// Takes a hold to make something of it: the hold is gone afterwards, its claims are still there.
///
/// # Errors
/// `HoldExpired` when it is gone or its time is up.
pub(crate) fn take(tx: &mut Tx<'_>, ctx: &Ctx, id: HoldId) -> Result<(Hold, Chosen)> {
    let hold = tx.find_hold(ctx.organization_id(), id)?.ok_or(Error::HoldExpired)?;
    if hold.expires_at <= ctx.now() || !tx.delete_hold(ctx.organization_id(), id)? {
        return Err(Error::HoldExpired);
    }
    let (Some(practitioner_id), Some(roster_id)) = (hold.practitioner_id, hold.roster_id) else {
        return Err(Error::HoldExpired);
    };
    let zone = crate::roster::get(tx, ctx, roster_id)?.rules.time_zone;
    let zone = time::time_zone("time_zone", &zone)?;
    let chosen = Chosen { practitioner_id, roster_id, location_id: hold.location_id, zone };
    Ok((hold, chosen))
}

/// Gives a time back.
///
/// # Errors
/// `NotFound` when there is no such hold any more.
pub fn release(tx: &mut Tx<'_>, ctx: &Ctx, id: HoldId) -> Result<()> {
    if !tx.delete_hold(ctx.organization_id(), id)? {
        return Err(Error::NotFound(Noun::Hold));
    }
    tx.release_time(ctx.organization_id(), ClaimKind::Hold, id.0)?;
    audit::record(tx, ctx, "hold.release", id.0, &json!({}))
}

/// Removes what is left of holds that have expired, of all organizations, at most `limit`; how many there were. Their time was
/// free before this: whoever wants it removes the claim.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<usize> {
    // A minute's distance, so that the sweep is never in the way of a late confirmation.
    let expired = tx.list_expired_holds_across_all_organizations(time::plus_minutes(now, -1), limit)?;
    for (organization, id) in &expired {
        tx.delete_hold(*organization, *id)?;
        tx.release_time(*organization, ClaimKind::Hold, id.0)?;
    }
    Ok(expired.len())
}

/// Whether a start lies on a whole minute, as all starts on offer do.
pub(crate) fn whole_minute(start: Timestamp) -> Option<Minute> {
    let minute = Minute::floor(start);
    (minute.to_timestamp() == start).then_some(minute)
}
