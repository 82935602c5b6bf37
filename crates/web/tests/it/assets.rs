//! Style and script, and the headers of everything.

use axum::http::{Method, StatusCode, header};
use testkit::Engine;

use crate::browser::Browser;

#[tokio::test]
async fn files_are_cached_by_their_content() {
    let browser = Browser::new(Engine::Sqlite);
    let home = browser.get("/").await;
    home.is(StatusCode::OK, "Polyclinic");
    home.is_silent_about("alice");
    for (part, kind) in [("style.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml")] {
        let href = home.link(part);
        let file = browser.get(&href).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.headers[header::CONTENT_TYPE], kind);
        assert!(file.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let tag = file.headers[header::ETAG].to_str().unwrap();
        let again = browser.get_with(&href, &[("if-none-match", tag)]).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        let other = browser.get(&format!("/assets/{part}?v=old")).await;
        assert_eq!(other.headers[header::CACHE_CONTROL], "public, no-cache");
    }
    assert_eq!(browser.get("/favicon.ico").await.headers[header::CONTENT_TYPE], "image/svg+xml");
    for missing in ["/assets/none.css", "/assets/..%2FCargo.toml", "/assets/%ff"] {
        browser.get(missing).await.is(StatusCode::NOT_FOUND, "We can’t find this page");
    }
}

#[tokio::test]
async fn everything_else_is_never_kept_and_runs_nothing_from_elsewhere() {
    let browser = Browser::new(Engine::Sqlite);
    for (method, uri, status) in [
        (Method::GET, "/", StatusCode::OK),
        (Method::GET, "/book/alice", StatusCode::OK),
        (Method::HEAD, "/book/alice", StatusCode::OK),
        (Method::GET, "/nowhere", StatusCode::NOT_FOUND),
        (Method::POST, "/book/alice", StatusCode::METHOD_NOT_ALLOWED),
        (Method::DELETE, "/", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let page = browser.send(method.clone(), uri, &[], "").await;
        assert_eq!(page.status, status, "{method} {uri}");
        assert_eq!(page.headers[header::CONTENT_TYPE], "text/html; charset=utf-8", "{method} {uri}");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(page.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
    }
}

#[tokio::test]
async fn the_language_is_chosen_by_hand_or_by_the_browser_and_kept() {
    let browser = Browser::new(Engine::Sqlite);
    let arabic = browser.get_with("/book/alice?lang=ar", &[("accept-language", "it")]).await;
    arabic.says("<html lang=\"ar\" dir=\"rtl\">");
    let cookie = arabic.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("lang=ar;"));
    let kept = browser.get_with("/book/alice", &[("cookie", "lang=ar"), ("accept-language", "it")]).await;
    kept.says("<html lang=\"ar\" dir=\"rtl\">");
    assert!(!kept.headers.contains_key(header::SET_COOKIE));
    browser.get_with("/book/alice", &[("accept-language", "pt-PT, en;q=0.5")]).await.says("<html lang=\"pt-BR\"");
    let nowhere = browser.get_with("/nowhere?a=1%262&b", &[("accept-language", "fr")]).await;
    nowhere.says("<html lang=\"fr-CA\"");
    assert_eq!(nowhere.link("lang=gu"), "/nowhere?a=1%262&b=&lang=gu");
}
