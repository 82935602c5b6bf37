//! Many patients at once, some through the API, some through the pages.

use testkit::TestClinic;
use testkit::clinic::at;

use crate::doors::{api, booking, booking_form, router, send, service_id};

/// Lets `clients` book these starts, each through one door or the other; how each attempt ended.
async fn storm(clinic: &TestClinic, clients: usize, starts: &[jiff::Timestamp]) -> Vec<u16> {
    let router = router(clinic.core());
    let service = service_id(&router, "alice", "Check-up").await;
    let mut attempts = tokio::task::JoinSet::new();
    for client in 0..clients {
        for turn in 0..starts.len() {
            let start = starts[(client + turn) % starts.len()];
            let name = format!("P{client}x{turn}");
            let request = if client % 2 == 0 {
                api("POST", "alice", "/appointments", Some(&booking(&service, start, &name)))
            } else {
                booking_form(&format!("/book/alice/{}/{start}", clinic.alice.checkup.id), &name)
            };
            let router = router.clone();
            attempts.spawn(async move { send(&router, request).await.status });
        }
    }
    attempts.join_all().await
}

fn count(statuses: &[u16], wanted: &[u16]) -> usize {
    statuses.iter().filter(|status| wanted.contains(status)).count()
}

testkit::both_databases! {
    async fn of_sixty_four_who_want_one_start_one_gets_it(engine) {
        let clinic = TestClinic::start(engine);
        let statuses = storm(&clinic, 64, &[at(1, "10:00")]).await;
        assert_eq!(count(&statuses, &[201, 303]), 1, "{statuses:?}");
        assert_eq!(count(&statuses, &[409]), 63, "{statuses:?}");
    }

    async fn for_k_free_starts_there_are_exactly_k_bookings(engine) {
        let clinic = TestClinic::start(engine);
        let starts = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "13:00", "13:30"].map(|time| at(1, time));
        let statuses = storm(&clinic, 64, &starts).await;
        assert_eq!(count(&statuses, &[201, 303]), 8, "{statuses:?}");
        assert_eq!(count(&statuses, &[409]), 64 * 8 - 8);
        let ctx = clinic.staff(&clinic.alice);
        let booked = clinic.read(move |tx| app::appointment::list(tx, &ctx, at(1, "00:00"), at(2, "00:00"), 1000)).unwrap();
        assert_eq!(booked.iter().map(|appointment| appointment.start).collect::<Vec<_>>(), starts);
    }

    async fn what_one_door_books_the_other_shows_and_changes(engine) {
        let clinic = TestClinic::start(engine);
        let router = router(clinic.core());
        let service = service_id(&router, "alice", "Check-up").await;
        let made = send(&router, api("POST", "alice", "/appointments", Some(&booking(&service, at(1, "10:00"), "Ada")))).await.json();
        let id = i64::from_str_radix(&made["_id"].as_str().unwrap()[8..], 16).unwrap();
        let key = made["accessKey"].as_str().unwrap();
        let manage = format!("/book/alice/manage/{id}");
        let shown = send(&router, crate::doors::page(&format!("{manage}?key={key}"))).await;
        assert_eq!(shown.status, 200);
        assert!(shown.body.contains("Check-up"), "{}", shown.body);
        let cancelled = send(&router, crate::doors::form(&format!("{manage}/cancel?key={key}"), &[("reason", "Away."), ("key", key)])).await;
        assert_eq!(cancelled.status, 303, "{}", cancelled.body);
        let path = format!("/appointments/{}?accessKey={key}", made["_id"].as_str().unwrap());
        let read = send(&router, api("GET", "alice", &path, None)).await.json();
        assert_eq!((read["status"].as_str(), read["cancelReason"].as_str()), (Some("cancelled"), Some("Away.")));
    }
}
