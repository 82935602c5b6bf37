//! Forms are taken from our own pages only.
//!
//! Booking pages have no session that another site could abuse: an appointment is managed by the key in its address. This keeps
//! other sites from booking in a visitor's name all the same, without a token in every form. Where somebody signs in, the guard is
//! stricter.

use api_common::{Core, is_same_origin};
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Failure;

/// Refuses what changes something and comes from another site.
pub(crate) async fn guard(State(core): State<Core>, request: Request, next: Next) -> Response {
    let reads = request.method().is_safe();
    if reads || is_ours(request.uri(), request.headers(), &core.parts().public_url) {
        next.run(request).await
    } else {
        Failure::CrossSite.into_response()
    }
}

/// The same where there is a cookie to abuse: whoever does not tell where a form comes from is refused too.
pub(crate) async fn guard_strictly(State(core): State<Core>, request: Request, next: Next) -> Response {
    let reads = request.method().is_safe();
    if reads || is_same_origin(request.uri(), request.headers(), &core.parts().public_url) {
        next.run(request).await
    } else {
        Failure::CrossSite.into_response()
    }
}

/// Browsers tell by `Sec-Fetch-Site`, older ones and those without TLS by `Origin`; who tells nothing is no browser.
fn is_ours(uri: &Uri, headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    // Pages that send no referrer, as those of appointments, post with this origin.
    if origin == "null" {
        return true;
    }
    let from = origin.to_str().ok().and_then(authority);
    let host = text(HOST).or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let ours = [host, authority(public_url)];
    from.is_some_and(|from| ours.iter().flatten().any(|ours| ours.eq_ignore_ascii_case(from)))
}

fn authority(url: &str) -> Option<&str> {
    url.split_once("://")?.1.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_forms_are_taken() {
        let judged = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for &(name, value) in pairs {
                headers.insert(name, value.parse().unwrap());
            }
            is_ours(&Uri::from_static("/book/a/1/2"), &headers, "https://clinic.test/x")
        };
        assert!(judged(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(judged(&[("sec-fetch-site", "none")]));
        assert!(!judged(&[("sec-fetch-site", "cross-site")]));
        assert!(!judged(&[("sec-fetch-site", "same-site")]));
        assert!(judged(&[]));
        assert!(judged(&[("origin", "http://10.0.0.5:8080"), ("host", "10.0.0.5:8080")]));
        assert!(judged(&[("origin", "https://Clinic.test"), ("host", "backend")]));
        assert!(!judged(&[("origin", "https://evil.test"), ("host", "clinic.test")]));
        assert!(!judged(&[("origin", "nonsense"), ("host", "clinic.test")]));
    }
}
