//! Whatever anybody writes stays text.

use axum::http::StatusCode;

use super::Portal;
use super::requests::ask;

/// Text that would be HTML, SQL or a template, were it trusted.
const NASTY: &str = "<script>alert(1)</script><b onclick='x()'>\"'; DROP TABLE partners; -- {{ 7*7 }} %00 \u{202e}";

testkit::both_databases! {
    async fn html_and_sql_in_every_field_are_harmless(engine) {
        let portal = Portal::new(engine);
        let sent = ask(&portal, &[("company", NASTY), ("practice", NASTY), ("contact_name", NASTY), ("message", NASTY)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let operator = portal.operator().await;
        let fields = [("name", NASTY), ("contact", NASTY), ("phone", "<b>1</b>"), ("website", NASTY), ("email", "bob@example.com")];
        let made = operator.post("/portal/partners/new", &fields).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let partner = made.location();
        let id = partner.rsplit('/').next().unwrap().to_owned();
        let latest = operator.get("/portal/keys/new").await.input("latest");
        let short: String = NASTY.chars().take(90).collect();
        let fields = [("latest", &*latest), ("name", &*short), ("partner", &*id), ("practices", "alice"), ("scopes", NASTY)];
        let made = operator.post("/portal/keys/new", &fields).await;
        made.is(StatusCode::OK, "Copy the secret now");
        let requests = operator.get("/portal/access-requests").await;
        let request = requests.action_to("/approve").replace("/approve", "");
        let rejected = operator.post(&format!("{request}/reject"), &[("reason", NASTY)]).await;
        assert_eq!(rejected.status, StatusCode::SEE_OTHER);
        let query = crate::browser::urlencoded(&[("search", NASTY), ("endpoint", NASTY), ("status", NASTY), ("page", NASTY), ("partner", NASTY)]);
        let wrong = operator.post("/portal/partners/new", &[("name", NASTY), ("email", NASTY)]).await;
        let sign_in = portal.visitor().post("/portal/sign-in", &[("key", NASTY)]).await;
        let pages = [
            requests, made, wrong, sign_in,
            operator.get(&request).await,
            operator.get(&partner).await,
            operator.get("/portal/keys").await,
            operator.get("/portal/keys/new").await,
            operator.get(&format!("/portal/partners?{query}")).await,
            operator.get("/portal/partners").await,
            operator.get(&format!("/portal/activity?{query}")).await,
            operator.get(&format!("/portal/access-requests?{query}")).await,
        ];
        for page in pages {
            assert!(page.status.as_u16() < 500, "{}", page.body);
            page.is_silent_about("<script>");
            page.is_silent_about("<b ");
            page.is_silent_about("<b>");
        }
        operator.get("/portal/partners").await.says("&#60;script&#62;");
    }

    async fn text_that_can_not_be_stored_is_refused(engine) {
        let portal = Portal::new(engine);
        let refused = ask(&portal, &[("company", "a\0b")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let operator = portal.operator().await;
        let refused = operator.post("/portal/partners/new", &[("name", "a\0b")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(operator.get("/portal/partners?search=%00").await.status, StatusCode::OK);
        assert_eq!(operator.get("/portal/activity?endpoint=%00").await.status, StatusCode::OK);
        for path in ["/portal/keys/x", "/portal/keys/-1", "/portal/keys/99999999999999999999", "/portal/partners/%00", "/portal/access-requests/0"] {
            assert_eq!(operator.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
