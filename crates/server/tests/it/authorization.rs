//! The authorization matrix: every operation of every dialect, asked by everybody who might. An operation without an entry in the
//! table fails the test, and so does an entry without an operation.

#![expect(clippy::print_stdout, reason = "how much was checked is worth knowing")]

pub(crate) mod cast;
pub(crate) mod made;
mod rows;
pub(crate) mod table;

use std::collections::BTreeSet;

use app::access::Settings;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use testkit::TestClinic;

use self::cast::{Cast, Shown};
use self::made::Made;
use self::rows::Rows;
use self::table::{Caller, Entry, Lock, Want};
use crate::doors::{router, send};
use crate::{coverage, coverage_naturae};

/// A door, as the matrix walks through it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Door {
    Careportals,
    Naturae,
}

impl Door {
    pub(crate) const ALL: [Self; 2] = [Self::Careportals, Self::Naturae];

    pub(crate) fn entries(self) -> Vec<Entry> {
        match self {
            Self::Careportals => table::careportals(),
            Self::Naturae => table::naturae(),
        }
    }

    /// What the door's own document says it has.
    fn routes(self) -> BTreeSet<String> {
        match self {
            Self::Careportals => coverage::routes_of_careportals(),
            Self::Naturae => coverage_naturae::routes(),
        }
    }

    pub(crate) async fn make(self, clinic: &TestClinic, number: i64) -> Made {
        match self {
            Self::Careportals => made::careportals(clinic, "alice", number).await,
            Self::Naturae => made::naturae(clinic, number),
        }
    }

    /// The request of an entry about these things, with what a caller shows.
    pub(crate) fn request(self, entry: &Entry, made: &Made, shown: &Shown, number: usize) -> Request<Body> {
        let slug = if shown.elsewhere { "charlie" } else { "alice" };
        let path = made::path(entry.route, slug, made);
        let mount = if self == Self::Careportals { "/careportals" } else { "/naturae" };
        self.request_to(entry, &format!("{mount}{path}{}", entry.query), (entry.body)(made), slug, shown, number)
    }

    /// The same to any address, with any body.
    pub(crate) fn request_to(
        self,
        entry: &Entry,
        address: &str,
        mut body: Value,
        slug: &str,
        shown: &Shown,
        number: usize,
    ) -> Request<Body> {
        let mut request = Request::builder().method(entry.method()).uri(address).header("host", "clinic.test");
        // Tries are counted by address, and are not what is tested here.
        request =
            request.header("x-forwarded-for", format!("10.{}.{}.{}", number >> 16, number >> 8 & 255, number & 255));
        if self == Self::Careportals {
            request = request.header("organization", slug);
        }
        let given = [
            ("authorization", shown.token.as_ref().map(|token| format!("Bearer {token}"))),
            ("cookie", shown.cookie.as_ref().map(|cookie| format!("portal_session={cookie}"))),
            ("x-admin-secret", shown.admin.clone()),
            ("x-access-key", shown.access_key.clone()),
        ];
        for (name, value) in given.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            request = request.header(name, value);
        }
        if shown.foreign_page {
            request = request.header("origin", "https://elsewhere.example");
        } else if shown.cookie.is_some() {
            request = request.header("origin", "http://clinic.test");
        }
        let member = match entry.lock {
            Lock::Exchange => Some("apiKey"),
            Lock::SignIn => Some("accessKey"),
            _ => None,
        };
        if let (Some(member), Some(secret)) = (member, &shown.secret) {
            body = serde_json::json!({ member: secret });
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        request.header("content-type", "application/json").body(body).unwrap()
    }
}

/// What the walk found.
#[derive(Debug, Default)]
struct Found {
    cells: usize,
    allowed: usize,
    refused: usize,
    wrong_allows: Vec<String>,
    wrong_denies: Vec<String>,
    /// Allowed or refused as wanted, in another way than wanted.
    wrong_words: Vec<String>,
    /// Refused, and yet something changed.
    changes: Vec<String>,
}

impl Found {
    fn judge(&mut self, entry: &Entry, want: Want, status: u16, body: &str, cell: &str) {
        self.cells += 1;
        let said = format!("{cell}: wanted {want:?}, got {status} {}", body.chars().take(200).collect::<String>());
        let passed = status < 400;
        match want {
            Want::Allowed if !passed => self.wrong_denies.push(said),
            Want::Refused(..) if passed => self.wrong_allows.push(said),
            Want::Allowed if status != entry.success => self.wrong_words.push(said),
            Want::Refused(expected, code) if (status, code) != (expected, &*code_of(body)) => {
                self.wrong_words.push(said);
            }
            Want::Allowed => self.allowed += 1,
            Want::Refused(..) => self.refused += 1,
        }
    }
}

/// Both doors have it in one place.
fn code_of(body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    body["error"]["code"].as_str().unwrap_or_default().to_owned()
}

/// A clinic with everybody who calls.
struct Matrix {
    clinic: TestClinic,
    cast: Cast,
    router: Router,
    strict: bool,
    rows: Rows,
    number: i64,
    found: Found,
}

impl Matrix {
    fn new(engine: testkit::Engine, strict: bool) -> Self {
        let clinic = TestClinic::start(engine);
        let cast = Cast::assemble(&clinic);
        let app = clinic.app_with(Settings { strict_scopes: strict, ..testkit::clinic::access() });
        let core = crate::doors::core_of(&clinic, app);
        let rows = Rows::of(&clinic);
        Self { router: router(core), clinic, cast, strict, rows, number: 0, found: Found::default() }
    }

    async fn made(&mut self, door: Door) -> Made {
        self.number += 1;
        door.make(&self.clinic, self.number).await
    }

    async fn walk(&mut self, door: Door) {
        for entry in door.entries() {
            let mut made = self.made(door).await;
            for caller in Caller::ALL {
                let want = entry.wants(caller, self.strict);
                for shown in self.cast.shown(&self.clinic, entry.lock, caller, &made) {
                    self.cell(door, &entry, caller, want, &made, &shown).await;
                }
                // Whoever was let in may have used things up.
                if want == Want::Allowed && entry.method() != "GET" {
                    made = self.made(door).await;
                }
            }
        }
    }

    async fn cell(&mut self, door: Door, entry: &Entry, caller: Caller, want: Want, made: &Made, shown: &Shown) {
        let mut fresh = None;
        if want == Want::Allowed && entry.method() != "GET" {
            fresh = Some(self.made(door).await);
        }
        // An access key fits the visit it was made for.
        let (about, shown) = match &fresh {
            Some(fresh) if shown.access_key.as_ref() == Some(&made.access_key) => {
                (fresh, &Shown { access_key: Some(fresh.access_key.clone()), ..shown.clone() })
            }
            Some(fresh) => (fresh, shown),
            None => (made, shown),
        };
        let before = self.rows.read(&self.clinic);
        let request = door.request(entry, about, shown, self.found.cells);
        let answer = send(&self.router, request).await;
        let cell = format!("{door:?} {} to {caller:?} {shown:?}", entry.route);
        self.found.judge(entry, want, answer.status, &answer.body, &cell);
        let after = self.rows.read(&self.clinic);
        let differ: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
        if want == Want::Allowed {
            // An exchange writes nothing; everything else that is not a GET does, or changes would not be seen here.
            let writes = entry.method() != "GET" && entry.lock != Lock::Exchange;
            assert!(!writes || !differ.is_empty(), "{cell} changed nothing");
            return;
        }
        self.found.changes.extend(differ.iter().map(|(before, after)| format!("{cell}: {before:?} became {after:?}")));
    }

    fn conclude(self, engine: testkit::Engine) {
        let Found { cells, allowed, refused, wrong_allows, wrong_denies, wrong_words, changes } = &self.found;
        println!(
            "{engine:?}, {}: {cells} cells ({allowed} allowed, {refused} refused): {} wrong allows, {} wrong denies, \
             {} in other words, {} refusals that changed something",
            if self.strict { "every scope asked for" } else { "scopes as they come" },
            wrong_allows.len(),
            wrong_denies.len(),
            wrong_words.len(),
            changes.len(),
        );
        assert!(wrong_allows.is_empty(), "let in: {wrong_allows:#?}");
        assert!(wrong_denies.is_empty(), "kept out: {wrong_denies:#?}");
        assert!(wrong_words.is_empty(), "in other words: {wrong_words:#?}");
        assert!(changes.is_empty(), "changed: {changes:#?}");
        assert_eq!(allowed + refused, *cells);
    }
}

async fn walk(engine: testkit::Engine, strict: bool, doors: &[Door]) {
    let mut matrix = Matrix::new(engine, strict);
    for &door in doors {
        matrix.walk(door).await;
    }
    matrix.conclude(engine);
}

testkit::both_databases! {
    async fn everybody_gets_what_the_table_says(engine) {
        walk(engine, false, &Door::ALL).await;
    }

    async fn everybody_gets_what_the_table_says_where_every_scope_is_asked_for(engine) {
        walk(engine, true, &[Door::Naturae]).await;
    }
}

#[test]
fn every_operation_has_one_entry_and_every_entry_an_operation() {
    for door in Door::ALL {
        let entries = door.entries();
        let named: BTreeSet<String> = entries.iter().map(|entry| entry.route.to_owned()).collect();
        assert_eq!(named, door.routes(), "{door:?}");
        assert_eq!(named.len(), entries.len(), "{door:?} has an entry twice");
    }
}
