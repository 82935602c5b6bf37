//! Patients: found again, never merged.

use app::appointment::NewAppointment;
use domain::PatientId;
use testkit::TestClinic;
use testkit::clinic::{answers, at};

use crate::{book, visit};

fn booked_as(clinic: &TestClinic, time: &str, change: &[(&str, &str)]) -> Option<PatientId> {
    let mut given = answers("Ada");
    for (name, value) in change {
        given.insert((*name).to_owned(), (*value).into());
    }
    let new = NewAppointment { answers: given, ..visit(&clinic.alice.checkup, at(1, time), "Ada") };
    book(clinic, new).expect("it works").appointment.patient_id
}

testkit::both_databases! {
    fn contact_and_name_together_find_a_patient_again(engine) {
        let clinic = TestClinic::start(engine);
        let ada = booked_as(&clinic, "09:00", &[("phone", "+39 06 1234567")]);
        assert!(ada.is_some());
        assert_eq!(booked_as(&clinic, "09:30", &[("firstName", " ADA")]), ada, "by e-mail and name");
        let by_phone = [("email", "other@example.com"), ("phone", "+39-06-1234567")];
        assert_eq!(booked_as(&clinic, "10:00", &by_phone), ada, "by phone and name");
        assert_ne!(booked_as(&clinic, "10:30", &[("firstName", "Otto")]), ada, "the same e-mail, another name");
        assert_ne!(booked_as(&clinic, "11:00", &[("email", "ada@example.org")]), ada, "the same name, another e-mail");
    }

    fn a_known_patient_is_not_overwritten_by_a_form(engine) {
        let clinic = TestClinic::start(engine);
        let ada = booked_as(&clinic, "09:00", &[]).unwrap();
        assert_eq!(booked_as(&clinic, "09:30", &[("phone", "+39 06 7654321")]), Some(ada));
        let ctx = clinic.staff(&clinic.alice);
        let patient = clinic.write(move |tx| app::patient::get(tx, &ctx, ada)).unwrap();
        assert_eq!(patient.details.phone, None);
        let ctx = clinic.staff(&clinic.charlie);
        assert!(clinic.write(move |tx| app::patient::get(tx, &ctx, ada)).is_err(), "not Charlie's");
    }

    fn who_says_nothing_of_themselves_is_nobody(engine) {
        let clinic = TestClinic::start(engine);
        let new = NewAppointment { answers: domain::questionnaire::Answers::new(), ..visit(&clinic.alice.cleaning, at(1, "09:00"), "") };
        assert_eq!(book(&clinic, new).unwrap().appointment.patient_id, None);
    }

    fn one_person_booking_twice_at_once_is_one_patient(engine) {
        let clinic = TestClinic::start(engine);
        let times = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "13:00", "13:30"];
        let mut patients: Vec<_> = std::thread::scope(|scope| {
            let clinic = &clinic;
            let book = |time: &'static str| scope.spawn(move || booked_as(clinic, time, &[("phone", "+39061234567")]));
            let threads: Vec<_> = times.into_iter().map(book).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        patients.dedup();
        assert_eq!(patients.len(), 1);
    }

    fn lists_are_paged_without_gaps(engine) {
        let clinic = TestClinic::start(engine);
        for number in 0..25 {
            let ctx = clinic.staff(&clinic.alice);
            let given_name = format!("P{:02}", number % 5);
            let details = domain::patient::PatientDetails { given_name, family_name: "Same".into(), ..Default::default() };
            clinic.write(move |tx| app::patient::create(tx, &ctx, details.clone())).unwrap();
        }
        let (mut seen, mut last) = (Vec::new(), None);
        loop {
            let (ctx, after) = (clinic.staff(&clinic.alice), last.clone());
            let page = clinic.write(move |tx| app::patient::list(tx, &ctx, after.as_ref(), 10)).unwrap();
            let Some(end) = page.last() else { break };
            last = Some(end.clone());
            seen.extend(page.into_iter().map(|patient| patient.id));
        }
        assert_eq!(seen.len(), 25);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 25);
    }
}
