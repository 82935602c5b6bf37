//! Sixteen clients use one key while it is revoked: whatever is sent once the revocation has been answered fails, whichever
//! server it is sent to.

#![expect(clippy::print_stdout, reason = "how much was checked is worth knowing")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use domain::Scopes;
use serde_json::json;
use testkit::TestClinic;
use testkit::clinic::ADMIN_SECRET;

use crate::authorization::cast::{self, Pass};
use crate::doors::{core_of, naturae, router, send};

/// How many clients there are, and how often each calls after the revocation.
const CLIENTS: usize = 16;
const CALLS_AFTER: usize = 25;
/// How many keys are revoked, one after the other.
const ROUNDS: usize = 6;

/// What was seen of all clients.
#[derive(Default)]
struct Seen {
    /// Set once the revocation has been answered.
    revoked: AtomicBool,
    /// Calls that went through, all sent before.
    before: AtomicUsize,
    /// Calls that were sent before and refused, as the revocation overtook them.
    overtaken: AtomicUsize,
    /// Calls that were sent afterwards: refused, and let in.
    refused: AtomicUsize,
    let_in: AtomicUsize,
}

impl Seen {
    /// The counter of a call, by when it was sent and how it ended.
    fn counter(&self, sent_after: bool, passed: bool) -> &AtomicUsize {
        match (sent_after, passed) {
            (false, true) => &self.before,
            (false, false) => &self.overtaken,
            (true, false) => &self.refused,
            (true, true) => &self.let_in,
        }
    }

    fn get(counter: &AtomicUsize) -> usize {
        counter.load(Ordering::SeqCst)
    }
}

/// Two servers on one database.
fn servers(clinic: &TestClinic) -> [Router; 2] {
    let url = clinic.database.url.clone();
    // PostgreSQL's client can't be opened on a thread of a runtime.
    let db = std::thread::spawn(move || app::Db::open(&url, 8).unwrap()).join().unwrap();
    let other = clinic.app_of(|parts| app::Parts { db, ..parts });
    [router(clinic.core()), router(core_of(clinic, other))]
}

/// What a client asks for, in turns: reading, writing, what all practices share, and, with a session, the portal's figures.
fn request(client: usize, turn: usize, pass: &Pass, cookie: &str) -> Request<Body> {
    let key = pass.created.secret.reveal();
    let token = Some(pass.token.as_str());
    let person = json!({ "FirstName": format!("P{client}x{turn}") });
    let mut request = match (client % 4, turn % 4) {
        (0 | 1, 0) => naturae("GET", "/v1/alice/tickets", token, None),
        (0 | 1, 1) => naturae("POST", "/v1/alice/prospects", token, Some(&person)),
        (0 | 1, 2) => naturae("GET", "/v1/me", token, None),
        (0 | 1, _) => naturae("GET", "/v1/products", token, None),
        (2, 3) => naturae("POST", "/v1/alice/auth/token", None, Some(&json!({ "apiKey": key }))),
        (_, 0) => naturae("GET", "/v1/portal/stats", None, None),
        (_, 1) => naturae("GET", "/v1/portal/activity", None, None),
        _ => naturae("GET", "/v1/portal/session", None, None),
    };
    if client % 4 > 1 {
        request.headers_mut().insert("cookie", format!("portal_session={cookie}").parse().unwrap());
    }
    request
}

async fn client(number: usize, server: Router, pass: Arc<Pass>, cookie: Arc<str>, seen: Arc<Seen>) {
    let (mut after, mut turn) = (0, 0);
    while after < CALLS_AFTER {
        let sent_after = seen.revoked.load(Ordering::SeqCst);
        let answer = send(&server, request(number, turn, &pass, &cookie)).await;
        let passed = answer.status < 400;
        assert!(passed || answer.status == 401, "{}: {}", answer.status, answer.body);
        seen.counter(sent_after, passed).fetch_add(1, Ordering::SeqCst);
        after += usize::from(sent_after);
        turn += 1;
    }
}

/// Revokes a key under load; what was seen.
async fn round(clinic: &TestClinic, servers: &[Router; 2], number: usize) -> Arc<Seen> {
    let pass = Arc::new(cast::pass(clinic, &format!("Partner {number}"), Scopes::ALL, "alice"));
    let seen = Arc::new(Seen::default());
    let mut clients = tokio::task::JoinSet::new();
    for number in 0..CLIENTS {
        let cookie: Arc<str> = cast::session(clinic, &pass.created.secret).into();
        // Neighbours of a kind are on different servers.
        let server = servers[number / 4 % 2].clone();
        clients.spawn(client(number, server, pass.clone(), cookie, seen.clone()));
    }
    while Seen::get(&seen.before) < 10 * CLIENTS {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let revoke = format!("/v1/admin/keys/{}/revoke", pass.created.key.id);
    let mut request = naturae("POST", &revoke, None, None);
    request.headers_mut().insert("x-admin-secret", ADMIN_SECRET.parse().unwrap());
    let answer = send(&servers[0], request).await;
    seen.revoked.store(true, Ordering::SeqCst);
    assert_eq!(answer.status, 200, "{}", answer.body);
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
    seen
}

testkit::both_databases! {
    async fn nothing_that_is_sent_after_the_revocation_succeeds(engine) {
        let clinic = TestClinic::start(engine);
        let servers = servers(&clinic);
        let (mut before, mut overtaken, mut refused) = (0, 0, 0);
        for number in 0..ROUNDS {
            let seen = round(&clinic, &servers, number).await;
            assert_eq!(Seen::get(&seen.let_in), 0, "let in after the revocation, in round {number}");
            before += Seen::get(&seen.before);
            overtaken += Seen::get(&seen.overtaken);
            refused += Seen::get(&seen.refused);
        }
        println!(
            "{engine:?}: {ROUNDS} keys revoked under load: {before} calls went through before, {overtaken} were overtaken, \
             {refused} were sent afterwards, of which 0 succeeded"
        );
        assert_eq!(refused, ROUNDS * CLIENTS * CALLS_AFTER);
    }
}
