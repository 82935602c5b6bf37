//! The installation as a whole: what belongs to no single organization, and who may touch it.

use std::sync::Arc;

use domain::access::Actor;
use domain::audit::AuditEntry;
use domain::event::EventKind;
use domain::{AuditId, Error, EventId, OrganizationId, PartnerId, Permission, Random, Result};
use jiff::Timestamp;
use serde_json::Value;
use store::{Sequence, Tx};

use crate::App;

/// Who asks, and when, where it is about the installation: partners, keys, requests, calls, and what all practices share. The
/// counterpart of [`Ctx`](crate::Ctx), which is about one organization. Cheap to clone.
#[derive(Clone)]
pub struct InstallationCtx {
    app: App,
    actor: Actor,
    request_id: Arc<str>,
    now: Timestamp,
}

impl InstallationCtx {
    pub(crate) fn new(app: &App, actor: Actor, request_id: &str, now: Timestamp) -> Self {
        Self { app: app.clone(), actor, request_id: request_id.into(), now }
    }

    /// What the server holds.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The request's id, for the audit log.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// When the request arrived.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The partner who asks, if it is one.
    pub fn partner(&self) -> Option<PartnerId> {
        match self.actor {
            Actor::Partner { partner, .. } => Some(partner),
            _ => None,
        }
    }

    /// Refuses an actor who lacks a permission.
    ///
    /// # Errors
    /// `Forbidden`; for a partner's program `InsufficientScope`, where some scope would do.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.actor.permissions().contains(permission) {
            return Ok(());
        }
        Err(crate::ctx::missing(&self.app, OrganizationId::INSTALLATION, &self.actor, permission, &self.request_id))
    }

    /// Refuses everybody but who runs the installation: what scopes give to programs is not enough.
    pub(crate) fn require_operator(&self) -> Result<()> {
        match self.actor {
            Actor::Operator | Actor::System(_) => Ok(()),
            _ => self.require(Permission::ManageAccess).and(Err(Error::Forbidden(Permission::ManageAccess))),
        }
    }

    pub(crate) fn random(&self) -> &dyn Random {
        self.app.random()
    }
}

/// Records what is being done to which thing of the installation, in the transaction in which it is done. `detail` holds ids and
/// times, never names or addresses.
pub fn record(tx: &mut Tx<'_>, ctx: &InstallationCtx, action: &str, subject: i64, detail: &Value) -> Result<()> {
    let entry = AuditEntry {
        id: AuditId(tx.next_id(Sequence::Record)?),
        at: ctx.now,
        actor: ctx.actor.to_string(),
        action: action.to_owned(),
        subject,
        detail: detail.to_string(),
        request_id: ctx.request_id.to_string(),
    };
    tx.insert_audit_entry(OrganizationId::INSTALLATION, &entry)?;
    Ok(())
}

/// Notes an event of the installation in the transaction in which it happens.
pub fn emit(tx: &mut Tx<'_>, ctx: &InstallationCtx, kind: EventKind, subject: i64) -> Result<()> {
    let id = EventId(tx.next_id(Sequence::Record)?);
    tx.insert_event(OrganizationId::INSTALLATION, id, kind, subject, ctx.now)?;
    Ok(())
}

/// What every change of who may do what leaves: an audit entry and an event.
pub(crate) fn changed(
    tx: &mut Tx<'_>,
    ctx: &InstallationCtx,
    action: &str,
    subject: i64,
    detail: &Value,
) -> Result<()> {
    record(tx, ctx, action, subject, detail)?;
    emit(tx, ctx, EventKind::AccessChanged, subject)
}
