//! The outbox: what happened, for whoever wants to know.

use domain::event::EventKind;
use domain::{EventId, Result};
use store::{Sequence, Tx};

use crate::Ctx;

/// Notes an event in the transaction in which it happens.
pub(crate) fn emit(tx: &mut Tx<'_>, ctx: &Ctx, kind: EventKind, subject: i64) -> Result<()> {
    let id = EventId(tx.next_id(Sequence::Record)?);
    tx.insert_event(ctx.organization_id(), id, kind, subject, ctx.now())?;
    Ok(())
}
