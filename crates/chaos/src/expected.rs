//! What must be in the database after all that clients were told.

use std::collections::{BTreeMap, BTreeSet};

use crate::journal::{Answer, Entry, Operation, Period};

/// What something may be: one thing when all about it was acknowledged, more when something stayed in doubt.
#[derive(Debug)]
pub(crate) struct Possible<T>(Vec<T>);

impl<T> Default for Possible<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Possible<T> {
    fn only(value: T) -> Self {
        Self(vec![value])
    }

    /// A change: for certain, or perhaps.
    fn becomes(&mut self, value: T, certainly: bool) {
        if certainly {
            self.0.clear();
        }
        self.0.push(value);
    }

    pub(crate) fn allows(&self, value: &T) -> bool {
        self.0.contains(value)
    }
}

/// Where an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It is not there.
    Absent,
    /// It stands, at that start.
    Booked(i64),
    /// It was cancelled.
    Cancelled,
    /// It is anything else.
    Other,
}

/// A hold that was acknowledged.
#[derive(Debug)]
pub(crate) struct Hold {
    pub(crate) start: i64,
    pub(crate) expires_at: i64,
    /// Whether it is there, unless it has expired.
    pub(crate) stands: Possible<bool>,
}

/// A closure that was acknowledged.
#[derive(Debug)]
pub(crate) struct Closure {
    pub(crate) calendars: Vec<i64>,
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// Whether it is there.
    pub(crate) stands: Possible<bool>,
}

/// See the module. What is not mentioned may be as it likes.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    pub(crate) appointments: BTreeMap<i64, Possible<State>>,
    pub(crate) holds: BTreeMap<i64, Hold>,
    pub(crate) closures: BTreeMap<i64, Closure>,
    /// Whether a group session was called off.
    pub(crate) sessions: BTreeMap<i64, Possible<bool>>,
    pub(crate) hours: BTreeMap<(i64, String), Possible<Vec<Period>>>,
    pub(crate) openings: BTreeMap<i64, Possible<u16>>,
    /// Holds and appointments that several clients have changed, in an order that nobody knows.
    pub(crate) contested: BTreeSet<i64>,
    /// Those of them that were made.
    pub(crate) made: BTreeSet<i64>,
    /// Those of them that were cancelled, which is for good.
    pub(crate) cancelled: BTreeSet<i64>,
}

impl Expected {
    /// Follows the journals.
    pub(crate) fn after(journal: &[Entry]) -> Self {
        let mut expected = Self { contested: contested(journal), ..Self::default() };
        for entry in journal.iter().filter(|entry| !entry.is_refused()) {
            match entry.booking() {
                Some(id) if expected.contested.contains(&id) => expected.follow_contested(id, entry),
                Some(id) => expected.follow_booking(id, entry),
                None => expected.follow_set_up(entry),
            }
        }
        expected
    }

    /// A hold or an appointment that only this client has changed.
    fn follow_booking(&mut self, id: i64, entry: &Entry) {
        let certainly = entry.answer().is_some();
        let state = match entry.operation {
            Operation::Hold { .. } => return self.follow_hold(id, entry),
            Operation::Release { .. } => {
                self.hold_goes(id, certainly);
                return;
            }
            Operation::Confirm { .. } => {
                self.appointments.insert(id, Possible::only(State::Absent));
                State::Booked(self.hold_goes(id, certainly))
            }
            Operation::Move { start, .. } => State::Booked(start),
            Operation::Cancel { .. } => State::Cancelled,
            _ => State::Booked(entry.answer().and_then(|answer| answer.start).unwrap_or_default()),
        };
        self.appointments.entry(id).or_default().becomes(state, certainly);
    }

    fn follow_hold(&mut self, id: i64, entry: &Entry) {
        if let Some(Answer { start: Some(start), expires_at: Some(expires_at), .. }) = entry.answer() {
            self.holds.insert(id, Hold { start, expires_at, stands: Possible::only(true) });
        }
    }

    /// The start it had.
    fn hold_goes(&mut self, hold: i64, certainly: bool) -> i64 {
        let Some(hold) = self.holds.get_mut(&hold) else {
            return 0;
        };
        hold.stands.becomes(false, certainly);
        hold.start
    }

    fn follow_contested(&mut self, id: i64, entry: &Entry) {
        if entry.answer().is_none() {
            return;
        }
        if entry.operation.makes_appointment() {
            self.made.insert(id);
        }
        if let Operation::Cancel { .. } = entry.operation {
            self.cancelled.insert(id);
        }
    }

    /// What is neither hold nor appointment.
    fn follow_set_up(&mut self, entry: &Entry) {
        let certainly = entry.answer().is_some();
        match &entry.operation {
            Operation::CallOff { session } => self.session(*session).becomes(true, certainly),
            Operation::Reopen { closure } => {
                if let Some(closure) = self.closures.get_mut(closure) {
                    closure.stands.becomes(false, certainly);
                }
            }
            // While the very first change is in doubt, nothing is known.
            Operation::SetHours { roster, date, periods } => {
                let key = (*roster, date.clone());
                if certainly || self.hours.contains_key(&key) {
                    self.hours.entry(key).or_default().becomes(periods.clone(), certainly);
                }
            }
            Operation::ChangeRoster { roster, opens } => {
                if certainly || self.openings.contains_key(roster) {
                    self.openings.entry(*roster).or_default().becomes(*opens, certainly);
                }
            }
            made => {
                if let Some(answer) = entry.answer() {
                    self.follow_made(answer.id, made);
                }
            }
        }
    }

    fn follow_made(&mut self, id: i64, made: &Operation) {
        if let Operation::Close { calendars, start, end } = made {
            let (calendars, stands) = (calendars.clone(), Possible::only(true));
            self.closures.insert(id, Closure { calendars, start: *start, end: *end, stands });
        } else {
            self.session(id);
        }
    }

    /// Any client may call a session off, and so that entry may come before the one of whoever opened it.
    fn session(&mut self, id: i64) -> &mut Possible<bool> {
        self.sessions.entry(id).or_insert_with(|| Possible::only(false))
    }
}

/// What more than one client has changed; seats of a session that was called off are among them.
fn contested(journal: &[Entry]) -> BTreeSet<i64> {
    let done: Vec<&Entry> = journal.iter().filter(|entry| !entry.is_refused()).collect();
    let called_off =
        |entry: &&Entry| if let Operation::CallOff { session } = entry.operation { Some(session) } else { None };
    let called_off: BTreeSet<i64> = done.iter().filter_map(called_off).collect();
    let mut first = BTreeMap::new();
    let mut contested = BTreeSet::new();
    for entry in done {
        let Some(id) = entry.booking() else { continue };
        let is_lost_seat = matches!(entry.operation, Operation::Join { session } if called_off.contains(&session));
        if is_lost_seat || *first.entry(id).or_insert(entry.client) != entry.client {
            contested.insert(id);
        }
    }
    contested
}
