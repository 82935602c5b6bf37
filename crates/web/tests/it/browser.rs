//! A browser without script: asks for pages, follows redirects, reads forms.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use testkit::{Engine, TestClinic};
use tower::ServiceExt as _;

/// The pages of a fresh clinic.
pub(crate) struct Browser {
    pub(crate) clinic: TestClinic,
    router: Router,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Browser {
    pub(crate) fn new(engine: Engine) -> Self {
        let clinic = TestClinic::start(engine);
        let router = web::router(clinic.core(), &[]);
        Self { clinic, router }
    }

    /// The address of Alice's practice, and of what is below it.
    pub(crate) fn alice(&self, below: &str) -> String {
        format!("/book/{}{below}", self.clinic.alice.organization.slug)
    }

    pub(crate) async fn get(&self, uri: &str) -> Page {
        self.send(Method::GET, uri, &[], "").await
    }

    pub(crate) async fn get_with(&self, uri: &str, headers: &[(&str, &str)]) -> Page {
        self.send(Method::GET, uri, headers, "").await
    }

    /// Sends a form as a browser does from our own page.
    pub(crate) async fn post(&self, uri: &str, fields: &[(&str, &str)]) -> Page {
        self.send(Method::POST, uri, &[("sec-fetch-site", "same-origin")], &urlencoded(fields)).await
    }

    pub(crate) async fn send(&self, method: Method, uri: &str, headers: &[(&str, &str)], body: &str) -> Page {
        let mut request = Request::builder().method(method).uri(uri).header(header::HOST, "clinic.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let address: SocketAddr = "192.0.2.7:4000".parse().unwrap();
        let request = request.extension(ConnectInfo(address)).body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Page { status, headers, body }
    }

    /// Books Alice's check-up and gives the address of the appointment.
    pub(crate) async fn book(&self, start: &str, first_name: &str) -> String {
        let action = self.form_of(start);
        let page = self.get(&action).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let done = self.post(&action, &visit(first_name, &page.input("booking-key"))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        done.location()
    }

    /// The form for Alice's check-up.
    pub(crate) fn form_of(&self, start: &str) -> String {
        self.alice(&format!("/{}/{start}", self.clinic.alice.checkup.id))
    }
}

/// Good answers to Alice's questions.
pub(crate) fn visit<'a>(first_name: &'a str, key: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("booking-key", key),
        ("firstName", first_name),
        ("lastName", "Falkner"),
        ("email", "ines@example.com"),
        ("phone", ""),
        ("visitReason", "A check."),
    ]
}

pub(crate) fn urlencoded(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

impl Page {
    pub(crate) fn location(&self) -> String {
        self.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    /// All addresses of links that contain this.
    pub(crate) fn links(&self, part: &str) -> Vec<String> {
        let hrefs = self.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        hrefs.filter(|href| href.contains(part)).map(unescaped).collect()
    }

    pub(crate) fn link(&self, part: &str) -> String {
        self.links(part).into_iter().next().unwrap_or_else(|| panic!("no link with {part}:\n{}", self.body))
    }

    /// Where the page's form leads.
    pub(crate) fn action(&self) -> String {
        unescaped(self.body.split("action=\"").nth(1).unwrap().split('"').next().unwrap())
    }

    /// Where the first form to an address that ends so leads.
    pub(crate) fn action_to(&self, end: &str) -> String {
        let mut actions = self.body.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
        unescaped(actions.find(|action| action.ends_with(end)).unwrap_or_else(|| panic!("no {end}:\n{}", self.body)))
    }

    /// The value of an input.
    pub(crate) fn input(&self, name: &str) -> String {
        let field = self.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
        let field = field.unwrap_or_else(|| panic!("no input {name}:\n{}", self.body));
        unescaped(field.split('"').next().unwrap())
    }

    /// The main heading.
    pub(crate) fn heading(&self) -> &str {
        let inner = self.body.split("<h1>").nth(1).unwrap_or_else(|| panic!("no heading:\n{}", self.body));
        inner.split("</h1>").next().unwrap()
    }

    #[track_caller]
    pub(crate) fn is(&self, status: StatusCode, heading: &str) {
        assert_eq!((self.status, self.heading()), (status, heading), "{}", self.body);
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        assert!(self.body.contains(text), "no {text:?} in:\n{}", self.body);
    }

    #[track_caller]
    pub(crate) fn is_silent_about(&self, text: &str) {
        assert!(!self.body.contains(text), "{text:?} in:\n{}", self.body);
    }
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&#38;", "&").replace("&amp;", "&");
    text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'")
}
