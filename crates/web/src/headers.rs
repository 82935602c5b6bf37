//! Headers of every answer.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue};

use crate::{desk, portal};

/// Nothing from elsewhere, nothing inline, no frames.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// The portal also fetches fresh rows of a table from itself.
const PORTAL_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds what the answer to this path needs and does not have yet.
pub(crate) fn complete(path: &str, headers: &mut HeaderMap) {
    let mut set = |name, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(CONTENT_SECURITY_POLICY, if portal::covers(path) { PORTAL_POLICY } else { POLICY });
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Times, forms and appointments are of this moment and of this person.
    set(CACHE_CONTROL, "no-store");
    if portal::covers(path) || desk::covers(path) {
        // Browsers tell where a form came from only where referrers are told to ourselves.
        set(REFERRER_POLICY, "same-origin");
        set(HeaderName::from_static("x-robots-tag"), "noindex");
    } else if is_private(path) {
        // The address holds the key to an appointment.
        set(REFERRER_POLICY, "no-referrer");
        set(HeaderName::from_static("x-robots-tag"), "noindex");
    } else {
        set(REFERRER_POLICY, "same-origin");
    }
}

/// Whether the path is that of an appointment: `/book/{slug}/manage/...`.
fn is_private(path: &str) -> bool {
    let mut segments = path.split('/').skip(1);
    segments.next() == Some("book") && segments.nth(1) == Some("manage")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appointments_are_kept_out_of_caches_referrers_and_indexes() {
        let of = |path| {
            let mut headers = HeaderMap::new();
            complete(path, &mut headers);
            headers
        };
        let private = of("/book/alice/manage/7");
        assert_eq!(private[REFERRER_POLICY], "no-referrer");
        assert_eq!(private["x-robots-tag"], "noindex");
        assert_eq!(private[CACHE_CONTROL], "no-store");
        let public = of("/book/manage/7");
        assert_eq!(public[REFERRER_POLICY], "same-origin");
        assert!(!public.contains_key("x-robots-tag"));
    }
}
