//! What is done to the core, and random sequences of it.

use std::fmt;

use domain::AppointmentStatus;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::plan::{CALENDARS, DAYS, PATIENTS, PRACTITIONERS, ROSTERS, SERVICES};

/// The longest sequence.
const LONGEST: usize = 400;

/// A sequence of operations in a practice of its own.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Which of [`DAYS`] it begins on.
    pub(crate) first_day: &'static str,
    pub(crate) operations: Vec<Operation>,
}

/// What is done. Things are named by their numbers in the plan, and things made on the way by the order in which they were
/// made; a number too high is a thing that doesn't exist.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Book { service: usize, who: Whom, start: At, by: By, answers: Given, overbooking: Option<&'static str> },
    Hold { service: usize, who: Whom, start: At, by: By, minutes: Option<i64> },
    Confirm { hold: Pick, by: By, answers: Given },
    Release { hold: Pick },
    Move { appointment: Pick, start: At, who: Whom, by: By, key: Key },
    Cancel { appointment: Pick, by: By, key: Key },
    SetStatus { appointment: Pick, status: AppointmentStatus, by: By },
    Gather { service: usize, who: Whom, start: At, by: By },
    Join { session: Pick, patient: usize, by: By },
    CallOff { session: Pick, by: By },
    SetHours { roster: usize, day: i64, periods: Vec<(u16, u16)>, by: By },
    ResetHours { roster: usize, day: i64, by: By },
    Close { calendars: Option<Vec<usize>>, start: At, minutes: i64, by: By },
    Reopen { closure: Pick, by: By },
    Switch { service: usize, active: bool, by: By },
    Wait { milliseconds: i64 },
    Sweep,
    Slots { service: usize, who: Whom, day: i64, by: By },
    Explain { service: usize, who: Whom, start: At, by: By },
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Anybody, on the clinic's pages.
    Online,
    /// Anybody, by another system.
    Partner,
    /// The staff, which may not change rosters and services.
    Staff,
    /// The operator.
    System,
}

impl By {
    pub(crate) fn is_patient(self) -> bool {
        matches!(self, Self::Online | Self::Partner)
    }
}

/// Which key a patient shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Right,
    Wrong,
}

/// Which answers come with a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Good,
    /// No family name, and an e-mail address that is none.
    Bad,
    None,
}

/// With whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whom {
    pub(crate) practitioner: Option<usize>,
    pub(crate) roster: Option<usize>,
}

/// Seconds since the midnight (UTC) at which the first day begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct At(pub(crate) i64);

impl fmt::Debug for At {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = (self.0.div_euclid(86_400), self.0.rem_euclid(86_400));
        write!(formatter, "day {day} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
    }
}

/// Something made on the way. Drawn at random, and settled when its turn comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick(pub(crate) usize);

impl Pick {
    /// Settles which of `count` it is: usually a recent one, now and then any, seldom one that doesn't exist.
    fn settle(&mut self, count: usize) {
        self.0 = match self.0 % 100 {
            _ if count == 0 => 0,
            0..=3 => count,
            4..=20 => self.0 / 100 % count,
            _ => count - 1 - self.0 / 100 % count.min(10),
        };
    }
}

/// How many things there are to pick from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) appointments: usize,
    pub(crate) holds: usize,
    pub(crate) sessions: usize,
    pub(crate) closures: usize,
}

impl Operation {
    /// The operation with its pick settled.
    pub(crate) fn settled(mut self, counts: Counts) -> Self {
        match &mut self {
            Self::Confirm { hold, .. } | Self::Release { hold } => hold.settle(counts.holds),
            Self::Move { appointment, .. } | Self::Cancel { appointment, .. } | Self::SetStatus { appointment, .. } => {
                appointment.settle(counts.appointments);
            }
            Self::Join { session, .. } | Self::CallOff { session, .. } => session.settle(counts.sessions),
            Self::Reopen { closure, .. } => closure.settle(counts.closures),
            _ => {}
        }
        self
    }
}

/// Any sequence.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    let first_day = select(DAYS.as_slice());
    (first_day, vec(operation(), 1..=LONGEST)).prop_map(|(first_day, operations)| Case { first_day, operations })
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        50 => bookings(),
        14 => changes(),
        10 => groups(),
        8 => hours(),
        5 => prop_oneof![8 => waiting(), 1 => Just(Operation::Sweep)],
        12 => questions(),
    ]
}

fn bookings() -> impl Strategy<Value = Operation> {
    let book = (service(), whom(), start(), by(), given(), overbooking()).prop_map(
        |(service, who, start, by, answers, overbooking)| Operation::Book {
            service,
            who,
            start,
            by,
            answers,
            overbooking,
        },
    );
    let hold = (service(), whom(), start(), by(), weighted(0.5, -5..80_i64))
        .prop_map(|(service, who, start, by, minutes)| Operation::Hold { service, who, start, by, minutes });
    let confirm = (pick(), by(), given()).prop_map(|(hold, by, answers)| Operation::Confirm { hold, by, answers });
    let release = pick().prop_map(|hold| Operation::Release { hold });
    prop_oneof![32 => book, 14 => hold, 8 => confirm, 3 => release]
}

fn changes() -> impl Strategy<Value = Operation> {
    let moving = (pick(), start(), whom(), by(), key())
        .prop_map(|(appointment, start, who, by, key)| Operation::Move { appointment, start, who, by, key });
    let cancel = (pick(), by(), key()).prop_map(|(appointment, by, key)| Operation::Cancel { appointment, by, key });
    let set_status = (pick(), select(AppointmentStatus::ALL), usually_staff())
        .prop_map(|(appointment, status, by)| Operation::SetStatus { appointment, status, by });
    prop_oneof![6 => moving, 4 => cancel, 3 => set_status]
}

fn groups() -> impl Strategy<Value = Operation> {
    let gather = (service_with_seats(), whom(), start(), usually_staff())
        .prop_map(|(service, who, start, by)| Operation::Gather { service, who, start, by });
    let join = (pick(), 0..=PATIENTS, usually_staff()).prop_map(|(session, patient, by)| Operation::Join {
        session,
        patient,
        by,
    });
    let call_off = (pick(), usually_staff()).prop_map(|(session, by)| Operation::CallOff { session, by });
    prop_oneof![4 => gather, 5 => join, 1 => call_off]
}

fn hours() -> impl Strategy<Value = Operation> {
    let set = (0..=ROSTERS, 0..12_i64, periods(), usually_system())
        .prop_map(|(roster, day, periods, by)| Operation::SetHours { roster, day, periods, by });
    let reset = (0..=ROSTERS, 0..12_i64, usually_system()).prop_map(|(roster, day, by)| Operation::ResetHours {
        roster,
        day,
        by,
    });
    let some = vec(prop_oneof![20 => 0..CALENDARS, 1 => Just(CALENDARS)], 1..4);
    let length = prop_oneof![6 => 1..300_i64, 2 => 300..5000_i64, 1 => Just(0), 1 => Just(400 * 1440)];
    let close = (weighted(0.8, some), start(), length, usually_staff())
        .prop_map(|(calendars, start, minutes, by)| Operation::Close { calendars, start, minutes, by });
    let reopen = (pick(), usually_staff()).prop_map(|(closure, by)| Operation::Reopen { closure, by });
    let switch = (0..=SERVICES, prop::bool::weighted(0.8), usually_system())
        .prop_map(|(service, active, by)| Operation::Switch { service, active, by });
    prop_oneof![4 => set, 4 => reset, 3 => close, 5 => reopen, 1 => switch]
}

fn waiting() -> impl Strategy<Value = Operation> {
    let minutes = (1..30_i64).prop_map(|minutes| minutes * 60_000);
    let moments = prop_oneof![Just(250_i64), Just(500), Just(1000), Just(59_500)];
    let hours = (2..9_i64).prop_map(|hours| hours * 3_600_000);
    prop_oneof![6 => minutes, 3 => moments, 1 => hours].prop_map(|milliseconds| Operation::Wait { milliseconds })
}

fn questions() -> impl Strategy<Value = Operation> {
    let slots = (service(), whom(), -1..12_i64, by()).prop_map(|(service, who, day, by)| Operation::Slots {
        service,
        who,
        day,
        by,
    });
    let explain = (service(), whom(), start(), by()).prop_map(|(service, who, start, by)| Operation::Explain {
        service,
        who,
        start,
        by,
    });
    prop_oneof![1 => slots, 1 => explain]
}

/// The last two have seats, and are not booked like others.
fn service() -> impl Strategy<Value = usize> {
    prop_oneof![60 => 0..SERVICES - 2, 1 => 0..=SERVICES]
}

fn service_with_seats() -> impl Strategy<Value = usize> {
    prop_oneof![9 => SERVICES - 2..SERVICES, 1 => 0..=SERVICES]
}

fn whom() -> impl Strategy<Value = Whom> {
    let practitioner = weighted(0.3, prop_oneof![20 => 0..PRACTITIONERS, 1 => Just(PRACTITIONERS)]);
    let roster = weighted(0.1, prop_oneof![20 => 0..ROSTERS, 1 => Just(ROSTERS)]);
    (practitioner, roster).prop_map(|(practitioner, roster)| Whom { practitioner, roster })
}

/// Mostly full hours in the daytime of the next days, where they get into each other's way; and all sorts of others.
fn start() -> impl Strategy<Value = At> {
    let day = || prop_oneof![6 => 0..4_i64, 2 => 4..10_i64];
    let hours = (1..4_i64, 5..16_i64).prop_map(|(day, hour)| At(day * 86_400 + hour * 3600));
    let quarters = (day(), 28..72_i64).prop_map(|(day, quarter)| At(day * 86_400 + quarter * 900));
    let any_five = (day(), 0..288_i64).prop_map(|(day, five)| At(day * 86_400 + five * 300));
    let any_minute = (-1..25_i64, 0..1440_i64).prop_map(|(day, minute)| At(day * 86_400 + minute * 60));
    let any_second = (day(), 0..86_400_i64).prop_map(|(day, second)| At(day * 86_400 + second));
    prop_oneof![50 => hours, 25 => quarters, 15 => any_five, 8 => any_minute, 1 => any_second]
}

fn by() -> impl Strategy<Value = By> {
    prop_oneof![5 => Just(By::Online), 3 => Just(By::Partner), 4 => Just(By::Staff)]
}

fn usually_staff() -> impl Strategy<Value = By> {
    prop_oneof![1 => Just(By::Online), 20 => Just(By::Staff)]
}

fn usually_system() -> impl Strategy<Value = By> {
    prop_oneof![1 => Just(By::Staff), 12 => Just(By::System)]
}

fn given() -> impl Strategy<Value = Given> {
    prop_oneof![12 => Just(Given::Good), 1 => Just(Given::Bad), 2 => Just(Given::None)]
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![15 => Just(Key::Right), 1 => Just(Key::Wrong)]
}

fn overbooking() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![18 => Just(None), 2 => Just(Some("Pain.")), 1 => Just(Some(" "))]
}

fn pick() -> impl Strategy<Value = Pick> {
    (0..100_000_usize).prop_map(Pick)
}

/// Hours of a day; now and then some that make no sense.
fn periods() -> impl Strategy<Value = Vec<(u16, u16)>> {
    let sound = vec(0..=96_u16, 0..=6).prop_map(|mut quarters| {
        quarters.sort_unstable();
        let pairs = quarters.chunks_exact(2).map(|pair| (pair[0] * 15, pair[1] * 15));
        pairs.filter(|(start, end)| start < end).collect()
    });
    let any = vec((0..1500_u16, 0..1500_u16), 1..3);
    prop_oneof![15 => sound, 1 => any]
}
