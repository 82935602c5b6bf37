//! The desk, as a browser without script gets it.

mod account;
mod second_factor;
mod sign_in;
mod users;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;

use app::user::{self, NewUser};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use domain::{Role, UserId};
use testkit::{Engine, TestClinic};
use tower::ServiceExt as _;

use crate::browser::{Page, urlencoded};

pub(crate) const PASSWORD: &str = "long walks by the lake";

/// The desks of a fresh installation.
pub(crate) struct Desk {
    pub(crate) clinic: TestClinic,
    router: Router,
}

impl Desk {
    pub(crate) fn new(engine: Engine) -> Self {
        let clinic = TestClinic::start(engine);
        let router = web::router(clinic.core(), &[]);
        Self { clinic, router }
    }

    /// Somebody at Alice's, with a password.
    pub(crate) fn user(&self, login: &str, role: Role) -> UserId {
        let ctx = self.clinic.system(&self.clinic.alice);
        let new = NewUser { login: login.to_owned(), name: format!("Somebody {}", role.as_str()), role };
        let then = ctx.clone();
        let user = self.clinic.write(move |tx| user::create(tx, &then, &new)).unwrap();
        user::set_password(&ctx, user.id, PASSWORD).unwrap();
        user.id
    }

    /// A browser that has not signed in.
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor { desk: self, cookies: RefCell::default(), address: "192.0.2.7" }
    }

    /// A browser in which somebody of Alice's has signed in.
    pub(crate) async fn signed_in(&self, login: &str) -> Visitor<'_> {
        let visitor = self.visitor();
        let page = visitor.post("/desk/alice/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!((page.status, page.location().as_str()), (StatusCode::SEE_OTHER, "/desk/alice"), "{}", page.body);
        visitor
    }

    /// An owner with a browser, for what owners do.
    pub(crate) async fn owner(&self) -> Visitor<'_> {
        self.user("owner@example.org", Role::Owner);
        self.signed_in("owner@example.org").await
    }
}

/// A browser with its cookies.
pub(crate) struct Visitor<'desk> {
    desk: &'desk Desk,
    pub(crate) cookies: RefCell<BTreeMap<String, String>>,
    pub(crate) address: &'static str,
}

impl Visitor<'_> {
    pub(crate) async fn get(&self, uri: &str) -> Page {
        self.send(Method::GET, uri, &[], "").await
    }

    /// Sends a form from a page of ours.
    pub(crate) async fn post(&self, uri: &str, fields: &[(&str, &str)]) -> Page {
        let headers = [("origin", "http://clinic.test"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, uri, &headers, &urlencoded(fields)).await
    }

    /// The same, and then the page it leads to.
    pub(crate) async fn post_and_follow(&self, uri: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(uri, fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        self.get(&page.location()).await
    }

    pub(crate) async fn send(&self, method: Method, uri: &str, headers: &[(&str, &str)], body: &str) -> Page {
        let mut request = Request::builder().method(method).uri(uri).header(header::HOST, "clinic.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let address: SocketAddr = format!("{}:4000", self.address).parse().unwrap();
        let request = request.extension(ConnectInfo(address)).body(Body::from(body.to_owned())).unwrap();
        let response = self.desk.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        for set in headers.get_all(header::SET_COOKIE) {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            let mut cookies = self.cookies.borrow_mut();
            match value {
                "" => cookies.remove(name),
                value => cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}
