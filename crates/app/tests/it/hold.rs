//! Holds.

use app::appointment::NewAppointment;
use app::availability::Who;
use app::hold::{self, NewHold};
use app::{Result, appointment};
use domain::{Error, Hold};
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::at;

use crate::{book, names, offered, visit};

fn place(clinic: &TestClinic) -> Result<Hold> {
    let ctx = clinic.anonymous(&clinic.alice);
    let new =
        NewHold { service_id: clinic.alice.checkup.id, who: Who::default(), start: at(1, "10:00"), minutes: None };
    clinic.write(move |tx| hold::place(tx, &ctx, &new))
}

fn confirm(clinic: &TestClinic, hold: &Hold, answers: bool) -> Result<appointment::Booked> {
    let (ctx, id) = (clinic.anonymous(&clinic.alice), hold.id);
    let mut new = visit(&clinic.alice.checkup, hold.start, "Ada");
    if !answers {
        new.answers.clear();
    }
    clinic.write(move |tx| appointment::confirm_hold(tx, &ctx, id, &new))
}

testkit::both_databases! {
    fn a_held_time_is_not_on_offer_and_confirming_it_succeeds(engine) {
        let clinic = TestClinic::start(engine);
        let hold = place(&clinic).unwrap();
        assert!(!offered(&clinic, &clinic.alice.checkup, 1).contains(&"10:00".to_owned()));
        assert!(matches!(place(&clinic), Err(Error::SlotTaken)));
        clinic.clock.set(hold.expires_at - SignedDuration::from_secs(1));
        let booked = confirm(&clinic, &hold, true).unwrap();
        assert_eq!(booked.appointment.id.0, hold.id.0);
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert!(matches!(book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Eve")), Err(Error::SlotTaken)), "kept for good");
        assert!(matches!(confirm(&clinic, &hold, true), Err(Error::HoldExpired)));
    }

    fn bad_answers_leave_the_hold(engine) {
        let clinic = TestClinic::start(engine);
        let hold = place(&clinic).unwrap();
        let error = confirm(&clinic, &hold, false).unwrap_err();
        assert!(names(&error, &["answers.firstName", "answers.lastName", "answers.email", "answers.visitReason"]), "{error:?}");
        confirm(&clinic, &hold, true).unwrap();
    }

    fn an_expired_hold_is_on_offer_again_without_any_job(engine) {
        let clinic = TestClinic::start(engine);
        let hold = place(&clinic).unwrap();
        clinic.clock.set(hold.expires_at + SignedDuration::from_millis(domain::hold::GRACE_MILLISECONDS));
        assert!(offered(&clinic, &clinic.alice.checkup, 1).contains(&"10:00".to_owned()));
        assert!(matches!(confirm(&clinic, &hold, true), Err(Error::HoldExpired)));
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Eve")).unwrap();
    }

    fn a_hold_that_lost_part_of_its_time_is_lost(engine) {
        let clinic = TestClinic::start(engine);
        let (ctx, service_id) = (clinic.anonymous(&clinic.alice), clinic.alice.cleaning.id);
        let who = Who { practitioner_id: Some(clinic.alice.bob.id), roster_id: None };
        let new = NewHold { service_id, who, start: at(1, "10:00"), minutes: None };
        // It takes Bob and the chair.
        let hold = clinic.write(move |tx| hold::place(tx, &ctx, &new)).unwrap();
        clinic.clock.set(hold.expires_at - SignedDuration::from_millis(1));
        let in_time = clinic.anonymous(&clinic.alice);
        clinic.clock.set(hold.expires_at + SignedDuration::from_secs(1));
        // Meanwhile somebody books Bob, and leaves the chair alone.
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Eve")).unwrap();
        let (id, new) = (hold.id, visit(&clinic.alice.cleaning, hold.start, "Ada"));
        let confirmed = clinic.write(move |tx| appointment::confirm_hold(tx, &in_time, id, &new));
        assert!(matches!(confirmed, Err(Error::HoldExpired)), "Bob has two patients at once: {confirmed:?}");
        let cleaning = visit(&clinic.alice.cleaning, at(1, "10:00"), "Ada");
        let with_dana = NewAppointment { who: Who { practitioner_id: Some(clinic.alice.dana.id), roster_id: None }, ..cleaning };
        book(&clinic, with_dana).expect("the chair is free as well");
    }

    fn releasing_and_sweeping_free_the_time(engine) {
        let clinic = TestClinic::start(engine);
        let first = place(&clinic).unwrap();
        let (ctx, id) = (clinic.anonymous(&clinic.alice), first.id);
        clinic.write(move |tx| hold::release(tx, &ctx, id)).unwrap();
        let second = place(&clinic).unwrap();
        let now = second.expires_at + SignedDuration::from_mins(2);
        assert_eq!(clinic.write(move |tx| hold::sweep(tx, now, 100)).unwrap(), 1);
        assert_eq!(clinic.write(move |tx| hold::sweep(tx, now, 100)).unwrap(), 0);
        place(&clinic).unwrap();
    }
}
