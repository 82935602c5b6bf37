//! Setting a second factor up, signing in with it, and turning it off.

use axum::http::StatusCode;
use domain::Role;
use jiff::SignedDuration;

use super::{Desk, PASSWORD, Visitor};
use crate::browser::Page;

/// The code that a phone shows, which was told what the page shows.
fn phone(desk: &Desk, page: &Page) -> String {
    let shown = page.body.split("<code dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap();
    let secret = totp_rs::Secret::try_from_base32(shown.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("a").build().unwrap();
    totp.generate(u64::try_from(desk.clinic.app.now().as_second()).unwrap()).to_string()
}

/// The recovery codes that a page shows.
fn codes(page: &Page) -> Vec<String> {
    let items = page.body.split("<li><code>").skip(1);
    items.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

const BASE: &str = "/desk/alice/account/second-factor";

/// Turns a second factor on; its recovery codes.
async fn turn_on(desk: &Desk, visitor: &Visitor<'_>) -> Vec<String> {
    let begun = visitor.post(&format!("{BASE}/begin"), &[]).await;
    let on = visitor.post(&format!("{BASE}/confirm"), &[("code", &phone(desk, &begun))]).await;
    on.is(StatusCode::OK, "Your recovery codes");
    codes(&on)
}

testkit::both_databases! {
    async fn it_is_set_up_asked_for_and_turned_off(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let visitor = desk.signed_in("bob@example.org").await;
        visitor.get(BASE).await.is(StatusCode::OK, "Second factor");
        let begun = visitor.post(&format!("{BASE}/begin"), &[]).await;
        begun.is(StatusCode::OK, "Second factor");
        begun.says("<svg class=\"qr\"");
        let wrong = visitor.post(&format!("{BASE}/confirm"), &[("code", "000000")]).await;
        wrong.is(StatusCode::UNPROCESSABLE_ENTITY, "Second factor");
        assert_eq!(phone(&desk, &wrong), phone(&desk, &begun), "nothing to scan again after a wrong code");
        let on = visitor.post(&format!("{BASE}/confirm"), &[("code", &phone(&desk, &begun))]).await;
        on.is(StatusCode::OK, "Your recovery codes");
        let recovery = codes(&on);
        assert_eq!(recovery.len(), 10);
        visitor.get("/desk/alice/account").await.says("You have 10 recovery codes left.");
        assert_eq!(visitor.post(&format!("{BASE}/begin"), &[]).await.status, StatusCode::CONFLICT, "there is one");

        let newcomer = desk.visitor();
        let fields = [("login", "bob@example.org"), ("password", PASSWORD)];
        let step = newcomer.post("/desk/alice/sign-in?to=/desk/alice/account", &fields).await;
        assert_eq!(step.location(), "/desk/alice/sign-in/code?to=/desk/alice/account");
        assert!(!newcomer.cookies.borrow().contains_key("__Host-desk"), "not in yet");
        assert_eq!(newcomer.get("/desk/alice/account").await.status, StatusCode::SEE_OTHER);
        let asks = newcomer.get(&step.location()).await;
        asks.is(StatusCode::OK, "Enter your code");
        let wrong = newcomer.post(&asks.action(), &[("code", "000000")]).await;
        wrong.is(StatusCode::UNAUTHORIZED, "Enter your code");
        desk.clinic.clock.advance(SignedDuration::from_secs(30));
        let right = newcomer.post(&asks.action(), &[("code", &phone(&desk, &begun))]).await;
        assert_eq!(right.location(), "/desk/alice/account");
        assert!(!newcomer.cookies.borrow().contains_key("__Host-desk-step"), "what was carried is gone");

        let renewed = visitor.post(&format!("{BASE}/codes"), &[("code", &recovery[0])]).await;
        renewed.is(StatusCode::OK, "Your recovery codes");
        let old = visitor.post(&format!("{BASE}/off"), &[("code", &recovery[1])]).await;
        old.is(StatusCode::UNPROCESSABLE_ENTITY, "Second factor");
        let off = visitor.post_and_follow(&format!("{BASE}/off"), &[("code", &codes(&renewed)[0])]).await;
        off.says("The second factor is off.");
        desk.signed_in("bob@example.org").await;
    }

    async fn the_second_step_alone_leads_back_to_the_first(engine) {
        let desk = Desk::new(engine);
        desk.user("bob@example.org", Role::FrontDesk);
        let visitor = desk.visitor();
        assert_eq!(visitor.get("/desk/alice/sign-in/code").await.location(), "/desk/alice/sign-in");
        assert_eq!(visitor.post("/desk/alice/sign-in/code", &[("code", "1")]).await.location(), "/desk/alice/sign-in");
        visitor.cookies.borrow_mut().insert("__Host-desk-step".to_owned(), "1.9999999999.00".to_owned());
        let forged = visitor.post("/desk/alice/sign-in/code?to=/desk/alice/users", &[("code", "1")]).await;
        assert_eq!(forged.location(), "/desk/alice/sign-in?to=/desk/alice/users");
        assert!(visitor.cookies.borrow().is_empty());
        let recovery = turn_on(&desk, &desk.signed_in("bob@example.org").await).await;
        visitor.post("/desk/alice/sign-in", &[("login", "bob@example.org"), ("password", PASSWORD)]).await;
        desk.clinic.clock.advance(SignedDuration::from_mins(6));
        let late = visitor.post("/desk/alice/sign-in/code", &[("code", &recovery[0])]).await;
        assert_eq!(late.location(), "/desk/alice/sign-in", "too long after the password");
    }
}
