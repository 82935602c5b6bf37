//! Partners, their keys, requests for keys, and the portal.

use app::access_request::{self, Approval};
use app::api_key::{self, Created, KeyChange, KeyQuery, NamedPractices, NewApiKey};
use app::session::{self, SignedIn};
use app::{Error, InstallationCtx, Result, Tx, audit, partner};
use domain::access_request::{AccessWish, RequestStatus};
use domain::api_key::{KeyStatus, Practices};
use domain::partner::{PartnerChange, PartnerDetails};
use domain::secret::Secret;
use domain::{
    AccessRequest, AuditId, Noun, OrganizationId, PageQuery, Partner, PartnerId, Permission, Refusal, Scope, Scopes,
};
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::ADMIN_SECRET;

use crate::access::key;
use crate::names;

/// Something done to the installation.
type Work = Box<dyn FnMut(&mut Tx<'_>, &InstallationCtx) -> Result<()> + Send>;

/// Writes as the operator.
fn run<T: Send + 'static>(
    clinic: &TestClinic,
    mut work: impl FnMut(&mut Tx<'_>, &InstallationCtx) -> Result<T> + Send + 'static,
) -> Result<T> {
    let ctx = clinic.app.operator("test");
    clinic.write(move |tx| work(tx, &ctx))
}

fn add(clinic: &TestClinic, name: &str) -> Result<Partner> {
    let details = PartnerDetails::named(name);
    run(clinic, move |tx, ctx| partner::create(tx, ctx, details.clone()))
}

fn new_key(partner: PartnerId, practices: NamedPractices) -> NewApiKey {
    NewApiKey { name: "site".into(), partner, scopes: Scopes::of(&[Scope::Articles]), practices, expires_at: None }
}

fn wish() -> AccessWish {
    AccessWish {
        company: "Lakeside".into(),
        practice: "alice".into(),
        contact_name: "Bob".into(),
        contact_email: "Bob@Example.org".into(),
        contact_phone: None,
        scopes: Scopes::of(&[Scope::Providers]),
        message: None,
    }
}

fn submit(clinic: &TestClinic, wish: AccessWish) -> Result<AccessRequest> {
    let app = clinic.app.clone();
    clinic.write(move |tx| access_request::submit(tx, &app, wish.clone(), "test"))
}

fn portal(clinic: &TestClinic, shown: &str) -> Result<session::Opened> {
    let (app, shown) = (clinic.app.clone(), Secret::given(shown));
    clinic.write(move |tx| session::open_portal(tx, &app, &shown, None, "test"))
}

fn who(clinic: &TestClinic, secret: &Secret) -> Result<SignedIn> {
    let (app, secret) = (clinic.app.clone(), secret.clone());
    clinic.read(move |tx| Ok(session::resume(tx, &app, &secret, "test")?.who))
}

testkit::both_databases! {
    fn partners_have_a_name_of_their_own(engine) {
        let clinic = TestClinic::start(engine);
        let lakeside = add(&clinic, " Lakeside ").unwrap();
        assert_eq!(lakeside.details.name, "Lakeside");
        let again = add(&clinic, "LAKESIDE");
        assert!(matches!(again, Err(Error::Duplicate { noun: Noun::Partner, field: "name" })));
        let bad = PartnerDetails { email: Some("x".into()), website: Some("w".repeat(501)), ..PartnerDetails::named("") };
        let refused = run(&clinic, move |tx, ctx| partner::create(tx, ctx, bad.clone()));
        assert!(names(&refused.unwrap_err(), &["name", "website", "email"]));
        for name in ["Zebra 50%", "Otter", "zoo"] {
            add(&clinic, name).unwrap();
        }
        let list = |search: &'static str| {
            let page = run(&clinic, move |tx, ctx| partner::list(tx, ctx, Some(search), PageQuery::new(1, 2)?)).unwrap();
            (page.items.into_iter().map(|partner| partner.details.name).collect::<Vec<_>>(), page.total)
        };
        assert_eq!(list(""), (vec!["Lakeside".to_owned(), "Otter".to_owned()], 4));
        assert_eq!(list("Z"), (vec!["Zebra 50%".to_owned(), "zoo".to_owned()], 2));
        assert_eq!(list("0%").1, 1);
        assert_eq!(list("_").1, 0, "no letter means anything but itself");
        let change = PartnerChange { email: Some(Some(" New@Example.org".into())), name: Some("Otter".into()), ..PartnerChange::default() };
        let taken = run(&clinic, move |tx, ctx| partner::update(tx, ctx, lakeside.id, &change));
        assert!(matches!(taken, Err(Error::Duplicate { .. })));
        let change = PartnerChange { email: Some(Some(" New@Example.org".into())), ..PartnerChange::default() };
        let changed = run(&clinic, move |tx, ctx| partner::update(tx, ctx, lakeside.id, &change)).unwrap();
        assert_eq!((changed.details.email.as_deref(), changed.details.name.as_str()), (Some("new@example.org"), "Lakeside"));
    }

    fn a_partner_goes_with_its_dead_keys_only(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        let (partner, id) = (made.key.partner, made.key.id);
        let remove = || run(&clinic, move |tx, ctx| partner::delete(tx, ctx, partner));
        assert!(matches!(remove(), Err(Error::Conflict { noun: Noun::Partner, .. })));
        assert!(matches!(run(&clinic, move |tx, ctx| api_key::delete(tx, ctx, id)), Err(Error::Conflict { noun: Noun::ApiKey, .. })));
        run(&clinic, move |tx, ctx| api_key::revoke(tx, ctx, id)).unwrap();
        remove().unwrap();
        assert!(matches!(remove(), Err(Error::NotFound(Noun::Partner))));
        assert!(matches!(run(&clinic, move |tx, ctx| api_key::get(tx, ctx, id)), Err(Error::NotFound(Noun::ApiKey))));
    }

    fn a_secret_is_kept_as_a_keyed_digest_only(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[Scope::Tickets]);
        let kept: Vec<String> = clinic.read(|tx| Ok(tx.query("SELECT digest FROM api_keys", &[], |row| row.at(0))?)).unwrap();
        assert_eq!(kept.len(), 1);
        assert!(kept[0] != made.secret.digest() && !kept[0].contains(&made.secret.reveal()[3..]));
        assert_eq!(kept[0], clinic.app.access().secret.key_digest(&made.secret));
    }

    fn keys_name_practices_that_are_there(engine) {
        let clinic = TestClinic::start(engine);
        let partner = add(&clinic, "Lakeside").unwrap().id;
        let create = |new: NewApiKey| run(&clinic, move |tx, ctx| api_key::create(tx, ctx, &new));
        let only = |slugs: &[&str]| NamedPractices::Only(slugs.iter().map(|&slug| slug.to_owned()).collect());
        let made = create(new_key(partner, only(&["ALICE", "charlie", "alice"]))).unwrap();
        let Practices::Only(some) = &made.key.practices else { panic!("not all") };
        assert_eq!(some.iter().map(|(_, slug)| slug.as_str()).collect::<Vec<_>>(), ["alice", "charlie"]);
        let bad = NewApiKey { name: String::new(), expires_at: Some(clinic.app.now()), ..new_key(partner, only(&["alice", "mars"])) };
        assert!(names(&create(bad).unwrap_err(), &["name", "practices.1", "expires_at"]));
        assert!(names(&create(new_key(partner, only(&[]))).unwrap_err(), &["practices"]));
        assert!(matches!(create(new_key(PartnerId(9_999_999), NamedPractices::All)), Err(Error::NotFound(Noun::Partner))));
        let until = clinic.app.now() + SignedDuration::from_hours(1);
        let brief = create(NewApiKey { expires_at: Some(until), ..new_key(partner, NamedPractices::All) }).unwrap();
        clinic.clock.advance(SignedDuration::from_hours(1));
        let (app, secret) = (clinic.app.clone(), brief.secret.clone());
        let found = clinic.read(move |tx| api_key::find_by_secret(tx, &app, &secret, "test"));
        assert!(matches!(found, Err(Error::Unauthenticated(Refusal::ExpiredKey))));
    }

    fn a_key_may_end_at_another_moment_while_it_works(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        let (id, start) = (made.key.id, clinic.app.now());
        let ends = |at: Option<jiff::Timestamp>| {
            let change = KeyChange { expires_at: Some(at), ..KeyChange::default() };
            run(&clinic, move |tx, ctx| api_key::update(tx, ctx, id, &change))
        };
        let works = || {
            let (app, secret) = (clinic.app.clone(), made.secret.clone());
            clinic.read(move |tx| api_key::find_by_secret(tx, &app, &secret, "test"))
        };
        for passed in [start, start - SignedDuration::from_hours(1)] {
            assert!(names(&ends(Some(passed)).unwrap_err(), &["expires_at"]));
        }
        let (soon, later) = (start + SignedDuration::from_hours(1), start + SignedDuration::from_hours(2));
        assert_eq!(ends(Some(soon)).unwrap().expires_at, Some(soon));
        let renamed = KeyChange { name: Some("other".into()), ..KeyChange::default() };
        let renamed = run(&clinic, move |tx, ctx| api_key::update(tx, ctx, id, &renamed)).unwrap();
        assert_eq!((renamed.expires_at, renamed.scopes, &renamed.practices), (Some(soon), made.key.scopes, &made.key.practices));
        assert_eq!(ends(None).unwrap().expires_at, None);
        assert_eq!(ends(Some(later)).unwrap().expires_at, Some(later));
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert!(works().is_ok());
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert!(matches!(works(), Err(Error::Unauthenticated(Refusal::ExpiredKey))));
        let revived = ends(Some(later + SignedDuration::from_hours(1)));
        assert!(matches!(revived, Err(Error::Conflict { noun: Noun::ApiKey, .. })), "who is dead stays dead");
        assert!(matches!(ends(None), Err(Error::Conflict { .. })));
        assert!(works().is_err());
    }

    fn keys_are_listed_newest_first_and_filtered(engine) {
        let clinic = TestClinic::start(engine);
        let (one, other, all) = (key(&clinic, &["alice"], &[]), key(&clinic, &["charlie"], &[]), key(&clinic, &["*"], &[]));
        let revoked = one.key.id;
        run(&clinic, move |tx, ctx| api_key::revoke(tx, ctx, revoked)).unwrap();
        let ids = |query: KeyQuery| {
            let page = run(&clinic, move |tx, ctx| api_key::list(tx, ctx, &query, PageQuery::default())).unwrap();
            assert_eq!(page.total, i64::try_from(page.items.len()).unwrap());
            page.items.into_iter().map(|key| key.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(KeyQuery::default()), [all.key.id, other.key.id, one.key.id]);
        assert_eq!(ids(KeyQuery { slug: Some("Alice".into()), ..KeyQuery::default() }), [all.key.id, one.key.id]);
        assert_eq!(ids(KeyQuery { slug: Some("mars".into()), status: Some(KeyStatus::Active), ..KeyQuery::default() }), [all.key.id]);
        assert_eq!(ids(KeyQuery { status: Some(KeyStatus::Revoked), ..KeyQuery::default() }), [one.key.id]);
        assert_eq!(ids(KeyQuery { partner: Some(other.key.partner), ..KeyQuery::default() }), [other.key.id]);
    }

    fn a_rotated_key_goes_on_for_a_while_or_ends_at_once(engine) {
        let clinic = TestClinic::start(engine);
        let old = key(&clinic, &["alice"], &[Scope::Tickets]);
        let works = |made: &Created| {
            let (app, secret) = (clinic.app.clone(), made.secret.clone());
            clinic.read(move |tx| api_key::find_by_secret(tx, &app, &secret, "test")).is_ok()
        };
        let (id, later) = (old.key.id, clinic.app.now() + SignedDuration::from_hours(2));
        let new = run(&clinic, move |tx, ctx| api_key::rotate(tx, ctx, id, Some(later))).unwrap();
        assert_eq!((new.key.scopes, &new.key.practices, new.key.partner), (old.key.scopes, &old.key.practices, old.key.partner));
        assert!(new.key.id != old.key.id && works(&old) && works(&new));
        clinic.clock.advance(SignedDuration::from_hours(2));
        assert!(!works(&old) && works(&new));
        let id = new.key.id;
        let newest = run(&clinic, move |tx, ctx| api_key::rotate(tx, ctx, id, None)).unwrap();
        assert!(!works(&new) && works(&newest));
        let dead = run(&clinic, move |tx, ctx| api_key::rotate(tx, ctx, id, None));
        assert!(matches!(dead, Err(Error::Conflict { noun: Noun::ApiKey, .. })));
    }

    fn only_the_operator_gives_access(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], Scope::ALL);
        let (app, secret) = (clinic.app.clone(), made.secret.clone());
        let bearer = clinic.read(move |tx| Ok(app::access::exchange(tx, &app, &secret, "alice", "test")?.bearer)).unwrap();
        let ctx = app::access::enter_installation(&clinic.app, &bearer, "test");
        let (partner, id) = (made.key.partner, made.key.id);
        let write = |mut work: Work| {
            let ctx = ctx.clone();
            clinic.write(move |tx| work(tx, &ctx))
        };
        let forbidden = [
            write(Box::new(|tx, ctx| partner::create(tx, ctx, PartnerDetails::named("Mine")).map(drop))),
            write(Box::new(move |tx, ctx| partner::get(tx, ctx, partner).map(drop))),
            write(Box::new(|tx, ctx| partner::list(tx, ctx, None, PageQuery::default()).map(drop))),
            write(Box::new(move |tx, ctx| partner::update(tx, ctx, partner, &PartnerChange::default()).map(drop))),
            write(Box::new(move |tx, ctx| partner::delete(tx, ctx, partner))),
            write(Box::new(move |tx, ctx| api_key::create(tx, ctx, &new_key(partner, NamedPractices::All)).map(drop))),
            write(Box::new(move |tx, ctx| api_key::update(tx, ctx, id, &KeyChange::default()).map(drop))),
            write(Box::new(move |tx, ctx| api_key::revoke(tx, ctx, id).map(drop))),
            write(Box::new(move |tx, ctx| api_key::rotate(tx, ctx, id, None).map(drop))),
            write(Box::new(move |tx, ctx| api_key::delete(tx, ctx, id))),
            write(Box::new(|tx, ctx| access_request::list(tx, ctx, None, PageQuery::default()).map(drop))),
            write(Box::new(|tx, ctx| access_request::approve(tx, ctx, domain::AccessRequestId(1), &Approval::default()).map(drop))),
            write(Box::new(|tx, ctx| access_request::reject(tx, ctx, domain::AccessRequestId(1), None).map(drop))),
        ];
        for (index, result) in forbidden.iter().enumerate() {
            assert!(matches!(result, Err(Error::Forbidden(Permission::ManageAccess))), "{index}: {result:?}");
        }
        let change = PartnerChange { name: Some("Taken over".into()), active: Some(false), phone: Some(Some("1".into())), ..PartnerChange::default() };
        let own = { let ctx = ctx.clone(); clinic.write(move |tx| partner::update_own(tx, &ctx, &change)).unwrap() };
        assert!(own.details.active && own.details.name != "Taken over", "{own:?}");
        assert_eq!(own.details.phone.as_deref(), Some("1"));
    }

    fn a_request_is_decided_once(engine) {
        let clinic = TestClinic::start(engine);
        let request = submit(&clinic, wish()).unwrap();
        assert_eq!((request.status, request.wish.contact_email.as_str()), (RequestStatus::Pending, "bob@example.org"));
        let id = request.id;
        let approve = |approval: Approval| run(&clinic, move |tx, ctx| access_request::approve(tx, ctx, id, &approval));
        let nowhere = Approval { practices: Some(NamedPractices::Only(vec!["mars".into()])), ..Approval::default() };
        assert!(names(&approve(nowhere).unwrap_err(), &["practices.0"]));
        let partners = |clinic: &TestClinic| run(clinic, |tx, ctx| Ok(partner::list(tx, ctx, None, PageQuery::default())?.total)).unwrap();
        assert_eq!(partners(&clinic), 0, "all of it or nothing");
        let approved = approve(Approval::default()).unwrap();
        assert_eq!((approved.request.status, approved.request.key), (RequestStatus::Approved, Some(approved.created.key.id)));
        assert_eq!(approved.created.key.partner_name, "Lakeside");
        assert!(matches!(approve(Approval::default()), Err(Error::Conflict { noun: Noun::AccessRequest, .. })));
        let reject = run(&clinic, move |tx, ctx| access_request::reject(tx, ctx, id, None));
        assert!(matches!(reject, Err(Error::Conflict { .. })));
        assert_eq!(partners(&clinic), 1);
        let second = submit(&clinic, wish()).unwrap().id;
        let rejected = run(&clinic, move |tx, ctx| access_request::reject(tx, ctx, second, Some(" Unknown to us. "))).unwrap();
        assert_eq!((rejected.status, rejected.reason.as_deref()), (RequestStatus::Rejected, Some("Unknown to us.")));
        let pending = run(&clinic, |tx, ctx| access_request::list(tx, ctx, Some(RequestStatus::Pending), PageQuery::default())).unwrap();
        let all = run(&clinic, |tx, ctx| access_request::list(tx, ctx, None, PageQuery::default())).unwrap();
        assert_eq!((pending.total, all.total, all.items[0].id), (0, 2, second));
        let bad = AccessWish { company: " ".into(), contact_email: "x".into(), scopes: Scopes::NONE, ..wish() };
        assert!(names(&submit(&clinic, bad).unwrap_err(), &["company", "contact_email", "scopes"]));
    }

    fn two_who_approve_at_once_make_one_key(engine) {
        let clinic = TestClinic::start(engine);
        let (id, partner) = (submit(&clinic, wish()).unwrap().id, add(&clinic, "Known").unwrap().id);
        let results: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| {
                    let approval = Approval { partner: Some(partner), ..Approval::default() };
                    run(&clinic, move |tx, ctx| access_request::approve(tx, ctx, id, &approval))
                }))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        assert!(results.iter().filter_map(|result| result.as_ref().err()).all(|error| matches!(error, Error::Conflict { .. })), "{results:?}");
        assert_eq!(run(&clinic, |tx, ctx| api_key::list(tx, ctx, &KeyQuery::default(), PageQuery::default())).unwrap().total, 1);
    }

    fn the_portal_takes_the_admin_secret_or_a_key(engine) {
        let clinic = TestClinic::start(engine);
        let (made, other) = (key(&clinic, &["alice"], &[]), key(&clinic, &["charlie"], &[]));
        let admin = portal(&clinic, ADMIN_SECRET).unwrap();
        assert!(matches!(who(&clinic, &admin.secret), Ok(SignedIn::Operator(_))));
        let partner = portal(&clinic, made.secret.reveal()).unwrap();
        let Ok(SignedIn::Partner(ctx, key)) = who(&clinic, &partner.secret) else { panic!("a partner") };
        assert_eq!(key.id, made.key.id);
        let own = { let ctx = ctx.clone(); clinic.read(move |tx| api_key::list(tx, &ctx, &KeyQuery::default(), PageQuery::default())).unwrap() };
        assert_eq!((own.total, own.items[0].id), (1, made.key.id));
        let foreign = other.key.id;
        assert!(matches!(clinic.read(move |tx| api_key::get(tx, &ctx, foreign)), Err(Error::NotFound(_))));
        for wrong in ["", "the operator", "pk_x"] {
            assert!(matches!(portal(&clinic, wrong), Err(Error::Unauthenticated(Refusal::UnknownKey))), "{wrong}");
        }
        let id = made.key.id;
        run(&clinic, move |tx, ctx| api_key::revoke(tx, ctx, id)).unwrap();
        assert!(who(&clinic, &partner.secret).is_err() && who(&clinic, &admin.secret).is_ok());
        clinic.clock.advance(SignedDuration::from_hours(8));
        assert!(matches!(who(&clinic, &admin.secret), Err(Error::Unauthenticated(Refusal::NoSession))));
        let app = clinic.app_with(app::access::Settings { admin_secret: None, ..testkit::clinic::access() });
        let off = clinic.write(move |tx| session::open_portal(tx, &app, &Secret::given(ADMIN_SECRET), None, "test"));
        assert!(off.is_err(), "without an admin secret nobody is the operator");
    }

    fn a_session_ends_when_its_key_is_switched_off_later(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        let opened = portal(&clinic, made.secret.reveal()).unwrap();
        let (id, later) = (made.key.id, clinic.app.now() + SignedDuration::from_hours(1));
        run(&clinic, move |tx, ctx| api_key::rotate(tx, ctx, id, Some(later))).unwrap();
        assert!(who(&clinic, &opened.secret).is_ok());
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert!(matches!(who(&clinic, &opened.secret), Err(Error::Unauthenticated(Refusal::RevokedKey))));
    }

    fn a_revoked_key_leaves_no_session_behind(engine) {
        let clinic = TestClinic::start(engine);
        let (made, other) = (key(&clinic, &["alice"], &[]), key(&clinic, &["alice"], &[]));
        let sessions: Vec<_> = (0..3).map(|_| portal(&clinic, made.secret.reveal()).unwrap()).collect();
        let (kept, admin) = (portal(&clinic, other.secret.reveal()).unwrap(), portal(&clinic, ADMIN_SECRET).unwrap());
        let left = || {
            let read = clinic.read(|tx| Ok(tx.query("SELECT id FROM sessions ORDER BY id", &[], |row| row.at::<i64>(0))?));
            read.unwrap()
        };
        assert_eq!(left().len(), 5);
        let id = made.key.id;
        run(&clinic, move |tx, ctx| api_key::revoke(tx, ctx, id)).unwrap();
        for session in &sessions {
            assert!(matches!(who(&clinic, &session.secret), Err(Error::Unauthenticated(Refusal::NoSession))));
        }
        assert_eq!(left(), [kept.session.id.0, admin.session.id.0], "those of others stay");
        assert!(who(&clinic, &kept.secret).is_ok() && who(&clinic, &admin.secret).is_ok());
        let again = portal(&clinic, made.secret.reveal());
        assert!(matches!(again, Err(Error::Unauthenticated(Refusal::RevokedKey))), "nor are there new ones");
        let id = other.key.id;
        run(&clinic, move |tx, ctx| api_key::rotate(tx, ctx, id, None)).unwrap();
        assert_eq!(left(), [admin.session.id.0], "a key that is replaced at once ends as well");
    }

    fn a_session_does_not_outlive_the_time_or_the_partner_of_its_key(engine) {
        let clinic = TestClinic::start(engine);
        let partner = add(&clinic, "Brief").unwrap().id;
        let until = clinic.app.now() + SignedDuration::from_hours(1);
        let new = NewApiKey { expires_at: Some(until), ..new_key(partner, NamedPractices::All) };
        let brief = run(&clinic, move |tx, ctx| api_key::create(tx, ctx, &new)).unwrap();
        let opened = portal(&clinic, brief.secret.reveal()).unwrap();
        let switch = |active: bool| {
            let change = PartnerChange { active: Some(active), ..PartnerChange::default() };
            run(&clinic, move |tx, ctx| partner::update(tx, ctx, partner, &change)).unwrap();
        };
        switch(false);
        assert!(matches!(who(&clinic, &opened.secret), Err(Error::Unauthenticated(Refusal::PartnerInactive))));
        switch(true);
        assert!(who(&clinic, &opened.secret).is_ok());
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert!(matches!(who(&clinic, &opened.secret), Err(Error::Unauthenticated(Refusal::ExpiredKey))));
    }

    fn changes_and_refusals_are_in_the_chain_of_the_installation(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        for _ in 0..50 {
            drop(portal(&clinic, "wrong"));
        }
        let (app, secret) = (clinic.app.clone(), made.secret.clone());
        drop(clinic.read(move |tx| app::access::exchange(tx, &app, &secret, "charlie", "request-7")));
        app::recorder::flush(&clinic.app, 1000).unwrap();
        let entries = clinic.read(|tx| Ok(tx.list_audit(OrganizationId::INSTALLATION, AuditId(0), 1000)?)).unwrap();
        let told: Vec<_> = entries.iter().map(|entry| (entry.action.as_str(), entry.actor.as_str())).collect();
        assert!(told.contains(&("api_key.create", "operator")) && told.contains(&("partner.create", "operator")), "{told:?}");
        let refusals: Vec<_> = entries.iter().filter(|entry| entry.action == "access.refuse").collect();
        assert_eq!(refusals.len(), 2, "alike ones make one entry");
        assert!(refusals[0].detail.contains("\"unknown_key\"") && refusals[0].detail.contains("\"times\":50"), "{refusals:?}");
        assert_eq!(refusals[1].actor, format!("partner:{}/key:{}", made.key.partner, made.key.id));
        assert!(refusals[1].detail.contains("wrong_organization") && refusals[1].request_id == "request-7");
        while clinic.write(|tx| audit::seal(tx, 100)).unwrap() > 0 {}
        let verified = clinic.read(|tx| audit::verify(tx, OrganizationId::INSTALLATION)).unwrap();
        assert_eq!((verified.unsealed, verified.faults.len()), (0, 0));
        assert_eq!(verified.sound, i64::try_from(entries.len()).unwrap());
    }

    fn the_use_of_a_key_is_noted_to_the_minute(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        let call = || {
            let caller = domain::activity::Caller { partner: Some(made.key.partner), key: Some(made.key.id), organization: None };
            clinic.app.recorder().called(domain::activity::Call {
                at: clinic.app.now(), door: "test", method: "GET".into(), endpoint: "/".into(), status: 200, duration_us: 5, caller, address: None,
            });
            app::recorder::flush(&clinic.app, 10).unwrap();
            let id = made.key.id;
            run(&clinic, move |tx, ctx| api_key::get(tx, ctx, id)).unwrap().last_used_at
        };
        let first = clinic.app.now();
        assert_eq!(call(), Some(first));
        clinic.clock.advance(SignedDuration::from_secs(59));
        assert_eq!(call(), Some(first));
        clinic.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(call(), Some(first + SignedDuration::from_secs(60)));
    }

    fn what_cannot_be_written_waits(engine) {
        let clinic = TestClinic::start(engine);
        drop(portal(&clinic, "wrong"));
        clinic.app.db().close();
        assert!(app::recorder::flush(&clinic.app, 10).is_err());
        assert_eq!((clinic.app.recorder().waiting(), clinic.app.recorder().dropped()), (1, 0));
    }

    fn the_installation_makes_its_secret_once(engine) {
        let clinic = TestClinic::start(engine);
        let random: std::sync::Arc<dyn domain::Random> = std::sync::Arc::new(domain::OsRandom);
        let kept = || app::access::kept_secret(clinic.app.db(), &random).unwrap().key_digest(&Secret::given("x"));
        assert_eq!(kept(), kept());
    }
}
