//! Choosing a time.

use axum::http::StatusCode;
use testkit::clinic::at;
use testkit::{Engine, TestClinic};

use crate::browser::{Browser, Page};

fn starts(page: &Page, service: domain::ServiceId) -> Vec<String> {
    let hrefs = page.links(&format!("/{service}/2026-"));
    let starts = hrefs.iter().map(|href| href.rsplit('/').next().unwrap());
    starts.map(|start| start.split('?').next().unwrap().to_owned()).collect()
}

fn checkup(clinic: &TestClinic) -> domain::ServiceId {
    clinic.alice.checkup.id
}

testkit::both_databases! {
    async fn services_are_shown_with_what_matters(engine) {
        let browser = Browser::new(engine);
        let page = browser.get("/book/ALICE").await;
        page.is(StatusCode::OK, "Book an appointment");
        for text in ["Check-up", "30 minutes", "Old Town", "By video", "€80", "1 hour"] {
            page.says(text);
        }
        // Group sessions are joined, not booked.
        page.is_silent_about("Class");
        assert_eq!(page.links(&format!("/book/alice/{}", checkup(&browser.clinic))).len(), 1);
    }

    async fn a_week_of_times_begins_with_the_first_free_day(engine) {
        let browser = Browser::new(engine);
        let page = browser.get(&browser.alice(&format!("/{}", checkup(&browser.clinic)))).await;
        page.is(StatusCode::OK, "Choose a time");
        let starts = starts(&page, checkup(&browser.clinic));
        // 08:00 in Rome, and the check-up wants an hour's notice.
        assert_eq!(starts[0], at(0, "09:00").to_string());
        // The first free time on top, then five days of fourteen times.
        assert_eq!(starts.len(), 1 + 5 * 14);
        page.says("Monday, March 2</h2>");
        page.says("Times are the clinic’s (UTC+1).");
        page.is_silent_about("Earlier days");
        let later = browser.get(&page.link("from=2026-03-09")).await;
        later.says("Monday, March 9</h2>");
        browser.get(&later.link("from=2026-03-02")).await.says("Monday, March 2</h2>");
    }

    async fn times_are_those_of_the_patient_with_the_clinics_beside(engine) {
        let browser = Browser::new(engine);
        let uri = browser.alice(&format!("/{}?zone=Pacific/Auckland", checkup(&browser.clinic)));
        let page = browser.get(&uri).await;
        page.says("Times are in Auckland time (UTC+13).");
        page.says("The small ones are the clinic’s: Rome time (UTC+1).");
        page.says("<time datetime=\"2026-03-02T08:00:00Z\">9:00 PM</time><small>9:00 AM</small>");
        page.says("<time datetime=\"2026-03-02T15:30:00Z\">4:30 AM</time><small>Mon 4:30 PM</small>");
        page.says("<option value=\"Pacific/Auckland\" selected>");
        assert!(page.link("/2026-03-02T08:00:00Z").ends_with("?zone=Pacific/Auckland"));
        // Toronto's clocks change on 8 March, Rome's on the 29th: the difference is that of each day.
        let uri = browser.alice(&format!("/{}?zone=America/Toronto&from=2026-03-06", checkup(&browser.clinic)));
        let page = browser.get(&uri).await;
        page.says("<time datetime=\"2026-03-06T08:00:00Z\">3:00 AM</time><small>9:00 AM</small>");
        page.says("<time datetime=\"2026-03-09T08:00:00Z\">4:00 AM</time><small>9:00 AM</small>");
    }

    async fn odd_wishes_are_answered_sensibly(engine) {
        let browser = Browser::new(engine);
        let of = |query: &str| browser.alice(&format!("/{}?{query}", checkup(&browser.clinic)));
        browser.get(&of("zone=Mars/Olympus")).await.says("We don’t know the time zone you asked for");
        browser.get(&of("zone=../../etc/passwd")).await.says("We don’t know the time zone you asked for");
        let odd = browser.get(&of("from=tomorrow")).await;
        odd.says("We could not read the day you asked for");
        odd.says("Monday, March 2</h2>");
        for past in ["2026-03-01", "1970-01-01", "-9999-01-01"] {
            browser.get(&of(&format!("from={past}"))).await.says("Monday, March 2</h2>");
        }
        for far in ["2027-01-01", "9999-12-31"] {
            let page = browser.get(&of(&format!("from={far}"))).await;
            page.is(StatusCode::OK, "Choose a time");
            page.says("There are no free times in these days.");
            page.says("First free time");
        }
        for no_id in ["practitioner=x", "practitioner=999999", "practitioner=-1"] {
            let page = browser.get(&of(no_id)).await;
            page.is(StatusCode::NOT_FOUND, "We can’t find this page");
        }
        browser.get(&of("from=&zone=&practitioner=")).await.is(StatusCode::OK, "Choose a time");
    }

    async fn people_can_be_chosen_where_there_is_a_choice(engine) {
        let browser = Browser::new(engine);
        let alice = browser.clinic.alice.clone();
        let only_bob = browser.get(&browser.alice(&format!("/{}", alice.checkup.id))).await;
        only_bob.is_silent_about("name=\"practitioner\"");
        let either = browser.get(&browser.alice(&format!("/{}", alice.cleaning.id))).await;
        either.says("<option value=\"any\" selected>Anyone</option>");
        let query = format!("/{}?practitioner={}", alice.cleaning.id, alice.dana.id);
        let dana = browser.get(&browser.alice(&query)).await;
        dana.says(&format!("<option value=\"{}\" selected>Dana Example</option>", alice.dana.id));
        let form = dana.link("/2026-03-02T08:00:00Z");
        browser.get(&form).await.says("Dana Example");
        // Dana does no check-ups.
        let query = format!("/{}?practitioner={}", alice.checkup.id, alice.dana.id);
        browser.get(&browser.alice(&query)).await.is(StatusCode::NOT_FOUND, "We can’t find this page");
    }
}

#[tokio::test]
async fn a_clinic_without_free_times_says_so() {
    let browser = Browser::new(Engine::Sqlite);
    let clinic = &browser.clinic;
    let (roster, alone) = (clinic.alice.bobs_roster.clone(), clinic.system(&clinic.alice));
    let nothing = domain::roster::RosterRules { weekly: vec![], ..roster.rules };
    clinic.write(move |tx| app::roster::change(tx, &alone, roster.id, &nothing)).unwrap();
    let page = browser.get(&browser.alice(&format!("/{}", checkup(clinic)))).await;
    page.is(StatusCode::OK, "Choose a time");
    page.says("There are no free times at the moment.");
    page.is_silent_about("First free time");
}
