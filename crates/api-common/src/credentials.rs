//! What a request shows to be let in: a token in a header, or the secret of a session in a cookie.

use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Uri};
use domain::secret::Secret;

/// The token of `Authorization: Bearer ...`.
pub fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()).then(|| token.trim())
}

/// A cookie that holds the secret of a session: for one path of one host only, out of reach of scripts, never sent along from
/// other sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Its name.
    pub name: &'static str,
    /// The path it is sent to.
    pub path: &'static str,
    /// Whether browsers may send it over TLS only. Off only where the server is reached without TLS: a browser would never send
    /// it back.
    pub secure: bool,
}

impl Cookie {
    /// What sets it. `lasts` is in seconds.
    pub fn set(&self, secret: &Secret, lasts: i64) -> Option<HeaderValue> {
        self.header(secret.reveal(), lasts)
    }

    /// What clears it.
    pub fn clear(&self) -> Option<HeaderValue> {
        self.header("", 0)
    }

    /// The secret that a request brings back.
    pub fn read(&self, headers: &HeaderMap) -> Option<Secret> {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
        let mut pairs = cookies.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.name).map(|(_, value)| Secret::given(value))
    }

    fn header(&self, value: &str, lasts: i64) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let text =
            format!("{}={value}; Path={}; Max-Age={lasts}; HttpOnly; SameSite=Strict{secure}", self.name, self.path);
        let mut header = HeaderValue::from_str(&text).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

/// Whether a request that changes something comes from one of our own pages. Browsers always tell with such requests; who does
/// not tell is no browser, and has no business with a cookie.
pub fn is_same_origin(uri: &Uri, headers: &HeaderMap, public_url: &str) -> bool {
    if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return false;
    }
    let Some(from) = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()).and_then(authority) else {
        return false;
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let called = host.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    [called, authority(public_url)].into_iter().flatten().any(|ours| ours.eq_ignore_ascii_case(from))
}

fn authority(url: &str) -> Option<&str> {
    url.split_once("://")?.1.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|&(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn tokens_are_read_whatever_the_case_of_the_scheme() {
        let token = |value: &str| bearer_token(&headers(&[("authorization", value)])).map(str::to_owned);
        assert_eq!(token("Bearer a.b.c").as_deref(), Some("a.b.c"));
        assert_eq!(token("bearer  a.b.c ").as_deref(), Some("a.b.c"));
        for none in ["a.b.c", "Bearer", "Bearer ", "Basic a.b.c", ""] {
            assert_eq!(token(none), None, "{none}");
        }
    }

    #[test]
    fn a_cookie_comes_back_as_it_was_set() {
        let cookie = Cookie { name: "session", path: "/", secure: true };
        let set = cookie.set(&Secret::given("abc_-1"), 60).unwrap();
        assert_eq!(set.to_str().unwrap(), "session=abc_-1; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
        assert!(
            set.is_sensitive() && cookie.clear().unwrap().to_str().unwrap().starts_with("session=; Path=/; Max-Age=0")
        );
        let back = headers(&[("cookie", "other=1; session=abc_-1; x=y")]);
        assert!(cookie.read(&back).unwrap().is(&Secret::given("abc_-1")));
        assert!(cookie.read(&headers(&[("cookie", "xsession=abc")])).is_none());
    }

    #[test]
    fn only_our_own_pages_may_use_a_cookie() {
        let judged = |pairs: &[(&'static str, &str)]| {
            is_same_origin(&Uri::from_static("/v1/portal/session"), &headers(pairs), "https://clinic.test/x")
        };
        assert!(judged(&[("origin", "https://clinic.test"), ("host", "backend")]));
        assert!(judged(&[
            ("origin", "http://10.0.0.5:8080"),
            ("host", "10.0.0.5:8080"),
            ("sec-fetch-site", "same-origin")
        ]));
        for pairs in [
            vec![],
            vec![("origin", "null"), ("host", "clinic.test")],
            vec![("origin", "https://evil.test"), ("host", "clinic.test")],
            vec![("origin", "https://clinic.test"), ("sec-fetch-site", "same-site")],
            vec![("sec-fetch-site", "same-origin")],
        ] {
            assert!(!judged(&pairs), "{pairs:?}");
        }
    }
}
