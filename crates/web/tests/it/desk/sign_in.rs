//! Getting in, and out.

use axum::http::{Method, StatusCode, header};
use domain::Role;
use jiff::SignedDuration;

use super::{Desk, PASSWORD};

testkit::both_databases! {
    async fn somebody_signs_in_and_out(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let visitor = desk.visitor();
        visitor.get("/desk/alice/sign-in").await.is(StatusCode::OK, "Sign in");
        let page = visitor.post("/desk/alice/sign-in", &[("login", " Bob@Example.org "), ("password", PASSWORD)]).await;
        let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with("__Host-desk="));
        assert!(cookie.ends_with("; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure"), "{cookie}");
        assert_eq!(visitor.get(&page.location()).await.location(), "/desk/alice/account");
        let account = visitor.get("/desk/alice/account").await;
        account.is(StatusCode::OK, "My account");
        account.says("Somebody front_desk");
        assert!(account.links("/desk/alice/users").is_empty(), "not for the front desk");
        let old = visitor.cookies.borrow()["__Host-desk"].clone();
        let out = visitor.post_and_follow("/desk/alice/sign-out", &[]).await;
        out.says("You have signed out.");
        let replayed = visitor.send(Method::GET, "/desk/alice/account", &[("cookie", &format!("__Host-desk={old}"))], "").await;
        assert_eq!(replayed.location(), "/desk/alice/sign-in?to=/desk/alice/account");
    }

    async fn nothing_else_gets_in(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let visitor = desk.visitor();
        for (login, password) in [("", ""), ("bob@example.org", ""), ("bob@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("' OR 1=1 --", "\0")] {
            let page = visitor.post("/desk/alice/sign-in", &[("login", login), ("password", password)]).await;
            page.is(StatusCode::UNAUTHORIZED, "Sign in");
            page.says("This e-mail address and password don’t fit together.");
            page.is_silent_about("value=\"wrong\"");
            assert!(visitor.cookies.borrow().is_empty());
        }
        let there = visitor.post("/desk/charlie/sign-in", &[("login", "bob@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(there.status, StatusCode::UNAUTHORIZED, "nobody at Charlie's");
        for page in ["/desk/nowhere/sign-in", "/desk/alice/nothing", "/desk/", "/desk"] {
            assert_eq!(visitor.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        let script = visitor.post("/desk/alice/sign-in", &[("login", "\"><script>x</script>"), ("password", "x")]).await;
        script.is_silent_about("<script>x");
    }

    async fn a_session_is_good_at_its_own_desk_only(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::Owner);
        let visitor = desk.signed_in("bob@example.org").await;
        for page in ["/desk/charlie/account", "/desk/charlie/users", "/desk/charlie"] {
            let session = visitor.cookies.borrow().clone();
            let answer = visitor.get(page).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert!(answer.location().starts_with("/desk/charlie/sign-in"), "{}", answer.location());
            *visitor.cookies.borrow_mut() = session;
        }
        visitor.get("/desk/alice/account").await.is(StatusCode::OK, "My account");
        let portal = visitor.send(Method::GET, "/portal", &[], "").await;
        assert_eq!(portal.location(), "/portal/sign-in", "and not at the portal");
    }

    async fn whoever_has_to_sign_in_comes_back_to_where_they_were(engine) {
        let desk = Desk::new(engine);
        desk.user("owner@example.org", Role::Owner);
        let visitor = desk.visitor();
        let sent = visitor.get("/desk/alice/users?after=a").await.location();
        assert_eq!(sent, "/desk/alice/sign-in?to=/desk/alice/users%3Fafter%3Da");
        let form = visitor.get(&sent).await;
        let fields = [("login", "owner@example.org"), ("password", PASSWORD)];
        assert_eq!(visitor.post(&form.action(), &fields).await.location(), "/desk/alice/users?after=a");
        for elsewhere in ["https://evil.test", "//evil.test", "/desk/charlie", "/portal", "/desk/alice.evil"] {
            let answer = visitor.post(&format!("/desk/alice/sign-in?to={elsewhere}"), &fields).await;
            assert_eq!(answer.location(), "/desk/alice", "{elsewhere}");
        }
    }

    async fn forms_of_other_sites_are_refused(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let visitor = desk.signed_in("bob@example.org").await;
        let others: [&[(&str, &str)]; 4] = [
            &[("origin", "https://evil.test"), ("sec-fetch-site", "cross-site")],
            &[("origin", "https://evil.test")],
            &[("origin", "null")],
            &[],
        ];
        for headers in others {
            let page = visitor.send(Method::POST, "/desk/alice/sign-out", headers, "").await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}");
        }
        visitor.get("/desk/alice/account").await.is(StatusCode::OK, "My account");
    }

    async fn five_wrong_tries_lock_and_the_page_says_for_how_long(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let visitor = desk.visitor();
        let wrong = [("login", "bob@example.org"), ("password", "wrong")];
        for _ in 0..5 {
            assert_eq!(visitor.post("/desk/alice/sign-in", &wrong).await.status, StatusCode::UNAUTHORIZED);
        }
        let right = [("login", "bob@example.org"), ("password", PASSWORD)];
        let locked = visitor.post("/desk/alice/sign-in", &right).await;
        locked.is(StatusCode::TOO_MANY_REQUESTS, "Sign in");
        locked.says("There were too many wrong tries. Please wait 1 minute.");
        assert_eq!(locked.headers[header::RETRY_AFTER], "60");
        desk.clinic.clock.advance(SignedDuration::from_secs(60));
        assert_eq!(visitor.post("/desk/alice/sign-in", &right).await.status, StatusCode::SEE_OTHER);
    }

    async fn where_browsers_keep_no_session_the_page_says_so(engine) {
        let desk = Desk::new(engine);
        for page in ["/desk/alice/sign-in", "/portal/sign-in"] {
            desk.visitor().get(page).await.says("Please open it with https.");
        }
        let page = desk.visitor().send(Method::GET, "/desk/alice/sign-in", &[("x-forwarded-proto", "https")], "").await;
        page.is_silent_about("https.");
    }

    async fn a_session_ends_when_nobody_uses_it(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let visitor = desk.signed_in("bob@example.org").await;
        desk.clinic.clock.advance(SignedDuration::from_mins(31));
        let answer = visitor.get("/desk/alice/account").await;
        assert_eq!(answer.location(), "/desk/alice/sign-in?to=/desk/alice/account");
        assert!(visitor.cookies.borrow().is_empty(), "the cookie is gone too");
    }

    async fn headers_keep_the_desk_out_of_caches_frames_and_indexes(engine) {
        let desk = Desk::new(engine);
        let page = desk.visitor().get("/desk/alice/new-password/some-secret").await;
        page.is(StatusCode::OK, "Choose a new password");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(page.headers[header::REFERRER_POLICY], "same-origin");
        assert_eq!(page.headers["x-robots-tag"], "noindex");
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    }
}
