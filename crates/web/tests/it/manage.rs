//! Looking up, moving and cancelling an appointment.

use axum::http::{StatusCode, header};
use domain::AppointmentStatus;
use jiff::SignedDuration;
use testkit::clinic::at;

use crate::booking::appointments;
use crate::browser::Browser;

testkit::both_databases! {
    async fn an_appointment_is_moved_in_two_steps(engine) {
        let browser = Browser::new(engine);
        let page = browser.get(&browser.book("2026-03-02T09:00:00Z", "Ines").await).await;
        let times = browser.get(&page.link("/move")).await;
        times.is(StatusCode::OK, "Choose another time");
        times.says("Now: Monday, March 2, 2026, 10:00 AM");
        let question = browser.get(&times.link("start=2026-03-03T13:00:00Z")).await;
        question.is(StatusCode::OK, "Move your appointment?");
        question.says("Tuesday, March 3, 2026, 2:00 PM – 2:30 PM");
        let start = question.input("start");
        let moved = browser.post(&question.action(), &[("start", &start)]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
        let page = browser.get(&moved.location()).await;
        page.says("Your appointment has been moved.");
        page.says("Tuesday, March 3, 2026, 2:00 PM – 2:30 PM");
        assert_eq!(appointments(&browser)[0].start, at(1, "14:00"));
    }

    async fn it_is_not_moved_to_a_time_that_is_taken(engine) {
        let browser = Browser::new(engine);
        let page = browser.get(&browser.book("2026-03-02T09:00:00Z", "Ines").await).await;
        let times = browser.get(&page.link("/move")).await;
        let question = browser.get(&times.link("start=2026-03-03T13:00:00Z")).await;
        browser.book("2026-03-03T13:00:00Z", "Otto").await;
        let late = browser.post(&question.action(), &[("start", &question.input("start"))]).await;
        late.is(StatusCode::CONFLICT, "This time has just been taken");
        assert!(late.link("start=2026-03-03T13:30:00Z").contains("/move?key="));
        for bad in ["", "never", "2026-03-03"] {
            let page = browser.post(&question.action(), &[("start", bad)]).await;
            page.is(StatusCode::NOT_FOUND, "We can’t find this page");
        }
        let off = browser.post(&question.action(), &[("start", "2026-03-03T13:07:00Z")]).await;
        off.is(StatusCode::CONFLICT, "This time can’t be booked");
        assert_eq!(appointments(&browser)[0].start, at(0, "10:00"));
    }

    async fn it_is_moved_to_somebody_else_when_its_practitioner_is_gone(engine) {
        let browser = Browser::new(engine);
        let page = browser.get(&browser.book("2026-03-02T09:00:00Z", "Ines").await).await;
        let alice = browser.clinic.alice.clone();
        let team = domain::service::ServiceTeam { practitioners: vec![alice.dana.id], requirements: vec![] };
        let written = browser.clinic.write(move |tx| {
            Ok(tx.replace_service_team(alice.organization.id, alice.checkup.id, &team)?)
        });
        written.unwrap();
        let times = browser.get(&page.link("/move")).await;
        let question = browser.get(&times.link("start=2026-03-03T13:00:00Z")).await;
        let moved = browser.post(&question.action(), &[("start", &question.input("start"))]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
        browser.get(&moved.location()).await.says("Dana Example");
    }

    async fn it_is_cancelled_after_a_question(engine) {
        let browser = Browser::new(engine);
        let address = browser.book("2026-03-02T09:00:00Z", "Ines").await;
        let page = browser.get(&address).await;
        let question = browser.get(&page.link("/cancel")).await;
        question.is(StatusCode::OK, "Cancel this appointment?");
        let long = "x".repeat(1001);
        let refused = browser.post(&question.action(), &[("reason", &long)]).await;
        refused.is(StatusCode::UNPROCESSABLE_ENTITY, "Cancel this appointment?");
        refused.says(&long);
        refused.says("id=\"reason-error\"");
        let done = browser.post(&question.action(), &[("reason", "<b>Ill</b>")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = browser.get(&done.location()).await;
        page.says("Your appointment has been cancelled.");
        page.is_silent_about("Cancel appointment");
        page.says("Book again");
        let appointment = &appointments(&browser)[0];
        assert_eq!(appointment.status, AppointmentStatus::Cancelled);
        assert_eq!(appointment.cancel_reason.as_deref(), Some("<b>Ill</b>"));
        // To cancel again changes nothing; to move it is not offered.
        let again = browser.post(&question.action(), &[]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        let moving = browser.get(&address.replace('?', "/move?")).await;
        assert_eq!(moving.status, StatusCode::SEE_OTHER);
        let sent = browser.post(&address.replace('?', "/move?"), &[("start", "2026-03-03T13:00:00Z")]).await;
        sent.is(StatusCode::CONFLICT, "This can’t be changed now");
        assert!(sent.link("/book/alice/manage/").contains("?key="));
    }

    async fn once_it_has_begun_it_stays(engine) {
        let browser = Browser::new(engine);
        let address = browser.book("2026-03-02T09:00:00Z", "Ines").await;
        browser.clinic.clock.advance(SignedDuration::from_hours(3));
        let page = browser.get(&address).await;
        page.says("It is too late to change this online. Please contact the clinic.");
        page.is_silent_about("/cancel?");
        let sent = browser.post(&address.replace('?', "/cancel?"), &[]).await;
        assert_eq!(sent.status, StatusCode::CONFLICT);
        assert_eq!(appointments(&browser)[0].status, AppointmentStatus::Booked);
    }

    async fn it_goes_into_a_calendar(engine) {
        let browser = Browser::new(engine);
        let address = browser.book("2026-03-02T09:00:00Z", "Ines").await;
        let page = browser.get(&address).await;
        let file = browser.get(&page.link("appointment.ics")).await;
        assert_eq!(file.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8; method=PUBLISH");
        assert_eq!(file.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"appointment.ics\"");
        let id = appointments(&browser)[0].id;
        for line in [
            "METHOD:PUBLISH".to_owned(),
            format!("UID:appointment-{id}@alice.clinic.test"),
            "SEQUENCE:0".to_owned(),
            "STATUS:CONFIRMED".to_owned(),
            "DTSTART:20260302T090000Z".to_owned(),
            "DTEND:20260302T093000Z".to_owned(),
            "LOCATION:Old Town\\, Via dei Test 1\\, Roma".to_owned(),
            "SUMMARY:Check-up – Practice of alice".to_owned(),
        ] {
            assert!(file.body.lines().any(|own| own == line), "{line}: {}", file.body);
        }
        let key = address.split("key=").nth(1).unwrap().split('&').next().unwrap();
        file.is_silent_about(key);

        browser.clinic.clock.advance(SignedDuration::from_mins(5));
        browser.post(&page.link("/cancel"), &[]).await;
        let file = browser.get(&page.link("appointment.ics")).await;
        file.says("STATUS:CANCELLED");
        file.says("SEQUENCE:300");
        file.says(&format!("UID:appointment-{id}@alice.clinic.test"));
    }
}
