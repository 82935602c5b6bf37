//! Many at once.

use app::api_key::{self, KeyQuery, NamedPractices, NewApiKey};
use app::{Error, Tx, partner};
use domain::partner::PartnerDetails;
use domain::{Noun, PageQuery, Scopes};
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

    fn a_partner_who_goes_takes_no_key_along_that_was_just_made(engine) {
        let clinic = TestClinic::start(engine);
        for round in 0..12 {
            let operator = || clinic.app.operator("test");
            let ctx = operator();
            let add = move |tx: &mut Tx<'_>| partner::create(tx, &ctx, PartnerDetails::named(format!("Brief {round}")));
            let id = clinic.write(add).unwrap().id;
            let (gone, made) = std::thread::scope(|scope| {
                let gone = scope.spawn(|| {
                    let ctx = operator();
                    clinic.write(move |tx| partner::delete(tx, &ctx, id))
                });
                let make = || {
                    let ctx = operator();
                    let practices = NamedPractices::All;
                    let new = NewApiKey { name: "site".into(), partner: id, scopes: Scopes::NONE, practices, expires_at: None };
                    clinic.write(move |tx| api_key::create(tx, &ctx, &new))
                };
                let made: Vec<_> = (0..4).map(|_| scope.spawn(make)).collect();
                (gone.join().unwrap(), made.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>())
            });
            let ctx = operator();
            let there = clinic.read(move |tx| {
                let query = KeyQuery { partner: Some(id), ..KeyQuery::default() };
                api_key::list(tx, &ctx, &query, PageQuery::default())
            });
            let there = there.unwrap().total;
            match gone {
                Ok(()) => assert!(made.iter().all(|made| matches!(made, Err(Error::NotFound(Noun::Partner)))), "{made:?}"),
                Err(Error::Conflict { .. }) => assert!(made.iter().any(Result::is_ok)),
                Err(error) => panic!("{error}"),
            }
            let ok = made.iter().filter(|made| made.is_ok()).count();
            assert_eq!(i64::try_from(ok).unwrap(), there, "who was given a key has it");
        }
    }
}
