//! Idempotency keys.

use app::appointment::Booked;
use app::booking::{self, Begun, NewBooking};
use app::idempotency::{Answered, IdempotencyKey};
use app::{Result, StoredAnswer};
use domain::Error;
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::at;

use crate::visit;

fn key(fingerprint: &str) -> IdempotencyKey {
    IdempotencyKey { door: "test", key: "k1".to_owned(), fingerprint: fingerprint.to_owned() }
}

fn render(booked: &Booked) -> StoredAnswer {
    let body = format!("{} {}", booked.appointment.id, booked.access_key.reveal());
    StoredAnswer { status: 201, content_type: "text/plain".to_owned(), body }
}

fn start(clinic: &TestClinic, time: &str, key: &IdempotencyKey) -> Result<Answered> {
    let ctx = clinic.anonymous(&clinic.alice);
    let new =
        NewBooking { appointment: visit(&clinic.alice.checkup, at(1, time), "Ada"), health_card: false, card: None };
    let key = key.clone();
    match clinic.write(move |tx| booking::start(tx, &ctx, &new, Some(&key), render))? {
        Begun::Done(answered) => Ok(answered),
        Begun::CardFirst(_) => panic!("no card is needed"),
    }
}

testkit::both_databases! {
    fn a_repeated_request_has_one_effect_and_the_same_answer(engine) {
        let clinic = TestClinic::start(engine);
        let first = start(&clinic, "10:00", &key("a")).unwrap();
        let again = start(&clinic, "10:00", &key("a")).unwrap();
        assert!(!first.replayed && again.replayed);
        assert_eq!(first.answer, again.answer);
        assert!(matches!(start(&clinic, "11:00", &key("b")), Err(Error::IdempotencyMismatch)));
    }

    fn fifty_at_once_have_one_effect(engine) {
        let clinic = TestClinic::start(engine);
        let answers: Vec<_> = std::thread::scope(|scope| {
            let clinic = &clinic;
            let threads: Vec<_> = (0..50).map(|_| scope.spawn(move || start(clinic, "10:00", &key("a")).unwrap())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|answered| !answered.replayed).count(), 1);
        assert!(answers.iter().all(|answered| answered.answer == answers[0].answer));
    }

    fn a_refused_request_does_not_burn_its_key(engine) {
        let clinic = TestClinic::start(engine);
        assert!(matches!(start(&clinic, "10:10", &key("a")), Err(Error::SlotNotOffered(_))));
        start(&clinic, "10:00", &key("b")).unwrap();
    }

    fn a_key_is_kept_for_a_day_and_per_practice(engine) {
        let clinic = TestClinic::start(engine);
        start(&clinic, "10:00", &key("a")).unwrap();
        clinic.clock.advance(SignedDuration::from_hours(23));
        assert!(start(&clinic, "10:00", &key("a")).unwrap().replayed);
        clinic.clock.advance(SignedDuration::from_hours(2));
        assert!(matches!(start(&clinic, "10:00", &key("a")), Err(Error::SlotTaken | Error::SlotNotOffered(_))));
    }
}
