//! Who is at the portal, and the hop into the core on their behalf.

use std::convert::Infallible;
use std::net::IpAddr;

use api_common::{ClientAddress, Cookie, Core, RequestId};
use app::session::{Opened, Resumed, SignedIn};
use app::{App, InstallationCtx, Result, Tx, session};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::secret::Secret;
use domain::{ApiKey, Error, Refusal};

/// The cookie of a session. Its name makes browsers refuse it unless it came over TLS (or from their own machine), for this host
/// alone.
pub(crate) const COOKIE: Cookie = Cookie { name: "__Host-portal", path: "/", secure: true };

/// A browser at the portal, signed in or not.
#[derive(Clone)]
pub(crate) struct Guest {
    core: Core,
    secret: Option<Secret>,
    request_id: String,
    address: IpAddr,
}

impl FromRequestParts<Core> for Guest {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> std::result::Result<Self, Infallible> {
        let Ok(RequestId(request_id)) = RequestId::from_request_parts(parts, core).await;
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, core).await;
        Ok(Self { core: core.clone(), secret: COOKIE.read(&parts.headers), request_id, address })
    }
}

/// Somebody who has signed in.
#[derive(Clone)]
pub(crate) struct Member {
    /// On whose behalf the core is asked.
    pub ctx: InstallationCtx,
    /// The key a partner signed in with; none: it is the operator.
    pub key: Option<ApiKey>,
    /// The session they came with.
    pub resumed: Resumed,
}

impl Member {
    /// Whether it is who runs the installation. Only what is shown hangs on this; what is allowed is decided by the core.
    pub(crate) fn is_operator(&self) -> bool {
        self.key.is_none()
    }
}

impl Guest {
    /// Reads in one snapshot, as who has signed in.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.core.read(self.door()?.entering(work)).await
    }

    /// Writes in one transaction, as who has signed in.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.core.write(self.door()?.entering(work)).await
    }

    /// Who has signed in, where that need not be.
    pub(crate) async fn member(&self) -> Result<Option<Member>> {
        match self.read(|_, member| Ok(member.clone())).await {
            Err(Error::Unauthenticated(_)) => Ok(None),
            found => found.map(Some),
        }
    }

    /// Writes as anybody.
    pub(crate) async fn write_as_anybody<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>, &App, &str) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (app, request_id) = (self.core.app().clone(), self.request_id.clone());
        self.core.write(move |tx| work(tx, &app, &request_id)).await
    }

    /// Signs in with a key or the admin secret.
    pub(crate) async fn open(&self, shown: Secret) -> Result<Opened> {
        let old = self.secret.clone();
        self.write_as_anybody(move |tx, app, id| session::open_portal(tx, app, &shown, old.as_ref(), id)).await
    }

    /// Signs out.
    pub(crate) async fn close(&self) -> Result<()> {
        let Some(secret) = self.secret.clone() else { return Ok(()) };
        self.write_as_anybody(move |tx, app, id| session::end(tx, app, &secret, id)).await
    }

    /// The core, for its limits.
    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// Where the request came from.
    pub(crate) fn address(&self) -> IpAddr {
        self.address
    }

    fn door(&self) -> Result<Door> {
        let secret = self.secret.clone().ok_or(Error::Unauthenticated(Refusal::NoCredentials))?;
        Ok(Door { app: self.core.app().clone(), secret, request_id: self.request_id.clone() })
    }
}

/// What a closure takes along to find out who has signed in, inside the transaction.
struct Door {
    app: App,
    secret: Secret,
    request_id: String,
}

impl Door {
    /// Finds out who has signed in, and then does the work.
    fn entering<T>(
        self,
        mut work: impl FnMut(&mut Tx<'_>, &Member) -> Result<T>,
    ) -> impl FnMut(&mut Tx<'_>) -> Result<T> {
        move |tx| {
            let member = self.open(tx)?;
            work(tx, &member)
        }
    }

    fn open(&self, tx: &mut Tx<'_>) -> Result<Member> {
        let resumed = session::resume(tx, &self.app, &self.secret, &self.request_id)?;
        match resumed.who.clone() {
            SignedIn::Operator(ctx) => Ok(Member { ctx, key: None, resumed }),
            SignedIn::Partner(ctx, key) => Ok(Member { ctx, key: Some(*key), resumed }),
            // A practice's own people have doors of their own.
            SignedIn::User(..) => Err(Error::Unauthenticated(Refusal::NoSession)),
        }
    }
}
