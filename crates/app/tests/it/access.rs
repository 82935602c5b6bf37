//! How a key becomes a call.

use app::access::{self, Bearer};
use app::api_key::{self, Created, KeyChange, NamedPractices, NewApiKey};
use app::partner;
use app::{Ctx, Error, Result};
use domain::partner::{PartnerChange, PartnerDetails};
use domain::secret::Secret;
use domain::{PageQuery, Permission, Refusal, Scope, Scopes};
use jiff::SignedDuration;
use testkit::TestClinic;

/// A key of a partner made for it, good in these practices for these scopes.
pub(crate) fn key(clinic: &TestClinic, practices: &[&str], scopes: &[Scope]) -> Created {
    let ctx = clinic.app.operator("test");
    let practices = match practices {
        ["*"] => NamedPractices::All,
        some => NamedPractices::Only(some.iter().map(|&slug| slug.to_owned()).collect()),
    };
    let scopes = Scopes::of(scopes);
    clinic
        .write(move |tx| {
            let name = format!("Lakeside {}", partner::list(tx, &ctx, None, PageQuery::default())?.total);
            let partner = partner::create(tx, &ctx, PartnerDetails::named(name))?.id;
            let new =
                NewApiKey { name: "site".into(), partner, scopes, practices: practices.clone(), expires_at: None };
            api_key::create(tx, &ctx, &new)
        })
        .expect("a key")
}

fn exchange(clinic: &TestClinic, secret: &Secret, slug: &str) -> Result<String> {
    let (app, secret, slug) = (clinic.app.clone(), secret.clone(), slug.to_owned());
    clinic.read(move |tx| Ok(access::exchange(tx, &app, &secret, &slug, "test")?.token))
}

fn authenticate(clinic: &TestClinic, token: &str) -> Result<Bearer> {
    let (app, token) = (clinic.app.clone(), token.to_owned());
    clinic.read(move |tx| access::authenticate(tx, &app, &token, "test"))
}

fn enter(clinic: &TestClinic, bearer: &Bearer, slug: &str) -> Result<Ctx> {
    let (app, bearer, slug) = (clinic.app.clone(), bearer.clone(), slug.to_owned());
    clinic.read(move |tx| access::enter(tx, &app, &bearer, &slug, "test"))
}

fn change(clinic: &TestClinic, id: domain::ApiKeyId, change: KeyChange) {
    let ctx = clinic.app.operator("test");
    clinic.write(move |tx| api_key::update(tx, &ctx, id, &change)).expect("a change");
}

fn refusal<T>(result: &Result<T>) -> Option<Refusal> {
    match result {
        Err(Error::Unauthenticated(refusal)) => Some(*refusal),
        _ => None,
    }
}

testkit::both_databases! {
    fn a_key_becomes_a_token_and_a_token_enters_one_practice(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice", "charlie"], &[Scope::Tickets]);
        let token = exchange(&clinic, &made.secret, "alice").unwrap();
        let bearer = authenticate(&clinic, &token).unwrap();
        let ctx = enter(&clinic, &bearer, "alice").unwrap();
        assert_eq!(ctx.organization_id(), clinic.alice.organization.id);
        assert!(ctx.require(Permission::ManageTickets).is_ok());
        assert!(matches!(ctx.require(Permission::ReadSchedules), Err(Error::InsufficientScope(Scope::Providers))));
        assert!(matches!(ctx.require(Permission::Configure), Err(Error::Forbidden(_))));
        for slug in ["charlie", "ALICE", "nobody", ""] {
            assert!(matches!(enter(&clinic, &bearer, slug), Err(Error::WrongOrganization)), "{slug}");
        }
    }

    fn a_key_is_exchanged_only_where_it_is_good(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[Scope::Tickets]);
        for slug in ["charlie", "nobody", "Alice"] {
            assert!(matches!(exchange(&clinic, &made.secret, slug), Err(Error::WrongOrganization)), "{slug}");
        }
        let everywhere = key(&clinic, &["*"], &[]);
        assert!(exchange(&clinic, &everywhere.secret, "charlie").is_ok());
        for wrong in ["", "pk_", made.key.last4.as_str(), &made.secret.reveal()[3..]] {
            assert_eq!(refusal(&exchange(&clinic, &Secret::given(wrong), "alice")), Some(Refusal::UnknownKey), "{wrong}");
        }
        let ctx = clinic.system(&clinic.alice);
        clinic.write(move |tx| app::organization::set_active(tx, &ctx, false)).unwrap();
        assert!(matches!(exchange(&clinic, &made.secret, "alice"), Err(Error::WrongOrganization)), "it is closed");
    }

    fn what_is_taken_from_a_key_is_gone_from_its_tokens_at_once(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice", "charlie"], &[Scope::Tickets, Scope::Articles]);
        let token = exchange(&clinic, &made.secret, "alice").unwrap();
        let scopes = |scopes: &[Scope]| KeyChange { scopes: Some(Scopes::of(scopes)), ..KeyChange::default() };
        change(&clinic, made.key.id, scopes(&[Scope::Tickets, Scope::Providers]));
        let bearer = authenticate(&clinic, &token).unwrap();
        assert_eq!(bearer.scopes, Scopes::of(&[Scope::Tickets]), "what is added needs a new token");
        let only_charlie = NamedPractices::Only(vec!["charlie".to_owned()]);
        change(&clinic, made.key.id, KeyChange { practices: Some(only_charlie), ..KeyChange::default() });
        let bearer = authenticate(&clinic, &token).unwrap();
        assert!(matches!(enter(&clinic, &bearer, "alice"), Err(Error::WrongOrganization)));
    }

    fn tokens_end_with_their_day_their_key_and_their_partner(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        let token = exchange(&clinic, &made.secret, "alice").unwrap();
        clinic.clock.advance(SignedDuration::from_secs(86_400 + 59));
        assert!(authenticate(&clinic, &token).is_ok());
        clinic.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(refusal(&authenticate(&clinic, &token)), Some(Refusal::ExpiredToken));
        let token = exchange(&clinic, &made.secret, "alice").unwrap();
        let switch = |active| {
            let (ctx, id) = (clinic.app.operator("test"), made.key.partner);
            let change = PartnerChange { active: Some(active), ..PartnerChange::default() };
            clinic.write(move |tx| partner::update(tx, &ctx, id, &change)).unwrap();
        };
        switch(false);
        assert_eq!(refusal(&authenticate(&clinic, &token)), Some(Refusal::PartnerInactive));
        assert_eq!(refusal(&exchange(&clinic, &made.secret, "alice")), Some(Refusal::PartnerInactive));
        switch(true);
        assert!(authenticate(&clinic, &token).is_ok());
        let (ctx, id) = (clinic.app.operator("test"), made.key.id);
        clinic.write(move |tx| api_key::revoke(tx, &ctx, id)).unwrap();
        assert_eq!(refusal(&authenticate(&clinic, &token)), Some(Refusal::RevokedKey));
        assert_eq!(refusal(&authenticate(&clinic, "nonsense")), Some(Refusal::BadToken));
    }

    fn a_token_is_good_only_while_its_key_is_the_partners_it_names(engine) {
        let clinic = TestClinic::start(engine);
        let (made, other) = (key(&clinic, &["alice"], &[Scope::Tickets]), key(&clinic, &["alice"], &[Scope::Tickets]));
        let token = exchange(&clinic, &made.secret, "alice").unwrap();
        assert!(authenticate(&clinic, &token).is_ok());
        let give = |to: domain::PartnerId| {
            let id = made.key.id;
            let given = clinic.write(move |tx| {
                Ok(tx.execute("UPDATE api_keys SET partner_id = $2 WHERE id = $1", &[&id, &to])?)
            });
            assert_eq!(given.unwrap(), 1);
        };
        give(other.key.partner);
        assert_eq!(refusal(&authenticate(&clinic, &token)), Some(Refusal::UnknownKey));
        // The key itself works on, for whose it is now.
        let theirs = exchange(&clinic, &made.secret, "alice").unwrap();
        assert_eq!(authenticate(&clinic, &theirs).unwrap().partner, other.key.partner);
        give(made.key.partner);
        assert!(authenticate(&clinic, &token).is_ok() && authenticate(&clinic, &theirs).is_err());
    }

    fn patients_need_no_scope_unless_the_installation_is_strict(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        let token = exchange(&clinic, &made.secret, "alice").unwrap();
        let bearer = authenticate(&clinic, &token).unwrap();
        assert!(bearer.require(&clinic.app, Scope::Prospects, "test").is_ok());
        assert!(bearer.require(&clinic.app, Scope::Tags, "test").is_ok());
        let refused = bearer.require(&clinic.app, Scope::Providers, "test");
        assert!(matches!(refused, Err(Error::InsufficientScope(Scope::Providers))));
        let ctx = enter(&clinic, &bearer, "alice").unwrap();
        assert!(ctx.may(Permission::ManagePatients) && !ctx.may(Permission::ManageBookings));
        let strict = app::access::Settings { strict_scopes: true, ..testkit::clinic::access() };
        let app = clinic.app_with(strict);
        let bearer = clinic.read(move |tx| access::authenticate(tx, &app, &token, "test")).unwrap();
        assert!(bearer.permissions.is_empty());
    }
}
