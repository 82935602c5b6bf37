//! Somebody asks for a key, and gets it, or not.

use axum::http::StatusCode;

use super::{Portal, secret_on};
use crate::browser::Page;

/// A good request.
pub(super) const WISH: [(&str, &str); 6] = [
    ("company", "Otter"),
    ("practice", "alice"),
    ("contact_name", "Bob"),
    ("contact_email", "bob@example.com"),
    ("scopes", "KB"),
    ("message", "A web site."),
];

pub(super) async fn ask(portal: &Portal, changed: &[(&str, &str)]) -> Page {
    let value = |name: &str, usual| changed.iter().find(|(other, _)| *other == name).map_or(usual, |(_, value)| *value);
    let fields: Vec<(&str, &str)> = WISH.iter().map(|(name, usual)| (*name, value(name, *usual))).collect();
    portal.visitor().post("/portal/request-access", &fields).await
}

testkit::both_databases! {
    async fn a_request_is_approved_and_its_key_works(engine) {
        let portal = Portal::new(engine);
        assert_eq!(ask(&portal, &[]).await.location(), "/portal/request-access?sent");
        portal.visitor().get("/portal/request-access?sent").await.is(StatusCode::OK, "Thank you");
        let operator = portal.operator().await;
        operator.get("/portal").await.says("1 access request waits");
        let list = operator.get("/portal/access-requests").await;
        list.says("bob@example.com");
        let approve = list.action_to("/approve");
        let approved = operator.post(&approve, &[]).await;
        approved.is(StatusCode::OK, "Copy the secret now");
        let secret = secret_on(&approved);
        operator.get("/portal/access-requests").await.says(">Approved<");
        let again = operator.post(&approve, &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        again.says("This request has been decided already.");
        again.is_silent_about("pk_");
        let (app, given) = (portal.clinic.app.clone(), domain::secret::Secret::given(&secret));
        let core = portal.clinic.core();
        let token = core.write(move |tx| app::access::exchange(tx, &app, &given, "alice", "test"));
        assert_eq!(token.await.unwrap().bearer.partner_name, "Otter");
        let visitor = portal.signed_in(&secret).await;
        visitor.get("/portal/keys").await.says("Otter");
    }

    async fn what_can_not_be_approved_as_asked_is_decided_on_its_own_page(engine) {
        let portal = Portal::new(engine);
        let otter = portal.partner("otter").await;
        ask(&portal, &[("practice", "Alice's place")]).await;
        let operator = portal.operator().await;
        let approve = operator.get("/portal/access-requests").await.action_to("/approve");
        let refused = operator.post(&approve, &[]).await;
        refused.is(StatusCode::UNPROCESSABLE_ENTITY, "Request of <bdi>Otter</bdi>");
        refused.says("There is a partner of that name already.");
        let id = otter.id.to_string();
        let fields = |practice: &'static str| vec![("partner", id.clone()), ("key_name", "Site".to_owned()), ("practices", practice.to_owned())];
        let send = async |fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            operator.post(&approve, &fields).await
        };
        send(fields("nowhere")).await.says("Practices (PPass): There is no practice “nowhere”.");
        let approved = send(fields("charlie")).await;
        approved.is(StatusCode::OK, "Copy the secret now");
        approved.says("charlie");
        operator.get("/portal/partners").await.says("class=\"number\">1<");
    }

    async fn a_request_is_rejected_once(engine) {
        let portal = Portal::new(engine);
        ask(&portal, &[]).await;
        let operator = portal.operator().await;
        let list = operator.get("/portal/access-requests?status=Pending").await;
        let page = operator.get(&list.link("#reject")).await;
        let reject = page.action_to("/reject");
        page.says("A web site.");
        let long = "x".repeat(2000);
        operator.post(&reject, &[("reason", &long)]).await.says("Reason: ");
        let done = operator.post(&reject, &[("reason", "No contract.")]).await;
        operator.get(&done.location()).await.says("The request has been rejected.");
        assert_eq!(operator.post(&reject, &[]).await.status, StatusCode::CONFLICT);
        assert_eq!(operator.post(&reject.replace("/reject", "/approve"), &[]).await.status, StatusCode::CONFLICT);
        operator.get(&reject.replace("/reject", "")).await.says("No contract.");
        operator.get("/portal/access-requests?status=Pending").await.says("No requests here.");
    }

    async fn the_answer_tells_nothing_about_who_is_known(engine) {
        let portal = Portal::new(engine);
        portal.partner("Known").await;
        let mut answers = Vec::new();
        for (company, practice) in [("Known", "alice"), ("Unknown", "alice"), ("Known", "nobody"), ("Unknown", "nobody")] {
            let answer = ask(&portal, &[("company", company), ("practice", practice)]).await;
            answers.push((answer.status, answer.location(), answer.body));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        let bad = ask(&portal, &[("company", ""), ("contact_email", "bob"), ("scopes", "none")]).await;
        bad.is(StatusCode::UNPROCESSABLE_ENTITY, "Request access");
        for field in ["Company: ", "E-mail: ", "What your program will work with: "] {
            bad.says(field);
        }
    }
}
