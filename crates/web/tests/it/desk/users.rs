//! Those who work for the practice, and who may say so.

use axum::http::StatusCode;
use domain::Role;

use super::{Desk, PASSWORD};

testkit::both_databases! {
    async fn an_owner_adds_somebody_who_chooses_a_password(engine) {
        let desk = Desk::new(engine);
        let owner = desk.owner().await;
        owner.get("/desk/alice/users").await.is(StatusCode::OK, "Users");
        owner.get("/desk/alice/users/new").await.is(StatusCode::OK, "New user");
        let new = |login| [("name", "Dana <b>Reyes</b>"), ("login", login), ("role", "practitioner")];
        let made = owner.post("/desk/alice/users/new", &new("dana@example.org")).await;
        made.is(StatusCode::OK, "Hand over this link");
        made.is_silent_about("<b>Reyes");
        let link = made.body.split("<code id=\"link\" dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap();
        let path = link.strip_prefix("http://clinic.test").unwrap_or_else(|| panic!("{link}"));
        let taken = owner.post("/desk/alice/users/new", &new("Dana@example.org")).await;
        taken.is(StatusCode::UNPROCESSABLE_ENTITY, "New user");
        taken.says("Somebody has this address already.");

        let dana = desk.visitor();
        dana.get(path).await.is(StatusCode::OK, "Choose a new password");
        let easy = dana.post(path, &[("password", "dana@example.org")]).await;
        easy.is(StatusCode::UNPROCESSABLE_ENTITY, "Choose a new password");
        dana.post_and_follow(path, &[("password", PASSWORD)]).await.says("Your new password works.");
        dana.post(path, &[("password", PASSWORD)]).await.is(StatusCode::GONE, "This link works no longer");
        let dana = desk.signed_in("dana@example.org").await;
        dana.get("/desk/alice/account").await.says("Dana &#60;b&#62;Reyes");
    }

    async fn what_is_wrong_is_said_at_its_field(engine) {
        let desk = Desk::new(engine);
        let owner = desk.owner().await;
        for (name, login, role, says) in [
            ("", "dana@example.org", "admin", "Name – Please fill this in."),
            ("Dana", "nobody", "admin", "E-mail – Please write an e-mail address"),
            ("Dana", "", "admin", "E-mail – Please write an e-mail address"),
            ("Dana", "dana@example.org", "", "Role – Please fill this in."),
            ("Dana", "dana@example.org", "king", "Role – Please fill this in."),
        ] {
            let page = owner.post("/desk/alice/users/new", &[("name", name), ("login", login), ("role", role)]).await;
            page.is(StatusCode::UNPROCESSABLE_ENTITY, "New user");
            page.says(says);
            page.says(&format!("name=\"login\" value=\"{login}\""));
        }
    }

    async fn users_are_changed_and_switched_off(engine) {
        let desk = Desk::new(engine);
        let owner = desk.owner().await;
        let id = desk.user("bob@example.org", Role::FrontDesk);
        let bob = desk.signed_in("bob@example.org").await;
        let page = format!("/desk/alice/users/{id}");
        owner.get(&page).await.is(StatusCode::OK, "<bdi>Somebody front_desk</bdi>");
        owner.post_and_follow(&format!("{page}/role"), &[("role", "admin")]).await.says("The role has been changed.");
        assert!(!bob.get("/desk/alice/account").await.links("/desk/alice/users").is_empty(), "at once");
        owner.post_and_follow(&format!("{page}/sessions/end"), &[]).await.says("They are signed out everywhere.");
        assert_eq!(bob.get("/desk/alice/account").await.status, StatusCode::SEE_OTHER);
        owner.post_and_follow(&format!("{page}/second-factor/reset"), &[]).await.says("has been removed");
        owner.post(&format!("{page}/link"), &[]).await.is(StatusCode::OK, "Hand over this link");
        let bob = desk.signed_in("bob@example.org").await;
        owner.post_and_follow(&format!("{page}/active"), &[("active", "no")]).await.says("They have been switched off.");
        assert_eq!(bob.get("/desk/alice/account").await.status, StatusCode::SEE_OTHER, "out at once");
        let refused = desk.visitor().post("/desk/alice/sign-in", &[("login", "bob@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        owner.post_and_follow(&format!("{page}/active"), &[("active", "yes")]).await.says("They can sign in again.");
        desk.signed_in("bob@example.org").await;
    }

    async fn the_last_owner_stays(engine) {
        let desk = Desk::new(engine);
        let id = desk.user("owner@example.org", Role::Owner);
        let owner = desk.signed_in("owner@example.org").await;
        for (below, fields) in [("role", [("role", "admin")]), ("active", [("active", "no")])] {
            let page = owner.post(&format!("/desk/alice/users/{id}/{below}"), &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            page.says("This is the last owner.");
        }
    }

    async fn nobody_else_manages_users(engine) {
        let desk = Desk::new(engine);
        let id = desk.user("bob@example.org", Role::FrontDesk);
        let owner = desk.user("owner@example.org", Role::Owner);
        desk.user("admin@example.org", Role::Admin);
        let bob = desk.signed_in("bob@example.org").await;
        let one = |id: domain::UserId| format!("/desk/alice/users/{id}");
        for page in ["/desk/alice/users", "/desk/alice/users/new", &one(id), &one(owner)] {
            assert_eq!(bob.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        for below in ["role", "active", "link", "second-factor/reset", "sessions/end"] {
            for id in [id, owner] {
                let page = bob.post(&format!("{}/{below}", one(id)), &[("role", "owner"), ("active", "no")]).await;
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{below}");
            }
        }
        let admin = desk.signed_in("admin@example.org").await;
        let unmade = admin.post(&format!("{}/role", one(owner)), &[("role", "admin")]).await;
        assert_eq!(unmade.status, StatusCode::NOT_FOUND, "only owners unmake owners");
        let strangers = owner.0 + 1000;
        assert_eq!(admin.get(&format!("/desk/alice/users/{strangers}")).await.status, StatusCode::NOT_FOUND);
    }

    async fn long_lists_have_pages(engine) {
        let desk = Desk::new(engine);
        let ctx = desk.clinic.system(&desk.clinic.alice);
        desk.clinic
            .write(move |tx| {
                for number in 0..60 {
                    let (login, name) = (format!("user-{number:02}@example.org"), format!("User {number:02}"));
                    app::user::create(tx, &ctx, &app::user::NewUser { login, name, role: Role::FrontDesk })?;
                }
                Ok(())
            })
            .unwrap();
        let owner = desk.owner().await;
        let first = owner.get("/desk/alice/users").await;
        let second = owner.get(&first.link("after=")).await;
        assert_eq!(first.body.matches("<tr role=\"row\"><td").count(), 50);
        assert_eq!(second.body.matches("<tr role=\"row\"><td").count(), 11);
        assert!(!second.body.contains("rel=\"next\""));
    }

    async fn without_mail_a_forgotten_password_is_somebody_elses_to_mend(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let page = desk.visitor().get("/desk/alice/forgotten-password").await;
        page.is(StatusCode::OK, "Forgotten your password?");
        page.says("This server sends no mail.");
        assert!(!page.body.contains("<form class=\"card\""), "nothing to fill in");
        for bad in ["x", "a/b", "%00", &"a".repeat(3000)] {
            let answer = desk.visitor().post(&format!("/desk/alice/new-password/{bad}"), &[("password", PASSWORD)]).await;
            assert!(matches!(answer.status.as_u16(), 404 | 410), "{bad}: {}", answer.status);
        }
    }
}
