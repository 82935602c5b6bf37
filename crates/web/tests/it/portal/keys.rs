//! Keys are made, rotated and revoked.

use axum::http::StatusCode;
use jiff::SignedDuration;

use super::{Portal, secret_on};

testkit::both_databases! {
    async fn a_key_is_made_and_its_secret_shown_once(engine) {
        let portal = Portal::new(engine);
        let operator = portal.operator().await;
        operator.get("/portal/keys/new").await.says("Add a partner first");
        let otter = portal.partner("Otter").await;
        let form = operator.get(&format!("/portal/keys/new?partner={}", otter.id)).await;
        form.is_silent_about("Add a partner first");
        form.says("Here: alice, charlie.");
        let (id, latest) = (otter.id.to_string(), form.input("latest"));
        let fields = [
            ("latest", latest.as_str()),
            ("name", "Site"),
            ("partner", id.as_str()),
            ("practices", "alice, CHARLIE"),
            ("scopes", "KB"),
            ("scopes", "Tickets"),
            ("expires_at", "2026-03-04"),
        ];
        let page = operator.post("/portal/keys/new", &fields).await;
        page.is(StatusCode::OK, "Copy the secret now");
        let secret = secret_on(&page);
        assert!(secret.starts_with("pk_") && secret.len() == 46);
        page.says("KB, Tickets");
        page.says("alice, charlie");
        // The page reloaded, or the button pressed twice.
        let again = operator.post("/portal/keys/new", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.says("A key was made since this form was opened");
        let list = operator.get("/portal/keys").await;
        list.is_silent_about(&secret);
        assert_eq!(list.body.matches("class=\"row-link\"").count(), 1);
        let visitor = portal.signed_in(&secret).await;
        visitor.get("/portal").await.says("Multi-Tenant Enabled");
        portal.clinic.clock.advance(SignedDuration::from_hours(66));
        assert_eq!(visitor.get("/portal").await.location(), "/portal/sign-in");
        portal.operator().await.get("/portal/keys").await.says(">Expired<");
    }

    async fn bad_fields_are_named_and_nothing_is_made(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("Otter").await;
        let operator = portal.operator().await;
        let (id, latest) = (otter.id.to_string(), operator.get("/portal/keys/new").await.input("latest"));
        for (fields, problem) in [
            (vec![("name", "x"), ("practices", "alice")], "Partner: Choose one of these partners."),
            (vec![("name", "x"), ("practices", "alice"), ("partner", "999999")], "Partner: Choose one of these partners."),
            (vec![("name", " "), ("practices", "alice"), ("partner", &*id)], "Name: "),
            (vec![("name", "x"), ("practices", "alice nobody"), ("partner", &*id)], "Practices (PPass): There is no practice “nobody”."),
            (vec![("name", "x"), ("practices", "a\0"), ("partner", &*id)], "Practices (PPass): There is no practice “a\0”."),
            (vec![("name", "x\0"), ("practices", "alice"), ("partner", &*id)], "Name: "),
            (vec![("name", "x"), ("partner", &*id)], "Practices (PPass): At least one is needed."),
            (vec![("name", "x"), ("all_practices", "yes"), ("partner", &*id), ("expires_at", "soon")], "Last day: "),
            (vec![("name", "x"), ("all_practices", "yes"), ("partner", &*id), ("expires_at", "2026-03-01")], "<a href=\"#field-expires_at\">Last day: This moment has passed."),
        ] {
            let fields: Vec<(&str, &str)> = fields.into_iter().chain([("latest", &*latest)]).collect();
            let page = operator.post("/portal/keys/new", &fields).await;
            page.is(StatusCode::UNPROCESSABLE_ENTITY, "New API key");
            page.says(problem);
        }
        operator.get("/portal/keys").await.says("No keys here.");
    }

    async fn a_revoked_keys_session_is_dead_at_once(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("Otter").await;
        let (key, secret) = portal.key(otter.id, "site").await;
        let (visitor, operator) = (portal.signed_in(&secret).await, portal.operator().await);
        let ask = operator.get(&operator.get(&format!("/portal/keys/{key}")).await.link("/revoke")).await;
        ask.is(StatusCode::OK, "Revoke the key <bdi>site</bdi>?");
        ask.says("Its tokens and sessions end at once.");
        assert_eq!(visitor.get("/portal").await.status, StatusCode::OK, "asking ends nothing");
        let revoked = operator.post(&ask.action_to("/revoke"), &[]).await;
        let page = operator.get(&revoked.location()).await;
        page.says("The key has been revoked.");
        page.is_silent_about("/revoke\"");
        assert_eq!(visitor.get("/portal").await.location(), "/portal/sign-in");
        visitor.post("/portal/sign-in", &[("key", &secret)]).await.says("Invalid access key");
        operator.get(&format!("/portal/keys/{key}/revoke")).await.says("This key no longer works.");
        let again = operator.post(&format!("/portal/keys/{key}/revoke"), &[]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "revoking again changes nothing");
        operator.post("/portal/keys/999999/revoke", &[]).await.is(StatusCode::NOT_FOUND, "We can’t find this page");
    }

    async fn a_rotated_key_works_as_long_as_was_chosen(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("Otter").await;
        let (key, secret) = portal.key(otter.id, "site").await;
        let operator = portal.operator().await;
        let address = format!("/portal/keys/{key}");
        let latest = operator.get(&address).await.input("latest");
        let rotated = operator.post(&format!("{address}/rotate"), &[("latest", &*latest), ("hours", "24")]).await;
        rotated.says("works until 3 Mar 2026, 07:00:00 UTC");
        let second = secret_on(&rotated);
        assert_ne!(second, secret);
        let again = operator.post(&format!("{address}/rotate"), &[("latest", &*latest), ("hours", "24")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let (old, _) = (portal.signed_in(&secret).await, portal.signed_in(&second).await);
        portal.clinic.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(old.get("/portal").await.location(), "/portal/sign-in");
        portal.signed_in(&second).await.get("/portal").await.is(StatusCode::OK, "Dashboard");
        let dead = portal.operator().await.post(&format!("{address}/rotate"), &[("latest", "x")]).await;
        assert_eq!(dead.status, StatusCode::CONFLICT);
    }
}
