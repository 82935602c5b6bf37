//! Reads, writes, group commit, savepoints.

use std::sync::mpsc;

use domain::OrganizationId;
use store::{Error, Sequence};

use crate::database;

testkit::both_databases! {
    fn a_failing_write_changes_nothing_and_hinders_nobody(engine) {
        let (db, _database) = database(engine);
        let (sender, receiver) = mpsc::channel();
        for number in 0..50_i64 {
            let sender = sender.clone();
            db.submit_write(
                move |tx| {
                    tx.insert_organization_domain(OrganizationId(1), &format!("d{number}.example"))?;
                    if number % 5 == 0 { Err(Error::Other("refused".into())) } else { Ok(()) }
                },
                move |answer: Result<(), Error>| sender.send(answer.is_ok()).unwrap(),
            );
        }
        let succeeded = (0..50).map(|_| receiver.recv().unwrap()).filter(|&ok| ok).count();
        assert_eq!(succeeded, 40);
        let gone = db.read(|tx| tx.find_organization_by_domain("d5.example")).unwrap();
        assert_eq!(gone, None);
        let there = db.read(|tx| tx.find_organization_by_domain("D6.example")).unwrap();
        assert_eq!(there.unwrap().slug, "Alice");
    }

    fn a_panicking_write_is_an_error_and_the_next_one_runs(engine) {
        let (db, _database) = database(engine);
        let panicked = db.write(|tx| -> Result<(), Error> {
            tx.insert_organization_domain(OrganizationId(1), "panic.example")?;
            panic!("on purpose")
        });
        assert!(panicked.is_err());
        db.write(|tx| tx.insert_organization_domain(OrganizationId(1), "next.example")).unwrap();
        assert_eq!(db.read(|tx| tx.find_organization_by_domain("panic.example")).unwrap(), None);
    }

    fn an_attempt_that_fails_leaves_the_rest_of_the_write(engine) {
        let (db, _database) = database(engine);
        db.write(|tx| {
            tx.insert_organization_domain(OrganizationId(1), "first.example")?;
            let twice = tx.attempt(|tx| -> Result<(), Error> {
                tx.insert_organization_domain(OrganizationId(1), "second.example")?;
                tx.insert_organization_domain(OrganizationId(1), "first.example")
            });
            assert!(twice.unwrap_err().is_not_unique());
            tx.insert_organization_domain(OrganizationId(1), "third.example")
        })
        .unwrap();
        let known = |domain: &'static str| db.read(move |tx| tx.find_organization_by_domain(domain)).unwrap().is_some();
        assert_eq!([known("first.example"), known("second.example"), known("third.example")], [true, false, true]);
    }

    fn numbers_are_never_given_twice(engine) {
        let (db, _database) = database(engine);
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let db = db.clone();
                std::thread::spawn(move || {
                    let draw = |_| db.write(|tx| tx.next_id(Sequence::Book)).unwrap();
                    (0..100).map(draw).collect::<Vec<i64>>()
                })
            })
            .collect();
        let mut all: Vec<i64> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 800);
        assert!(all[0] >= 1);
    }

    fn a_closed_database_refuses_and_finishes_what_it_accepted(engine) {
        let (db, _database) = database(engine);
        let (sender, receiver) = mpsc::channel();
        for number in 0..20_i64 {
            let sender = sender.clone();
            db.submit_write(
                move |tx| tx.insert_organization_domain(OrganizationId(1), &format!("d{number}.example")),
                move |answer: Result<(), Error>| sender.send(answer.is_ok()).unwrap(),
            );
        }
        db.close();
        assert!((0..20).all(|_| receiver.recv().unwrap()));
        let late = db.write(|tx| tx.insert_organization_domain(OrganizationId(1), "late.example"));
        assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
    }

    fn a_write_that_holds_the_last_handle_ends_well(engine) {
        let (db, _database) = database(engine);
        let (sender, receiver) = mpsc::channel();
        let last = db.clone();
        db.submit_write(
            move |tx| {
                let _held = &last;
                tx.ping()
            },
            move |answer: Result<(), Error>| sender.send(answer.is_ok()).unwrap(),
        );
        drop(db);
        assert!(receiver.recv().unwrap());
    }

    fn a_read_sees_one_moment(engine) {
        let (db, _database) = database(engine);
        let writer = db.clone();
        let seen = db.read(move |tx| -> Result<_, Error> {
            let before = tx.find_organization_by_domain("new.example")?;
            writer.write(|tx| tx.insert_organization_domain(OrganizationId(1), "new.example"))?;
            Ok((before, tx.find_organization_by_domain("new.example")?))
        });
        assert_eq!(seen.unwrap(), (None, None));
        assert!(db.read(|tx| tx.find_organization_by_domain("new.example")).unwrap().is_some());
    }
}
