//! Those who call, and what they show.

use std::sync::atomic::{AtomicU64, Ordering};

use app::api_key::{self, Created, KeyChange, NamedPractices, NewApiKey};
use app::session;
use domain::partner::{PartnerChange, PartnerDetails};
use domain::secret::Secret;
use domain::{PartnerId, Scope, Scopes};
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::ADMIN_SECRET;

use super::made::Made;
use super::table::{Caller, Lock};

/// So that no two partners have one name.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// What a call shows, and where it says it wants to go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) token: Option<String>,
    pub(crate) cookie: Option<String>,
    pub(crate) admin: Option<String>,
    pub(crate) access_key: Option<String>,
    /// The secret in the body, of operations that take one.
    pub(crate) secret: Option<String>,
    /// The practice, where it is not Alice's.
    pub(crate) elsewhere: bool,
    pub(crate) foreign_page: bool,
}

/// Keys in all conditions, with a token of each.
pub(crate) struct Cast {
    /// Good for everything in Alice's practice.
    right: Pass,
    /// Good in Alice's practice, for nothing.
    scopeless: Pass,
    /// Good for everything in Charlie's practice.
    stranger: Pass,
    /// Was good in Alice's practice, is in Charlie's only.
    moved: Pass,
    /// Over.
    expired: Pass,
    revoked: Pass,
    /// Of a partner who has been switched off.
    dismissed: Pass,
    /// The right key's token of the day before, and sessions of then.
    old_token: String,
    old_sessions: [String; 2],
    /// Sessions that were ended by hand, by the key's end, by the partner's.
    ended_sessions: [String; 3],
}

/// A key with a token made of it.
pub(crate) struct Pass {
    pub(crate) created: Created,
    pub(crate) token: String,
}

/// A key of all that is asked for.
pub(crate) fn new_key(partner: PartnerId, scopes: Scopes, slug: &str) -> NewApiKey {
    let practices = NamedPractices::Only(vec![slug.to_owned()]);
    NewApiKey { name: "a key".to_owned(), partner, scopes, practices, expires_at: None }
}

/// Makes a partner of that name with a key.
pub(crate) fn pass(clinic: &TestClinic, name: &str, scopes: Scopes, slug: &'static str) -> Pass {
    pass_until(clinic, name, scopes, slug, None)
}

fn pass_until(
    clinic: &TestClinic,
    name: &str,
    scopes: Scopes,
    slug: &'static str,
    expires_at: Option<jiff::Timestamp>,
) -> Pass {
    let (app, details) = (clinic.app.clone(), PartnerDetails::named(name));
    let created = clinic.write(move |tx| {
        let operator = app.operator("test");
        let partner = app::partner::create(tx, &operator, details.clone())?.id;
        api_key::create(tx, &operator, &NewApiKey { expires_at, ..new_key(partner, scopes, slug) })
    });
    let created = created.unwrap();
    Pass { token: token(clinic, &created, slug), created }
}

/// A token made of a key.
pub(crate) fn token(clinic: &TestClinic, created: &Created, slug: &'static str) -> String {
    let (app, secret) = (clinic.app.clone(), created.secret.clone());
    clinic.read(move |tx| Ok(app::access::exchange(tx, &app, &secret, slug, "test")?.token)).unwrap()
}

/// The secret of a session opened with that key or secret.
pub(crate) fn session(clinic: &TestClinic, shown: &Secret) -> String {
    let (app, shown) = (clinic.app.clone(), shown.clone());
    let opened = clinic.write(move |tx| session::open_portal(tx, &app, &shown, None, "test")).unwrap();
    opened.secret.reveal().to_owned()
}

impl Cast {
    /// Assembles everybody. The clock moves on by a bit more than a day.
    pub(crate) fn assemble(clinic: &TestClinic) -> Self {
        let (all, admin) = (Scopes::ALL, Secret::given(ADMIN_SECRET));
        let right = pass(clinic, "Right", all, "alice");
        let old_token = right.token.clone();
        let old_sessions = [session(clinic, &admin), session(clinic, &right.created.secret)];
        clinic.clock.advance(SignedDuration::from_hours(25));
        let right = Pass { token: token(clinic, &right.created, "alice"), ..right };
        let soon = clinic.app.now() + SignedDuration::from_secs(60);
        let cast = Self {
            right,
            scopeless: pass(clinic, "Scopeless", Scopes::NONE, "alice"),
            stranger: pass(clinic, "Stranger", all, "charlie"),
            moved: pass(clinic, "Moved", all, "alice"),
            expired: pass_until(clinic, "Expired", all, "alice", Some(soon)),
            revoked: pass(clinic, "Revoked", all, "alice"),
            dismissed: pass(clinic, "Dismissed", all, "alice"),
            old_token,
            old_sessions,
            ended_sessions: Default::default(),
        };
        let ended_sessions = cast.end(clinic);
        Self { ended_sessions, ..cast }
    }

    /// Ends what is to have ended, and opens the sessions beforehand that end with it.
    fn end(&self, clinic: &TestClinic) -> [String; 3] {
        let sessions = [
            session(clinic, &Secret::given(ADMIN_SECRET)),
            session(clinic, &self.revoked.created.secret),
            session(clinic, &self.dismissed.created.secret),
        ];
        let (app, ended) = (clinic.app.clone(), Secret::given(&sessions[0]));
        let (moved, revoked) = (self.moved.created.key.id, self.revoked.created.key.id);
        let dismissed = self.dismissed.created.key.partner;
        let done = clinic.write(move |tx| {
            let operator = app.operator("test");
            session::end(tx, &app, &ended, "test")?;
            let practices = Some(NamedPractices::Only(vec!["charlie".to_owned()]));
            api_key::update(tx, &operator, moved, &KeyChange { practices, ..KeyChange::default() })?;
            api_key::revoke(tx, &operator, revoked)?;
            let off = PartnerChange { active: Some(false), ..PartnerChange::default() };
            app::partner::update(tx, &operator, dismissed, &off).map(drop)
        });
        done.unwrap();
        clinic.clock.advance(SignedDuration::from_secs(120));
        sessions
    }

    /// All that this caller may show at such a lock.
    pub(crate) fn shown(&self, clinic: &TestClinic, lock: Lock, caller: Caller, made: &Made) -> Vec<Shown> {
        let shown = match lock {
            Lock::Open | Lock::Public | Lock::PublicList => self.at_open_door(caller),
            Lock::AccessKey => self.with_access_key(caller, made),
            Lock::Exchange | Lock::SignIn => self.with_secret(lock, caller),
            Lock::Practice(scope) | Lock::PracticeFree(scope) | Lock::Shared(scope) => {
                self.with_token(clinic, Some(scope), caller)
            }
            Lock::Own => self.with_token(clinic, None, caller),
            Lock::Session | Lock::Portal | Lock::Admin => self.with_session(clinic, lock, caller),
        };
        let foreign_page = caller == Caller::OtherPage;
        shown.into_iter().map(|shown| Shown { foreign_page, ..shown }).collect()
    }

    /// Where nothing is needed, what is bad about a credential must not matter.
    fn at_open_door(&self, caller: Caller) -> Vec<Shown> {
        let with = |token: &str| Shown { token: Some(token.to_owned()), ..Shown::default() };
        match caller {
            Caller::Nobody | Caller::Right | Caller::OtherPage => vec![Shown::default()],
            Caller::Expired => vec![with(&self.old_token)],
            Caller::Revoked => vec![with(&self.revoked.token)],
            Caller::WrongScope => vec![with(&self.scopeless.token)],
            Caller::WrongOrganization => vec![Shown { elsewhere: true, ..with(&self.stranger.token) }],
        }
    }

    /// Access keys neither end nor are taken back: who has another secret that did has none.
    fn with_access_key(&self, caller: Caller, made: &Made) -> Vec<Shown> {
        let with = |key: &str| Shown { access_key: Some(key.to_owned()), ..Shown::default() };
        match caller {
            Caller::Nobody => {
                vec![Shown::default(), Shown { token: Some(self.right.token.clone()), ..Shown::default() }]
            }
            Caller::Expired => vec![with(&self.old_token), with(self.expired.created.secret.reveal())],
            Caller::Revoked => vec![with(self.revoked.created.secret.reveal())],
            Caller::WrongScope => vec![with(&made.other_access_key), with(self.right.created.secret.reveal())],
            Caller::WrongOrganization => vec![Shown { elsewhere: true, ..with(&made.access_key) }],
            Caller::OtherPage | Caller::Right => vec![with(&made.access_key)],
        }
    }

    fn with_secret(&self, lock: Lock, caller: Caller) -> Vec<Shown> {
        let with = |secret: &str| Shown { secret: Some(secret.to_owned()), ..Shown::default() };
        let of = |pass: &Pass| with(pass.created.secret.reveal());
        match caller {
            // Also by a token that is good elsewhere.
            Caller::Nobody => vec![with("pk_nobodys"), Shown { token: Some(self.right.token.clone()), ..with("x") }],
            Caller::Expired => vec![of(&self.expired)],
            Caller::Revoked => vec![of(&self.revoked), of(&self.dismissed)],
            Caller::WrongScope => vec![of(&self.scopeless)],
            Caller::WrongOrganization => {
                let named = Shown { elsewhere: true, ..of(&self.right) };
                let named = (lock == Lock::Exchange).then_some(named);
                [of(&self.stranger), of(&self.moved)].into_iter().chain(named).collect()
            }
            Caller::OtherPage | Caller::Right if lock == Lock::SignIn => vec![of(&self.right), with(ADMIN_SECRET)],
            Caller::OtherPage | Caller::Right => vec![of(&self.right)],
        }
    }

    fn with_token(&self, clinic: &TestClinic, scope: Option<Scope>, caller: Caller) -> Vec<Shown> {
        let with = |token: &str| Shown { token: Some(token.to_owned()), ..Shown::default() };
        match caller {
            Caller::Nobody => vec![
                Shown::default(),
                with("a.b.c"),
                with(self.right.created.secret.reveal()),
                // What lets somebody else in somewhere else.
                Shown { admin: Some(ADMIN_SECRET.to_owned()), ..Shown::default() },
                Shown { cookie: Some(session(clinic, &Secret::given(ADMIN_SECRET))), ..Shown::default() },
            ],
            Caller::Expired => vec![with(&self.old_token), with(&self.expired.token)],
            Caller::Revoked => vec![with(&self.revoked.token), with(&self.dismissed.token)],
            Caller::WrongScope => {
                let others: Scopes = Scopes::ALL.iter().filter(|other| Some(*other) != scope).collect();
                let name = format!("Lacks {scope:?} {}", NUMBER.fetch_add(1, Ordering::Relaxed));
                vec![with(&self.scopeless.token), with(&pass(clinic, &name, others, "alice").token)]
            }
            Caller::WrongOrganization => {
                vec![
                    with(&self.stranger.token),
                    with(&self.moved.token),
                    Shown { elsewhere: true, ..with(&self.right.token) },
                ]
            }
            Caller::OtherPage | Caller::Right => vec![with(&self.right.token)],
        }
    }

    fn with_session(&self, clinic: &TestClinic, lock: Lock, caller: Caller) -> Vec<Shown> {
        let with = |cookie: &str| Shown { cookie: Some(cookie.to_owned()), ..Shown::default() };
        let of = |pass: &Pass| with(&session(clinic, &pass.created.secret));
        let secret = |secret: &str| Shown { admin: Some(secret.to_owned()), ..Shown::default() };
        let operator = || with(&session(clinic, &Secret::given(ADMIN_SECRET)));
        match caller {
            Caller::Nobody => {
                let token = Shown { token: Some(self.right.token.clone()), ..Shown::default() };
                let wrong = (lock != Lock::Session).then(|| secret("not the admin secret"));
                [Shown::default(), with("nobodys"), token].into_iter().chain(wrong).collect()
            }
            Caller::Expired => self.old_sessions.iter().map(|cookie| with(cookie)).collect(),
            Caller::Revoked => self.ended_sessions.iter().map(|cookie| with(cookie)).collect(),
            Caller::WrongScope => vec![of(&self.scopeless), of(&self.right)],
            Caller::WrongOrganization => vec![of(&self.stranger)],
            Caller::OtherPage => vec![operator()],
            Caller::Right if lock == Lock::Session => vec![of(&self.right), operator()],
            Caller::Right if lock == Lock::Portal => vec![of(&self.right), operator(), secret(ADMIN_SECRET)],
            Caller::Right => vec![operator(), secret(ADMIN_SECRET)],
        }
    }
}
