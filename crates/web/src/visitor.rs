//! Who asks, as far as a page needs to know: which language, and the address they asked for.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Failure;
use crate::forms::FormData;
use crate::headers;
use crate::language::Language;
use crate::pages::failure::FailurePage;
use crate::{desk, portal};

/// What a request tells about the person behind it.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// The language of the answer.
    pub language: Language,
    /// The path asked for, as it was written.
    pub path: String,
    /// The query asked for.
    pub query: FormData,
}

impl Visitor {
    /// The language is chosen by the address, then by an earlier choice, then by the browser.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let query = FormData::parse(uri.query().unwrap_or_default().as_bytes());
        let language = chosen(&query).or_else(|| from_cookie(headers)).or_else(|| {
            let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::negotiate(accepted)
        });
        Self { language: language.unwrap_or_default(), path: uri.path().to_owned(), query }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

fn chosen(query: &FormData) -> Option<Language> {
    query.first("lang").and_then(Language::parse)
}

fn from_cookie(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies.filter_map(|cookie| cookie.to_str().ok()).flat_map(|cookie| cookie.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix("lang=").and_then(Language::parse))
}

/// Middleware round every page: failures become pages, every answer gets its headers, and a language chosen by hand is kept.
pub(crate) async fn dress(request: Request, next: Next) -> Response {
    let visitor = Visitor::of(request.uri(), request.headers());
    let page = request.method().is_safe().then(|| request.uri().to_string());
    let mut response = next.run(request).await;
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        response = if portal::covers(&visitor.path) {
            portal::failure_page(&failure)
        } else if desk::covers(&visitor.path) {
            desk::failure_page(&visitor, page.as_deref(), &failure)
        } else {
            FailurePage::of(&visitor, &failure).into_response()
        };
    }
    if let Some(language) = chosen(&visitor.query) {
        keep(language, response.headers_mut());
    }
    headers::complete(&visitor.path, response.headers_mut());
    response
}

/// Nothing secret, and also wanted where a clinic tries the server without TLS: so neither `Secure` nor a `__Host-` name.
fn keep(language: Language, headers: &mut HeaderMap) {
    let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", language.tag());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(uri: &str, cookie: &str, accept: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(accept).unwrap());
        Visitor::of(&uri.parse().unwrap(), &headers).language
    }

    #[test]
    fn address_then_choice_then_browser_then_english() {
        assert_eq!(language("/?lang=ar", "lang=it", "es"), Language::Ar);
        assert_eq!(language("/", "a=b; lang=it", "es"), Language::It);
        assert_eq!(language("/?lang=xx", "lang=yy", "es"), Language::Es);
        assert_eq!(language("/", "", "ja"), Language::En);
    }
}
