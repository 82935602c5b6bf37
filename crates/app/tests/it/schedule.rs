//! When practitioners are free, whatever the service; and what they have booked.

use app::appointment::{self, NewAppointment};
use app::availability::Who;
use app::group_session::{self, NewGroupSession};
use app::{practitioner, roster, schedule};
use domain::{Error, FieldCode, Noun, Permission, PractitionerId};
use jiff::civil::{DateTime, Time, date, time};
use proptest::prelude::*;
use testkit::clinic::at;
use testkit::{Engine, TestClinic};

use crate::{book, visit};

/// The free starts of Bob on that date of March 2026.
fn slots(clinic: &TestClinic, day: i8, minutes: u16) -> Vec<Time> {
    let (ctx, bob) = (clinic.staff(&clinic.alice), clinic.alice.bob.id);
    clinic.read(move |tx| schedule::slots(tx, &ctx, bob, date(2026, 3, day), minutes)).unwrap()
}

fn is_free(clinic: &TestClinic, start: DateTime, minutes: u16) -> bool {
    let (ctx, bob) = (clinic.staff(&clinic.alice), clinic.alice.bob.id);
    clinic.read(move |tx| schedule::is_free(tx, &ctx, bob, start, minutes)).unwrap()
}

fn next(clinic: &TestClinic, minutes: u16, days: u16) -> Option<DateTime> {
    let (ctx, bob) = (clinic.staff(&clinic.alice), clinic.alice.bob.id);
    clinic.read(move |tx| schedule::next(tx, &ctx, bob, minutes, days)).unwrap()
}

testkit::both_databases! {
    fn starts_are_on_the_grid_of_each_working_period(engine) {
        let clinic = TestClinic::start(engine);
        let starts = slots(&clinic, 3, 60);
        assert_eq!(starts.len(), 9 + 13, "every quarter, as long as an hour is left");
        assert_eq!((starts[0], starts[8], starts[9], starts[21]), (time(9, 0, 0, 0), time(11, 0, 0, 0), time(13, 0, 0, 0), time(16, 0, 0, 0)));
        assert_eq!(slots(&clinic, 7, 30), [], "a Saturday");
        assert_eq!(slots(&clinic, 1, 30), [], "yesterday");
        let afternoon = [time(13, 0, 0, 0), time(13, 15, 0, 0), time(13, 30, 0, 0), time(13, 45, 0, 0)];
        assert_eq!(slots(&clinic, 3, 181), afternoon, "too long for the morning");
        assert_eq!(slots(&clinic, 3, 1440), []);
    }

    fn a_check_takes_any_minute_and_second(engine) {
        let clinic = TestClinic::start(engine);
        let day = date(2026, 3, 3);
        for (at, minutes, free) in [
            (day.at(9, 0, 0, 0), 180, true),
            (day.at(9, 0, 0, 0), 181, false),
            (day.at(9, 7, 0, 0), 30, true),
            (day.at(11, 30, 0, 0), 30, true),
            (day.at(11, 30, 1, 0), 30, false),
            (day.at(11, 29, 59, 0), 30, true),
            (day.at(8, 59, 59, 0), 30, false),
            (day.at(12, 30, 0, 0), 30, false),
            (date(2026, 3, 1).at(10, 0, 0, 0), 30, false),
            (date(9999, 12, 31).at(23, 59, 59, 0), 1440, false),
            (date(0, 1, 1).at(0, 0, 0, 0), 1, false),
        ] {
            assert_eq!(is_free(&clinic, at, minutes), free, "{at} for {minutes}");
        }
        // It is a moment after nine.
        clinic.clock.set("2026-03-03T08:00:20Z".parse().unwrap());
        assert!(!is_free(&clinic, day.at(9, 0, 19, 0), 30));
        assert!(is_free(&clinic, day.at(9, 0, 20, 0), 30));
        assert_eq!(slots(&clinic, 3, 30)[0], time(9, 15, 0, 0));
    }

    fn bookings_closures_holds_and_other_hours_count(engine) {
        let clinic = TestClinic::start(engine);
        let day = date(2026, 3, 3);
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        assert!(is_free(&clinic, day.at(9, 30, 0, 0), 30), "until it begins");
        assert!(is_free(&clinic, day.at(10, 30, 0, 0), 30), "when it has ended");
        assert!(!is_free(&clinic, day.at(10, 29, 0, 0), 30));
        assert!(!is_free(&clinic, day.at(9, 31, 0, 0), 30));
        let (ctx, roster_id) = (clinic.system(&clinic.alice), clinic.alice.bobs_roster.id);
        clinic.write(move |tx| roster::set_exception(tx, &ctx, roster_id, day, vec![])).unwrap();
        assert_eq!(slots(&clinic, 3, 30), []);
        let ctx = clinic.system(&clinic.alice);
        let evening = vec![domain::roster::LocalPeriod { start: 18 * 60, end: 19 * 60 }];
        clinic.write(move |tx| roster::set_exception(tx, &ctx, roster_id, day, evening.clone())).unwrap();
        assert_eq!(slots(&clinic, 3, 60), [time(18, 0, 0, 0)]);
    }

    fn the_next_start_is_within_the_dates_asked_for(engine) {
        let clinic = TestClinic::start(engine);
        assert_eq!(next(&clinic, 30, 1), Some(date(2026, 3, 2).at(9, 0, 0, 0)));
        clinic.clock.set("2026-03-06T15:45:00Z".parse().unwrap());
        assert_eq!(next(&clinic, 30, 3), None, "Friday evening, Saturday, Sunday");
        assert_eq!(next(&clinic, 30, 4), Some(date(2026, 3, 9).at(9, 0, 0, 0)));
        assert_eq!(next(&clinic, 241, 365), None, "no period is that long");
    }

    fn a_clock_that_jumps_is_followed(engine) {
        let clinic = TestClinic::start(engine);
        let (ctx, id) = (clinic.system(&clinic.alice), clinic.alice.bobs_roster.id);
        let mut rules = clinic.alice.bobs_roster.rules.clone();
        for day in [date(2026, 3, 29), date(2026, 10, 25)] {
            let ctx = ctx.clone();
            let night = vec![domain::roster::LocalPeriod { start: 0, end: 4 * 60 }];
            clinic.write(move |tx| roster::set_exception(tx, &ctx, id, day, night.clone())).unwrap();
        }
        rules.channels = availability::Channels::ALL;
        let on = |month, day| {
            let (ctx, bob) = (clinic.staff(&clinic.alice), clinic.alice.bob.id);
            clinic.read(move |tx| schedule::slots(tx, &ctx, bob, date(2026, month, day), 30)).unwrap()
        };
        let spring = on(3, 29);
        assert!(!spring.iter().any(|start| start.hour() == 2), "{spring:?}");
        assert!(!is_free(&clinic, date(2026, 3, 29).at(2, 30, 0, 0), 30), "the clock never shows it");
        assert!(is_free(&clinic, date(2026, 3, 29).at(3, 0, 0, 0), 30));
        let autumn = on(10, 25);
        assert_eq!(autumn.iter().filter(|start| **start == time(2, 30, 0, 0)).count(), 1, "given once");
        assert!(autumn.is_sorted(), "{autumn:?}");
        for start in autumn {
            assert!(is_free(&clinic, date(2026, 10, 25).to_datetime(start), 30), "{start}");
        }
    }

    fn a_schedule_has_what_takes_time_and_nothing_that_was_called_off(engine) {
        let clinic = TestClinic::start(engine);
        let bob = clinic.alice.bob.id;
        let first = book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap().appointment.id;
        let gone = book(&clinic, visit(&clinic.alice.checkup, at(1, "11:00"), "Ada")).unwrap().appointment.id;
        let third = book(&clinic, visit(&clinic.alice.video, at(3, "09:00"), "Ada")).unwrap().appointment.id;
        let ctx = clinic.staff(&clinic.alice);
        clinic.write(move |tx| appointment::cancel(tx, &ctx, gone, None)).unwrap();
        let read = |first, last, kind: Option<&'static str>| {
            let ctx = clinic.staff(&clinic.alice);
            let (_, visits) = clinic.read(move |tx| schedule::visits(tx, &ctx, bob, (first, last), kind)).unwrap();
            visits.into_iter().map(|visit| (visit.id, visit.start.to_string(), visit.minutes, visit.kind)).collect::<Vec<_>>()
        };
        let (tuesday, thursday) = (date(2026, 3, 3), date(2026, 3, 5));
        let one = (first.0, "2026-03-03T10:00:00".to_owned(), 30, "Check-up".to_owned());
        let other = (third.0, "2026-03-05T09:00:00".to_owned(), 15, "Video call".to_owned());
        assert_eq!(read(tuesday, thursday, None), [one.clone(), other.clone()]);
        assert_eq!(read(tuesday, tuesday, None), [one]);
        assert_eq!(read(tuesday, thursday, Some("VIDEO call")), [other]);
        assert_eq!(read(tuesday, thursday, Some("nothing")), []);
    }

    fn a_class_is_one_visit(engine) {
        let clinic = TestClinic::start(engine);
        let (ctx, class, dana) = (clinic.staff(&clinic.alice), clinic.alice.class.id, clinic.alice.dana.id);
        let new = NewGroupSession { service_id: class, who: Who::default(), start: at(1, "09:00") };
        let session = clinic.write(move |tx| group_session::create(tx, &ctx, &new)).unwrap();
        for name in ["Ada", "Eve"] {
            let ctx = clinic.staff(&clinic.alice);
            let details = domain::patient::PatientDetails { given_name: name.into(), ..Default::default() };
            clinic.write(move |tx| {
                let patient = app::patient::create(tx, &ctx, details.clone())?;
                group_session::join(tx, &ctx, session.id, patient.id)
            }).unwrap();
        }
        let ctx = clinic.staff(&clinic.alice);
        let day = date(2026, 3, 3);
        let (who, visits) = clinic.read(move |tx| schedule::visits(tx, &ctx, dana, (day, day), None)).unwrap();
        assert_eq!(who.id, dana);
        assert_eq!(visits.iter().map(|visit| (visit.id, visit.minutes)).collect::<Vec<_>>(), [(session.id.0, 45)]);
    }

    fn who_may_not_or_is_not_there_is_told_before_anything_else(engine) {
        let clinic = TestClinic::start(engine);
        let (day, before) = (date(2026, 3, 3), date(2026, 3, 2));
        let ask = |ctx: app::Ctx, id: PractitionerId| clinic.read(move |tx| schedule::visits(tx, &ctx, id, (day, before), None)).unwrap_err();
        let own = clinic.alice.bob.id;
        assert!(matches!(ask(clinic.anonymous(&clinic.alice), own), Error::Forbidden(Permission::ReadSchedules)));
        assert!(matches!(ask(clinic.staff(&clinic.alice), clinic.charlie.bob.id), Error::NotFound(Noun::Practitioner)));
        assert!(matches!(ask(clinic.staff(&clinic.alice), own), Error::Invalid(fields) if fields[0].code == FieldCode::OutOfRange));
        let ctx = clinic.system(&clinic.alice);
        clinic.write(move |tx| practitioner::set_active(tx, &ctx, own, false)).unwrap();
        assert!(matches!(ask(clinic.staff(&clinic.alice), own), Error::NotFound(Noun::Practitioner)));
        let ctx = clinic.staff(&clinic.alice);
        assert_eq!(clinic.read(move |tx| practitioner::list_active(tx, &ctx)).unwrap().len(), 1);
        assert!(schedule::check_dates(day, date(2027, 3, 3)).is_ok());
        assert!(schedule::check_dates(day, date(2027, 3, 4)).is_err());
        assert!(schedule::check_dates(date(0, 1, 1), date(9999, 12, 31)).is_err());
    }
}

fn law_of_slots(clinic: &TestClinic, day: i8, minutes: u16, start: u16) -> std::result::Result<(), TestCaseError> {
    let date = date(2026, 3, day);
    let before = slots(clinic, day, minutes);
    for at in &before {
        prop_assert!(is_free(clinic, date.to_datetime(*at), minutes), "{} at {}", date, at);
    }
    if let Some(found) = next(clinic, minutes, 30) {
        let of_its_day = slots(clinic, found.date().day(), minutes);
        prop_assert_eq!(of_its_day.first(), Some(&found.time()));
    }
    // A visit of half an hour, anywhere: it removes what it overlaps and nothing else.
    let new = NewAppointment {
        who: Who { practitioner_id: Some(clinic.alice.bob.id), roster_id: None },
        ..visit(&clinic.alice.checkup, at(i64::from(day) - 2, &format!("{:02}:{:02}", start / 60, start % 60)), "Ada")
    };
    let ctx = clinic.staff(&clinic.alice);
    if clinic.write(move |tx| appointment::book(tx, &ctx, &new)).is_err() {
        prop_assert_eq!(slots(clinic, day, minutes), before);
        return Ok(());
    }
    let minute = |at: &Time| i32::from(at.hour()) * 60 + i32::from(at.minute());
    let overlaps = |at: &Time| {
        let (from, until) = (minute(at), minute(at) + i32::from(minutes));
        from < i32::from(start) + 30 && until > i32::from(start)
    };
    let expected: Vec<Time> = before.iter().copied().filter(|at| !overlaps(at)).collect();
    prop_assert_eq!(slots(clinic, day, minutes), expected);
    Ok(())
}

testkit::both_databases! {
    fn slots_check_true_the_next_is_the_first_and_a_visit_removes_exactly_what_it_overlaps(engine) {
        let clinic = TestClinic::start(engine);
        let cases = if engine == Engine::Sqlite { 60 } else { 15 };
        let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
        let law = (2_i8..14, prop_oneof![Just(15_u16), Just(30), Just(50), 1_u16..240], 17_u16..34);
        proptest!(config, |((day, minutes, half_hour) in law)| law_of_slots(&clinic, day, minutes, half_hour * 30)?);
    }

    fn the_grid_is_the_practices_choice(engine) {
        let clinic = TestClinic::start(engine);
        let mut organization = clinic.alice.organization.clone();
        organization.settings.slot_step = Some(60);
        let (ctx, bob) = (clinic.app.staff(organization, "bob", "test"), clinic.alice.bob.id);
        let starts = clinic.read(move |tx| schedule::slots(tx, &ctx, bob, date(2026, 3, 3), 30)).unwrap();
        assert_eq!(starts.len(), 7);
    }
}
