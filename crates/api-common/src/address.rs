//! Where a request came from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::Core;

/// The client's address: the connection's, or the one a trusted proxy tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<Core> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> Result<Self, Infallible> {
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = core.parts().trust_proxy_headers.then(|| forwarded(parts)).flatten();
        // Only requests that never saw a socket, in tests, have no address at all.
        Ok(Self(forwarded.or(connection).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))))
    }
}

/// The last address of `X-Forwarded-For`: the one that the nearest proxy saw itself. Those before it are hearsay.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let header = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
    header.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
