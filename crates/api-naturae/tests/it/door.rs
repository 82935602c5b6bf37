//! What the tests knock with.

use api_common::Core;
use api_naturae::router;
use app::api_key::{self, Created, NamedPractices, NewApiKey};
use app::partner;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use domain::partner::PartnerDetails;
use domain::{ApiKeyId, Partner, Scope, Scopes};
use jiff::Timestamp;
use serde_json::{Value, json};
use testkit::clinic::ADMIN_SECRET;
use testkit::{Engine, Practice, TestClinic};
use tower::ServiceExt;

/// A clinic behind this door, mounted as the server mounts it, and a partner with a key for everything at Alice's.
pub(crate) struct Door {
    pub(crate) clinic: TestClinic,
    pub(crate) router: Router,
    pub(crate) partner: Partner,
    pub(crate) key: ApiKeyId,
    pub(crate) secret: String,
    pub(crate) token: String,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// The body, when it is JSON.
    pub(crate) json: Value,
}

impl Answer {
    /// The error, which must be of that status and code and have this door's shape.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> &Value {
        let error = &self.json["error"];
        assert_eq!((self.status, error["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/json");
        assert!(error["message"].is_string() && self.json.get("data").is_none(), "{}", self.text);
        assert_eq!(self.headers.contains_key(header::WWW_AUTHENTICATE), status == 401);
        error
    }

    /// The members at fault.
    #[track_caller]
    pub(crate) fn members(&self) -> Vec<&str> {
        let details = self.refused(400, "validation_failed")["details"].as_array();
        details.into_iter().flatten().map(|detail| detail["field"].as_str().unwrap()).collect()
    }

    /// What is in the envelope of a success.
    #[track_caller]
    pub(crate) fn data(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/json");
        assert_eq!(self.headers[header::CACHE_CONTROL], "no-store");
        assert!(self.json.get("error").is_none(), "{}", self.text);
        self.json["data"].clone()
    }
}

impl Door {
    pub(crate) fn open(engine: Engine) -> Self {
        let clinic = TestClinic::start(engine);
        let core = clinic.core();
        Self::of(clinic, core)
    }

    pub(crate) fn of(clinic: TestClinic, core: Core) -> Self {
        let (operator, details) = (clinic.app.operator("test"), PartnerDetails::named("Lakeside Integrations"));
        let partner = clinic.write(move |tx| partner::create(tx, &operator, details.clone())).unwrap();
        let router = Router::new().nest("/naturae", router(core));
        let (key, secret, token) = (ApiKeyId(0), String::new(), String::new());
        let mut door = Self { clinic, router, partner, key, secret, token };
        let created = door.key(Scopes::of(&NAMED), &["alice"]);
        door.key = created.key.id;
        created.secret.reveal().clone_into(&mut door.secret);
        door.token = door.token_of(&created, "alice");
        door
    }

    /// Makes a key.
    pub(crate) fn key(&self, scopes: Scopes, practices: &[&str]) -> Created {
        let practices = if practices == ["*"] {
            NamedPractices::All
        } else {
            NamedPractices::Only(practices.iter().map(|slug| (*slug).to_owned()).collect())
        };
        let (name, partner) = ("a key".to_owned(), self.partner.id);
        let (operator, new) =
            (self.clinic.app.operator("test"), NewApiKey { name, partner, scopes, practices, expires_at: None });
        self.clinic.write(move |tx| api_key::create(tx, &operator, &new)).unwrap()
    }

    /// A token made of a key, without going through the door.
    pub(crate) fn token_of(&self, created: &Created, slug: &'static str) -> String {
        let (app, secret) = (self.clinic.app.clone(), created.secret.clone());
        self.clinic.read(move |tx| app::access::exchange(tx, &app, &secret, slug, "test")).unwrap().token
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(self.router.clone(), request).await
    }

    /// A call with the token.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.send(with_token(&self.token, method, path, body)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.call("PUT", path, Some(body)).await
    }

    /// A call with the admin secret.
    pub(crate) async fn admin(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let mut request = request(method, path, body);
        request.headers_mut().insert("x-admin-secret", ADMIN_SECRET.parse().unwrap());
        self.send(request).await
    }

    /// Trades a key for a token.
    pub(crate) async fn exchange(&self, slug: &str, secret: &str) -> Answer {
        self.send(request("POST", &format!("/v1/{slug}/auth/token"), Some(&json!({ "apiKey": secret })))).await
    }

    pub(crate) fn alice(&self) -> &Practice {
        &self.clinic.alice
    }

    /// Where Bob is.
    pub(crate) fn bob(&self, call: &str) -> String {
        format!("/v1/alice/availability/providers/{}{call}", self.alice().bob.id)
    }

    /// Adds a person.
    pub(crate) async fn prospect(&self, body: Value) -> i64 {
        self.post("/v1/alice/prospects", &body).await.data(201)["ProspectID"].as_i64().unwrap()
    }

    pub(crate) fn set_clock(&self, instant: &str) {
        self.clinic.clock.set(instant.parse::<Timestamp>().unwrap());
    }
}

/// The scopes that the vendor names.
pub(crate) const NAMED: [Scope; 4] = [Scope::Providers, Scope::Products, Scope::Articles, Scope::Tickets];

pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let json = serde_json::from_str(&text).unwrap_or_default();
    Answer { status, headers, text, json }
}

/// A request below the mount, of nobody.
pub(crate) fn request(method: &str, path: &str, body: Option<&Value>) -> Request<Body> {
    raw(method, path, body.map_or_else(String::new, Value::to_string))
}

/// The same with a body that may be anything.
pub(crate) fn raw(method: &str, path: &str, body: impl Into<Body>) -> Request<Body> {
    let address = format!("/naturae{path}");
    Request::builder().method(method).uri(address).header("host", "clinic.test").body(body.into()).unwrap()
}

/// The same with a token.
pub(crate) fn with_token(token: &str, method: &str, path: &str, body: Option<&Value>) -> Request<Body> {
    let mut request = request(method, path, body);
    request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    request
}
