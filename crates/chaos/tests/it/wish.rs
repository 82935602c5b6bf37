//! What a client wants next, and what it has.

use std::sync::Mutex;

use chaos::journal::{Answer, Entry, Operation, Outcome};

use crate::clinic::{Clinic, DAYS, OPENINGS, date_of, minute_of};
use crate::clock::FastClock;
use crate::random::Random;

/// How many appointments a client keeps at most.
const APPOINTMENTS: usize = 10;
/// How many group sessions are open at once.
const SESSIONS: usize = 12;
/// How long before its end the last moment of a hold is, in microseconds of the server's clock.
const LAST_MOMENT: i64 = 2_000_000;
/// How many things at most lie about for anybody to take.
const LYING: usize = 30;

/// What lies about for all clients: whoever takes something from here may not be the only one.
pub(crate) struct Common {
    clinic: Clinic,
    clock: FastClock,
    sessions: Mutex<Vec<i64>>,
    /// With the client that put it there, who shall not take it back: it would no longer know its start.
    appointments: Mutex<Vec<(usize, i64)>>,
    holds: Mutex<Vec<(usize, i64)>>,
}

/// What a client has; see the module.
pub(crate) struct Wishes {
    client: usize,
    /// With their starts.
    appointments: Vec<(i64, i64)>,
    seats: Vec<i64>,
    /// With the moments at which they expire.
    holds: Vec<(i64, i64)>,
    closures: Vec<i64>,
    /// Dates of rosters that only this client changes.
    dates: Vec<(i64, String)>,
    /// The roster that only this client changes.
    roster: Option<i64>,
    /// What is being moved, and from where.
    moving: Option<(i64, i64)>,
}

impl Common {
    pub(crate) fn new(clinic: Clinic, clock: FastClock) -> Self {
        let (sessions, appointments, holds) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { clinic, clock, sessions, appointments, holds }
    }
}

impl Wishes {
    /// What one of so many clients begins with.
    pub(crate) fn new(common: &Common, client: usize, clients: usize) -> Self {
        let rosters = &common.clinic.rosters;
        let dates = rosters.iter().flat_map(|roster| (0..DAYS).map(|day| (*roster, date_of(day))));
        Self {
            client,
            appointments: Vec::new(),
            seats: Vec::new(),
            holds: Vec::new(),
            closures: Vec::new(),
            dates: dates.skip(client).step_by(clients).collect(),
            roster: rosters.get(client).copied(),
            moving: None,
        }
    }

    /// Chooses what to do. What it is done to is out of hand until [`Wishes::learn`].
    pub(crate) fn choose(&mut self, random: &mut Random, common: &Common) -> Operation {
        self.moving = None;
        let full = self.appointments.len() >= APPOINTMENTS;
        let wish = match random.below(100) {
            0..30 if full => self.cancel(random),
            30..46 => Some(hold(random, common)),
            46..58 => self.end_hold(random, common),
            58..68 => self.move_one(random, common),
            68..78 => self.cancel_any(random, common),
            78..86 => random.pick(&common.sessions.lock().expect("a list")).map(|session| Operation::Join { session }),
            86..90 => random.take(&mut self.seats).map(|appointment| Operation::Cancel { appointment }),
            90..93 => open_or_call_off(random, common),
            93..95 if self.closures.len() < 2 => close(random, common),
            95..97 => random.take(&mut self.closures).map(|closure| Operation::Reopen { closure }),
            97..99 => self.set_hours(random),
            99 => self.roster.map(|roster| Operation::ChangeRoster { roster, opens: opening(random) }),
            _ => None,
        };
        wish.unwrap_or_else(|| book(random, common))
    }

    fn end_hold(&mut self, random: &mut Random, common: &Common) -> Option<Operation> {
        let hold = match anybodys(&common.holds, self.client, random) {
            Some(hold) => hold,
            None => self.own_hold(random, common)?,
        };
        Some(if random.one_in(5) { Operation::Release { hold } } else { Operation::Confirm { hold } })
    }

    /// Every other time at the last moment: when the server comes to it, the hold has expired, and others want its time.
    fn own_hold(&mut self, random: &mut Random, common: &Common) -> Option<i64> {
        let (hold, expires_at) = random.take(&mut self.holds)?;
        if random.one_in(2) {
            common.clock.wait_until(expires_at - LAST_MOMENT);
        }
        Some(hold)
    }

    fn move_one(&mut self, random: &mut Random, common: &Common) -> Option<Operation> {
        let (_, start) = slot(random, common);
        if let Some(appointment) = anybodys(&common.appointments, self.client, random) {
            return Some(Operation::Move { appointment, start });
        }
        let (appointment, before) = random.take(&mut self.appointments)?;
        self.moving = Some((appointment, before));
        // To move to where it is already changes nothing, and would be no effect to count.
        Some(Operation::Move { appointment, start: if start == before { start + 1_800_000_000 } else { start } })
    }

    fn cancel_any(&mut self, random: &mut Random, common: &Common) -> Option<Operation> {
        match anybodys(&common.appointments, self.client, random) {
            Some(appointment) => Some(Operation::Cancel { appointment }),
            None => self.cancel(random),
        }
    }

    fn cancel(&mut self, random: &mut Random) -> Option<Operation> {
        random.take(&mut self.appointments).map(|(appointment, _)| Operation::Cancel { appointment })
    }

    fn set_hours(&mut self, random: &mut Random) -> Option<Operation> {
        let (roster, date) = random.take(&mut self.dates)?;
        let hours: [&[_]; 4] = [&[], &[(480, 720)], &[(540, 720), (780, 1020)], &[(480, 1020)]];
        Some(Operation::SetHours { roster, date, periods: random.pick(&hours)?.to_vec() })
    }

    /// Takes note of how it ended. What stayed in doubt is never touched again: nobody could say what becomes of it.
    pub(crate) fn learn(&mut self, entry: &Entry, random: &mut Random, common: &Common) {
        match &entry.outcome {
            Outcome::Acknowledged(answer) => self.done(&entry.operation, answer, random, common),
            Outcome::Refused(_) => self.not_done(&entry.operation, common),
            Outcome::InDoubt if matches!(entry.operation, Operation::ChangeRoster { .. }) => self.roster = None,
            Outcome::InDoubt => {}
        }
    }

    fn done(&mut self, operation: &Operation, answer: &Answer, random: &mut Random, common: &Common) {
        let (id, start) = (answer.id, answer.start);
        let mine = (self.client, id);
        match operation {
            Operation::Book { .. } if random.one_in(12) && leave(&common.appointments, mine) => {}
            Operation::Book { .. } | Operation::Move { .. } => self.appointments.push((id, start.unwrap_or_default())),
            Operation::Confirm { .. } => {
                self.appointments.push((id, start.unwrap_or_default()));
                gone(&common.holds, id);
            }
            Operation::Hold { .. } if random.one_in(8) && leave(&common.holds, mine) => {}
            Operation::Hold { .. } => self.holds.push((id, answer.expires_at.unwrap_or_default())),
            Operation::Release { .. } => gone(&common.holds, id),
            Operation::Cancel { .. } => gone(&common.appointments, id),
            Operation::Join { .. } => self.seats.push(id),
            Operation::OpenSession { .. } => common.sessions.lock().expect("a list").push(id),
            Operation::CallOff { session } => common.sessions.lock().expect("a list").retain(|other| other != session),
            Operation::Close { .. } => self.closures.push(id),
            Operation::SetHours { roster, date, .. } => self.dates.push((*roster, date.clone())),
            Operation::Reopen { .. } | Operation::ChangeRoster { .. } => {}
        }
    }

    fn not_done(&mut self, operation: &Operation, common: &Common) {
        match operation {
            Operation::Move { .. } => self.appointments.extend(self.moving.take()),
            Operation::SetHours { roster, date, .. } => self.dates.push((*roster, date.clone())),
            Operation::Cancel { appointment } => gone(&common.appointments, *appointment),
            Operation::Confirm { hold } | Operation::Release { hold } => gone(&common.holds, *hold),
            _ => {}
        }
    }
}

fn book(random: &mut Random, common: &Common) -> Operation {
    let (service, start) = slot(random, common);
    Operation::Book { service, start }
}

/// Most holds are kept a minute, so that many expire while somebody wants to confirm them. They take two calendars, of which
/// somebody else may then want only one.
fn hold(random: &mut Random, common: &Common) -> Operation {
    let (service, length) = random.pick(&[(common.clinic.cleaning, 60), (common.clinic.scan, 30)]).unwrap_or_default();
    let start = start(random, length);
    let minutes = random.pick(&[1, 1, 2, 20]).unwrap_or(1);
    Operation::Hold { service, start, minutes }
}

/// A start that may be on offer, of a service that may be booked.
fn slot(random: &mut Random, common: &Common) -> (i64, i64) {
    let clinic = &common.clinic;
    let services = [(clinic.checkup, 30), (clinic.checkup, 30), (clinic.cleaning, 60), (clinic.scan, 30)];
    let (service, length) = random.pick(&services).unwrap_or_default();
    (service, start(random, length))
}

/// A start on the grid of a period, for a visit of that many minutes.
fn start(random: &mut Random, length: u64) -> i64 {
    let (from, until) = if random.one_in(2) { (780, 1020) } else { (u64::from(opening(random)), 720) };
    let minute = from + random.below((until - from) / length) * length;
    // Many want the first day, so that whatever becomes free there is taken at once.
    let day = if random.one_in(3) { 0 } else { random.below(DAYS) };
    minute_of(day, i64::try_from(minute).expect("a minute of a day"))
}

fn opening(random: &mut Random) -> u16 {
    random.pick(&OPENINGS).unwrap_or(OPENINGS[0])
}

fn open_or_call_off(random: &mut Random, common: &Common) -> Option<Operation> {
    let sessions = common.sessions.lock().expect("a list");
    if sessions.len() < SESSIONS {
        return Some(Operation::OpenSession { service: common.clinic.class, start: start(random, 45) });
    }
    random.pick(&sessions).map(|session| Operation::CallOff { session })
}

/// One to three calendars, for some hours, seldom over midnight.
fn close(random: &mut Random, common: &Common) -> Option<Operation> {
    let mut calendars = common.clinic.calendars.clone();
    let count = 1 + random.below(3);
    let calendars = (0..count).filter_map(|_| random.take(&mut calendars)).collect();
    let start = minute_of(random.below(DAYS), 480 + 30 * i64::try_from(random.below(16)).ok()?);
    let minutes = 30 * (1 + random.below(6)) + if random.one_in(5) { 1440 } else { 0 };
    Some(Operation::Close { calendars, start, end: start + i64::try_from(minutes).ok()? * 60_000_000 })
}

/// One time in six, something that others may be taking too.
fn anybodys(lying: &Mutex<Vec<(usize, i64)>>, client: usize, random: &mut Random) -> Option<i64> {
    let lying = lying.lock().expect("a list");
    let (owner, id) = random.pick(&lying).filter(|_| random.one_in(6))?;
    (owner != client).then_some(id)
}

/// Leaves something for anybody, unless there is too much already.
fn leave(lying: &Mutex<Vec<(usize, i64)>>, thing: (usize, i64)) -> bool {
    let mut lying = lying.lock().expect("a list");
    let fits = lying.len() < LYING;
    if fits {
        lying.push(thing);
    }
    fits
}

fn gone(lying: &Mutex<Vec<(usize, i64)>>, id: i64) {
    lying.lock().expect("a list").retain(|(_, other)| *other != id);
}
