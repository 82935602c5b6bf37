//! Booking, cancelling, moving, states.

use app::appointment::{self, NewAppointment};
use app::availability::Who;
use domain::secret::AccessKey;
use domain::{AppointmentStatus, Error, Permission};
use testkit::TestClinic;
use testkit::clinic::{answers, at};

use crate::{book, names, offered, visit};

testkit::both_databases! {
    fn a_booking_leaves_everything_that_belongs_to_it(engine) {
        let clinic = TestClinic::start(engine);
        let booked = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let appointment = booked.appointment;
        assert_eq!(appointment.status, AppointmentStatus::Booked);
        assert_eq!(appointment.end, at(1, "10:30"));
        assert_eq!(appointment.local_start.civil.to_string(), "2026-03-03T10:00:00");
        assert_eq!(appointment.local_start.zone, "Europe/Rome");
        assert_eq!(appointment.location_id, Some(clinic.alice.location.id));
        let (ctx, id, key) = (clinic.anonymous(&clinic.alice), appointment.id, booked.access_key);
        let read = clinic.read(move |tx| appointment::get_with_key(tx, &ctx, id, &key)).unwrap();
        assert_eq!(read, appointment, "what is stored is what was answered");
        let ctx = clinic.staff(&clinic.alice);
        let responses = clinic.write(move |tx| app::questionnaire::responses(tx, &ctx, id)).unwrap();
        assert_eq!(responses[0].answers["firstName"], "Ada");
        assert_eq!(responses[0].version, Some(1));
    }

    fn starts_that_are_not_on_offer_are_refused(engine) {
        let clinic = TestClinic::start(engine);
        let checkup = &clinic.alice.checkup;
        for (start, why) in [
            (at(1, "09:10"), "off the grid"),
            (at(0, "08:30"), "before the lead time"),
            (at(-7, "09:00"), "in the past"),
            (at(31, "09:00"), "beyond the horizon"),
            (at(1, "12:00"), "in the lunch break"),
            (at(5, "09:00"), "on a Saturday"),
            ("-009999-01-02T01:59:59Z".parse().unwrap(), "absurdly early"),
            ("9999-12-30T22:00:00Z".parse().unwrap(), "absurdly late"),
            ("2026-03-03T08:00:30Z".parse().unwrap(), "between minutes"),
        ] {
            let result = book(&clinic, visit(checkup, start, "Ada"));
            assert!(matches!(result, Err(Error::SlotNotOffered(_))), "{why}: {:?}", result.err());
        }
    }

    fn all_bad_answers_are_named_at_once_and_nothing_is_taken(engine) {
        let clinic = TestClinic::start(engine);
        let mut bad = answers("Ada");
        bad.insert("email".into(), "nobody".into());
        bad.insert("phone".into(), "12".into());
        bad.remove("lastName");
        let new = NewAppointment { answers: bad, ..visit(&clinic.alice.checkup, at(1, "10:00"), "Ada") };
        let error = book(&clinic, new).unwrap_err();
        assert!(names(&error, &["answers.lastName", "answers.email", "answers.phone"]), "{error:?}");
        assert!(offered(&clinic, &clinic.alice.checkup, 1).contains(&"10:00".to_owned()));
    }

    fn an_unknown_zone_and_too_many_answers_are_refused(engine) {
        let clinic = TestClinic::start(engine);
        let base = visit(&clinic.alice.checkup, at(1, "10:00"), "Ada");
        let error = book(&clinic, NewAppointment { patient_time_zone: Some("Mars/Olympus".into()), ..base.clone() }).unwrap_err();
        assert!(names(&error, &["patient_time_zone"]), "{error:?}");
        let mut many = answers("Ada");
        many.insert("extra".into(), "x".repeat(70_000).into());
        let error = book(&clinic, NewAppointment { answers: many, ..base }).unwrap_err();
        assert!(names(&error, &["answers"]), "{error:?}");
    }

    fn the_least_busy_is_booked_first(engine) {
        let clinic = TestClinic::start(engine);
        let ctx = clinic.system(&clinic.alice);
        let both = domain::service::ServiceTeam { practitioners: vec![clinic.alice.bob.id, clinic.alice.dana.id], requirements: vec![] };
        let talk = clinic.write(move |tx| app::service::create(tx, &ctx, testkit::clinic::details("Talk", 30), &both)).unwrap();
        let with = |start| book(&clinic, visit(&talk, start, "Ada")).unwrap().appointment.practitioner_id.unwrap();
        assert_eq!(with(at(1, "09:00")), clinic.alice.bob.id, "nobody is busy: the lowest roster");
        assert_eq!(with(at(1, "11:00")), clinic.alice.dana.id, "Bob has one already");
        assert_eq!(with(at(1, "11:00")), clinic.alice.bob.id, "Dana is taken then");
        assert!(matches!(book(&clinic, visit(&talk, at(1, "11:00"), "Ada")), Err(Error::SlotTaken)));
        let dana = Who { practitioner_id: Some(clinic.alice.dana.id), roster_id: None };
        let chosen = book(&clinic, NewAppointment { who: dana, ..visit(&talk, at(1, "09:00"), "Eve") }).unwrap();
        assert_eq!(chosen.appointment.practitioner_id, Some(clinic.alice.dana.id));
    }

    fn cancelling_frees_the_time_at_once_and_again_changes_nothing(engine) {
        let clinic = TestClinic::start(engine);
        let booked = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let cancel = |reason: &'static str| {
            let (ctx, id, key) = (clinic.anonymous(&clinic.alice), booked.appointment.id, booked.access_key.clone());
            clinic.write(move |tx| appointment::cancel_with_key(tx, &ctx, id, &key, Some(reason))).unwrap()
        };
        let first = cancel("Away.");
        assert_eq!(first.status, AppointmentStatus::Cancelled);
        assert!(offered(&clinic, &clinic.alice.checkup, 1).contains(&"10:00".to_owned()));
        clinic.clock.advance(jiff::SignedDuration::from_mins(5));
        assert_eq!(cancel("Again."), first);
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Eve")).unwrap();
    }

    fn after_the_start_or_within_the_notice_it_is_too_late(engine) {
        let clinic = TestClinic::start(engine);
        let booked = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        clinic.clock.set(at(1, "10:00"));
        let (ctx, id, key) = (clinic.anonymous(&clinic.alice), booked.appointment.id, booked.access_key.clone());
        let late = clinic.write(move |tx| appointment::cancel_with_key(tx, &ctx, id, &key, None));
        assert!(matches!(late, Err(Error::TooLate)));
        let (ctx, key) = (clinic.anonymous(&clinic.alice), booked.access_key);
        let late = clinic.write(move |tx| appointment::move_with_key(tx, &ctx, id, &key, at(2, "10:00"), Who::default()));
        assert!(matches!(late, Err(Error::TooLate)));
    }

    fn a_wrong_key_a_wrong_id_and_a_wrong_practice_are_one_answer(engine) {
        let clinic = TestClinic::start(engine);
        let booked = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let (id, key) = (booked.appointment.id, booked.access_key);
        let read = |practice, id, key: AccessKey| {
            let ctx = clinic.anonymous(practice);
            clinic.read(move |tx| appointment::get_with_key(tx, &ctx, id, &key)).map(|_| ()).map_err(|error| error.to_string())
        };
        let refused = Err("no such appointment".to_owned());
        assert_eq!(read(&clinic.alice, id, key.clone()), Ok(()));
        assert_eq!(read(&clinic.alice, id, AccessKey::given("wrong")), refused);
        assert_eq!(read(&clinic.alice, domain::AppointmentId(999_999), key.clone()), refused);
        assert_eq!(read(&clinic.charlie, id, key), refused);
    }

    fn moving_keeps_key_and_length_and_frees_the_old_time(engine) {
        let clinic = TestClinic::start(engine);
        let booked = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let go = |start| {
            let (ctx, id, key) = (clinic.anonymous(&clinic.alice), booked.appointment.id, booked.access_key.clone());
            clinic.write(move |tx| appointment::move_with_key(tx, &ctx, id, &key, start, Who::default()))
        };
        let moved = go(at(1, "10:30")).unwrap();
        assert_eq!((moved.start, moved.end, moved.previous_start), (at(1, "10:30"), at(1, "11:00"), Some(at(1, "10:00"))));
        assert_eq!(go(at(1, "10:30")).unwrap(), moved, "the same start again changes nothing");
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Eve")).unwrap();
        assert!(matches!(go(at(1, "10:00")), Err(Error::SlotTaken)));
        assert!(matches!(go(at(1, "10:10")), Err(Error::SlotNotOffered(_))));
        assert!(matches!(book(&clinic, visit(&clinic.alice.checkup, at(1, "10:30"), "Joe")), Err(Error::SlotTaken)), "the old time is kept");
    }

    fn its_own_time_counts_as_free_when_moving(engine) {
        let clinic = TestClinic::start(engine);
        // An hour on the chair, moved by an hour: with a grid of 15 minutes the two overlap.
        let ctx = clinic.system(&clinic.alice);
        let team = domain::service::ServiceTeam { practitioners: vec![clinic.alice.bob.id], requirements: vec![vec![clinic.alice.chair.id]] };
        let details = domain::service::ServiceDetails {
            start_rule: domain::service::StartRule::EveryFromPeriodStart(15),
            ..testkit::clinic::details("Long", 60)
        };
        let long = clinic.write(move |tx| app::service::create(tx, &ctx, details.clone(), &team)).unwrap();
        let booked = book(&clinic, visit(&long, at(1, "10:00"), "Ada")).unwrap();
        let (ctx, id, key) = (clinic.anonymous(&clinic.alice), booked.appointment.id, booked.access_key);
        let moved = clinic.write(move |tx| appointment::move_with_key(tx, &ctx, id, &key, at(1, "10:15"), Who::default())).unwrap();
        assert_eq!(moved.start, at(1, "10:15"));
    }

    fn states_follow_the_table_and_only_the_staff_sets_them(engine) {
        let clinic = TestClinic::start(engine);
        let booked = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let id = booked.appointment.id;
        let set = |ctx: app::Ctx, next| clinic.write(move |tx| appointment::set_status(tx, &ctx, id, next));
        let staff = || clinic.staff(&clinic.alice);
        assert!(matches!(set(clinic.anonymous(&clinic.alice), AppointmentStatus::Arrived), Err(Error::Forbidden(Permission::ManageBookings))));
        assert!(matches!(set(clinic.staff(&clinic.charlie), AppointmentStatus::Arrived), Err(Error::NotFound(_))));
        set(staff(), AppointmentStatus::Arrived).unwrap();
        set(staff(), AppointmentStatus::Fulfilled).unwrap();
        assert!(matches!(set(staff(), AppointmentStatus::Booked), Err(Error::StateForbids(AppointmentStatus::Fulfilled))));
        let (ctx, key) = (clinic.anonymous(&clinic.alice), booked.access_key);
        let cancelled = clinic.write(move |tx| appointment::cancel_with_key(tx, &ctx, id, &key, None));
        assert!(matches!(cancelled, Err(Error::StateForbids(_))));
    }

    fn overbooking_is_a_deliberate_act_of_those_who_may(engine) {
        let clinic = TestClinic::start(engine);
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let over = NewAppointment { overbooking_reason: Some("Pain.".into()), ..visit(&clinic.alice.checkup, at(1, "10:00"), "Eve") };
        assert!(matches!(book(&clinic, over.clone()), Err(Error::Forbidden(Permission::Overbook))));
        let by_staff = |new: NewAppointment| {
            let ctx = clinic.staff(&clinic.alice);
            clinic.write(move |tx| appointment::book(tx, &ctx, &new))
        };
        let without_reason = NewAppointment { overbooking_reason: Some("  ".into()), ..over.clone() };
        assert!(names(&by_staff(without_reason).unwrap_err(), &["overbooking_reason"]));
        let booked = by_staff(over.clone()).unwrap();
        assert_eq!(booked.appointment.overbooking_reason.as_deref(), Some("Pain."));
        by_staff(over).unwrap();
        assert!(matches!(book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Joe")), Err(Error::SlotTaken)));
    }
}
