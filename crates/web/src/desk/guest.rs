//! Who is at the desk, and the hop into the core on their behalf.

use api_common::{Cookie, Core};
use app::session::{Resumed, SignedIn};
use app::{App, Ctx, Result, Tx, session};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::secret::Secret;
use domain::{Error, Permission, Refusal, User};

use crate::clinic::Clinic;
use crate::error::Failure;

/// The cookie of a session. Its name makes browsers refuse it unless it came over TLS (or from their own machine), for this host
/// alone.
pub(super) const SESSION: Cookie = Cookie { name: "__Host-desk", path: "/", secure: true };
/// The cookie between the two steps of signing in.
pub(super) const HALFWAY: Cookie = Cookie { name: "__Host-desk-step", path: "/", secure: true };

/// A browser at a practice's desk, signed in or not.
#[derive(Clone)]
pub(super) struct Guest {
    clinic: Clinic,
    /// The session that it shows.
    pub session: Option<Secret>,
    /// What it carries from the first step of signing in to the second.
    pub halfway: Option<Secret>,
}

impl FromRequestParts<Core> for Guest {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> std::result::Result<Self, Failure> {
        let clinic = Clinic::from_request_parts(parts, core).await?;
        Ok(Self { clinic, session: SESSION.read(&parts.headers), halfway: HALFWAY.read(&parts.headers) })
    }
}

/// Somebody who has signed in.
#[derive(Clone)]
pub(super) struct Member {
    /// On whose behalf the core is asked.
    pub ctx: Ctx,
    /// Who.
    pub user: User,
    /// Their session.
    pub resumed: Resumed,
}

impl Member {
    /// Whether they say who may do what. Only what is shown hangs on this; what is allowed is decided by the core.
    pub(super) fn manages_users(&self) -> bool {
        self.ctx.may(Permission::ManageAccess)
    }
}

impl Guest {
    /// Reads in one snapshot, as who has signed in.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.clinic.read(self.door()?.entering(work)).await
    }

    /// Writes in one transaction, as who has signed in.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.clinic.write(self.door()?.entering(work)).await
    }

    /// Who has signed in.
    pub(super) async fn member(&self) -> Result<Member> {
        self.read(|_, member| Ok(member.clone())).await
    }

    /// Anybody at the practice's door.
    pub(super) async fn anybody(&self) -> Result<Ctx> {
        self.clinic.read(|_, here| Ok(here.clone())).await
    }

    /// Signs out.
    pub(super) async fn close(&self) -> Result<()> {
        let Some(secret) = self.session.clone() else { return Ok(()) };
        let app = self.core().app().clone();
        self.clinic.write(move |tx, here| session::end(tx, &app, &secret, here.request_id())).await
    }

    /// Counts a try to sign in, and refuses an address that tries too often.
    pub(super) fn count_try(&self) -> Result<()> {
        self.core().parts().limits.sign_in(self.clinic.address())
    }

    /// Whether mail can be sent.
    pub(super) fn mails(&self) -> bool {
        self.core().app().mailer().is_configured()
    }

    /// The core, for what is more than one transaction.
    pub(super) fn core(&self) -> &Core {
        self.clinic.core()
    }

    fn door(&self) -> Result<Door> {
        let secret = self.session.clone().ok_or(Error::Unauthenticated(Refusal::NoCredentials))?;
        Ok(Door { app: self.core().app().clone(), secret })
    }
}

/// What a closure takes along to find out who has signed in, inside the transaction.
struct Door {
    app: App,
    secret: Secret,
}

impl Door {
    /// Finds out who has signed in, and then does the work.
    fn entering<T>(
        self,
        mut work: impl FnMut(&mut Tx<'_>, &Member) -> Result<T>,
    ) -> impl FnMut(&mut Tx<'_>, &Ctx) -> Result<T> {
        move |tx, here| {
            let member = self.open(tx, here)?;
            work(tx, &member)
        }
    }

    fn open(&self, tx: &mut Tx<'_>, here: &Ctx) -> Result<Member> {
        let resumed = session::resume(tx, &self.app, &self.secret, here.request_id())?;
        match resumed.who.clone() {
            SignedIn::User(ctx, user) if ctx.organization_id() == here.organization_id() => {
                Ok(Member { ctx, user, resumed })
            }
            // Signed in somewhere else; here nobody knows that session.
            _ => Err(Error::Unauthenticated(Refusal::NoSession)),
        }
    }
}
