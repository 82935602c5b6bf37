//! Bookings with a card.

use app::booking::{self, Begun, NewBooking, Pending};
use app::idempotency::IdempotencyKey;
use app::payment::CardToken;
use app::{Result, StoredAnswer};
use domain::payment::{CardStep, PaymentStatus};
use domain::{Error, Money};
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::at;

use crate::{offered, visit};

fn new(clinic: &TestClinic, card: Option<&str>, health_card: bool) -> NewBooking {
    let appointment = visit(&clinic.alice.paid, at(1, "10:00"), "Ada");
    NewBooking { appointment, health_card, card: card.map(CardToken::new) }
}

fn key() -> IdempotencyKey {
    IdempotencyKey { door: "test", key: "k".to_owned(), fingerprint: "f".to_owned() }
}

fn render(booked: &app::appointment::Booked) -> StoredAnswer {
    StoredAnswer { status: 201, content_type: "text/plain".to_owned(), body: booked.appointment.id.to_string() }
}

fn start(clinic: &TestClinic, new: NewBooking) -> Result<Pending> {
    let ctx = clinic.anonymous(&clinic.alice);
    match clinic.write(move |tx| booking::start(tx, &ctx, &new, Some(&key()), render))? {
        Begun::CardFirst(pending) => Ok(pending),
        Begun::Done(_) => panic!("a card is needed"),
    }
}

fn payment(clinic: &TestClinic, pending: &Pending) -> domain::Payment {
    let (organization, id) = (clinic.alice.organization.id, pending.payment_id);
    clinic.read(move |tx| Ok(tx.find_payment(organization, id)?)).expect("it works").expect("it works")
}

testkit::both_databases! {
    fn the_time_is_kept_while_the_provider_is_asked(engine) {
        let clinic = TestClinic::start(engine);
        let pending = start(&clinic, new(&clinic, Some("tok"), true)).unwrap();
        let eur = clinic.alice.organization.currency;
        assert_eq!(pending.step, CardStep::Charge(Money::new(4000, eur)), "the health card bears half");
        assert!(!offered(&clinic, &clinic.alice.paid, 1).contains(&"10:00".to_owned()));
        assert!(matches!(start(&clinic, new(&clinic, Some("tok"), true)), Err(Error::IdempotencyInFlight)));
        let (ctx, done) = (clinic.anonymous(&clinic.alice), pending.clone());
        let answered = clinic.write(move |tx| booking::complete(tx, &ctx, &done, "ref", Some(&key()), render)).unwrap();
        let paid = payment(&clinic, &pending);
        assert_eq!((paid.status, paid.reference.as_deref()), (PaymentStatus::Charged, Some("ref")));
        assert_eq!(paid.appointment_id.unwrap().to_string(), answered.answer.body);
    }

    fn a_declined_card_frees_the_time_and_the_key(engine) {
        let clinic = TestClinic::start(engine);
        let pending = start(&clinic, new(&clinic, Some("tok"), false)).unwrap();
        let (ctx, done) = (clinic.anonymous(&clinic.alice), pending.clone());
        clinic.write(move |tx| booking::decline(tx, &ctx, &done, Some(&key()))).unwrap();
        assert_eq!(payment(&clinic, &pending).status, PaymentStatus::Declined);
        assert!(offered(&clinic, &clinic.alice.paid, 1).contains(&"10:00".to_owned()));
        start(&clinic, new(&clinic, Some("tok"), false)).unwrap();
    }

    fn without_a_card_nothing_is_taken(engine) {
        let clinic = TestClinic::start(engine);
        assert!(matches!(start(&clinic, new(&clinic, None, false)), Err(Error::PaymentRequired)));
        assert!(offered(&clinic, &clinic.alice.paid, 1).contains(&"10:00".to_owned()));
    }

    fn a_server_that_stops_in_between_loses_nothing_but_the_hold(engine) {
        let clinic = TestClinic::start(engine);
        let pending = start(&clinic, new(&clinic, Some("tok"), false)).unwrap();
        clinic.clock.advance(SignedDuration::from_mins(6));
        assert!(offered(&clinic, &clinic.alice.paid, 1).contains(&"10:00".to_owned()));
        assert_eq!(payment(&clinic, &pending).status, PaymentStatus::Pending, "seen by whoever reconciles");
        start(&clinic, new(&clinic, Some("tok"), false)).unwrap();
    }

    fn a_provider_that_answers_after_the_hold_has_something_to_give_back(engine) {
        let clinic = TestClinic::start(engine);
        let pending = start(&clinic, new(&clinic, Some("tok"), false)).unwrap();
        clinic.clock.advance(SignedDuration::from_mins(6));
        let (ctx, done) = (clinic.anonymous(&clinic.alice), pending.clone());
        let late = clinic.write(move |tx| booking::complete(tx, &ctx, &done, "ref", Some(&key()), render));
        assert!(matches!(late, Err(Error::HoldExpired)));
        let (ctx, done) = (clinic.anonymous(&clinic.alice), pending.clone());
        clinic.write(move |tx| booking::give_up(tx, &ctx, &done, "ref", Some(&key()))).unwrap();
        let due = payment(&clinic, &pending);
        assert_eq!((due.status, due.reference.as_deref()), (PaymentStatus::RefundDue, Some("ref")));
        start(&clinic, new(&clinic, Some("tok"), false)).unwrap();
    }

    fn validating_stores_nothing(engine) {
        let clinic = TestClinic::start(engine);
        let validate = |new: NewBooking| {
            let ctx = clinic.anonymous(&clinic.alice);
            clinic.read(move |tx| booking::validate(tx, &ctx, &new))
        };
        validate(new(&clinic, Some("tok"), false)).unwrap();
        assert!(matches!(validate(new(&clinic, None, false)), Err(Error::PaymentRequired)));
        assert!(offered(&clinic, &clinic.alice.paid, 1).contains(&"10:00".to_owned()));
    }
}
