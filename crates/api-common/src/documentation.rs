//! A door's OpenAPI document, a page to read it on, and what all doors' documents say in the same way.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{OriginalUri, RawPathParams};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::{Response as Documented, ResponseBuilder};
use utoipa::openapi::{Object, OpenApi, Ref, RefOr, Required, Server, Type};
use utoipa_swagger_ui::Config;

/// Serves the document and the page, wherever the door is mounted. `unknown_path` is the door's own answer for a file that the
/// page does not have.
pub fn router<S>(document: fn() -> OpenApi, unknown_path: fn() -> Response) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let serve = async move |OriginalUri(uri): OriginalUri| {
        let mount = uri.path().trim_end_matches("/openapi.json");
        let mut document = document();
        document.servers = Some(vec![Server::new(if mount.is_empty() { "/" } else { mount })]);
        Json(document)
    };
    // Not `Path`: it would answer by itself, in its own words, where the name is no text.
    let file = async move |params: Result<RawPathParams, _>| {
        let name = params.ok().and_then(|params| params.iter().next().map(|(_, name)| name.to_owned()));
        name.and_then(|name| page(&name)).unwrap_or_else(unknown_path)
    };
    Router::new()
        .route("/openapi.json", get(serve))
        .route("/docs", get(async || Redirect::permanent("docs/")))
        .route("/docs/", get(async move || page("").unwrap_or_else(unknown_path)))
        .route("/docs/{*file}", get(file))
}

/// A file of the page, if it has one of that name.
fn page(file: &str) -> Option<Response> {
    // By default the page shows the document to a validator on another host.
    let config = Config::new(["../openapi.json"]).validator_url("none");
    let found = utoipa_swagger_ui::serve(file, Arc::new(config)).ok()??;
    Some((StatusCode::OK, [(header::CONTENT_TYPE, found.content_type)], found.bytes.into_owned()).into_response())
}

/// An error response that operations refer to.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// HTTP status, or `default`.
    pub status: &'static str,
    /// What it is called among the document's responses.
    pub name: &'static str,
    /// When it is given.
    pub description: &'static str,
    /// An example of the whole body. Its schema is the one that the door calls `Error`.
    pub example: Value,
}

/// Puts the error responses where operations refer to them. Those of status 429 say how long to wait, those of 401 by what scheme
/// to come in, where the door has one that HTTP knows.
pub fn declare(openapi: &mut OpenApi, refusals: &[Refusal], scheme: Option<&str>) {
    let components = openapi.components.get_or_insert_default();
    for refusal in refusals {
        components.responses.insert(refusal.name.to_owned(), response(refusal, scheme).into());
    }
}

fn response(refusal: &Refusal, scheme: Option<&str>) -> Documented {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Error")));
    let content = content.example(Some(refusal.example.clone())).build();
    let response = ResponseBuilder::new().description(refusal.description).content("application/json", content);
    let header = |description: &str, kind| {
        HeaderBuilder::new().schema(Some(Object::with_type(kind))).description(Some(description)).build()
    };
    match (refusal.status, scheme) {
        ("429", _) => response.header("Retry-After", header("Seconds to wait.", Type::Integer)).build(),
        ("401", Some(scheme)) => {
            response.header("WWW-Authenticate", header(&format!("`{scheme}`."), Type::String)).build()
        }
        _ => response.build(),
    }
}

/// References to the error responses of these statuses.
pub fn refer_to(refusals: &[Refusal], statuses: &[&str]) -> BTreeMap<String, RefOr<Documented>> {
    let wanted = refusals.iter().filter(|refusal| statuses.contains(&refusal.status));
    wanted.map(|refusal| (refusal.status.to_owned(), Ref::from_response_name(refusal.name).into())).collect()
}

/// Says that a POST may come without a body, which utoipa's macro can't without saying "or null".
pub fn body_is_optional(openapi: &mut OpenApi, path: &str) {
    let call = openapi.paths.paths.get_mut(path).and_then(|path| path.post.as_mut());
    if let Some(RefOr::T(body)) = call.and_then(|call| call.request_body.as_mut()) {
        body.required = Some(Required::False);
    }
}

/// Declares sets of error responses that operations refer to, each a type for utoipa's `responses(...)`. First comes the
/// function that gives all error responses of the door.
#[macro_export]
macro_rules! refusals {
    ($all:path; $($(#[$doc:meta])* $name:ident: $statuses:expr;)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl ::utoipa::IntoResponses for $name {
            fn responses() -> ::std::collections::BTreeMap<
                String,
                ::utoipa::openapi::RefOr<::utoipa::openapi::response::Response>,
            > {
                $crate::documentation::refer_to(&$all(), &$statuses)
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_page_needs_no_other_host() {
        for file in ["", "index.html", "swagger-initializer.js"] {
            let body = page(file).unwrap().into_body();
            let text = String::from_utf8(axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
            for other in ["src=\"http", "href=\"http", "src=\"//", "validator.swagger.io"] {
                assert!(!text.contains(other), "{other}");
            }
        }
        assert!(page("none.js").is_none() && page("../Cargo.toml").is_none());
    }
}
