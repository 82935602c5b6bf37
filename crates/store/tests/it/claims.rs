//! Taking time, and the nets beneath it, which are tested by going around the function.

use domain::{CalendarId, ClaimKind, OrganizationId};
use jiff::{SignedDuration, Timestamp};
use store::{Db, Error, Taken, Tx, Wanted};

use crate::database;

const ALICE: OrganizationId = OrganizationId(1);

fn minute(minute: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + minute * 60).expect("it works")
}

fn wanted(calendar: i64, capacity: u16, from: i64, until: i64) -> Wanted {
    let (start, end) = (minute(from), minute(until));
    Wanted { calendar_id: CalendarId(calendar), capacity, start, end, gap: SignedDuration::ZERO }
}

fn taken(owner: i64) -> Taken {
    Taken { kind: ClaimKind::Appointment, owner, expires_at: None, overbook: false }
}

fn take(db: &Db, wanted: Wanted, taken: Taken) -> Result<(), Error> {
    db.write(move |tx| tx.take_time(ALICE, std::slice::from_ref(&wanted), taken, minute(0)))
}

/// A claim put into the table as no code of ours would.
fn insert_around(tx: &mut Tx<'_>, from: i64, until: i64, lane: i64) -> Result<u64, Error> {
    tx.execute(
        "INSERT INTO claims (organization_id, calendar_id, starts_at, ends_at, lane, expires_at, kind, owner_id)
         VALUES (1, 1, $1, $2, $3, 9, 'appointment', 99)",
        &[&minute(from), &minute(until), &lane],
    )
}

testkit::both_databases! {
    fn the_database_itself_refuses_overlaps(engine) {
        let (db, _database) = database(engine);
        db.write(|tx| insert_around(tx, 0, 30, 0)).unwrap();
        for (from, until) in [(0, 30), (10, 20), (-10, 1), (29, 60), (-10, 60)] {
            let result = db.write(move |tx| insert_around(tx, from, until, 0));
            assert!(matches!(result, Err(Error::Overlap)), "{from}..{until}: {result:?}");
        }
        // Edges may touch, other lanes are other time.
        db.write(|tx| insert_around(tx, 30, 60, 0)).unwrap();
        db.write(|tx| insert_around(tx, -30, 0, 0)).unwrap();
        db.write(|tx| insert_around(tx, 10, 20, 1)).unwrap();
    }

    fn the_database_itself_refuses_to_move_a_claim_onto_another(engine) {
        let (db, _database) = database(engine);
        db.write(|tx| insert_around(tx, 0, 30, 0)).unwrap();
        db.write(|tx| insert_around(tx, 60, 90, 0)).unwrap();
        let moved = db.write(|tx| {
            tx.execute("UPDATE claims SET starts_at = $1, ends_at = $2 WHERE starts_at = $3", &[&minute(20), &minute(50), &minute(60)])
        });
        assert!(matches!(moved, Err(Error::Overlap)), "{moved:?}");
        let longer = db.write(|tx| tx.execute("UPDATE claims SET ends_at = $1 WHERE starts_at = $2", &[&minute(60), &minute(0)]));
        assert_eq!(longer.unwrap(), 1);
    }

    fn the_database_itself_refuses_claims_longer_than_a_day(engine) {
        let (db, _database) = database(engine);
        assert!(db.write(|tx| insert_around(tx, 0, 1441, 0)).is_err());
        assert!(db.write(|tx| insert_around(tx, 30, 30, 0)).is_err());
        db.write(|tx| insert_around(tx, 0, 1440, 0)).unwrap();
    }

    fn a_lane_is_taken_once(engine) {
        let (db, _database) = database(engine);
        take(&db, wanted(1, 1, 0, 30), taken(1)).unwrap();
        assert!(matches!(take(&db, wanted(1, 1, 29, 40), taken(2)), Err(Error::Overlap)));
        take(&db, wanted(1, 1, 30, 40), taken(3)).unwrap();
        for owner in 1..=3 {
            take(&db, wanted(2, 3, 0, 30), taken(owner)).unwrap();
        }
        assert!(matches!(take(&db, wanted(2, 3, 10, 20), taken(4)), Err(Error::Overlap)));
    }

    fn a_gap_must_be_idle_but_is_not_taken(engine) {
        let (db, _database) = database(engine);
        take(&db, wanted(1, 1, 0, 30), taken(1)).unwrap();
        let with_gap = |from, until| Wanted { gap: SignedDuration::from_mins(5), ..wanted(1, 1, from, until) };
        assert!(matches!(take(&db, with_gap(34, 50), taken(2)), Err(Error::Overlap)));
        take(&db, with_gap(35, 50), taken(3)).unwrap();
        // Whoever asks for no gap may come as close as the claims themselves.
        take(&db, wanted(1, 1, 30, 35), taken(4)).unwrap();
    }

    fn an_expired_hold_gives_way_and_a_living_one_does_not(engine) {
        let (db, _database) = database(engine);
        let hold = Taken { kind: ClaimKind::Hold, owner: 1, expires_at: Some(minute(10)), overbook: false };
        take(&db, wanted(1, 1, 60, 90), hold).unwrap();
        assert!(matches!(take(&db, wanted(1, 1, 60, 90), taken(2)), Err(Error::Overlap)));
        let late = move |tx: &mut Tx<'_>| tx.take_time(ALICE, &[wanted(1, 1, 60, 90)], taken(2), minute(11));
        db.write(late).unwrap();
    }

    fn a_closure_closes_every_lane_whatever_is_on_it(engine) {
        let (db, _database) = database(engine);
        take(&db, wanted(2, 3, 0, 30), taken(1)).unwrap();
        let three_days = wanted(2, 3, -1440, 2 * 1440);
        db.write(move |tx| tx.take_time_for_closure(ALICE, std::slice::from_ref(&three_days), 7)).unwrap();
        let again = wanted(2, 3, 0, 30);
        db.write(move |tx| tx.take_time_for_closure(ALICE, std::slice::from_ref(&again), 8)).unwrap();
        assert!(matches!(take(&db, wanted(2, 3, 100, 130), taken(2)), Err(Error::Overlap)));
        let by_force = Taken { overbook: true, ..taken(3) };
        take(&db, wanted(2, 3, 100, 130), by_force).unwrap();
        db.write(|tx| tx.release_time(ALICE, ClaimKind::Closure, 7)).unwrap();
        take(&db, wanted(2, 3, 200, 230), taken(4)).unwrap();
        assert!(matches!(take(&db, wanted(2, 3, 10, 20), taken(5)), Err(Error::Overlap)), "closure 8 stands");
    }

    fn all_calendars_or_none(engine) {
        let (db, _database) = database(engine);
        take(&db, wanted(1, 1, 0, 30), taken(1)).unwrap();
        let both = [wanted(2, 3, 0, 30), wanted(1, 1, 0, 30)];
        let result = db.write(move |tx| tx.take_time(ALICE, &both, taken(2), minute(0)));
        assert!(matches!(result, Err(Error::Overlap)));
        let left = db.read(|tx| tx.list_claimed_calendars(ALICE, ClaimKind::Appointment, 2)).unwrap();
        assert_eq!(left, []);
    }

    fn of_many_who_want_one_time_one_gets_it(engine) {
        let (db, _database) = database(engine);
        let threads: Vec<_> = (0..16)
            .map(|owner| {
                let db = db.clone();
                std::thread::spawn(move || take(&db, wanted(1, 1, 0, 30), taken(owner)).is_ok())
            })
            .collect();
        let won = threads.into_iter().map(|thread| thread.join().unwrap()).filter(|&won| won).count();
        assert_eq!(won, 1);
    }

    fn whoever_locks_the_same_days_in_another_order_is_not_deadlocked(engine) {
        let (db, _database) = database(engine);
        let threads: Vec<_> = (0..16)
            .map(|owner: i64| {
                let db = db.clone();
                std::thread::spawn(move || {
                    let mut both = vec![wanted(1, 1, owner * 30, owner * 30 + 30), wanted(2, 3, owner * 30, owner * 30 + 30)];
                    if owner % 2 == 0 {
                        both.reverse();
                    }
                    db.write(move |tx| tx.take_time(ALICE, &both, taken(owner), minute(0)))
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
    }
}
