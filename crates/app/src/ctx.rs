//! `App`, what a server holds, and `Ctx`, what a use case is told about the request it serves.

use std::sync::Arc;

use ::availability::Channel;
use domain::access::{Actor, Refusal, Scope};
use domain::{AppointmentId, Clock, Error, Organization, OrganizationId, Permission, Random, Result, User};
use jiff::Timestamp;
use serde_json::json;
use store::Db;

use crate::mail::Mailer;
use crate::meeting::MeetingProvider;
use crate::payment::PaymentProvider;
use crate::recorder::Recorder;
use crate::setup::Setups;
use crate::{InstallationCtx, access};

/// What a server holds. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    recorder: Arc<Recorder>,
    setups: Arc<Setups>,
}

/// The parts an `App` is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where secrets come from.
    pub random: Arc<dyn Random>,
    /// Who charges cards.
    pub payments: Arc<dyn PaymentProvider>,
    /// Who makes links to video visits.
    pub meetings: Arc<dyn MeetingProvider>,
    /// Who sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// How access is given.
    pub access: access::Settings,
}

impl App {
    /// An app of these parts.
    pub fn new(parts: Parts) -> Self {
        Self { parts: Arc::new(parts), recorder: Arc::default(), setups: Arc::default() }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.parts.db
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// Who charges cards.
    pub fn payments(&self) -> Arc<dyn PaymentProvider> {
        self.parts.payments.clone()
    }

    /// Who sends mail.
    pub fn mailer(&self) -> Arc<dyn Mailer> {
        self.parts.mailer.clone()
    }

    /// How access is given.
    pub fn access(&self) -> &access::Settings {
        &self.parts.access
    }

    /// What waits to be written about calls and refusals.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Whoever runs the installation. Only an authenticator may call this.
    pub fn operator(&self, request_id: &str) -> InstallationCtx {
        InstallationCtx::new(self, Actor::Operator, request_id, self.now())
    }

    /// Somebody unknown, where it is about the installation: whoever asks for access.
    pub fn stranger(&self, request_id: &str) -> InstallationCtx {
        InstallationCtx::new(self, Actor::Anonymous, request_id, self.now())
    }

    /// The product itself, at that instant, where it is about the installation: command line, demo.
    pub fn installation(&self, part: &'static str, now: Timestamp) -> InstallationCtx {
        InstallationCtx::new(self, Actor::System(part), part, now)
    }

    pub(crate) fn partner(&self, organization: Organization, actor: Actor, request_id: &str) -> Ctx {
        self.ctx(organization, actor, Channel::Partner, request_id, self.now())
    }

    pub(crate) fn user(&self, organization: Organization, user: &User, request_id: &str) -> Ctx {
        let actor = Actor::User { id: user.id, role: user.role };
        self.ctx(organization, actor, Channel::Staff, request_id, self.now())
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.parts.random
    }

    /// Somebody unknown, at a booking page or behind a dialect without credentials.
    pub fn anonymous(&self, organization: Organization, channel: Channel, request_id: &str) -> Ctx {
        self.ctx(organization, Actor::Anonymous, channel, request_id, self.now())
    }

    /// Someone of the staff, by the name of their account. Only an authenticator may call this.
    pub fn staff(&self, organization: Organization, account: &str, request_id: &str) -> Ctx {
        self.ctx(organization, Actor::Staff(account.to_owned()), Channel::Staff, request_id, self.now())
    }

    /// The product itself, at that instant: command line, jobs, and the demo, which also writes the past.
    pub fn system(&self, organization: Organization, part: &'static str, now: Timestamp) -> Ctx {
        self.ctx(organization, Actor::System(part), Channel::Staff, part, now)
    }

    fn ctx(&self, organization: Organization, actor: Actor, channel: Channel, request_id: &str, now: Timestamp) -> Ctx {
        let app = self.clone();
        Ctx { app, organization: Arc::new(organization), actor, channel, request_id: request_id.into(), now }
    }
}

/// Who asks, of which organization, through which channel, and when. The first argument of every use case after the
/// transaction. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    app: App,
    organization: Arc<Organization>,
    actor: Actor,
    channel: Channel,
    request_id: Arc<str>,
    now: Timestamp,
}

impl Ctx {
    /// The tenant's id, without which no statement can be made.
    pub fn organization_id(&self) -> OrganizationId {
        self.organization.id
    }

    /// The tenant.
    pub fn organization(&self) -> &Organization {
        &self.organization
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Through which channel.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The same request by another channel, where one door serves several.
    #[must_use]
    pub fn through(mut self, channel: Channel) -> Self {
        self.channel = channel;
        self
    }

    /// The request's id, for the audit log.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// When the request arrived.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Refuses an actor who lacks a permission.
    ///
    /// # Errors
    /// `Forbidden`; for a partner's program `InsufficientScope`, where some scope would do.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.may(permission) {
            return Ok(());
        }
        Err(missing(&self.app, self.organization.id, &self.actor, permission, &self.request_id))
    }

    /// Whether the actor has a permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.permissions().contains(permission)
    }

    /// The same request at a later moment, when it had to wait for somebody outside.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    /// The same request, now that it has shown the key of that appointment.
    pub(crate) fn holding_key_of(&self, appointment: AppointmentId) -> Self {
        Self { actor: Actor::KeyHolder(appointment), ..self.clone() }
    }

    /// What the server holds.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    pub(crate) fn setups(&self) -> &Setups {
        &self.app.setups
    }

    pub(crate) fn random(&self) -> &dyn Random {
        self.app.random()
    }

    pub(crate) fn meetings(&self) -> &dyn MeetingProvider {
        &*self.app.parts.meetings
    }
}

/// That a permission is missing, in the words of whoever lacks it; and a note of it for the audit log.
pub(crate) fn missing(
    app: &App,
    organization: OrganizationId,
    actor: &Actor,
    permission: Permission,
    request_id: &str,
) -> Error {
    let detail = json!({ "permission": permission.as_str() });
    access::refuse_with(app, organization, Refusal::MissingPermission, actor, request_id, &detail);
    match (actor, Scope::granting(permission)) {
        (Actor::Partner { .. }, Some(scope)) => Error::InsufficientScope(scope),
        _ => Error::Forbidden(permission),
    }
}
