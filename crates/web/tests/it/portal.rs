//! The partners' portal, as a browser without script gets it.

mod access;
mod activity;
mod ends;
mod keys;
mod limits;
mod requests;
mod sessions;
mod text;

use std::cell::RefCell;
use std::net::SocketAddr;

use app::{InstallationCtx, Result, Tx};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use domain::partner::PartnerDetails;
use domain::{Partner, PartnerId, Scopes};
use testkit::clinic::ADMIN_SECRET;
use testkit::{Engine, TestClinic};
use tower::ServiceExt as _;

use crate::browser::{Page, urlencoded};

/// The portal of a fresh clinic.
pub(crate) struct Portal {
    pub(crate) clinic: TestClinic,
    router: Router,
}

/// The door the test portal lists.
const DOORS: &[web::Door] =
    &[web::Door { name: "Test door", about: "For tests.", access: "With a key.", mount: "/test" }];

impl Portal {
    pub(crate) fn new(engine: Engine) -> Self {
        let clinic = TestClinic::start(engine);
        let router = web::router(clinic.core(), DOORS);
        Self { clinic, router }
    }

    /// With limits as they come.
    pub(crate) fn limited(engine: Engine) -> Self {
        let clinic = TestClinic::start(engine);
        let router = web::router(clinic.core_with(api_common::LimitSettings::default()), DOORS);
        Self { clinic, router }
    }

    /// A browser that has not signed in.
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor { portal: self, cookie: RefCell::default(), address: "192.0.2.7" }
    }

    /// A browser signed in with that.
    pub(crate) async fn signed_in(&self, secret: &str) -> Visitor<'_> {
        let visitor = self.visitor();
        let page = visitor.post("/portal/sign-in", &[("key", secret)]).await;
        assert_eq!((page.status, page.location().as_str()), (StatusCode::SEE_OTHER, "/portal"), "{}", page.body);
        visitor
    }

    pub(crate) async fn operator(&self) -> Visitor<'_> {
        self.signed_in(ADMIN_SECRET).await
    }

    /// Writes as the operator.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>, &InstallationCtx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let ctx = self.clinic.app.operator("test");
        self.clinic.core().write(move |tx| work(tx, &ctx)).await
    }

    pub(crate) async fn partner(&self, name: &str) -> Partner {
        let details = PartnerDetails::named(name);
        self.run(move |tx, ctx| app::partner::create(tx, ctx, details.clone())).await.unwrap()
    }

    /// A key of that partner, for Alice's practice: its id and its secret.
    pub(crate) async fn key(&self, partner: PartnerId, name: &str) -> (domain::ApiKeyId, String) {
        let new = app::api_key::NewApiKey {
            name: name.to_owned(),
            partner,
            scopes: Scopes::ALL,
            practices: app::api_key::NamedPractices::Only(vec!["alice".to_owned()]),
            expires_at: None,
        };
        let created = self.run(move |tx, ctx| app::api_key::create(tx, ctx, &new)).await.unwrap();
        (created.key.id, created.secret.reveal().to_owned())
    }
}

/// A browser with a cookie.
pub(crate) struct Visitor<'portal> {
    portal: &'portal Portal,
    cookie: RefCell<Option<String>>,
    pub(crate) address: &'static str,
}

impl Visitor<'_> {
    pub(crate) fn cookie(&self) -> Option<String> {
        self.cookie.borrow().clone()
    }

    pub(crate) async fn get(&self, uri: &str) -> Page {
        let page = self.send(Method::GET, uri, &[], "").await;
        if page.status == StatusCode::OK && page.body.starts_with("<!doctype") {
            sound(uri, &page.body);
        }
        page
    }

    /// Sends a form from a page of ours.
    pub(crate) async fn post(&self, uri: &str, fields: &[(&str, &str)]) -> Page {
        let headers = [("origin", "http://clinic.test"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, uri, &headers, &urlencoded(fields)).await
    }

    pub(crate) async fn send(&self, method: Method, uri: &str, headers: &[(&str, &str)], body: &str) -> Page {
        let mut request = Request::builder().method(method).uri(uri).header(header::HOST, "clinic.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = self.cookie() {
            request = request.header(header::COOKIE, cookie);
        }
        let address: SocketAddr = format!("{}:4000", self.address).parse().unwrap();
        let request = request.extension(ConnectInfo(address)).body(Body::from(body.to_owned())).unwrap();
        let response = self.portal.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        for set in headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            *self.cookie.borrow_mut() = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

/// What must hold on every page.
fn sound(uri: &str, html: &str) {
    let values = |attribute: &str| -> Vec<String> {
        let start = format!(" {attribute}=\"");
        let parts = html.split(&start).skip(1);
        parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"), "{uri}: language");
    assert_eq!(html.matches("<h1").count(), 1, "{uri}: one main heading");
    assert!(
        !html.contains(" style=") && !html.contains("<style") && !html.contains("<script>"),
        "{uri}: nothing inline"
    );
    assert!(!html.contains(" onclick=\""), "{uri}: no handlers");
    let mut ids = values("id");
    let all = ids.clone();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "{uri}: ids are unique in {all:?}");
    for name in ["for", "aria-describedby", "aria-labelledby"] {
        for id in values(name).iter().flat_map(|ids| ids.split_whitespace()) {
            assert!(all.iter().any(|known| known == id), "{uri}: {name} {id}");
        }
    }
}

/// The secret that a page shows.
pub(crate) fn secret_on(page: &Page) -> String {
    let secret = page.body.split("<code id=\"secret\">").nth(1).unwrap_or_else(|| panic!("no secret:\n{}", page.body));
    secret.split('<').next().unwrap().to_owned()
}
