//! What the tests knock with.

use api_careportals::router;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use domain::{Appointment, AppointmentId, AppointmentStatus, QuestionnaireId, RosterId, ServiceId};
use jiff::Timestamp;
use serde_json::{Value, json};
use testkit::{Engine, Practice, TestClinic};
use tower::ServiceExt;

/// A clinic behind this door, mounted as the server mounts it.
pub(crate) struct Door {
    pub(crate) clinic: TestClinic,
    pub(crate) router: Router,
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
    /// The error, which must be of that status and code and have the documented shape.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> &Value {
        let error = &self.json["error"];
        assert_eq!((self.status, error["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/json");
        assert!(error["type"].is_string() && error["message"].is_string(), "{}", self.text);
        error
    }

    /// The members at fault.
    #[track_caller]
    pub(crate) fn members(&self) -> Vec<&str> {
        let errors = self.refused(400, "validation_failed")["errors"].as_array();
        let members: Vec<&str> =
            errors.into_iter().flatten().map(|error| error["param"].as_str().unwrap_or_default()).collect();
        let top = self.json["error"]["param"].as_str();
        assert_eq!(top, if let [only] = members.as_slice() { Some(*only) } else { None });
        members
    }

    #[track_caller]
    pub(crate) fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/json");
        assert_eq!(self.headers[header::CACHE_CONTROL], "no-store");
        self.json
    }
}

impl Door {
    pub(crate) fn open(engine: Engine) -> Self {
        let clinic = TestClinic::start(engine);
        let router = Router::new().nest("/careportals", router(clinic.core()));
        Self { clinic, router }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(self.router.clone(), request).await
    }

    /// GET from Alice's practice.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(to_alice("GET", path, Body::empty())).await
    }

    /// GET a booking with its key.
    pub(crate) async fn get_with_key(&self, booked: &Value) -> Answer {
        let mut request = to_alice("GET", &path_of(booked), Body::empty());
        request.headers_mut().insert("x-access-key", key_of(booked).parse().unwrap());
        self.send(request).await
    }

    /// POST to Alice's practice.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(to_alice("POST", path, json_body(body))).await
    }

    /// POST to a booking with its key.
    pub(crate) async fn post_with_key(&self, booked: &Value, action: &str, body: &Value) -> Answer {
        let path = format!("{}/{action}?accessKey={}", path_of(booked), key_of(booked));
        self.post(&path, body).await
    }

    /// Books a check-up at Alice's.
    pub(crate) async fn book(&self, start: &str) -> Value {
        self.post("/appointments", &self.checkup(start)).await.ok(201)
    }

    /// A good booking of a check-up at Alice's.
    pub(crate) fn checkup(&self, start: &str) -> Value {
        booking(self.alice().checkup.id, start)
    }

    pub(crate) fn alice(&self) -> &Practice {
        &self.clinic.alice
    }

    /// The starts on offer of a service at Alice's on a UTC date.
    pub(crate) async fn starts(&self, service: ServiceId, date: &str) -> Vec<String> {
        let path = format!("/services/{}/availability-v2?startDate={date}&endDate={date}", service_id(service));
        let by_date = self.get(&path).await.ok(200);
        serde_json::from_value(by_date[date].clone()).unwrap_or_default()
    }

    /// What the practice sees of a booking.
    pub(crate) fn seen_by_staff(&self, booked: &Value) -> Appointment {
        let (ctx, id) = (self.clinic.staff(self.alice()), number_of(booked));
        self.clinic.read(move |tx| app::appointment::get(tx, &ctx, id)).unwrap()
    }

    /// Staff changes the state of a booking.
    pub(crate) fn set_status(&self, booked: &Value, status: AppointmentStatus) {
        let (ctx, id) = (self.clinic.staff(self.alice()), number_of(booked));
        self.clinic.write(move |tx| app::appointment::set_status(tx, &ctx, id, status)).unwrap();
    }

    pub(crate) fn set_clock(&self, instant: &str) {
        self.clinic.clock.set(instant.parse::<Timestamp>().unwrap());
    }
}

pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let json = serde_json::from_str(&text).unwrap_or_default();
    Answer { status, headers, text, json }
}

/// A request below the mount, of no organization.
pub(crate) fn to_nobody(method: &str, path: &str, body: Body) -> Request<Body> {
    let address = format!("/careportals{path}");
    Request::builder().method(method).uri(address).body(body).unwrap()
}

/// A request to Alice's practice.
pub(crate) fn to_alice(method: &str, path: &str, body: Body) -> Request<Body> {
    let mut request = to_nobody(method, path, body);
    request.headers_mut().insert("organization", "alice".parse().unwrap());
    request
}

pub(crate) fn json_body(body: &Value) -> Body {
    Body::from(body.to_string())
}

/// A good booking, with what the questionnaires want to know.
pub(crate) fn booking(service: ServiceId, start: &str) -> Value {
    json!({ "serviceId": service_id(service), "reservation": start, "values": testkit::clinic::answers("Ines") })
}

/// Where a booking just made is.
pub(crate) fn path_of(booked: &Value) -> String {
    format!("/appointments/{}", booked["_id"].as_str().unwrap())
}

/// The key of a booking just made.
pub(crate) fn key_of(booked: &Value) -> &str {
    booked["accessKey"].as_str().unwrap()
}

fn number_of(booked: &Value) -> AppointmentId {
    AppointmentId(i64::from_str_radix(&booked["_id"].as_str().unwrap()[8..], 16).unwrap())
}

pub(crate) fn service_id(id: ServiceId) -> String {
    format!("6a000101{:016x}", id.0)
}

pub(crate) fn form_id(id: QuestionnaireId) -> String {
    format!("6a000102{:016x}", id.0)
}

pub(crate) fn schedule_id(id: RosterId) -> String {
    format!("6a000103{:016x}", id.0)
}

/// An id that is well-formed and nobody's.
pub(crate) const NOBODYS: &str = "60d5ecb3a0b3f1001fbaa123";
