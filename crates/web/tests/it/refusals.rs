//! What strangers, other sites and nonsense get.

use axum::http::{Method, StatusCode, header};
use testkit::Engine;

use crate::booking::appointments;
use crate::browser::{Browser, urlencoded, visit};

const NO_PAGE: &str = "We can’t find this page";

testkit::both_databases! {
    async fn what_is_not_there_is_not_found(engine) {
        let browser = Browser::new(engine);
        let (alice, charlie) = (&browser.clinic.alice, &browser.clinic.charlie);
        let start = "2026-03-02T09:00:00Z";
        for uri in [
            "/book".to_owned(),
            "/book/".to_owned(),
            "/book/nobody".to_owned(),
            "/book/%00".to_owned(),
            "/book/%ff".to_owned(),
            "/book/a%20b".to_owned(),
            browser.alice("/manage"),
            browser.alice("/x"),
            browser.alice("/99999999999999999999"),
            browser.alice("/-1"),
            browser.alice(&format!("/{}", alice.class.id)),
            browser.alice(&format!("/{}", charlie.checkup.id)),
            browser.alice(&format!("/{}/{start}", charlie.checkup.id)),
            browser.alice(&format!("/{}/{start}?practitioner={}", alice.checkup.id, charlie.bob.id)),
            browser.alice(&format!("/{}/noon", alice.checkup.id)),
            browser.alice(&format!("/{}/2026-13-45T00:00:00Z", alice.checkup.id)),
            browser.alice(&format!("/{}/{start}/more", alice.checkup.id)),
            browser.alice("/manage/x?key=k"),
            browser.alice("/manage/1"),
            browser.alice("/manage/1/cancel"),
            browser.alice("/manage/1/move"),
            browser.alice("/manage/1/appointment.ics"),
        ] {
            browser.get(&uri).await.is(StatusCode::NOT_FOUND, NO_PAGE);
        }
    }

    async fn an_appointment_is_shown_to_its_key_only(engine) {
        let browser = Browser::new(engine);
        let address = browser.book("2026-03-02T09:00:00Z", "Ines").await;
        let (path, query) = address.split_once('?').unwrap();
        let wrong = [
            path.to_owned(),
            format!("{path}?key="),
            format!("{path}?key=00000000-0000-4000-8000-000000000000"),
            // The right key at another practice.
            format!("{}?{query}", path.replace("alice", "charlie")),
        ];
        for uri in &wrong {
            let page = browser.get(uri).await;
            page.is(StatusCode::NOT_FOUND, NO_PAGE);
            page.says("There is no such appointment");
        }
        for action in ["cancel", "move"] {
            let page = browser.post(&format!("{path}/{action}?key=x"), &[("start", "2026-03-03T13:00:00Z")]).await;
            page.is(StatusCode::NOT_FOUND, NO_PAGE);
        }
        assert!(appointments(&browser)[0].cancelled_at.is_none());
    }

    async fn keys_can_not_be_guessed_for_long(engine) {
        let browser = Browser::new(engine);
        let address = browser.book("2026-03-02T09:00:00Z", "Ines").await;
        let (path, _) = address.split_once('?').unwrap();
        for _ in 0..20 {
            assert_eq!(browser.get(&format!("{path}?key=guess")).await.status, StatusCode::NOT_FOUND);
        }
        for uri in [format!("{path}?key=guess"), address.clone()] {
            let page = browser.get(&uri).await;
            page.is(StatusCode::TOO_MANY_REQUESTS, "Too many tries");
            assert_eq!(page.headers[header::RETRY_AFTER], "3600");
        }
        let elsewhere = browser.get_with(&address, &[("x-forwarded-for", "198.51.100.9")]).await;
        elsewhere.is(StatusCode::OK, "Your appointment");
    }

    async fn other_sites_can_not_send_our_forms(engine) {
        let browser = Browser::new(engine);
        let action = browser.form_of("2026-03-02T09:00:00Z");
        let body = urlencoded(&visit("Ines", "k1"));
        for headers in [
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.test")],
            [("sec-fetch-site", "same-site"), ("origin", "https://other.clinic.test")],
            [("origin", "https://evil.test"), ("referer", "https://evil.test/")],
        ] {
            let page = browser.send(Method::POST, &action, &headers, &body).await;
            page.is(StatusCode::FORBIDDEN, "This is not possible");
            page.says("The form came from another website.");
        }
        assert!(appointments(&browser).is_empty());
        // A page that sends no referrer posts with this origin.
        let page = browser.send(Method::POST, &action, &[("origin", "null")], &body).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
}

#[tokio::test]
async fn too_much_text_is_refused_politely() {
    let browser = Browser::new(Engine::Sqlite);
    let action = browser.form_of("2026-03-02T09:00:00Z");
    let huge = "x".repeat(300 * 1024);
    let page = browser.post(&action, &[("visitReason", &huge)]).await;
    page.is(StatusCode::PAYLOAD_TOO_LARGE, "We could not read this");
    let mut fields = visit("Ines", "k1");
    fields[5].1 = "nul \0 here";
    let page = browser.post(&action, &fields).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY, "Confirm your appointment");
    page.says("Something you wrote can’t be taken");
}

#[tokio::test]
async fn a_practice_that_is_closed_is_nowhere() {
    let browser = Browser::new(Engine::Sqlite);
    let operator = browser.clinic.system(&browser.clinic.alice);
    browser.clinic.write(move |tx| app::organization::set_active(tx, &operator, false)).unwrap();
    browser.get("/book/alice").await.is(StatusCode::NOT_FOUND, NO_PAGE);
}
