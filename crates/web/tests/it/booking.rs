//! Booking, from the first page to the last.

use axum::http::{StatusCode, header};
use domain::AppointmentStatus;
use testkit::clinic::at;

use crate::browser::{Browser, Page, visit};

/// All appointments of Alice's practice.
pub(crate) fn appointments(browser: &Browser) -> Vec<domain::Appointment> {
    let staff = browser.clinic.staff(&browser.clinic.alice);
    browser.clinic.read(move |tx| app::appointment::list(tx, &staff, at(0, "00:00"), at(60, "00:00"), 1000)).unwrap()
}

fn has_error(page: &Page, field: &str, message: &str) {
    page.says(&format!("<p class=\"error\" id=\"field-{field}-error\">{message}</p>"));
    page.says(&format!("<a href=\"#field-{field}\">"));
}

testkit::both_databases! {
    async fn from_the_first_page_to_the_last(engine) {
        let browser = Browser::new(engine);
        let services = browser.get(&browser.alice("")).await;
        let times = browser.get(&services.link(&format!("/book/alice/{}", browser.clinic.alice.checkup.id))).await;
        let times = browser.get(&format!("{}?zone=America/Toronto", times.action())).await;
        let form = browser.get(&times.link("/2026-03-02T08:30:00Z")).await;
        form.is(StatusCode::OK, "Confirm your appointment");
        form.says("Monday, March 2, 2026, 3:30 AM – 4:00 AM");
        form.says("At the clinic: 9:30 AM");
        form.says("Before your visit</bdi></h2>");

        let done = browser.post(&form.action(), &visit("Ines", &form.input("booking-key"))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let appointment = browser.get(&done.location()).await;
        appointment.is(StatusCode::OK, "Your appointment");
        for text in ["Your appointment is booked.", "Check-up", "Bob Example", "Old Town, Via dei Test 1, Roma"] {
            appointment.says(text);
        }
        appointment.says("Monday, March 2, 2026, 3:30 AM – 4:00 AM");
        appointment.says("At the clinic: 9:30 AM");
        assert_eq!(appointment.headers[header::REFERRER_POLICY], "no-referrer");
        assert_eq!(appointment.headers["x-robots-tag"], "noindex");

        let booked = appointments(&browser);
        assert_eq!(booked.len(), 1);
        assert_eq!(booked[0].start, at(0, "09:30"));
        assert_eq!(booked[0].patient_time_zone.as_deref(), Some("America/Toronto"));
        assert!(booked[0].patient_id.is_some());
        let again = browser.get(&times.link("/2026-03-02T08:30:00Z")).await;
        again.is(StatusCode::CONFLICT, "This time can’t be booked");
    }

    async fn all_bad_answers_are_named_at_once_and_none_is_lost(engine) {
        let browser = Browser::new(engine);
        let action = browser.form_of("2026-03-02T09:00:00Z");
        let sent = [
            ("booking-key", "abc"),
            ("firstName", "<script>alert(1)</script>"),
            ("lastName", " "),
            ("email", "nobody\"><b>"),
            ("phone", "12"),
            ("visitReason", "</textarea><b>x"),
        ];
        let page = browser.post(&action, &sent).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY, "Confirm your appointment");
        page.says("<title>Please check: Confirm your appointment – Practice of alice</title>");
        has_error(&page, "lastName", "Please fill this in.");
        has_error(&page, "email", "Please write an e-mail address such as name@example.com.");
        has_error(&page, "phone", "Please write a phone number with its country code, such as +1 555 010 9999.");
        page.is_silent_about("field-firstName-error");
        assert_eq!(page.body.matches("aria-invalid=\"true\"").count(), 3);
        assert_eq!(page.input("booking-key"), "abc");
        for html in ["<script>alert", "<b>", "</textarea><b>"] {
            page.is_silent_about(html);
        }
        page.says("value=\"&#60;script&#62;alert(1)&#60;/script&#62;\"");
        page.says("&#60;/textarea&#62;&#60;b&#62;x</textarea>");
        assert!(appointments(&browser).is_empty());
        // What was wrong is mended, with the key of the same form.
        let done = browser.post(&action, &visit("Ines", "abc")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }

    async fn a_form_sent_twice_books_once(engine) {
        let browser = Browser::new(engine);
        let action = browser.form_of("2026-03-02T09:00:00Z");
        let form = browser.get(&action).await;
        let fields = visit("Ines", &form.input("booking-key")).map(|(name, value)| (name.to_owned(), value.to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (one, two) = tokio::join!(browser.post(&action, &fields), browser.post(&action, &fields));
        assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}{}", one.body, two.body);
        assert_eq!(one.location(), two.location());
        assert_eq!(appointments(&browser).len(), 1);
        // The same form with other answers is not the same booking.
        let other = browser.post(&action, &visit("Otto", &form.input("booking-key"))).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert_eq!(appointments(&browser).len(), 1);
    }

    async fn a_time_that_is_taken_meanwhile_leads_to_others(engine) {
        let browser = Browser::new(engine);
        let action = browser.form_of("2026-03-02T09:00:00Z");
        let form = browser.get(&action).await;
        browser.book("2026-03-02T09:00:00Z", "Otto").await;
        let late = browser.post(&action, &visit("Ines", &form.input("booking-key"))).await;
        late.is(StatusCode::CONFLICT, "This time has just been taken");
        let other = late.link("/2026-03-02T09:30:00Z");
        browser.get(&other).await.is(StatusCode::OK, "Confirm your appointment");
        assert_eq!(appointments(&browser).len(), 1);
    }

    async fn a_service_without_questions_asks_who_comes(engine) {
        let browser = Browser::new(engine);
        let action = browser.alice(&format!("/{}/2026-03-02T08:00:00Z", browser.clinic.alice.cleaning.id));
        let form = browser.get(&action).await;
        form.says("Your details</bdi></h2>");
        let page = browser.post(&action, &[("booking-key", "k1"), ("email", "ines@example.com")]).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY, "Confirm your appointment");
        has_error(&page, "firstName", "Please fill this in.");
        has_error(&page, "lastName", "Please fill this in.");
        let done = browser.post(&action, &visit("Ines", "k1")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(appointments(&browser)[0].service_name, "Cleaning");
    }

    async fn a_card_is_asked_for_where_the_service_wants_one(engine) {
        let browser = Browser::new(engine);
        let action = browser.alice(&format!("/{}/2026-03-02T08:00:00Z", browser.clinic.alice.paid.id));
        let form = browser.get(&action).await;
        form.says("€80 will be charged to your card when you confirm.");
        form.says("This is a test: no money moves.");
        let nothing = browser.post(&action, &[("booking-key", "k1")]).await;
        has_error(&nothing, "card-token", "A card is needed for this appointment.");
        has_error(&nothing, "firstName", "Please fill this in.");
        let with = |card| {
            let fields = visit("Ines", "k1");
            fields.into_iter().chain([("card-token", card)]).collect::<Vec<_>>()
        };
        let none = browser.post(&action, &with("")).await;
        none.is(StatusCode::UNPROCESSABLE_ENTITY, "Confirm your appointment");
        has_error(&none, "card-token", "A card is needed for this appointment.");
        let declined = browser.post(&action, &with("decline")).await;
        declined.is(StatusCode::UNPROCESSABLE_ENTITY, "Confirm your appointment");
        declined.says("The card was not accepted.");
        browser.post(&action, &with("fail")).await.is(StatusCode::SERVICE_UNAVAILABLE, "We will be back soon");
        assert!(appointments(&browser).is_empty());
        let done = browser.post(&action, &with("test")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(browser.post(&action, &with("test")).await.location(), done.location());
        assert_eq!(appointments(&browser).len(), 1);
    }

    async fn starts_that_are_not_on_offer_are_refused_with_others(engine) {
        let browser = Browser::new(engine);
        for start in [
            "2026-03-02T08:10:00Z",
            "2026-03-02T08:00:30Z",
            "2026-03-02T03:00:00Z",
            "2026-03-01T09:00:00Z",
            "1970-01-01T00:00:00Z",
            "-009999-06-01T00:00:00Z",
            "9999-12-30T00:00:00Z",
        ] {
            let action = browser.form_of(start);
            browser.get(&action).await.is(StatusCode::CONFLICT, "This time can’t be booked");
            let sent = browser.post(&action, &visit("Ines", "k1")).await;
            sent.is(StatusCode::CONFLICT, "This time can’t be booked");
        }
        assert!(appointments(&browser).is_empty());
    }

    async fn a_video_visit_has_a_link_to_join(engine) {
        let browser = Browser::new(engine);
        let action = browser.alice(&format!("/{}/2026-03-02T08:00:00Z", browser.clinic.alice.video.id));
        let done = browser.post(&action, &visit("Ines", "k1")).await;
        let page = browser.get(&done.location()).await;
        page.says("By video");
        assert!(page.link("https://meet.example.org/visit-").len() > 40);
        assert_eq!(appointments(&browser)[0].status, AppointmentStatus::Booked);
    }
}
