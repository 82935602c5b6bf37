//! Who asks: the organization a request is about, and the access key it shows.
//!
//! Nobody logs in here. The organization only picks the data; the key of an appointment is what grants a right.

use std::net::IpAddr;

use api_common::{ClientAddress, Core, RequestId};
use app::organization::{self, OrganizationKey};
use app::{Ctx, Error, Result, Tx};
use availability::Channel;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Uri, header};
use domain::Noun;
use domain::secret::AccessKey;

use crate::error::Problem;

/// Anybody, at the door of the organization that their request names.
pub(crate) struct Caller {
    core: Core,
    organization: OrganizationKey,
    request_id: RequestId,
}

impl Caller {
    /// Reads in one hop, the organization included.
    pub(crate) async fn read<T: Send + 'static>(
        self,
        mut work: impl FnMut(&mut Tx<'_>, &Ctx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let core = self.core.clone();
        let read = core.read(move |tx| {
            let ctx = self.enter(tx)?;
            work(tx, &ctx)
        });
        read.await
    }

    /// Writes in one hop, the organization included.
    async fn write<T: Send + 'static>(
        self,
        mut work: impl FnMut(&mut Tx<'_>, &Ctx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let core = self.core.clone();
        let written = core.write(move |tx| {
            let ctx = self.enter(tx)?;
            work(tx, &ctx)
        });
        written.await
    }

    fn enter(&self, tx: &mut Tx<'_>) -> Result<Ctx> {
        let organization = organization::open(tx, &self.organization)?;
        let app = self.core.app();
        Ok(app.anonymous(organization, Channel::Online, &self.request_id.0))
    }
}

impl FromRequestParts<Core> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> std::result::Result<Self, Problem> {
        let base_domain = core.parts().base_domain.as_deref();
        let organization = organization_key(&parts.headers, &parts.uri, base_domain);
        let Ok(request_id) = RequestId::from_request_parts(parts, core).await;
        Ok(Self {
            core: core.clone(),
            organization: organization.ok_or_else(Problem::organization_required)?,
            request_id,
        })
    }
}

/// The organization by, in this order: the header of that name, the host of `Origin`, the host of `Referer`, the
/// request's own host where it is below the base domain.
fn organization_key(headers: &HeaderMap, uri: &Uri, base_domain: Option<&str>) -> Option<OrganizationKey> {
    let named = || text(headers, &HeaderName::from_static("organization")).map(OrganizationKey::Slug);
    let embedding = |name| {
        let host = host_of_page(headers, &name)?;
        Some(below(&host, base_domain).unwrap_or(OrganizationKey::Domain(host)))
    };
    let called = || below(&own_host(headers, uri)?, base_domain);
    named().or_else(|| embedding(header::ORIGIN)).or_else(|| embedding(header::REFERER)).or_else(called)
}

/// The organization whose name stands before the base domain.
fn below(host: &str, base_domain: Option<&str>) -> Option<OrganizationKey> {
    let host = host.to_ascii_lowercase();
    let name = host.strip_suffix(&base_domain?.to_ascii_lowercase())?.strip_suffix('.')?;
    (!name.is_empty()).then(|| OrganizationKey::Slug(name.to_owned()))
}

fn host_of_page(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let page: Uri = text(headers, name)?.parse().ok()?;
    // Without a scheme it is not a page, though it may look like a host: browsers send `null` for pages of no origin.
    page.scheme().and(page.host()).map(str::to_owned)
}

/// The host that was called: in the address itself (HTTP/2) or in the `Host` header.
fn own_host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    if let Some(host) = uri.host() {
        return Some(host.to_owned());
    }
    let authority: Authority = text(headers, &header::HOST)?.parse().ok()?;
    Some(authority.host().to_owned())
}

/// A header's text. One that is blank counts as absent. Bytes that are no text are replaced, so that such a value is
/// nobody's name.
fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let text = String::from_utf8_lossy(headers.get(name)?.as_bytes());
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whoever shows the access key of an appointment.
pub(crate) struct KeyHolder {
    caller: Caller,
    key: AccessKey,
    address: IpAddr,
}

impl KeyHolder {
    /// Reads in one hop. A key that does not fit counts as a wrong try.
    pub(crate) async fn read<T: Send + 'static>(
        self,
        mut work: impl FnMut(&mut Tx<'_>, &Ctx, &AccessKey) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (core, address) = (self.caller.core.clone(), self.address);
        let read = self.caller.read(move |tx, ctx| work(tx, ctx, &self.key));
        count_wrong_try(&core, address, read.await)
    }

    /// Writes in one hop. A key that does not fit counts as a wrong try.
    pub(crate) async fn write<T: Send + 'static>(
        self,
        mut work: impl FnMut(&mut Tx<'_>, &Ctx, &AccessKey) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (core, address) = (self.caller.core.clone(), self.address);
        let written = self.caller.write(move |tx, ctx| work(tx, ctx, &self.key));
        count_wrong_try(&core, address, written.await)
    }
}

fn count_wrong_try<T>(core: &Core, address: IpAddr, result: Result<T>) -> Result<T> {
    if matches!(result, Err(Error::NotFound(Noun::Appointment))) {
        core.parts().tries.note(address, core.app().now());
    }
    result
}

impl FromRequestParts<Core> for KeyHolder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> std::result::Result<Self, Problem> {
        let key = access_key(parts).ok_or_else(Problem::access_key_required)?;
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, core).await;
        core.parts().tries.check(address, core.app().now())?;
        let caller = Caller::from_request_parts(parts, core).await?;
        Ok(Self { caller, key, address })
    }
}

/// The key in the header, which stays out of most logs, or in the query, as links in mails have it.
fn access_key(parts: &Parts) -> Option<AccessKey> {
    let in_query = || {
        let member = query(&parts.uri).into_iter().find(|(name, _)| name == "accessKey");
        member.map(|(_, key)| key).filter(|key| !key.trim().is_empty())
    };
    let key = text(&parts.headers, &HeaderName::from_static("x-access-key")).or_else(in_query);
    key.map(|key| AccessKey::given(&key))
}

/// The members of the query, in their order. Of a query that can't be read there are none.
pub(crate) fn query(uri: &Uri) -> Vec<(String, String)> {
    Query::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(members)| members)
}

#[cfg(test)]
mod tests;
