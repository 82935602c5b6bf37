//! Many at once.

use domain::Error;
use testkit::TestClinic;
use testkit::clinic::at;

use crate::{book, offered, visit};

testkit::both_databases! {
    fn of_sixty_four_who_want_one_start_one_gets_it(engine) {
        let clinic = TestClinic::start(engine);
        let results: Vec<_> = std::thread::scope(|scope| {
            let clinic = &clinic;
            let threads: Vec<_> = (0..64)
                .map(|number| scope.spawn(move || book(clinic, visit(&clinic.alice.checkup, at(1, "10:00"), &format!("P{number}")))))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        let refused = results.iter().filter(|result| matches!(result, Err(Error::SlotTaken))).count();
        assert_eq!(refused, 63, "{:?}", results.iter().find(|result| !matches!(result, Ok(_) | Err(Error::SlotTaken))).map(|result| result.as_ref().err()));
    }

    fn for_k_free_starts_there_are_exactly_k_bookings(engine) {
        let clinic = TestClinic::start(engine);
        let ctx = clinic.system(&clinic.alice);
        let both = domain::service::ServiceTeam { practitioners: vec![clinic.alice.bob.id, clinic.alice.dana.id], requirements: vec![] };
        let talk = clinic.write(move |tx| app::service::create(tx, &ctx, testkit::clinic::details("Talk", 60), &both)).unwrap();
        let times = ["09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"];
        // 64 clients each try all seven starts, in different orders; two practitioners make 14 bookings possible.
        let booked: usize = std::thread::scope(|scope| {
            let (clinic, talk) = (&clinic, &talk);
            let client = |number: usize| {
                let attempt = |turn: usize| book(clinic, visit(talk, at(1, times[(number + turn) % 7]), &format!("P{number}-{turn}")));
                (0..7).filter(|&turn| match attempt(turn) {
                    Ok(_) => true,
                    Err(Error::SlotTaken) => false,
                    Err(error) => panic!("{error}"),
                }).count()
            };
            let threads: Vec<_> = (0..64).map(|number| scope.spawn(move || client(number))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(booked, 14);
        assert_eq!(offered(&clinic, &talk, 1), Vec::<String>::new());
    }
}
