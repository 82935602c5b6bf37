//! Style, script and icon, embedded in the binary and cached by their content.

use std::borrow::Cow;

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

/// Sheets that are kept in parts, by subject, and served as one, so that browsers ask once. Later parts win over earlier ones.
const SHEETS: [(&str, &[&str]); 2] = [
    (
        "style.css",
        &[
            "style/base.css",
            "style/frame.css",
            "style/content.css",
            "style/actions.css",
            "style/times.css",
            "style/forms.css",
        ],
    ),
    // Where people work all day, at the desk or at the partners' portal.
    ("work.css", &["work/frame.css", "work/tables.css", "work/forms.css", "work/print.css"]),
];

/// A year, and never asked for again: another content has another address.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for each time.
const ASK: &str = "public, no-cache";

/// The address of a file, with its version.
pub(crate) fn href(name: &str) -> String {
    format!("/assets/{name}?v={}", version(&files(name)))
}

/// What is served by that name: a file, or the parts of a sheet. Nothing when there is no such file.
fn files(name: &str) -> Vec<EmbeddedFile> {
    // Parts are not to be had on their own.
    let one = [name];
    let sheet = SHEETS.iter().find(|(sheet, _)| *sheet == name);
    let names = sheet.map_or(if name.contains('/') { &[][..] } else { &one }, |(_, parts)| parts);
    names.iter().filter_map(|part| Files::get(part)).collect()
}

/// The beginning of the content's digest; of several, all of theirs in their order.
fn version(files: &[EmbeddedFile]) -> String {
    let beginning = |file: &EmbeddedFile| {
        let digest = file.metadata.sha256_hash();
        digest.first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
    };
    let all = files.iter().map(beginning).fold(0_u64, |all, one| all.rotate_left(7) ^ one);
    format!("{all:016x}")
}

/// One file, or several with a blank line between.
fn joined(files: Vec<EmbeddedFile>) -> Cow<'static, [u8]> {
    let mut files = files.into_iter().map(|file| file.data);
    let first = files.next().unwrap_or_default();
    files.fold(first, |all, next| {
        let mut all = all.into_owned();
        all.push(b'\n');
        all.extend_from_slice(&next);
        all.into()
    })
}

/// `GET /assets/{name}`
pub(crate) async fn serve(
    Segments(name): Segments<String>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let files = files(&name);
    if files.is_empty() {
        return Err(Failure::no_such_page());
    }
    let current = version(&files);
    let versioned = visitor.query.first("v") == Some(&current);
    let tag = format!("\"{current}\"");
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known == tag.as_str());
    let facts = [(CACHE_CONTROL, if versioned { FOREVER } else { ASK }.to_owned()), (ETAG, tag)];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, facts).into_response());
    }
    Ok((facts, [(CONTENT_TYPE, kind(&name))], joined(files)).into_response())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_has_all_its_parts_and_every_part_a_sheet() {
        for (sheet, parts) in SHEETS {
            assert_eq!(files(sheet).len(), parts.len(), "{sheet}: a part is missing");
        }
        let listed = |name: &str| SHEETS.iter().any(|(_, parts)| parts.contains(&name));
        let forgotten: Vec<_> = Files::iter().filter(|name| name.contains('/') && !listed(name)).collect();
        assert!(forgotten.is_empty(), "served by no sheet: {forgotten:?}");
    }

    #[test]
    fn a_sheet_has_another_address_when_a_part_changes() {
        let whole = files("style.css");
        assert_ne!(version(&whole), version(&whole[1..]));
        let turned: Vec<_> = files("style.css").into_iter().rev().collect();
        assert_ne!(version(&whole), version(&turned));
    }
}
