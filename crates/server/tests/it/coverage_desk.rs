//! Every route of the desk has a line here that says who may ask for it: anybody, every user of the practice, or those who say who
//! may do what. A route without a line fails the test.

use std::collections::BTreeSet;

use app::user::{self, NewUser};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use domain::{Role, UserId};
use testkit::{Practice, TestClinic};

use crate::doors::{self, from_our_page, router, routes_of_pages, send};

const PASSWORD: &str = "long walks by the lake";

/// Who may ask. Everybody else is told to sign in, or that there is no such page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Anybody,
    /// Every user of the practice.
    User,
    /// Owners and admins.
    Manager,
}

/// Method, path, who may, and what they are answered with.
const ROUTES: [(&str, &str, Who, u16); 29] = [
    ("GET", "/desk/{slug}/sign-in", Who::Anybody, 200),
    ("POST", "/desk/{slug}/sign-in", Who::Anybody, 401),
    ("GET", "/desk/{slug}/sign-in/code", Who::Anybody, 303),
    ("POST", "/desk/{slug}/sign-in/code", Who::Anybody, 303),
    ("GET", "/desk/{slug}/forgotten-password", Who::Anybody, 200),
    ("POST", "/desk/{slug}/forgotten-password", Who::Anybody, 303),
    ("GET", "/desk/{slug}/new-password/{token}", Who::Anybody, 200),
    ("POST", "/desk/{slug}/new-password/{token}", Who::Anybody, 410),
    ("GET", "/desk/{slug}", Who::User, 303),
    ("GET", "/desk/{slug}/account", Who::User, 200),
    ("GET", "/desk/{slug}/account/password", Who::User, 200),
    ("POST", "/desk/{slug}/account/password", Who::User, 422),
    ("GET", "/desk/{slug}/account/second-factor", Who::User, 200),
    ("POST", "/desk/{slug}/account/second-factor/begin", Who::User, 200),
    ("POST", "/desk/{slug}/account/second-factor/confirm", Who::User, 422),
    ("POST", "/desk/{slug}/account/second-factor/codes", Who::User, 422),
    ("POST", "/desk/{slug}/account/second-factor/off", Who::User, 422),
    ("POST", "/desk/{slug}/account/sessions/{session}/end", Who::User, 404),
    ("POST", "/desk/{slug}/account/sessions/end-others", Who::User, 303),
    ("GET", "/desk/{slug}/users", Who::Manager, 200),
    ("GET", "/desk/{slug}/users/new", Who::Manager, 200),
    ("POST", "/desk/{slug}/users/new", Who::Manager, 422),
    ("GET", "/desk/{slug}/users/{user}", Who::Manager, 200),
    ("POST", "/desk/{slug}/users/{user}/role", Who::Manager, 422),
    ("POST", "/desk/{slug}/users/{user}/link", Who::Manager, 200),
    ("POST", "/desk/{slug}/users/{user}/second-factor/reset", Who::Manager, 303),
    ("POST", "/desk/{slug}/users/{user}/sessions/end", Who::Manager, 303),
    ("POST", "/desk/{slug}/users/{user}/active", Who::Manager, 303),
    ("POST", "/desk/{slug}/sign-out", Who::Anybody, 303),
];

fn request(method: &str, path: &str, user: UserId, cookie: Option<&str>) -> Request<Body> {
    let path = path.replace("{slug}", "alice").replace("{user}", &user.to_string());
    let path = path.replace("{session}", "999999").replace("{token}", "none");
    from_our_page(method, &path, cookie)
}

fn user(clinic: &TestClinic, practice: &Practice, login: &'static str, role: Role) -> UserId {
    let ctx = clinic.system(practice);
    let new = NewUser { login: login.to_owned(), name: login.to_owned(), role };
    let then = ctx.clone();
    let made = clinic.write(move |tx| user::create(tx, &then, &new)).unwrap();
    user::set_password(&ctx, made.id, PASSWORD).unwrap();
    made.id
}

async fn sign_in(router: &Router, slug: &str, login: &str) -> String {
    doors::sign_in(router, &format!("/desk/{slug}/sign-in"), &[("login", login), ("password", PASSWORD)]).await
}

testkit::both_databases! {
    async fn every_route_of_the_desk(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let owner = user(&clinic, &clinic.alice, "owner@example.org", Role::Owner);
        let someone = user(&clinic, &clinic.alice, "someone@example.org", Role::Practitioner);
        user(&clinic, &clinic.alice, "desk@example.org", Role::FrontDesk);
        user(&clinic, &clinic.charlie, "stranger@example.org", Role::Owner);
        let stranger = sign_in(&router, "charlie", "stranger@example.org").await;
        let mut covered = BTreeSet::new();
        for (method, path, who, expected) in ROUTES {
            let route = format!("{method} {path}");
            let ask = async |cookie: Option<&str>| send(&router, request(method, path, someone, cookie)).await;
            if who == Who::Anybody {
                let answer = ask(None).await;
                assert_eq!(answer.status, expected, "{route}: {}", answer.body);
            } else {
                for nobody in [None, Some("__Host-desk=forged"), Some(stranger.as_str())] {
                    let answer = ask(nobody).await;
                    let to = answer.location.unwrap_or_default();
                    assert!(answer.status == 303 && to.starts_with("/desk/alice/sign-in"), "{route} as {nobody:?}: {to}");
                }
                let desk = sign_in(&router, "alice", "desk@example.org").await;
                let for_desk = if who == Who::Manager { 404 } else { expected };
                let answer = ask(Some(&desk)).await;
                assert_eq!(answer.status, for_desk, "{route} from the front desk: {}", answer.body);
                let manager = sign_in(&router, "alice", "owner@example.org").await;
                let answer = ask(Some(&manager)).await;
                assert_eq!(answer.status, expected, "{route}: {}", answer.body);
            }
            if method == "POST" {
                let mut forged = request(method, path, owner, None);
                forged.headers_mut().insert("origin", "https://evil.test".parse().unwrap());
                assert_eq!(send(&router, forged).await.status, 403, "{route} from elsewhere");
            }
            covered.insert(route);
        }
        assert_eq!(covered, routes_of_pages("desk/routes.rs"), "each route needs a line");
    }
}
