//! Who asks: a partner's program by its token, or somebody at the portal by a session or the admin secret.
//!
//! What a request says is read before it is known who asks, as that needs the database, and told only afterwards: who may not
//! come in learns nothing of what is wrong with their request.

use std::net::IpAddr;

use api_common::{
    CallNote, ClientAddress, Cookie, Core, RequestId, bearer_token, is_same_origin, json_answer, respond,
};
use app::access::{self, Bearer};
use app::idempotency::{self, Answered, Asking};
use app::session::{self, Resumed, SignedIn};
use app::{Ctx, Error, InstallationCtx, Result, Tx};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use domain::secret::Secret;
use domain::{ApiKeyId, PartnerId, Permission, Refusal};
use serde::Serialize;

use crate::body::{Keyed, PathParams};
use crate::error::Problem;
use crate::wire::envelope::Data;

/// A program, as it calls.
pub(crate) struct Caller {
    core: Core,
    token: Option<String>,
    slug: String,
    request_id: RequestId,
    note: CallNote,
}

/// A program that has been let in.
pub(crate) struct Entered<C> {
    /// Where: in a practice, or where it is about what all practices share.
    pub(crate) ctx: C,
    /// The program.
    pub(crate) bearer: Bearer,
}

impl Caller {
    /// Reads in the practice that the path names.
    pub(crate) async fn read<P: Send + 'static, T: Send + 'static>(
        self,
        needs: Permission,
        wanted: Result<P>,
        mut work: impl FnMut(&mut Tx<'_>, &Ctx, &P) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        let work = move |tx: &mut Tx<'_>, entered: &Entered<Ctx>, wanted: &P| work(tx, &entered.ctx, wanted);
        read(self.core.clone(), wanted, move |tx| self.enter(tx, needs), work).await
    }

    /// Writes in the practice that the path names.
    pub(crate) async fn write<P: Send + 'static, T: Send + 'static>(
        self,
        needs: Permission,
        wanted: Result<P>,
        work: impl FnMut(&mut Tx<'_>, &Entered<Ctx>, &P) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        write(self.core.clone(), wanted, move |tx| self.enter(tx, needs), work).await
    }

    /// Changes something in the practice that the path names, once per idempotency key. What `work` gives is the status and what
    /// stands in the envelope; it is stored together with the change.
    pub(crate) async fn change<P: Send + 'static, T: Serialize + 'static>(
        self,
        needs: Permission,
        wanted: Result<Keyed<P>>,
        work: impl FnMut(&mut Tx<'_>, &Entered<Ctx>, &P) -> Result<(StatusCode, T)> + Send + 'static,
    ) -> std::result::Result<Response, Problem> {
        self.write(needs, wanted, once(|entered: &Entered<Ctx>| &entered.ctx, work)).await.map(respond)
    }

    /// Changes something that all practices share, in the same way.
    pub(crate) async fn change_shared<P: Send + 'static, T: Serialize + 'static>(
        self,
        needs: Option<Permission>,
        wanted: Result<Keyed<P>>,
        work: impl FnMut(&mut Tx<'_>, &Entered<InstallationCtx>, &P) -> Result<(StatusCode, T)> + Send + 'static,
    ) -> std::result::Result<Response, Problem> {
        let work = once(|entered: &Entered<InstallationCtx>| &entered.ctx, work);
        write(self.core.clone(), wanted, move |tx| self.enter_shared(tx, needs), work).await.map(respond)
    }

    /// Reads what all practices share.
    pub(crate) async fn read_shared<P: Send + 'static, T: Send + 'static>(
        self,
        needs: Option<Permission>,
        wanted: Result<P>,
        work: impl FnMut(&mut Tx<'_>, &Entered<InstallationCtx>, &P) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        read(self.core.clone(), wanted, move |tx| self.enter_shared(tx, needs), work).await
    }

    fn enter(&self, tx: &mut Tx<'_>, needs: Permission) -> Result<Entered<Ctx>> {
        let bearer = self.bearer(tx)?;
        let ctx = access::enter(tx, self.core.app(), &bearer, &self.slug, &self.request_id.0)?;
        self.note.entered(ctx.organization_id());
        ctx.require(needs)?;
        Ok(Entered { ctx, bearer })
    }

    fn enter_shared(&self, tx: &mut Tx<'_>, needs: Option<Permission>) -> Result<Entered<InstallationCtx>> {
        let bearer = self.bearer(tx)?;
        let ctx = access::enter_installation(self.core.app(), &bearer, &self.request_id.0);
        needs.map_or(Ok(()), |needs| ctx.require(needs))?;
        Ok(Entered { ctx, bearer })
    }

    fn bearer(&self, tx: &mut Tx<'_>) -> Result<Bearer> {
        let token = self.token.as_deref().ok_or(Error::Unauthenticated(Refusal::NoCredentials))?;
        let bearer = access::authenticate(tx, self.core.app(), token, &self.request_id.0)?;
        self.note.is(bearer.caller());
        self.note.count(&self.core, bearer.key)?;
        Ok(bearer)
    }
}

impl FromRequestParts<Core> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> std::result::Result<Self, Problem> {
        let Ok(path) = PathParams::from_request_parts(parts, core).await;
        let Ok(request_id) = RequestId::from_request_parts(parts, core).await;
        let Ok(note) = CallNote::from_request_parts(parts, core).await;
        Ok(Self {
            core: core.clone(),
            token: bearer_token(&parts.headers).map(str::to_owned),
            slug: path.text("PPass").unwrap_or_default().to_owned(),
            request_id,
            note,
        })
    }
}

/// Reads once somebody has been let in. What is wrong with the request is told only then.
async fn read<P: Send + 'static, E: 'static, T: Send + 'static>(
    core: Core,
    wanted: Result<P>,
    enter: impl FnMut(&mut Tx<'_>) -> Result<E> + Send + 'static,
    work: impl FnMut(&mut Tx<'_>, &E, &P) -> Result<T> + Send + 'static,
) -> std::result::Result<T, Problem> {
    let (wanted, problem) = apart(wanted);
    together(core.read(entering(wanted, enter, work)).await?, problem)
}

/// Writes once somebody has been let in. What is wrong with the request is told only then.
async fn write<P: Send + 'static, E: 'static, T: Send + 'static>(
    core: Core,
    wanted: Result<P>,
    enter: impl FnMut(&mut Tx<'_>) -> Result<E> + Send + 'static,
    work: impl FnMut(&mut Tx<'_>, &E, &P) -> Result<T> + Send + 'static,
) -> std::result::Result<T, Problem> {
    let (wanted, problem) = apart(wanted);
    together(core.write(entering(wanted, enter, work)).await?, problem)
}

/// Does the work once per idempotency key; `ctx` finds the context in what an entry gives.
fn once<E: 'static, C: Asking, P, T: Serialize>(
    ctx: fn(&E) -> &C,
    mut work: impl FnMut(&mut Tx<'_>, &E, &P) -> Result<(StatusCode, T)>,
) -> impl FnMut(&mut Tx<'_>, &E, &Keyed<P>) -> Result<Answered> {
    move |tx, entered, (wanted, key)| {
        let work = |tx: &mut Tx<'_>| work(tx, entered, wanted);
        idempotency::run(tx, ctx(entered), key.as_ref(), work, |(status, data)| json_answer(*status, &Data { data }))
    }
}

/// Lets somebody in, and then does what is wanted, if anything is.
fn entering<P, E, T>(
    wanted: Option<P>,
    mut enter: impl FnMut(&mut Tx<'_>) -> Result<E>,
    mut work: impl FnMut(&mut Tx<'_>, &E, &P) -> Result<T>,
) -> impl FnMut(&mut Tx<'_>) -> Result<Option<T>> {
    move |tx| {
        let entered = enter(tx)?;
        wanted.as_ref().map(|wanted| work(tx, &entered, wanted)).transpose()
    }
}

/// What a request wants, and what is wrong with it: one of the two.
fn apart<P>(wanted: Result<P>) -> (Option<P>, Option<Error>) {
    match wanted {
        Ok(wanted) => (Some(wanted), None),
        Err(error) => (None, Some(error)),
    }
}

/// What was done; if nothing was, what is wrong with the request.
fn together<T>(done: Option<T>, problem: Option<Error>) -> std::result::Result<T, Problem> {
    done.ok_or_else(|| problem.unwrap_or_else(|| Error::Internal("nothing was wanted".to_owned())).into())
}

/// Somebody at the portal, as they call: with the cookie of a session, or with the admin secret in a header.
pub(crate) struct Visitor {
    core: Core,
    admin: Option<Secret>,
    session: Option<Secret>,
    /// Whether a change would come from somebody else's page.
    foreign: bool,
    request_id: RequestId,
    address: IpAddr,
}

/// Whom a call of the portal is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// Whoever has signed in.
    Anybody,
    /// Whoever runs the installation.
    Admin,
}

impl Visitor {
    /// Reads.
    pub(crate) async fn read<P: Send + 'static, T: Send + 'static>(
        self,
        whom: For,
        wanted: Result<P>,
        work: impl FnMut(&mut Tx<'_>, &InstallationCtx, &P) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        read(self.core.clone(), wanted, move |tx| self.enter(tx, whom), work).await
    }

    /// Writes.
    pub(crate) async fn write<P: Send + 'static, T: Send + 'static>(
        self,
        wanted: Result<P>,
        work: impl FnMut(&mut Tx<'_>, &InstallationCtx, &P) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        self.own_page_only()?;
        write(self.core.clone(), wanted, move |tx| self.enter(tx, For::Admin), work).await
    }

    /// Changes something, once per idempotency key.
    pub(crate) async fn change<P: Send + 'static, T: Serialize + 'static>(
        self,
        wanted: Result<Keyed<P>>,
        work: impl FnMut(&mut Tx<'_>, &InstallationCtx, &P) -> Result<(StatusCode, T)> + Send + 'static,
    ) -> std::result::Result<Response, Problem> {
        self.write(wanted, once(|ctx| ctx, work)).await.map(respond)
    }

    /// Makes something whose secret the answer shows, once per idempotency key. The answer is not stored: a repeat is refused, with
    /// the number of the key that was made.
    pub(crate) async fn make<P: Send + 'static, T: Serialize + 'static>(
        self,
        wanted: Result<Keyed<P>>,
        mut work: impl FnMut(&mut Tx<'_>, &InstallationCtx, &P) -> Result<(StatusCode, T, ApiKeyId)> + Send + 'static,
    ) -> std::result::Result<Response, Problem> {
        let made = self.write(wanted, move |tx, ctx, (wanted, key)| {
            let work = |tx: &mut Tx<'_>| work(tx, ctx, wanted);
            let render = |(status, data, _): &_| json_answer(*status, &Data { data });
            let again = |(_, _, made): &_| Problem::shown_already(*made).into_stored();
            idempotency::run_once_shown(tx, ctx, key.as_ref(), work, render, again)
        });
        made.await.map(respond)
    }

    /// Reads about the session that the cookie stands for.
    pub(crate) async fn read_session<T: Send + 'static>(
        self,
        mut work: impl FnMut(&mut Tx<'_>, &Resumed) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        let core = self.core.clone();
        Ok(core.read(move |tx| self.resume(tx).and_then(|resumed| work(tx, &resumed))).await?)
    }

    /// Ends the session that the cookie stands for.
    pub(crate) async fn end_session(self) -> std::result::Result<(), Problem> {
        self.own_page_only()?;
        let core = self.core.clone();
        let ended = core.write(move |tx| {
            self.resume(tx)?;
            let secret = self.session.as_ref().ok_or(Error::Unauthenticated(Refusal::NoCredentials))?;
            session::end(tx, self.core.app(), secret, &self.request_id.0)
        });
        Ok(ended.await?)
    }

    /// A cookie goes along with whatever page sends the request, a header does not.
    fn own_page_only(&self) -> std::result::Result<(), Problem> {
        let by_cookie = self.session.is_some() && self.admin.is_none();
        if self.foreign && by_cookie { Err(Problem::other_origin()) } else { Ok(()) }
    }

    fn enter(&self, tx: &mut Tx<'_>, whom: For) -> Result<InstallationCtx> {
        let ctx = match &self.admin {
            Some(secret) => self.operator(secret)?,
            None => match self.resume(tx)?.who {
                SignedIn::Operator(ctx) | SignedIn::Partner(ctx, _) => ctx,
                SignedIn::User(..) => return Err(Error::Unauthenticated(Refusal::NoSession)),
            },
        };
        if whom == For::Admin {
            ctx.require(Permission::ManageAccess)?;
        }
        Ok(ctx)
    }

    /// Wrong secrets are counted, as this one is for scripts and may be tried by any.
    fn operator(&self, secret: &Secret) -> Result<InstallationCtx> {
        let (app, tries) = (self.core.app(), &self.core.parts().tries);
        tries.check(self.address, app.now())?;
        let found = access::operator(app, secret, &self.request_id.0);
        if found.is_err() {
            tries.note(self.address, app.now());
        }
        found
    }

    fn resume(&self, tx: &mut Tx<'_>) -> Result<Resumed> {
        let secret = self.session.as_ref().ok_or(Error::Unauthenticated(Refusal::NoCredentials))?;
        session::resume(tx, self.core.app(), secret, &self.request_id.0)
    }
}

impl FromRequestParts<Core> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> std::result::Result<Self, Problem> {
        let Ok(request_id) = RequestId::from_request_parts(parts, core).await;
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, core).await;
        let admin = parts.headers.get("x-admin-secret").and_then(|secret| secret.to_str().ok());
        Ok(Self {
            core: core.clone(),
            admin: admin.filter(|secret| !secret.trim().is_empty()).map(Secret::given),
            session: cookie(core).read(&parts.headers),
            foreign: !is_same_origin(&parts.uri, &parts.headers, &core.parts().public_url),
            request_id,
            address,
        })
    }
}

/// Refuses a partner who asks for what is another's.
///
/// # Errors
/// `Forbidden`.
pub(crate) fn own_only(ctx: &InstallationCtx, asked: Option<PartnerId>) -> Result<()> {
    let others = ctx.partner().is_some_and(|own| asked.is_some_and(|asked| asked != own));
    if others { Err(Error::Forbidden(Permission::ManageAccess)) } else { Ok(()) }
}

/// The cookie of a session of the portal.
pub(crate) fn cookie(core: &Core) -> Cookie {
    // A browser keeps a secure cookie to itself where there is no TLS.
    let secure = !core.parts().public_url.starts_with("http://");
    Cookie { name: "portal_session", path: "/", secure }
}

/// Whether a page of somebody else's would sign a browser in.
pub(crate) fn is_foreign_sign_in(core: &Core, uri: &axum::http::Uri, headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) && !is_same_origin(uri, headers, &core.parts().public_url)
}
