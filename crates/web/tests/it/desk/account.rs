//! One's own password and sessions.

use axum::http::StatusCode;
use domain::Role;

use super::{Desk, PASSWORD};

testkit::both_databases! {
    async fn a_password_is_changed_by_who_knows_it(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let (here, there) = (desk.signed_in("bob@example.org").await, desk.signed_in("bob@example.org").await);
        let change = async |current: &str, new: &str| {
            here.post("/desk/alice/account/password", &[("current", current), ("password", new)]).await
        };
        for (current, new, says) in [
            ("wrong", "another good password", "This is not your password."),
            (PASSWORD, "short", "Please take at least 12 characters."),
            (PASSWORD, &"ab".repeat(101), "Please take at most 200 characters."),
            (PASSWORD, "bob@example.org", "This is too easy to guess."),
            (PASSWORD, "", "Please take at least 12 characters."),
        ] {
            let page = change(current, new).await;
            page.is(StatusCode::UNPROCESSABLE_ENTITY, "Change password");
            page.says(says);
            page.is_silent_about(PASSWORD);
        }
        let done = change(PASSWORD, "another good password").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        here.get(&done.location()).await.says("Your password has been changed.");
        assert_eq!(there.get("/desk/alice/account").await.status, StatusCode::SEE_OTHER, "signed out elsewhere");
    }

    async fn sessions_are_listed_and_ended(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        desk.user("dana@example.org", Role::Owner);
        let (here, there) = (desk.signed_in("bob@example.org").await, desk.signed_in("bob@example.org").await);
        let (third, danas) = (desk.signed_in("bob@example.org").await, desk.signed_in("dana@example.org").await);
        let page = here.get("/desk/alice/account").await;
        assert_eq!(page.body.matches("This one").count(), 1);
        assert_eq!(page.body.matches("Sign out there</button>").count(), 2, "all but this one");
        let end = page.action_to("/end");
        assert_eq!(danas.post(&end, &[]).await.status, StatusCode::NOT_FOUND, "not by anybody else");
        here.post_and_follow(&end, &[]).await.says("That browser is signed out.");
        let gone = [&there, &third];
        let statuses = [gone[0].get("/desk/alice/account").await.status, gone[1].get("/desk/alice/account").await.status];
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "one of the two");
        here.post_and_follow("/desk/alice/account/sessions/end-others", &[]).await.says("All other browsers are signed out.");
        for other in gone {
            assert_eq!(other.get("/desk/alice/account").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(danas.get("/desk/alice/account").await.status, StatusCode::OK, "others stay");
        assert_eq!(here.post("/desk/alice/account/sessions/9999/end", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(here.post("/desk/alice/account/sessions/x/end", &[]).await.status, StatusCode::NOT_FOUND);
    }
}
