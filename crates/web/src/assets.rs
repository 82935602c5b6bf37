//! Style, script and icon, embedded in the binary and cached by their content.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::clinic::Segments;
use crate::error::Failure;
use crate::visitor::Visitor;

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

/// The beginning of the content's digest.
fn version(file: &EmbeddedFile) -> String {
    let digest = file.metadata.sha256_hash();
    format!("{:016x}", digest.first_chunk().map_or(0, |first| u64::from_be_bytes(*first)))
}

/// `GET /assets/{name}`
pub(crate) async fn serve(
    Segments(name): Segments<String>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let file = Files::get(&name).ok_or_else(Failure::no_such_page)?;
    let current = version(&file);
    let versioned = visitor.query.first("v") == Some(&current);
    let tag = format!("\"{current}\"");
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known == tag.as_str());
    let facts = [(CACHE_CONTROL, if versioned { FOREVER } else { ASK }.to_owned()), (ETAG, tag)];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, facts).into_response());
    }
    Ok((facts, [(CONTENT_TYPE, kind(&name))], file.data).into_response())
}

/// `GET /favicon.ico`, which browsers ask for by themselves.
pub(crate) async fn favicon(visitor: Visitor, headers: HeaderMap) -> Result<Response, Failure> {
    serve(Segments("icon.svg".to_owned()), visitor, headers).await
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
