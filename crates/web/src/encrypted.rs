//! Whether the browser came by a way on which it keeps sessions.

use std::convert::Infallible;

use api_common::Core;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};

/// Whether browsers will keep the cookie of a session that is set here. They do so over TLS, and on their own machine; elsewhere
/// they drop it without a word, so that whoever signs in is asked to sign in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Encrypted(pub bool);

impl FromRequestParts<Core> for Encrypted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, core: &Core) -> Result<Self, Infallible> {
        let known = core.parts();
        Ok(Self(is_encrypted(&parts.uri, &parts.headers, &known.public_url, known.trust_proxy_headers)))
    }
}

/// The server itself has no TLS: a proxy in front has, and is known by the server's public address or by what it tells.
fn is_encrypted(uri: &Uri, headers: &HeaderMap, public_url: &str, trust_proxy: bool) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let told = trust_proxy && text("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
    let host = text(header::HOST.as_str()).or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    told || public_url.starts_with("https://") || host.is_none_or(is_own_machine)
}

/// Names of the machine that the browser runs on.
fn is_own_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name == "[::1]" || name.starts_with("127.") || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_keep_sessions_over_tls_and_at_home() {
        let judged = |host: &str, scheme: &str, public_url: &str, trust: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            headers.insert("x-forwarded-proto", scheme.parse().unwrap());
            is_encrypted(&Uri::from_static("/"), &headers, public_url, trust)
        };
        for home in
            ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]", "alice.localhost:80", "LOCALHOST."]
        {
            assert!(judged(home, "http", "http://x.test", false), "{home}");
        }
        for elsewhere in ["10.0.0.5:8080", "clinic.test", "localhost.evil.test", "1270.0.0.1", "[::2]:8080"] {
            assert!(!judged(elsewhere, "http", "http://clinic.test", true), "{elsewhere}");
            assert!(!judged(elsewhere, "https", "http://clinic.test", false), "{elsewhere}: anybody can tell that");
            assert!(judged(elsewhere, "https", "http://clinic.test", true), "{elsewhere}");
            assert!(judged(elsewhere, "http", "https://clinic.test", false), "{elsewhere}");
        }
    }
}
