//! Group sessions.

use app::availability::Who;
use app::group_session::{self, NewGroupSession};
use app::{Result, appointment};
use domain::patient::PatientDetails;
use domain::{Error, GroupSession, PatientId};
use testkit::TestClinic;
use testkit::clinic::at;

fn session(clinic: &TestClinic) -> Result<GroupSession> {
    let ctx = clinic.staff(&clinic.alice);
    let new = NewGroupSession { service_id: clinic.alice.class.id, who: Who::default(), start: at(1, "09:00") };
    clinic.write(move |tx| group_session::create(tx, &ctx, &new))
}

fn patient(clinic: &TestClinic, name: String) -> PatientId {
    let ctx = clinic.staff(&clinic.alice);
    let details = PatientDetails { given_name: name, ..PatientDetails::default() };
    clinic.write(move |tx| app::patient::create(tx, &ctx, details.clone())).expect("it works").id
}

testkit::both_databases! {
    fn of_fifty_who_join_a_class_of_eight_eight_get_a_seat(engine) {
        let clinic = TestClinic::start(engine);
        let session = session(&clinic).unwrap();
        let patients: Vec<PatientId> = (0..50).map(|number| patient(&clinic, format!("P{number}"))).collect();
        let joined: Vec<_> = std::thread::scope(|scope| {
            let clinic = &clinic;
            let join = |id| {
                let ctx = clinic.staff(&clinic.alice);
                let session = session.id;
                scope.spawn(move || clinic.write(move |tx| group_session::join(tx, &ctx, session, id)))
            };
            let threads: Vec<_> = patients.iter().map(|&id| join(id)).collect();
            threads.into_iter().filter_map(|thread| thread.join().unwrap().ok()).collect()
        });
        assert_eq!(joined.len(), 8);

        // Leaving frees exactly one seat.
        let (ctx, leaver) = (clinic.staff(&clinic.alice), joined[3].appointment.id);
        clinic.write(move |tx| appointment::cancel(tx, &ctx, leaver, None)).unwrap();
        let join_again = || {
            let (ctx, session, id) = (clinic.staff(&clinic.alice), session.id, patients[0]);
            clinic.write(move |tx| group_session::join(tx, &ctx, session, id))
        };
        join_again().unwrap();
        assert!(matches!(join_again(), Err(Error::SlotTaken)));
    }

    fn nobody_keeps_a_seat_of_a_session_that_is_called_off_meanwhile(engine) {
        let clinic = TestClinic::start(engine);
        let patients: Vec<PatientId> = (0..6).map(|number| patient(&clinic, format!("P{number}"))).collect();
        for _ in 0..20 {
            let session = session(&clinic).unwrap().id;
            let together = std::sync::Barrier::new(patients.len() + 1);
            std::thread::scope(|scope| {
                for &id in &patients {
                    let (clinic, together) = (&clinic, &together);
                    scope.spawn(move || {
                        let ctx = clinic.staff(&clinic.alice);
                        together.wait();
                        clinic.write(move |tx| group_session::join(tx, &ctx, session, id))
                    });
                }
                let ctx = clinic.staff(&clinic.alice);
                together.wait();
                clinic.write(move |tx| group_session::cancel(tx, &ctx, session, None)).unwrap();
            });
            let ctx = clinic.staff(&clinic.alice);
            assert_eq!(clinic.read(move |tx| group_session::member_ids(tx, &ctx, session)).unwrap(), []);
        }
    }

    fn a_session_is_called_off_though_members_leave_at_the_same_moment(engine) {
        let clinic = TestClinic::start(engine);
        let patients: Vec<PatientId> = (0..6).map(|number| patient(&clinic, format!("P{number}"))).collect();
        for _ in 0..20 {
            let session = session(&clinic).unwrap().id;
            let join = |&id: &PatientId| {
                let ctx = clinic.staff(&clinic.alice);
                clinic.write(move |tx| group_session::join(tx, &ctx, session, id)).unwrap().appointment.id
            };
            let members: Vec<_> = patients.iter().map(join).collect();
            let together = std::sync::Barrier::new(members.len() + 1);
            std::thread::scope(|scope| {
                for &member in &members {
                    let (clinic, together) = (&clinic, &together);
                    scope.spawn(move || {
                        let ctx = clinic.staff(&clinic.alice);
                        together.wait();
                        clinic.write(move |tx| appointment::cancel(tx, &ctx, member, None))
                    });
                }
                let ctx = clinic.staff(&clinic.alice);
                together.wait();
                clinic.write(move |tx| group_session::cancel(tx, &ctx, session, None)).unwrap();
            });
        }
    }

    fn a_session_takes_its_practitioner_once_and_gives_them_back(engine) {
        let clinic = TestClinic::start(engine);
        let made = session(&clinic).unwrap();
        assert!(matches!(session(&clinic), Err(Error::SlotTaken)));
        let (ctx, id) = (clinic.staff(&clinic.alice), patient(&clinic, "Ada".into()));
        let member = clinic.write(move |tx| group_session::join(tx, &ctx, made.id, id)).unwrap();
        let ctx = clinic.staff(&clinic.alice);
        clinic.write(move |tx| group_session::cancel(tx, &ctx, made.id, Some("Ill."))).unwrap();
        let (ctx, id) = (clinic.staff(&clinic.alice), member.appointment.id);
        let cancelled = clinic.read(move |tx| appointment::get(tx, &ctx, id)).unwrap();
        assert_eq!(cancelled.status, domain::AppointmentStatus::Cancelled);
        session(&clinic).unwrap();
    }

    fn a_class_is_not_booked_like_a_visit(engine) {
        let clinic = TestClinic::start(engine);
        let booked = crate::book(&clinic, crate::visit(&clinic.alice.class, at(1, "09:00"), "Ada"));
        assert!(matches!(booked, Err(Error::NotFound(_))));
    }
}
