//! What an offer is made of: rosters of resources, whose day it is, who may ask.

use app::availability::{SlotQuery, Who, explain, slots};
use app::group_session::{self, NewGroupSession};
use app::hold::{self, NewHold};
use domain::roster::{LocalPeriod, RosterRules, WeekdayPeriods};
use domain::service::ServiceTeam;
use domain::{CalendarId, Error, Noun, PractitionerId, Service};
use jiff::civil::date;
use testkit::TestClinic;
use testkit::clinic::{at, details, office_hours};

use crate::{book, offered, visit};

/// Gives a calendar of Alice's a roster.
fn roster(clinic: &TestClinic, calendar: CalendarId, rules: RosterRules) {
    let ctx = clinic.system(&clinic.alice);
    clinic.write(move |tx| app::roster::create(tx, &ctx, calendar, None, rules.clone())).expect("a roster");
}

/// Half an hour with Bob or Dana.
fn talk(clinic: &TestClinic) -> Service {
    let ctx = clinic.system(&clinic.alice);
    let team = ServiceTeam { practitioners: vec![clinic.alice.bob.id, clinic.alice.dana.id], requirements: vec![] };
    clinic.write(move |tx| app::service::create(tx, &ctx, details("Talk", 30), &team)).expect("a service")
}

/// With whom a talk is booked.
fn booked_with(clinic: &TestClinic, talk: &Service, start: &str) -> Option<PractitionerId> {
    let start = start.parse().expect("an instant");
    book(clinic, visit(talk, start, "Ada")).expect("it is on offer").appointment.practitioner_id
}

fn sundays(zone: &str) -> RosterRules {
    let weekly = vec![WeekdayPeriods { weekday: 7, periods: vec![LocalPeriod { start: 0, end: 1440 }] }];
    RosterRules { time_zone: zone.to_owned(), weekly, ..office_hours() }
}

testkit::both_databases! {
    fn a_resource_whose_roster_has_ended_or_not_begun_is_closed(engine) {
        let clinic = TestClinic::start(engine);
        let (chair, cleaning) = (clinic.alice.chair.calendar_id, &clinic.alice.cleaning);
        assert_eq!(offered(&clinic, cleaning, 1).len(), 7, "without a roster it may be used at any time");
        let one_week = RosterRules { valid_from: Some(date(2026, 3, 9)), valid_until: Some(date(2026, 3, 13)), ..office_hours() };
        roster(&clinic, chair, one_week);
        assert_eq!(offered(&clinic, cleaning, 1), Vec::<String>::new(), "a week before");
        assert_eq!(offered(&clinic, cleaning, 8).len(), 7);
        assert_eq!(offered(&clinic, cleaning, 15), Vec::<String>::new(), "a week after");
    }

    fn the_staff_is_shown_what_it_may_book(engine) {
        let clinic = TestClinic::start(engine);
        let (ctx, service_id) = (clinic.staff(&clinic.alice), clinic.alice.checkup.id);
        clinic.clock.set(at(0, "08:50"));
        // Patients have to be an hour early, and no more than 30 days.
        for start in [at(0, "09:00"), at(35, "09:00")] {
            let query = SlotQuery { service_id, who: Who::default(), from: Some(start), until: Some(start + jiff::SignedDuration::from_mins(1)) };
            let ctx = ctx.clone();
            let (slots, reasons) = clinic
                .read(move |tx| Ok((slots(tx, &ctx, &query)?, explain(tx, &ctx, service_id, Who::default(), start)?)))
                .unwrap();
            assert_eq!((slots.starts.count(), reasons), (1, vec![]), "{start}");
        }
    }

    fn who_does_not_offer_the_service_does_not_exist_for_holds_and_sessions_either(engine) {
        let clinic = TestClinic::start(engine);
        let (who, start) = (Who { practitioner_id: Some(clinic.alice.dana.id), roster_id: None }, at(1, "10:00"));
        let ctx = clinic.staff(&clinic.alice);
        let hold = NewHold { service_id: clinic.alice.checkup.id, who, start, minutes: None };
        let placed = clinic.write(move |tx| hold::place(tx, &ctx, &hold));
        assert!(matches!(placed, Err(Error::NotFound(Noun::Practitioner))), "{:?}", placed.err());
        let who = Who { practitioner_id: None, roster_id: Some(clinic.alice.bobs_roster.id) };
        let (ctx, session) = (clinic.staff(&clinic.alice), NewGroupSession { service_id: clinic.alice.class.id, who, start });
        let made = clinic.write(move |tx| group_session::create(tx, &ctx, &session));
        assert!(matches!(made, Err(Error::NotFound(Noun::Roster))), "{:?}", made.err());
    }

    fn on_a_day_of_twenty_five_hours_all_bookings_count(engine) {
        let clinic = TestClinic::start(engine);
        // Rome's clock is put back on Sunday, 25 October 2026: from its first minutes to its last it is more than a day.
        clinic.clock.set("2026-10-20T10:00:00Z".parse().unwrap());
        roster(&clinic, clinic.alice.bob.calendar_id, sundays("Europe/Rome"));
        roster(&clinic, clinic.alice.dana.calendar_id, sundays("Europe/Rome"));
        let talk = talk(&clinic);
        let first = booked_with(&clinic, &talk, "2026-10-25T00:00:00+02:00");
        assert_eq!(first, Some(clinic.alice.bob.id), "nobody is busy: the lowest roster");
        let second = booked_with(&clinic, &talk, "2026-10-25T23:30:00+01:00");
        assert_eq!(second, Some(clinic.alice.dana.id), "Bob has one already");
    }

    fn bookings_are_counted_on_the_date_of_each_roster(engine) {
        let clinic = TestClinic::start(engine);
        // Sunday, 8 March in Rome is still Saturday in Lisbon when Bob is booked, and Sunday in both later.
        roster(&clinic, clinic.alice.bob.calendar_id, sundays("Europe/Rome"));
        roster(&clinic, clinic.alice.dana.calendar_id, sundays("Europe/Rome"));
        roster(&clinic, clinic.alice.bob.calendar_id, sundays("Europe/Lisbon"));
        let talk = talk(&clinic);
        assert_eq!(booked_with(&clinic, &talk, "2026-03-08T00:00:00+01:00"), Some(clinic.alice.bob.id));
        let ctx = clinic.anonymous(&clinic.alice);
        let dana = Who { practitioner_id: Some(clinic.alice.dana.id), roster_id: None };
        let new = app::appointment::NewAppointment { who: dana, ..visit(&talk, at(6, "12:00"), "Eve") };
        clinic.write(move |tx| app::appointment::book(tx, &ctx, &new)).unwrap();
        // Bob and Dana have one each in Rome; by his roster in Lisbon Bob has none.
        let booked = book(&clinic, visit(&talk, at(6, "15:00"), "Joe")).unwrap().appointment;
        assert_eq!(booked.local_start.zone, "Europe/Lisbon");
    }
}
