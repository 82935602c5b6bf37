//! Whatever anybody writes stays text.

use axum::http::StatusCode;
use domain::activity::{Call, Caller};
use domain::{ApiKeyId, PartnerId};

use super::requests::ask;
use super::{Portal, Visitor, secret_on};
use crate::browser::{Page, urlencoded};

/// Text that would be HTML, SQL or a template, were it trusted. No longer than the name of a key may be.
const NASTY: &str =
    "<script>alert(1)</script><b onclick='x()'>\"'; DROP TABLE partners; -- {{ 7*7 }} &amp; %00 \u{202e}";
/// The same for where less fits.
const SHORT: &str = "<b>1</b>\"' onfocus='x()' {{ 7*7 }}";
/// The same as an address.
const MAIL: &str = "\"'or''='{{7*7}}&@example.com";

fn escaped(text: &str) -> String {
    let entity = |letter: char| match letter {
        '&' | '<' | '>' | '"' | '\'' => format!("&#{};", u32::from(letter)),
        other => other.to_string(),
    };
    text.chars().map(entity).collect()
}

/// The page shows these texts, and nothing of them is more than text.
#[track_caller]
fn shows(page: &Page, texts: &[&str]) {
    for text in texts {
        page.says(&escaped(text));
    }
    harmless(page);
}

#[track_caller]
fn harmless(page: &Page) {
    assert!(page.status.as_u16() < 500, "{}", page.body);
    for markup in ["<script>alert", "<b>", "<b ", "{{ 49", "\"' on"] {
        page.is_silent_about(markup);
    }
}

/// A partner and a key whose every field is nasty: their numbers, and the key's secret.
async fn nasty_key(operator: &Visitor<'_>) -> (PartnerId, ApiKeyId, String) {
    let fields = [
        ("name", NASTY),
        ("contact", NASTY),
        ("phone", SHORT),
        ("website", "javascript:alert('<b>')"),
        ("email", MAIL),
    ];
    let made = operator.post("/portal/partners/new", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let partner = operator.get(&made.location()).await;
    shows(&partner, &[NASTY, SHORT, "javascript:alert('<b>')", MAIL]);
    assert!(partner.links("javascript:").is_empty(), "no address of theirs is a link");
    let id = made.location().rsplit('/').next().unwrap().to_owned();
    let form = operator.get(&format!("/portal/keys/new?{}", urlencoded(&[("partner", &*id), ("name", NASTY)]))).await;
    shows(&form, &[NASTY]);
    let latest = form.input("latest");
    let fields = [("latest", &*latest), ("name", NASTY), ("partner", &*id), ("practices", "alice"), ("scopes", NASTY)];
    let secret = operator.post("/portal/keys/new", &fields).await;
    secret.is(StatusCode::OK, "Copy the secret now");
    shows(&secret, &[NASTY]);
    let keys = operator.get("/portal/keys").await;
    shows(&keys, &[NASTY]);
    let key = keys.links("/portal/keys/").into_iter().find_map(|href| href.rsplit('/').next()?.parse().ok());
    (PartnerId(id.parse().unwrap()), ApiKeyId(key.unwrap()), secret_on(&secret))
}

testkit::both_databases! {
    async fn partners_keys_and_sessions_show_what_was_written_as_it_was_written(engine) {
        let portal = Portal::new(engine);
        let operator = portal.operator().await;
        let (partner, key, secret) = nasty_key(&operator).await;
        let list = operator.get("/portal/partners").await;
        shows(&list, &[NASTY, MAIL]);
        let found = operator.get(&format!("/portal/partners?{}", urlencoded(&[("search", NASTY)]))).await;
        shows(&found, &[NASTY]);
        assert_eq!(found.links("/portal/partners/").len(), 2, "the search finds it, beside the way to a new one");
        for page in ["", "/change", "/revoke", "/delete"] {
            shows(&operator.get(&format!("/portal/keys/{key}{page}")).await, &[NASTY]);
        }
        shows(&operator.get(&format!("/portal/partners/{partner}/delete")).await, &[NASTY]);
        let refused = operator.post(&format!("/portal/partners/{partner}/delete"), &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        shows(&refused, &[NASTY]);
        // What is refused is written back as it was typed.
        let typed = [("name", ""), ("practices", NASTY), ("expires_at", SHORT), ("scopes", NASTY)];
        let refused = operator.post(&format!("/portal/keys/{key}/change"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&refused, &[NASTY, SHORT, "<script>alert(1)</script><b”."]);
        let typed = [("name", NASTY), ("contact", NASTY), ("email", NASTY), ("phone", NASTY), ("website", NASTY), ("active", NASTY)];
        let refused = operator.post(&format!("/portal/partners/{partner}"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body.matches(&escaped(NASTY)).count(), 9, "five fields, the title, the heading, and a key: {}", refused.body);
        harmless(&refused);
        // The partner itself, whose name is on every page.
        let visitor = portal.signed_in(&secret).await;
        for page in ["/portal", "/portal/keys", "/portal/sessions", "/portal/activity", "/portal/docs"] {
            shows(&visitor.get(page).await, &[NASTY]);
        }
        let latest = operator.get(&format!("/portal/keys/{key}")).await.input("latest");
        let rotated = operator.post(&format!("/portal/keys/{key}/rotate"), &[("latest", &*latest), ("hours", NASTY)]).await;
        shows(&rotated, &[NASTY]);
        shows(&portal.visitor().post("/portal/sign-in", &[("key", NASTY)]).await, &[]);
        operator.get("/portal/partners").await.says(&escaped(NASTY));
    }

    async fn requests_show_what_was_written_as_it_was_written(engine) {
        let portal = Portal::new(engine);
        let wish = [("company", NASTY), ("practice", NASTY), ("contact_name", NASTY), ("contact_email", MAIL), ("message", NASTY)];
        for _ in 0..2 {
            let sent = ask(&portal, &wish).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        }
        let fields = [("contact_phone", SHORT), ("company", NASTY), ("practice", NASTY), ("contact_name", NASTY), ("contact_email", NASTY), ("message", NASTY)];
        let refused = portal.visitor().post("/portal/request-access", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&refused, &[NASTY, SHORT]);
        let with_phone: Vec<_> = fields.into_iter().map(|(name, value)| (name, if name == "contact_email" { MAIL } else { value })).chain([("scopes", "KB")]).collect();
        let sent = portal.visitor().post("/portal/request-access", &with_phone).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let operator = portal.operator().await;
        let list = operator.get("/portal/access-requests").await;
        shows(&list, &[NASTY, MAIL]);
        let mut requests: Vec<String> = list.links("#reject").iter().map(|href| href.replace("#reject", "")).collect();
        assert_eq!(requests.len(), 3);
        shows(&operator.get(&requests[0]).await, &[NASTY, SHORT, MAIL]);
        let choice = [("partner", NASTY), ("key_name", ""), ("practices", NASTY), ("scopes", NASTY)];
        let refused = operator.post(&format!("{}/approve", requests[0]), &choice).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        shows(&refused, &[NASTY]);
        let refused = operator.post(&format!("{}/reject", requests[0]), &[("reason", &*NASTY.repeat(20))]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        shows(&refused, &[NASTY]);
        let reject = requests.pop().unwrap();
        let rejected = operator.post(&format!("{reject}/reject"), &[("reason", NASTY)]).await;
        shows(&operator.get(&rejected.location()).await, &[NASTY]);
        let page = operator.get(&reject).await;
        page.says(&format!("<dt>Reason</dt><dd><bdi>{}</bdi>", escaped(NASTY)));
        harmless(&page);
        let approve = requests.pop().unwrap();
        let choice = [("partner", "new"), ("key_name", NASTY), ("practices", "alice")];
        let approved = operator.post(&format!("{approve}/approve"), &choice).await;
        approved.is(StatusCode::OK, "Copy the secret now");
        shows(&approved, &[NASTY]);
        shows(&operator.get("/portal/partners").await, &[NASTY]);
        operator.get("/portal").await.says("1 access request waits");
    }

    async fn calls_show_what_was_asked_for_as_it_was_asked_for(engine) {
        let portal = Portal::new(engine);
        let operator = portal.operator().await;
        let (partner, key, secret) = nasty_key(&operator).await;
        portal.clinic.app.recorder().called(Call {
            at: portal.clinic.app.now(),
            door: "naturae",
            method: "<B>'{{7*7}}".to_owned(),
            endpoint: format!("/v1/{}", NASTY.replace(' ', "")),
            status: 404,
            duration_us: 1000,
            caller: Caller { partner: Some(partner), key: Some(key), organization: None },
            address: None,
        });
        let app = portal.clinic.app.clone();
        tokio::task::spawn_blocking(move || app::recorder::flush(&app, 10).unwrap()).await.unwrap();
        let path = NASTY.replace(' ', "");
        let query = urlencoded(&[("endpoint", &path), ("partner", &partner.to_string())]);
        let visitor = portal.signed_in(&secret).await;
        for page in [
            operator.get("/portal/activity").await,
            operator.get("/portal/activity?rows=only").await,
            operator.get(&format!("/portal/activity?{query}")).await,
            visitor.get("/portal/activity").await,
        ] {
            assert!(page.body.replace("<wbr>", "").contains(&format!("<code>/naturae/v1/{}</code>", escaped(&path))), "{}", page.body);
            shows(&page, &[NASTY, "<B>'{{7*7}}"]);
        }
        for page in ["/portal/partners", "/portal/keys", "/portal/activity", "/portal/access-requests", "/portal/sessions"] {
            let query = urlencoded(&["search", "endpoint", "status", "page", "partner", "ended", "deleted"].map(|name| (name, NASTY)));
            harmless(&operator.get(&format!("{page}?{query}")).await);
        }
    }

    async fn text_that_can_not_be_stored_is_refused(engine) {
        let portal = Portal::new(engine);
        let refused = ask(&portal, &[("company", "a\0b")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let operator = portal.operator().await;
        for field in ["name", "contact", "phone", "website", "email"] {
            let fields = [(if field == "name" { "contact" } else { "name" }, "a"), (field, "a\0b")];
            let refused = operator.post("/portal/partners/new", &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        }
        assert_eq!(operator.get("/portal/partners?search=%00").await.status, StatusCode::OK);
        assert_eq!(operator.get("/portal/activity?endpoint=%00").await.status, StatusCode::OK);
        for path in ["/portal/keys/x", "/portal/keys/-1", "/portal/keys/99999999999999999999", "/portal/partners/%00", "/portal/access-requests/0", "/portal/keys/x/change", "/portal/partners/0/delete"] {
            assert_eq!(operator.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/portal/sessions/x/end", "/portal/sessions/-1/end", "/portal/keys/0/delete", "/portal/partners/%00/delete"] {
            assert_eq!(operator.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
