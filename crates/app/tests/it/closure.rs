//! Closures.

use app::closure::{self, NewClosure};
use domain::{Error, FieldCode};
use testkit::TestClinic;
use testkit::clinic::at;

use crate::{book, offered, visit};

testkit::both_databases! {
    fn a_closure_lists_what_it_collides_with_and_offers_nothing(engine) {
        let clinic = TestClinic::start(engine);
        let booked = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let outside = book(&clinic, visit(&clinic.alice.checkup, at(3, "10:00"), "Eve")).unwrap();
        let new = NewClosure { calendars: None, start: at(1, "09:30"), end: at(2, "11:00"), reason: Some("Works.".into()) };
        let made = clinic.close(&clinic.alice, new).unwrap();
        assert_eq!(made.affected, [booked.appointment.id]);
        assert_ne!(made.affected, [outside.appointment.id]);
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 1), ["09:00"]);
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 2)[0], "11:00");
        let refused = book(&clinic, visit(&clinic.alice.checkup, at(1, "13:00"), "Joe"));
        assert!(matches!(refused, Err(Error::SlotNotOffered(_))), "{:?}", refused.err());
        let ctx = clinic.staff(&clinic.alice);
        clinic.write(move |tx| closure::remove(tx, &ctx, made.closure.id)).unwrap();
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 1).len(), 13);
    }

    fn closures_of_one_calendar_leave_the_others_and_may_overlap(engine) {
        let clinic = TestClinic::start(engine);
        let bob = Some(vec![clinic.alice.bob.calendar_id]);
        for _ in 0..2 {
            clinic.close(&clinic.alice, NewClosure { calendars: bob.clone(), start: at(1, "00:00"), end: at(2, "00:00"), reason: None }).unwrap();
        }
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 1), Vec::<String>::new());
        assert_eq!(offered(&clinic, &clinic.alice.cleaning, 1).len(), 7, "Dana is there");
    }

    fn closures_that_make_no_sense_are_refused(engine) {
        let clinic = TestClinic::start(engine);
        let close = |calendars, start, end| clinic.close(&clinic.alice, NewClosure { calendars, start, end, reason: None });
        let backwards = close(None, at(2, "00:00"), at(1, "00:00"));
        assert!(matches!(backwards, Err(Error::Invalid(fields)) if fields[0].code == FieldCode::OutOfRange));
        assert!(close(None, at(0, "00:00"), at(400, "00:00")).is_err());
        let theirs = close(Some(vec![clinic.charlie.bob.calendar_id]), at(1, "00:00"), at(2, "00:00"));
        assert!(matches!(theirs, Err(Error::NotFound(_))));
    }
}
