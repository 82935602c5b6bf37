//! What is changed about a key, and how keys and partners go.

use axum::http::StatusCode;
use domain::activity::{Call, Caller};
use domain::{ApiKeyId, Scope};
use jiff::SignedDuration;

use super::{Portal, Visitor};

/// The fields of the form as a browser would send them back, with some of them changed.
async fn change(operator: &Visitor<'_>, key: ApiKeyId, changed: &[(&str, &str)]) -> crate::browser::Page {
    let address = format!("/portal/keys/{key}/change");
    let form = operator.get(&address).await;
    form.is(StatusCode::OK, form.heading());
    let kept = ["name", "practices", "expires_at"].map(|name| (name, value_of(&form.body, name)));
    let ticked = Scope::ALL.iter().filter(|scope| form.body.contains(&format!("value=\"{scope}\" checked")));
    let scopes: Vec<(&str, String)> = ticked.map(|scope| ("scopes", scope.to_string())).collect();
    let untouched = |name: &str| changed.iter().all(|(other, _)| *other != name);
    let fields: Vec<(&str, &str)> = kept
        .iter()
        .chain(&scopes)
        .map(|(name, value)| (*name, value.as_str()))
        .filter(|(name, _)| untouched(name))
        .chain(changed.iter().copied())
        .collect();
    operator.post(&address, &fields).await
}

fn value_of(html: &str, name: &str) -> String {
    let field =
        html.split(&format!(" name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}:\n{html}"));
    field.split('"').next().unwrap().to_owned()
}

testkit::both_databases! {
    async fn a_key_is_changed(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("Otter").await;
        let (key, secret) = portal.key(otter.id, "site").await;
        let (operator, visitor) = (portal.operator().await, portal.signed_in(&secret).await);
        let page = operator.get(&format!("/portal/keys/{key}")).await;
        let form = operator.get(&page.link("/change")).await;
        assert_eq!((value_of(&form.body, "practices").as_str(), value_of(&form.body, "expires_at").as_str()), ("alice", ""));
        let saved = change(&operator, key, &[("name", " Web site "), ("practices", "charlie Alice"), ("scopes", "KB"), ("expires_at", "2026-03-03")]).await;
        assert_eq!(saved.location(), format!("/portal/keys/{key}?saved"));
        let page = operator.get(&saved.location()).await;
        page.says("Saved.");
        page.says("<dt>Name</dt><dd><bdi>Web site</bdi></dd>");
        page.says("<dt>PPass</dt><dd>alice, charlie</dd>");
        page.says("<dt>Scopes</dt><dd>KB</dd>");
        page.says("<dt>Ends</dt><dd><time datetime=\"2026-03-04T00:00:00Z\">");
        visitor.get("/portal").await.says("Multi-Tenant Enabled");
        // Sent back as it is, nothing moves.
        change(&operator, key, &[]).await.location();
        operator.get(&format!("/portal/keys/{key}")).await.says("2026-03-04T00:00:00Z");
        change(&operator, key, &[("all_practices", "yes"), ("expires_at", ""), ("practices", "")]).await.location();
        let page = operator.get(&format!("/portal/keys/{key}")).await;
        page.says("All practices");
        page.is_silent_about("<dt>Ends</dt>");
        operator.get(&format!("/portal/keys/{key}/change")).await.says("name=\"all_practices\" value=\"yes\" checked");
        change(&operator, key, &[("all_practices", "yes"), ("scopes", "")]).await.location();
        operator.get("/portal/keys").await.says("<span class=\"none\">None</span>");
        assert_eq!(visitor.get("/portal").await.status, StatusCode::OK, "the secret is the same");
    }

    async fn what_is_wrong_about_a_change_is_said_at_its_field_and_nothing_changes(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("Otter").await;
        let (key, _) = portal.key(otter.id, "site").await;
        let operator = portal.operator().await;
        for (field, value, problem) in [
            ("name", " ", "Name: "),
            ("name", "a\0", "Name: "),
            ("practices", "alice mars pluto", "Practices (PPass): There is no practice “mars”."),
            ("practices", "", "Practices (PPass): At least one is needed."),
            ("expires_at", "soon", "Last day: Write a date"),
            ("expires_at", "2026-03-01", "Last day: This moment has passed."),
        ] {
            let page = change(&operator, key, &[(field, value)]).await;
            page.is(StatusCode::UNPROCESSABLE_ENTITY, page.heading());
            page.says(&format!("<a href=\"#field-{field}\">{problem}"));
            page.says(&format!("id=\"field-{field}-error\""));
        }
        operator.get("/portal/keys").await.says("<bdi>site</bdi>");
        // Of a key that is dead there is nothing to change.
        operator.post(&format!("/portal/keys/{key}/revoke"), &[]).await.location();
        let address = format!("/portal/keys/{key}/change");
        assert_eq!(operator.get(&address).await.location(), format!("/portal/keys/{key}"));
        let fields = [("name", "x"), ("practices", "alice"), ("expires_at", "2026-04-01")];
        let refused = operator.post(&address, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("This key no longer works. Make a new one.");
    }

    async fn a_dead_key_is_deleted_and_its_calls_stay(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("Otter").await;
        let ((key, _), (live, _)) = (portal.key(otter.id, "old").await, portal.key(otter.id, "new").await);
        portal.clinic.app.recorder().called(Call {
            at: portal.clinic.app.now(),
            door: "naturae",
            method: "GET".to_owned(),
            endpoint: "/v1/me".to_owned(),
            status: 200,
            duration_us: 1000,
            caller: Caller { partner: Some(otter.id), key: Some(key), organization: None },
            address: None,
        });
        let app = portal.clinic.app.clone();
        tokio::task::spawn_blocking(move || app::recorder::flush(&app, 10).unwrap()).await.unwrap();
        let operator = portal.operator().await;
        operator.get(&format!("/portal/keys/{key}")).await.is_silent_about("/delete\"");
        let refused = operator.get(&format!("/portal/keys/{key}/delete")).await;
        refused.says("This key works. Revoke it first.");
        refused.is_silent_about("<button class=\"button danger\"");
        let refused = operator.post(&format!("/portal/keys/{key}/delete"), &[]).await;
        refused.is(StatusCode::CONFLICT, "Delete the key <bdi>old</bdi>?");
        operator.post(&format!("/portal/keys/{key}/revoke"), &[]).await.location();
        let ask = operator.get(&operator.get(&format!("/portal/keys/{key}")).await.link("/delete")).await;
        ask.is(StatusCode::OK, "Delete the key <bdi>old</bdi>?");
        let deleted = operator.post(&ask.action_to("/delete"), &[]).await;
        let list = operator.get(&deleted.location()).await;
        list.says("The key has been deleted.");
        list.is_silent_about("<bdi>old</bdi>");
        list.says("<bdi>new</bdi>");
        operator.get("/portal/activity").await.says("<bdi>Otter</bdi>");
        assert_eq!(operator.get(&format!("/portal/keys/{key}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(operator.post(&format!("/portal/keys/{key}/delete"), &[]).await.status, StatusCode::NOT_FOUND);
        // One whose time is over goes as one that was revoked.
        change(&operator, live, &[("expires_at", "2026-03-02")]).await.location();
        portal.clinic.clock.advance(SignedDuration::from_hours(24));
        let operator = portal.operator().await;
        operator.post(&format!("/portal/keys/{live}/delete"), &[]).await.location();
        operator.get("/portal/keys").await.says("No keys here.");
    }

    async fn a_partner_is_deleted_when_no_key_of_its_works(engine) {
        let portal = Portal::new(engine);
        let (otter, zebra) = (portal.partner("Otter").await, portal.partner("Zebra").await);
        let ((key, secret), _) = (portal.key(otter.id, "site").await, portal.key(zebra.id, "else").await);
        let (operator, visitor) = (portal.operator().await, portal.signed_in(&secret).await);
        let address = operator.get(&format!("/portal/partners/{}", otter.id)).await.link("/delete");
        let ask = operator.get(&address).await;
        ask.is(StatusCode::OK, "Delete the partner <bdi>Otter</bdi>?");
        ask.says("This partner has an active key. Revoke it first.");
        ask.is_silent_about("<button class=\"button danger\"");
        assert_eq!(ask.link("/portal/keys/"), format!("/portal/keys/{key}"));
        let refused = operator.post(&address, &[]).await;
        refused.is(StatusCode::CONFLICT, "Delete the partner <bdi>Otter</bdi>?");
        assert_eq!(visitor.get("/portal").await.status, StatusCode::OK);
        operator.post(&format!("/portal/keys/{key}/revoke"), &[]).await.location();
        let ask = operator.get(&address).await;
        ask.says("Its revoked key goes with it.");
        let deleted = operator.post(&ask.action_to("/delete"), &[]).await;
        let list = operator.get(&deleted.location()).await;
        list.says("The partner has been deleted.");
        list.is_silent_about("Otter");
        list.says("Zebra");
        operator.get("/portal/keys").await.is_silent_about("Otter");
        assert_eq!(operator.get(&address).await.status, StatusCode::NOT_FOUND);
        operator.get(&format!("/portal/partners/{}/delete", zebra.id)).await.says("Revoke it first.");
    }
}
