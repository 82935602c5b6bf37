//! The browsers that are signed in with one key, and their end.

use axum::http::StatusCode;
use jiff::SignedDuration;

use super::Portal;

testkit::both_databases! {
    async fn whoever_has_signed_in_sees_and_ends_their_own_sessions(engine) {
        let portal = Portal::new(engine);
        let (otter, zebra) = (portal.partner("Otter").await, portal.partner("Zebra").await);
        let ((_, secret), (_, other)) = (portal.key(otter.id, "site").await, portal.key(zebra.id, "else").await);
        let stranger = portal.signed_in(&other).await;
        let theirs = stranger.get("/portal/sessions").await;
        theirs.is(StatusCode::OK, "Sessions");
        theirs.is_silent_about("/end\"");
        theirs.is_silent_about("End all other sessions");
        let first = portal.signed_in(&secret).await;
        portal.clinic.clock.advance(SignedDuration::from_mins(5));
        let (second, third) = (portal.signed_in(&secret).await, portal.signed_in(&secret).await);
        let list = first.get("/portal/sessions").await;
        list.says("<bdi>the API key site, which ends in ");
        assert_eq!((list.body.matches("<tr role=\"row\"><td").count(), list.body.matches(">This one<").count()), (3, 1));
        list.says("<time datetime=\"2026-03-02T07:00:00Z\">");
        list.says("All other browsers are signed out at once: 2 sessions.");
        // The newest is on top.
        let end = list.action_to("/end");
        stranger.post(&end, &[]).await.is(StatusCode::NOT_FOUND, "We can’t find this page");
        portal.operator().await.post(&end, &[]).await.is(StatusCode::NOT_FOUND, "We can’t find this page");
        assert_eq!(third.get("/portal").await.status, StatusCode::OK);
        let ended = first.post(&end, &[]).await;
        first.get(&ended.location()).await.says("The session has been ended.");
        assert_eq!(third.get("/portal").await.location(), "/portal/sign-in");
        assert_eq!(first.post(&end, &[]).await.status, StatusCode::NOT_FOUND);
        let fourth = portal.signed_in(&secret).await;
        let ended = second.post(&second.get("/portal/sessions").await.action_to("/end-others"), &[]).await;
        let left = second.get(&ended.location()).await;
        left.says("All other sessions have been ended.");
        left.is_silent_about("End all other sessions");
        for gone in [first, fourth] {
            assert_eq!(gone.get("/portal").await.location(), "/portal/sign-in");
        }
        assert_eq!(stranger.get("/portal").await.status, StatusCode::OK, "those of others stay");
    }

    async fn a_session_that_ends_itself_is_signed_out(engine) {
        let portal = Portal::new(engine);
        let (one, other) = (portal.operator().await, portal.operator().await);
        let list = one.get("/portal/sessions").await;
        list.says("<bdi>the admin secret</bdi>");
        list.says("The other browser is signed out at once.");
        // No button of ours sends this, but whoever does gets what was asked for.
        let own = other.get("/portal/sessions").await.action_to("/end");
        let ended = one.post(&own, &[]).await;
        assert_eq!(one.get(&ended.location()).await.location(), "/portal/sign-in");
        assert_eq!(other.get("/portal").await.status, StatusCode::OK);
    }
}
