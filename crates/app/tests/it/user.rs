//! Users: signing in, second factors, new passwords.

use std::sync::{Arc, Mutex};

use app::mail::{Mail, Mailer};
use app::session::{self, SignedIn as Who};
use app::user::{self, Credentials, NewUser, SignedIn, Step};
use app::{Ctx, Error, Parts, Result};
use domain::secret::Secret;
use domain::{AuditId, OrganizationId, Permission, Refusal, Role, User};
use jiff::SignedDuration;
use testkit::{Practice, TestClinic};

const PASSWORD: &str = "long walks by the lake";

/// Somebody at Alice's, with a password.
fn somebody(clinic: &TestClinic, login: &str, role: Role) -> User {
    let ctx = clinic.system(&clinic.alice);
    let new = NewUser { login: login.to_owned(), name: "Some Body".to_owned(), role };
    let then = ctx.clone();
    let user = clinic.write(move |tx| user::create(tx, &then, &new)).expect("a user");
    user::set_password(&ctx, user.id, PASSWORD).expect("a password");
    user
}

/// The first step of signing in.
fn step(clinic: &TestClinic, login: &str, password: &str, old: Option<&Secret>) -> Result<Step> {
    let credentials = Credentials { login: login.to_owned(), password: password.to_owned() };
    user::sign_in(&clinic.anonymous(&clinic.alice), &credentials, old)
}

/// Both steps, the second one with that code.
fn try_in(clinic: &TestClinic, login: &str, password: &str, code: Option<&str>) -> Result<SignedIn> {
    match (step(clinic, login, password, None)?, code) {
        (Step::In(signed_in), None) => Ok(*signed_in),
        (Step::CodeNeeded(halfway), Some(code)) => {
            user::sign_in_with_code(&clinic.anonymous(&clinic.alice), &halfway, code, None)
        }
        (step, code) => panic!("{step:?} with {code:?}"),
    }
}

/// What is carried to the second step.
fn halfway(clinic: &TestClinic) -> Secret {
    match step(clinic, "bob@example.org", PASSWORD, None).unwrap() {
        Step::CodeNeeded(halfway) => halfway,
        Step::In(_) => panic!("no code was asked for"),
    }
}

fn refused<T>(result: &Result<T>) -> Option<Refusal> {
    match result {
        Err(Error::Unauthenticated(refusal)) => Some(*refusal),
        _ => None,
    }
}

fn resume(clinic: &TestClinic, secret: &Secret) -> Result<session::Resumed> {
    let (app, secret) = (clinic.app.clone(), secret.clone());
    clinic.read(move |tx| session::resume(tx, &app, &secret, "test"))
}

/// Somebody signed in, and what they may do.
fn at_work(clinic: &TestClinic, login: &str) -> (SignedIn, Ctx) {
    let signed_in = try_in(clinic, login, PASSWORD, None).expect("they sign in");
    match resume(clinic, &signed_in.opened.secret).expect("a session").who {
        Who::User(ctx, _) => (signed_in, ctx),
        _ => panic!("not a user's session"),
    }
}

/// The code that a phone shows.
fn phone(clinic: &TestClinic, setup: &user::FactorSetup) -> String {
    let secret = totp_rs::Secret::try_from_base32(&setup.secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("a").build().unwrap();
    totp.generate(u64::try_from(clinic.app.now().as_second()).unwrap()).to_string()
}

fn refusals(clinic: &TestClinic, organization: OrganizationId) -> Vec<String> {
    app::recorder::flush(&clinic.app, 1000).unwrap();
    let entries = clinic.read(move |tx| Ok(tx.list_audit(organization, AuditId(0), 1000)?)).unwrap();
    entries.into_iter().filter(|entry| entry.action == "access.refuse").map(|entry| entry.detail).collect()
}

testkit::both_databases! {
    fn somebody_signs_in_with_the_right_password_only(engine) {
        let clinic = TestClinic::start(engine);
        let bob = somebody(&clinic, "Bob@Example.org", Role::FrontDesk);
        let (signed_in, ctx) = at_work(&clinic, " bob@example.ORG ");
        assert_eq!((signed_in.user.id, ctx.organization_id()), (bob.id, clinic.alice.organization.id));
        assert!(ctx.may(Permission::ManageBookings) && !ctx.may(Permission::ManageAccess));
        for (login, password) in [("bob@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("", "")] {
            assert_eq!(refused(&try_in(&clinic, login, password, None)), Some(Refusal::WrongPassword), "{login}");
        }
        let elsewhere = Credentials { login: "bob@example.org".into(), password: PASSWORD.into() };
        let there = user::sign_in(&clinic.anonymous(&clinic.charlie), &elsewhere, None);
        assert_eq!(refused(&there), Some(Refusal::WrongPassword), "nobody at Charlie's");
        let told = refusals(&clinic, clinic.alice.organization.id);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|detail| !detail.contains('@')), "no addresses: {told:?}");
    }

    fn five_wrong_tries_lock_for_a_growing_while(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let wrong = || try_in(&clinic, "bob@example.org", "wrong", None);
        assert!((0..5).all(|_| refused(&wrong()) == Some(Refusal::WrongPassword)));
        let locked = try_in(&clinic, "bob@example.org", PASSWORD, None);
        assert!(matches!(locked, Err(Error::TooManyRequests { retry_after: 60 })), "{locked:?}");
        clinic.clock.advance(SignedDuration::from_secs(60));
        assert_eq!(refused(&wrong()), Some(Refusal::WrongPassword));
        assert!(matches!(wrong(), Err(Error::TooManyRequests { retry_after: 120 })));
        clinic.clock.advance(SignedDuration::from_secs(120));
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, None).is_ok());
        assert!((0..4).all(|_| refused(&wrong()) == Some(Refusal::WrongPassword)), "counted anew");
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, None).is_ok());
    }

    fn tries_at_the_same_time_are_all_counted(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| drop(try_in(&clinic, "bob@example.org", "wrong", None)));
            }
        });
        assert!(matches!(try_in(&clinic, "bob@example.org", PASSWORD, None), Err(Error::TooManyRequests { .. })));
    }

    fn a_second_factor_is_asked_for_and_works_once(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let (_, ctx) = at_work(&clinic, "bob@example.org");
        let setup = { let ctx = ctx.clone(); clinic.write(move |tx| user::begin_factor(tx, &ctx)).unwrap() };
        assert!(setup.url.starts_with("otpauth://totp/") && setup.url.contains(&setup.secret), "an address for phones");
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, None).is_ok(), "not before it was shown to work");
        let confirm = |code: String| { let ctx = ctx.clone().at(clinic.app.now()); clinic.write(move |tx| user::confirm_factor(tx, &ctx, &code)) };
        assert!(matches!(confirm("000000".into()), Err(Error::Invalid(_))));
        let codes = confirm(phone(&clinic, &setup)).unwrap();
        assert_eq!((codes.len(), codes[0].len()), (10, 19));
        let left = { let ctx = ctx.clone(); clinic.read(move |tx| user::recovery_codes_left(tx, &ctx)).unwrap() };
        assert_eq!(left, 10);
        let used = phone(&clinic, &setup);
        assert_eq!(refused(&try_in(&clinic, "bob@example.org", PASSWORD, Some(&used))), Some(Refusal::WrongCode), "it was used");
        clinic.clock.advance(SignedDuration::from_secs(60));
        let fresh = phone(&clinic, &setup);
        assert_eq!(refused(&try_in(&clinic, "bob@example.org", "wrong", Some(&fresh))), Some(Refusal::WrongPassword));
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, Some(&fresh)).is_ok());
        let typed = codes[3].to_uppercase().replace('-', " ");
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, Some(&typed)).is_ok(), "a recovery code");
        assert_eq!(refused(&try_in(&clinic, "bob@example.org", PASSWORD, Some(&typed))), Some(Refusal::WrongCode), "once");
        assert!(matches!(user::turn_factor_off(&ctx, "000000"), Err(Error::Invalid(_))));
        let again = user::renew_recovery_codes(&ctx, &codes[4]).unwrap();
        assert!(user::turn_factor_off(&ctx, &codes[5]).is_err(), "the old ones are gone");
        user::turn_factor_off(&ctx, &again[0]).unwrap();
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, None).is_ok());
    }

    fn the_second_step_needs_the_first_one(engine) {
        let clinic = TestClinic::start(engine);
        let bob = somebody(&clinic, "bob@example.org", Role::FrontDesk);
        somebody(&clinic, "dana@example.org", Role::FrontDesk);
        let (_, ctx) = at_work(&clinic, "bob@example.org");
        let setup = { let ctx = ctx.clone(); clinic.write(move |tx| user::begin_factor(tx, &ctx)).unwrap() };
        let again = { let ctx = ctx.clone(); clinic.read(move |tx| user::pending_factor(tx, &ctx)).unwrap() };
        assert!(again == setup, "the same is shown after a wrong code");
        let code = phone(&clinic, &setup);
        let codes = { let ctx = ctx.clone(); clinic.write(move |tx| user::confirm_factor(tx, &ctx, &code)).unwrap() };
        let here = clinic.anonymous(&clinic.alice);
        let second = |ctx: &Ctx, halfway: &Secret| refused(&user::sign_in_with_code(ctx, halfway, &codes[0], None));
        let good = halfway(&clinic);
        let forged = [
            "", ".", "1", "x.y.z", &good.reveal().replacen('.', ".9", 1), &good.reveal()[1..], &format!("{}0", good.reveal()),
        ].map(Secret::given);
        for bad in &forged {
            assert_eq!(second(&here, bad), Some(Refusal::StaleSignIn), "{}", bad.reveal());
        }
        assert_eq!(second(&clinic.anonymous(&clinic.charlie), &good), Some(Refusal::StaleSignIn), "another practice");
        clinic.clock.advance(SignedDuration::from_secs(300));
        assert_eq!(second(&clinic.anonymous(&clinic.alice), &good), Some(Refusal::StaleSignIn), "five minutes later");
        let good = halfway(&clinic);
        user::set_password(&clinic.system(&clinic.alice), bob.id, "another good password").unwrap();
        assert_eq!(second(&clinic.anonymous(&clinic.alice), &good), Some(Refusal::StaleSignIn), "another password");
        user::set_password(&clinic.system(&clinic.alice), bob.id, PASSWORD).unwrap();
        let good = halfway(&clinic);
        let here = clinic.anonymous(&clinic.alice);
        assert!((0..5).all(|_| refused(&user::sign_in_with_code(&here, &good, "123", None)) == Some(Refusal::WrongCode)));
        let locked = user::sign_in_with_code(&here, &good, &codes[0], None);
        assert!(matches!(locked, Err(Error::TooManyRequests { .. })), "{locked:?}");
        clinic.clock.advance(SignedDuration::from_mins(2));
        let here = clinic.anonymous(&clinic.alice);
        assert!(user::sign_in_with_code(&here, &good, &codes[0], None).is_ok(), "it was no code that was lost");
    }

    fn wrong_codes_lock_even_a_signed_in_browser(engine) {
        let clinic = TestClinic::start(engine);
        let bob = somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let (_, ctx) = at_work(&clinic, "bob@example.org");
        let setup = { let ctx = ctx.clone(); clinic.write(move |tx| user::begin_factor(tx, &ctx)).unwrap() };
        let code = phone(&clinic, &setup);
        let codes = { let ctx = ctx.clone(); clinic.write(move |tx| user::confirm_factor(tx, &ctx, &code)).unwrap() };
        assert!((0..5).all(|_| matches!(user::turn_factor_off(&ctx, "123"), Err(Error::Invalid(_)))));
        assert!(matches!(user::turn_factor_off(&ctx, &codes[0]), Err(Error::TooManyRequests { .. })));
        let admin = clinic.system(&clinic.alice);
        clinic.write(move |tx| user::reset_factor(tx, &admin, bob.id)).unwrap();
        clinic.clock.advance(SignedDuration::from_mins(2));
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, None).is_ok());
    }

    fn sessions_end_when_idle_after_a_day_and_when_told(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let (first, _) = at_work(&clinic, "bob@example.org");
        clinic.clock.advance(SignedDuration::from_mins(29));
        assert!(resume(&clinic, &first.opened.secret).is_ok());
        app::recorder::flush(&clinic.app, 100).unwrap();
        clinic.clock.advance(SignedDuration::from_mins(29));
        assert!(resume(&clinic, &first.opened.secret).is_ok(), "it was used");
        clinic.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(refused(&resume(&clinic, &first.opened.secret)), Some(Refusal::NoSession), "not written down before it was flushed");
        let (second, _) = at_work(&clinic, "bob@example.org");
        for _ in 0..24 {
            clinic.clock.advance(SignedDuration::from_mins(20));
            drop(resume(&clinic, &second.opened.secret));
            app::recorder::flush(&clinic.app, 100).unwrap();
        }
        assert_eq!(refused(&resume(&clinic, &second.opened.secret)), Some(Refusal::NoSession), "eight hours are the most");
        let (third, _) = at_work(&clinic, "bob@example.org");
        let fourth = step(&clinic, "bob@example.org", PASSWORD, Some(&third.opened.secret)).unwrap();
        let Step::In(fourth) = fourth else { panic!("no code is needed") };
        assert!(resume(&clinic, &third.opened.secret).is_err(), "signing in again takes its place");
        let (fifth, _) = at_work(&clinic, "bob@example.org");
        let mine = resume(&clinic, &fifth.opened.secret).unwrap();
        let (app, now) = (clinic.app.clone(), clinic.app.now());
        let listed = { let mine = mine.clone(); clinic.read(move |tx| session::list(tx, &mine, now)).unwrap() };
        assert_eq!(listed.len(), 2);
        let (one, then) = (fourth.opened.session.id, mine.clone());
        clinic.write(move |tx| session::end_one(tx, &app, &then, one, "test")).unwrap();
        assert!(resume(&clinic, &fourth.opened.secret).is_err() && resume(&clinic, &fifth.opened.secret).is_ok());
        let (app, secret) = (clinic.app.clone(), fifth.opened.secret.clone());
        clinic.write(move |tx| session::end(tx, &app, &secret, "test")).unwrap();
        assert!(resume(&clinic, &fifth.opened.secret).is_err());
    }

    fn nobody_ends_the_sessions_of_others(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        somebody(&clinic, "dana@example.org", Role::Practitioner);
        let (bob, _) = at_work(&clinic, "bob@example.org");
        let (dana, _) = at_work(&clinic, "dana@example.org");
        let (app, mine, theirs) = (clinic.app.clone(), resume(&clinic, &bob.opened.secret).unwrap(), dana.opened.session.id);
        let ended = clinic.write(move |tx| session::end_one(tx, &app, &mine, theirs, "test"));
        assert!(matches!(ended, Err(Error::NotFound(_))));
        assert!(resume(&clinic, &dana.opened.secret).is_ok());
    }

    fn all_sessions_of_somebody_can_be_ended_for_them(engine) {
        let clinic = TestClinic::start(engine);
        let bob = somebody(&clinic, "bob@example.org", Role::FrontDesk);
        somebody(&clinic, "admin@example.org", Role::Admin);
        let ((one, of_bob), (admin, of_admin)) = (at_work(&clinic, "bob@example.org"), at_work(&clinic, "admin@example.org"));
        let end = |ctx: Ctx| clinic.write(move |tx| user::end_sessions(tx, &ctx, bob.id));
        assert!(matches!(end(of_bob), Err(Error::Forbidden(_))));
        assert!(matches!(end(clinic.system(&clinic.charlie)), Err(Error::NotFound(_))));
        end(of_admin).unwrap();
        assert!(resume(&clinic, &one.opened.secret).is_err() && resume(&clinic, &admin.opened.secret).is_ok());
    }

    fn a_new_password_ends_all_other_sessions(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let ((one, ctx), (other, _)) = (at_work(&clinic, "bob@example.org"), at_work(&clinic, "bob@example.org"));
        let wrong = user::change_password(&ctx, "wrong", "another good password", None);
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        assert!(matches!(user::change_password(&ctx, PASSWORD, "short", None), Err(Error::Invalid(_))));
        user::change_password(&ctx, PASSWORD, "another good password", Some(one.opened.session.id)).unwrap();
        assert!(resume(&clinic, &one.opened.secret).is_ok() && resume(&clinic, &other.opened.secret).is_err());
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, None).is_err());
        assert!(try_in(&clinic, "bob@example.org", "another good password", None).is_ok());
    }

    fn a_link_to_a_new_password_works_once_within_the_hour(engine) {
        let clinic = TestClinic::start(engine);
        let bob = somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let here = clinic.anonymous(&clinic.alice);
        let unconfigured = user::request_reset(&here, "bob@example.org", |_| letter(""));
        assert!(matches!(unconfigured, Err(Error::Unavailable(_))));
        let post = Arc::new(Post::default());
        let app = clinic.app_of(|parts| Parts { mailer: post.clone(), ..parts });
        let here = app.anonymous(clinic.alice.organization.clone(), availability::Channel::Online, "test");
        for login in ["bob@example.org", "nobody@example.org"] {
            user::request_reset(&here, login, |secret| letter(secret.reveal())).unwrap();
        }
        let sent = post.0.lock().unwrap().clone();
        assert_eq!((sent.len(), sent[0].to.as_str()), (1, "bob@example.org"));
        let token = Secret::given(sent[0].text.split(['<', '>']).nth(1).unwrap());
        let (before, _) = at_work(&clinic, "bob@example.org");
        assert!(matches!(user::reset_password(&here, &token, "short"), Err(Error::Invalid(_))), "the link is not used up");
        let elsewhere = clinic.anonymous(&clinic.charlie);
        let there = user::reset_password(&elsewhere, &token, "another good password");
        assert_eq!(refused(&there), Some(Refusal::BadReset));
        user::reset_password(&here, &token, "another good password").unwrap();
        assert!(try_in(&clinic, "bob@example.org", "another good password", None).is_ok());
        assert!(resume(&clinic, &before.opened.secret).is_err());
        assert_eq!(refused(&user::reset_password(&here, &token, "yet another password")), Some(Refusal::BadReset));
        let admin = clinic.system(&clinic.alice);
        let late = clinic.write(move |tx| user::issue_reset(tx, &admin, bob.id)).unwrap();
        clinic.clock.advance(SignedDuration::from_mins(60));
        let here = clinic.anonymous(&clinic.alice);
        assert_eq!(refused(&user::reset_password(&here, &late, "yet another password")), Some(Refusal::BadReset));
    }

    fn nobody_is_flooded_with_links_by_others(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let post = Arc::new(Post::default());
        let app = clinic.app_of(|parts| Parts { mailer: post.clone(), ..parts });
        let ask = || {
            let here = app.anonymous(clinic.alice.organization.clone(), availability::Channel::Online, "test");
            user::request_reset(&here, "bob@example.org", |secret| letter(secret.reveal())).unwrap();
        };
        std::thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(ask))));
        let sent = || post.0.lock().unwrap().clone();
        assert_eq!(sent().len(), 1, "however often somebody asks at once");
        clinic.clock.advance(SignedDuration::from_secs(299));
        ask();
        assert_eq!(sent().len(), 1);
        let token = Secret::given(sent()[0].text.split(['<', '>']).nth(1).unwrap());
        user::reset_password(&clinic.anonymous(&clinic.alice), &token, "another good password").unwrap();
        ask();
        assert_eq!(sent().len(), 2, "it was used, so another one may be sent");
        clinic.clock.advance(SignedDuration::from_mins(5));
        ask();
        assert_eq!(sent().len(), 3);
        let down = clinic.app_of(|parts| Parts { mailer: Arc::new(Down), ..parts });
        clinic.clock.advance(SignedDuration::from_mins(5));
        let here = down.anonymous(clinic.alice.organization.clone(), availability::Channel::Online, "test");
        user::request_reset(&here, "bob@example.org", |_| letter("")).unwrap();
        ask();
        assert_eq!(sent().len(), 4, "what could not be sent is in nobody's way");
    }

    fn whoever_manages_users_sends_them_links(engine) {
        let clinic = TestClinic::start(engine);
        let bob = somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let post = Arc::new(Post::default());
        let app = clinic.app_of(|parts| Parts { mailer: post.clone(), ..parts });
        let staff = |practice: &Practice| app.system(practice.organization.clone(), "test", app.now());
        let send = |ctx: &Ctx| user::send_reset(ctx, bob.id, |secret| letter(secret.reveal()));
        let without = user::send_reset(&clinic.system(&clinic.alice), bob.id, |_| letter(""));
        assert!(matches!(without, Err(Error::Unavailable(_))));
        let anybody = app.anonymous(clinic.alice.organization.clone(), availability::Channel::Online, "test");
        assert!(matches!(send(&anybody), Err(Error::Forbidden(_))));
        assert!(matches!(send(&staff(&clinic.charlie)), Err(Error::NotFound(_))), "a stranger's");
        send(&staff(&clinic.alice)).unwrap();
        let switch = |active| { let ctx = clinic.system(&clinic.alice); clinic.write(move |tx| user::set_active(tx, &ctx, bob.id, active)).unwrap() };
        switch(false);
        assert!(matches!(send(&staff(&clinic.alice)), Err(Error::Conflict { .. })), "the link would not work");
        switch(true);
        let sent = post.0.lock().unwrap().clone();
        assert_eq!((sent.len(), sent[0].to.as_str()), (1, "bob@example.org"));
        let token = Secret::given(sent[0].text.split(['<', '>']).nth(1).unwrap());
        user::reset_password(&anybody, &token, "another good password").unwrap();
        assert!(try_in(&clinic, "bob@example.org", "another good password", None).is_ok());
    }

    fn only_owners_manage_owners_and_one_always_stays(engine) {
        let clinic = TestClinic::start(engine);
        let alice = somebody(&clinic, "alice@example.org", Role::Owner);
        let admin = somebody(&clinic, "admin@example.org", Role::Admin);
        let bob = somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let ((_, of_alice), (_, of_admin), (_, of_bob)) = (at_work(&clinic, "alice@example.org"), at_work(&clinic, "admin@example.org"), at_work(&clinic, "bob@example.org"));
        let set = |ctx: &Ctx, user: &User, role| { let (ctx, id) = (ctx.clone(), user.id); clinic.write(move |tx| user::set_role(tx, &ctx, id, role)) };
        assert!(matches!(set(&of_bob, &bob, Role::Admin), Err(Error::Forbidden(Permission::ManageAccess))));
        assert!(matches!(set(&of_admin, &admin, Role::Owner), Err(Error::Forbidden(_))), "nobody makes themselves an owner");
        assert!(matches!(set(&of_admin, &alice, Role::FrontDesk), Err(Error::Forbidden(_))));
        assert!(matches!(user::set_password(&of_admin, alice.id, "another good password"), Err(Error::Forbidden(_))));
        assert!(set(&of_admin, &bob, Role::Practitioner).is_ok());
        assert!(matches!(set(&of_alice, &alice, Role::Admin), Err(Error::Conflict { .. })), "the last owner");
        let (ctx, id) = (of_alice.clone(), alice.id);
        assert!(matches!(clinic.write(move |tx| user::set_active(tx, &ctx, id, false)), Err(Error::Conflict { .. })));
        set(&of_alice, &admin, Role::Owner).unwrap();
        assert!(set(&of_alice, &alice, Role::Admin).is_ok());
        let (ctx, id) = (clinic.system(&clinic.charlie), bob.id);
        assert!(matches!(clinic.read(move |tx| user::get(tx, &ctx, id)), Err(Error::NotFound(_))), "another practice's");
        let (ctx, id) = (of_bob.clone(), bob.id);
        assert!(clinic.read(move |tx| user::get(tx, &ctx, id)).is_ok(), "everybody sees themselves");
    }

    fn whoever_is_switched_off_is_out_at_once(engine) {
        let clinic = TestClinic::start(engine);
        let bob = somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let (signed_in, _) = at_work(&clinic, "bob@example.org");
        let switch = |active| { let ctx = clinic.system(&clinic.alice); clinic.write(move |tx| user::set_active(tx, &ctx, bob.id, active)).unwrap() };
        switch(false);
        assert!(resume(&clinic, &signed_in.opened.secret).is_err());
        assert_eq!(refused(&try_in(&clinic, "bob@example.org", PASSWORD, None)), Some(Refusal::WrongPassword));
        switch(true);
        assert!(resume(&clinic, &signed_in.opened.secret).is_err(), "the old session stays ended");
        assert!(try_in(&clinic, "bob@example.org", PASSWORD, None).is_ok());
    }

    fn a_login_is_there_once_in_an_organization(engine) {
        let clinic = TestClinic::start(engine);
        somebody(&clinic, "bob@example.org", Role::FrontDesk);
        let new = NewUser { login: "BOB@example.org".into(), name: "B".into(), role: Role::Admin };
        let create = |ctx: Ctx, new: NewUser| clinic.write(move |tx| user::create(tx, &ctx, &new));
        assert!(matches!(create(clinic.system(&clinic.alice), new.clone()), Err(Error::Duplicate { field: "login", .. })));
        assert!(create(clinic.system(&clinic.charlie), new).is_ok());
        let bad = NewUser { login: "nobody".into(), name: " ".into(), role: Role::Admin };
        assert!(crate::names(&create(clinic.system(&clinic.alice), bad).unwrap_err(), &["login", "name"]));
        let ctx = clinic.system(&clinic.alice);
        let listed = clinic.read(move |tx| user::list(tx, &ctx, "", 10)).unwrap();
        assert_eq!(listed.len(), 1);
    }
}

/// The secret between angle brackets.
fn letter(secret: &str) -> user::Letter {
    user::Letter { subject: "x".to_owned(), text: format!("<{secret}>") }
}

/// Keeps mail instead of sending it.
#[derive(Default)]
struct Post(Mutex<Vec<Mail>>);

impl Mailer for Post {
    fn send(&self, mail: &Mail) -> Result<()> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

/// A mail server that can't be reached.
struct Down;

impl Mailer for Down {
    fn send(&self, _mail: &Mail) -> Result<()> {
        Err(Error::Unavailable("the mail server can't be reached".to_owned()))
    }
}
