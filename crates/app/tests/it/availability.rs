//! Which starts are on offer, and why others are not.

use app::availability::{SlotQuery, Who, explain, next, slots};
use availability::Reason;
use domain::Error;
use domain::roster::LocalPeriod;
use testkit::TestClinic;
use testkit::clinic::at;

use crate::{book, offered, visit};

testkit::both_databases! {
    fn a_free_day_is_offered_in_steps_of_the_duration(engine) {
        let clinic = TestClinic::start(engine);
        let tuesday = offered(&clinic, &clinic.alice.checkup, 1);
        assert_eq!(tuesday.len(), 6 + 8);
        assert_eq!(tuesday[0], "09:00");
        assert_eq!(tuesday[5], "11:30");
        assert_eq!(tuesday[6], "13:00");
        assert_eq!(tuesday[13], "16:30");
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 5), Vec::<String>::new(), "Saturday");
    }

    fn lead_time_and_horizon_are_included(engine) {
        let clinic = TestClinic::start(engine);
        // It is 08:00 and the check-up wants an hour: 09:00 is just in time.
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 0)[0], "09:00");
        clinic.clock.set(at(0, "08:01"));
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 0)[0], "09:30");
        // A horizon of 30 days is 30 times 24 hours: the clocks of Rome have gone forward by then, so 07:30 becomes 08:30.
        clinic.clock.set(at(0, "07:30"));
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 30), Vec::<String>::new());
        clinic.clock.set(at(0, "12:30"));
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 30).last().unwrap(), "13:30");
    }

    fn bookings_take_their_time_and_the_gap_of_what_is_asked_for(engine) {
        let clinic = TestClinic::start(engine);
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let checkups = offered(&clinic, &clinic.alice.checkup, 1);
        assert!(!checkups.contains(&"10:00".to_owned()) && checkups.contains(&"09:30".to_owned()));
        // The video call of 15 minutes keeps 5 minutes away: neither 09:45 nor 10:30.
        let videos = offered(&clinic, &clinic.alice.video, 1);
        let around: Vec<&str> = videos.iter().map(String::as_str).filter(|time| (*time > "09:15") && (*time < "11:00")).collect();
        assert_eq!(around, ["09:30", "10:45"]);
    }

    fn a_service_on_the_chair_needs_somebody_and_the_chair(engine) {
        let clinic = TestClinic::start(engine);
        let cleaning = clinic.alice.cleaning.clone();
        let nobody = |name: &str| app::appointment::NewAppointment { answers: domain::questionnaire::Answers::new(), ..visit(&cleaning, at(1, "09:00"), name) };
        assert_eq!(offered(&clinic, &cleaning, 1).len(), 3 + 4);
        book(&clinic, nobody("a")).unwrap();
        // Bob or Dana is still free at nine, the only chair is not.
        assert!(!offered(&clinic, &cleaning, 1).contains(&"09:00".to_owned()));
        assert!(matches!(book(&clinic, nobody("b")), Err(Error::SlotTaken)));
    }

    fn exceptions_replace_the_hours_of_their_date(engine) {
        let clinic = TestClinic::start(engine);
        let (ctx, roster) = (clinic.system(&clinic.alice), clinic.alice.bobs_roster.id);
        let short = vec![LocalPeriod::parse("10:00", "11:00").unwrap()];
        clinic.write(move |tx| app::roster::set_exception(tx, &ctx, roster, jiff::civil::date(2026, 3, 3), short.clone())).unwrap();
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 1), ["10:00", "10:30"]);
        let ctx = clinic.system(&clinic.alice);
        clinic.write(move |tx| app::roster::set_exception(tx, &ctx, roster, jiff::civil::date(2026, 3, 3), vec![])).unwrap();
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 1), Vec::<String>::new());
        let ctx = clinic.system(&clinic.alice);
        clinic.write(move |tx| app::roster::remove_exception(tx, &ctx, roster, jiff::civil::date(2026, 3, 3))).unwrap();
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 1).len(), 14);
    }

    fn the_clock_change_moves_no_local_time(engine) {
        let clinic = TestClinic::start(engine);
        // 29 March 2026 is when Rome puts its clocks forward; Monday the 30th opens at 09:00 all the same.
        assert_eq!(offered(&clinic, &clinic.alice.checkup, 28)[0], "09:00");
        let monday = at(28, "09:00");
        assert_eq!(monday.to_string(), "2026-03-30T07:00:00Z");
    }

    fn the_next_free_starts_are_found_far_away(engine) {
        let clinic = TestClinic::start(engine);
        clinic.close(&clinic.alice, app::closure::NewClosure { calendars: None, start: at(0, "00:00"), end: at(29, "00:00"), reason: None }).unwrap();
        let query = SlotQuery { service_id: clinic.alice.checkup.id, who: Who::default(), from: None, until: None };
        let ctx = clinic.anonymous(&clinic.alice);
        let found = clinic.read(move |tx| next(tx, &ctx, &query, 2)).unwrap();
        assert_eq!(found, [at(29, "09:00"), at(29, "09:30")]);
    }

    fn a_start_is_explained_completely(engine) {
        let clinic = TestClinic::start(engine);
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let ask = |start| {
            let (ctx, service) = (clinic.anonymous(&clinic.alice), clinic.alice.checkup.id);
            clinic.read(move |tx| explain(tx, &ctx, service, Who::default(), start)).unwrap()
        };
        assert_eq!(ask(at(1, "09:00")), []);
        assert!(matches!(ask(at(1, "10:00"))[..], [Reason::Claimed { .. }]));
        assert_eq!(ask(at(1, "12:30")), [Reason::OutsideRoster]);
        assert_eq!(ask(at(1, "09:10")), [Reason::OffGrid]);
        assert!(ask(at(0, "08:30")).contains(&Reason::LeadTime));
        assert!(ask(at(200, "09:00")).contains(&Reason::Horizon));
    }

    fn nothing_of_another_practice_is_found(engine) {
        let clinic = TestClinic::start(engine);
        let ask = |service, who| {
            let ctx = clinic.anonymous(&clinic.alice);
            let query = SlotQuery { service_id: service, who, from: None, until: None };
            clinic.read(move |tx| slots(tx, &ctx, &query).map(|_| ()))
        };
        let (alice, charlie) = (&clinic.alice, &clinic.charlie);
        assert!(matches!(ask(charlie.checkup.id, Who::default()), Err(Error::NotFound(domain::Noun::Service))));
        let theirs = Who { roster_id: Some(charlie.bobs_roster.id), practitioner_id: None };
        assert!(matches!(ask(alice.checkup.id, theirs), Err(Error::NotFound(domain::Noun::Roster))));
        let theirs = Who { roster_id: None, practitioner_id: Some(charlie.bob.id) };
        assert!(matches!(ask(alice.checkup.id, theirs), Err(Error::NotFound(domain::Noun::Practitioner))));
        let dana = Who { roster_id: Some(alice.danas_roster.id), practitioner_id: None };
        assert!(matches!(ask(alice.checkup.id, dana), Err(Error::NotFound(domain::Noun::Roster))), "Dana does no check-ups");
        assert!(ask(alice.cleaning.id, dana).is_ok());
    }
}
