//! A small, sound clinic with a journal, to plant defects in.

use chaos::database::Database;
use chaos::journal::{Answer, Entry, Operation, Outcome, Reply, Request};
use chaos::{Defect, Rule};
use domain::{Clock, FrozenClock};
use testkit::{Engine, TestDatabase};

use crate::clinic::{Clinic, date_of, minute_of};
use crate::clock::START;
use crate::door::Door;

/// See the module. Everything that was acknowledged, by what became of it.
pub(crate) struct Scene {
    pub(crate) booked: i64,
    pub(crate) moved: i64,
    pub(crate) cancelled: i64,
    pub(crate) held: i64,
    pub(crate) released: i64,
    pub(crate) confirmed: i64,
    pub(crate) session: i64,
    pub(crate) called_off: i64,
    pub(crate) seat: i64,
    pub(crate) closure: i64,
    pub(crate) reopened: i64,
    pub(crate) clinic: Clinic,
    journal: Vec<Entry>,
    clock: FrozenClock,
    database: TestDatabase,
}

/// The key of a request that was refused.
pub(crate) const REFUSED: &str = "key-refused";

impl Scene {
    /// Sets it up, by requests that all succeed but one, and two that stay in doubt.
    pub(crate) fn new(engine: Engine) -> Self {
        let database = TestDatabase::new(engine).expect("the engine is available");
        let clock = || FrozenClock::new(START.parse().expect("a literal instant"));
        let clinic = Clinic::set_up(&database.url, clock());
        let door = Door::open(&database.url, clock()).expect("the clinic opens");
        let mut scene = Self::empty(clinic, clock(), database);
        scene.play_bookings(&door);
        scene.play_sessions(&door);
        scene.play_set_up(&door);
        scene.play_doubts(&door);
        jobs::run_all(&door.app).expect("the jobs run");
        door.app.db().close();
        scene
    }

    fn empty(clinic: Clinic, clock: FrozenClock, database: TestDatabase) -> Self {
        Self {
            booked: 0,
            moved: 0,
            cancelled: 0,
            held: 0,
            released: 0,
            confirmed: 0,
            session: 0,
            called_off: 0,
            seat: 0,
            closure: 0,
            reopened: 0,
            clinic,
            journal: Vec::new(),
            clock,
            database,
        }
    }

    fn play_bookings(&mut self, door: &Door) {
        let (service, scan) = (self.clinic.cleaning, self.clinic.scan);
        let at = |hour: i64| minute_of(0, hour * 60);
        self.booked = self.done(door, Operation::Book { service, start: at(8) });
        self.moved = self.done(door, Operation::Book { service, start: at(9) });
        self.done(door, Operation::Move { appointment: self.moved, start: at(10) });
        self.cancelled = self.done(door, Operation::Book { service, start: at(11) });
        self.done(door, Operation::Cancel { appointment: self.cancelled });
        let hold = |hour| Operation::Hold { service: scan, start: at(hour), minutes: 60 };
        self.held = self.done(door, hold(13));
        self.confirmed = self.done(door, hold(14));
        self.done(door, Operation::Confirm { hold: self.confirmed });
        self.released = self.done(door, hold(15));
        self.done(door, Operation::Release { hold: self.released });
    }

    fn play_sessions(&mut self, door: &Door) {
        let open = |day| Operation::OpenSession { service: self.clinic.class, start: minute_of(day, 780) };
        let (first, second) = (open(1), open(2));
        self.session = self.done(door, first);
        self.seat = self.done(door, Operation::Join { session: self.session });
        self.done(door, Operation::Join { session: self.session });
        self.called_off = self.done(door, second);
        self.done(door, Operation::Join { session: self.called_off });
        self.done(door, Operation::CallOff { session: self.called_off });
    }

    fn play_set_up(&mut self, door: &Door) {
        let calendars = self.clinic.calendars[..2].to_vec();
        let close = |day| Operation::Close {
            calendars: calendars.clone(),
            start: minute_of(day, 600),
            end: minute_of(day + 1, 600),
        };
        self.closure = self.done(door, close(3));
        self.reopened = self.done(door, close(6));
        self.done(door, Operation::Reopen { closure: self.reopened });
        let roster = self.clinic.rosters[0];
        self.done(door, Operation::SetHours { roster, date: date_of(8), periods: vec![(540, 720)] });
        self.done(door, Operation::ChangeRoster { roster, opens: 510 });
    }

    /// One of them was done, the other never arrived; and one was refused.
    fn play_doubts(&mut self, door: &Door) {
        let booking = Operation::Book { service: self.clinic.cleaning, start: minute_of(7, 600) };
        ask(door, "key-done", booking.clone());
        self.note("key-done", booking.clone(), Outcome::InDoubt);
        self.note("key-lost", booking, Outcome::InDoubt);
        let move_away = Operation::Move { appointment: self.confirmed, start: minute_of(7, 780) };
        self.note("key-lost-too", move_away, Outcome::InDoubt);
        let at_night = Operation::Book { service: self.clinic.checkup, start: minute_of(7, 60) };
        let Reply::Refused(why) = ask(door, REFUSED, at_night.clone()) else { panic!("it is not refused") };
        self.note(REFUSED, at_night, Outcome::Refused(why));
    }

    /// Asks for something that succeeds; its id.
    fn done(&mut self, door: &Door, operation: Operation) -> i64 {
        let key = format!("key-{}", self.journal.len());
        let Reply::Acknowledged(answer) = ask(door, &key, operation.clone()) else { panic!("it is refused") };
        let answer: Answer = serde_json::from_str(&answer).expect("an answer");
        self.note(&key, operation, Outcome::Acknowledged(answer));
        answer.id
    }

    fn note(&mut self, key: &str, operation: Operation, outcome: Outcome) {
        self.journal.push(Entry { client: 0, key: key.to_owned(), operation, outcome });
    }

    /// Does something to the database that the product never would.
    pub(crate) fn plant(&self, sql: &str) {
        let mut database = Database::open(&self.database.url).expect("the database opens");
        if database.is_postgres() {
            database.run("ALTER TABLE claims DROP CONSTRAINT claims_no_overlap").expect("the net goes");
        } else {
            let nets = "DROP TRIGGER claims_no_overlap_insert; DROP TRIGGER claims_no_overlap_update";
            database.run(&format!("PRAGMA foreign_keys = OFF; {nets}")).expect("the net goes");
        }
        database.run(sql).expect("the defect is planted");
    }

    /// What the checker finds.
    pub(crate) fn defects(&self) -> Vec<Defect> {
        chaos::check(&self.database.url, &self.journal, self.clock.now().as_microsecond())
    }

    /// Fails unless a defect of that kind is found, and named in those words.
    pub(crate) fn assert_found(&self, rule: Rule, words: &str) {
        let defects = self.defects();
        let found = defects.iter().any(|defect| defect.rule == rule && defect.what.contains(words));
        assert!(found, "{rule:?} with {words:?} is not among {defects:?}");
    }

    /// The path of an SQLite database.
    pub(crate) fn file(&self) -> &str {
        self.database.url.trim_start_matches("sqlite://")
    }
}

fn ask(door: &Door, key: &str, operation: Operation) -> Reply {
    door.handle(&Request { key: key.to_owned(), operation })
}
