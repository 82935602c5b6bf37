//! Style, script and icon, embedded in the binary and cached by their content.

use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::error::Failure;

#[derive(Embed)]
#[folder = "assets/"]
struct Files;

/// A year, and never asked for again: another content has another address.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for each time.
const ASK: &str = "public, no-cache";

/// The address of a file, with its version.
pub(crate) fn href(name: &str) -> String {
    let version = Files::get(name).map(|file| version(&file)).unwrap_or_default();
    format!("/assets/{name}?v={version}")
}

fn version(file: &EmbeddedFile) -> String {
    let hash = &file.metadata.sha256_hash()[..8];
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `GET /assets/{name}`
pub(crate) async fn serve(
    Path(name): Path<String>,
    query: Option<Query<Version>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let file = Files::get(&name).ok_or_else(Failure::no_such_page)?;
    let current = version(&file);
    let asked = query.and_then(|Query(query)| query.v);
    let caching = if asked.as_ref() == Some(&current) { FOREVER } else { ASK };
    let tag = format!("\"{current}\"");
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known == tag.as_str());
    let facts = [(CACHE_CONTROL, caching.to_owned()), (ETAG, tag)];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, facts).into_response());
    }
    Ok((facts, [(CONTENT_TYPE, kind(&name))], file.data).into_response())
}

/// `GET /favicon.ico`, which browsers ask for by themselves.
pub(crate) async fn favicon(headers: HeaderMap) -> Result<Response, Failure> {
    serve(Path("icon.svg".to_owned()), None, headers).await
}

/// The version in a query.
#[derive(serde::Deserialize)]
pub(crate) struct Version {
    v: Option<String>,
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
