//! What clients ask for, and what they were told.

use serde::{Deserialize, Serialize};

/// An open period of a day, in minutes from midnight.
pub type Period = (u16, u16);

/// Something a client asks for. Instants are microseconds UTC, as in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the members are named as in the database")]
pub enum Operation {
    /// Book a start.
    Book { service: i64, start: i64 },
    /// Keep a start for some minutes.
    Hold { service: i64, start: i64, minutes: i64 },
    /// Make an appointment of a hold.
    Confirm { hold: i64 },
    /// Give a hold back.
    Release { hold: i64 },
    /// Move an appointment.
    Move { appointment: i64, start: i64 },
    /// Cancel an appointment, or leave a group session.
    Cancel { appointment: i64 },
    /// Open a group session.
    OpenSession { service: i64, start: i64 },
    /// Take a seat.
    Join { session: i64 },
    /// Call a group session off.
    CallOff { session: i64 },
    /// Close calendars.
    Close { calendars: Vec<i64>, start: i64, end: i64 },
    /// Lift a closure.
    Reopen { closure: i64 },
    /// Set other hours on one date.
    SetHours { roster: i64, date: String, periods: Vec<Period> },
    /// Change when every day of a roster opens, in minutes from midnight.
    ChangeRoster { roster: i64, opens: u16 },
}

impl Operation {
    /// What the audit log calls it.
    pub fn action(&self) -> &'static str {
        match self {
            Self::Book { .. } | Self::Confirm { .. } => "appointment.book",
            Self::Hold { .. } => "hold.place",
            Self::Release { .. } => "hold.release",
            Self::Move { .. } => "appointment.move",
            Self::Cancel { .. } => "appointment.cancel",
            Self::OpenSession { .. } => "group_session.create",
            Self::Join { .. } => "group_session.join",
            Self::CallOff { .. } => "group_session.cancel",
            Self::Close { .. } => "closure.create",
            Self::Reopen { .. } => "closure.remove",
            Self::SetHours { .. } => "roster.set_exception",
            Self::ChangeRoster { .. } => "roster.change",
        }
    }

    /// Whether it makes an appointment.
    pub fn makes_appointment(&self) -> bool {
        matches!(self, Self::Book { .. } | Self::Confirm { .. } | Self::Join { .. })
    }
}

/// A request, as it goes over the wire. What it makes carries the key in its answers or in the patient's family name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The idempotency key.
    pub key: String,
    /// What is wanted.
    pub operation: Operation,
}

/// What a server says to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// It is done; the text is an [`Answer`], and the same however often it is asked for.
    Acknowledged(String),
    /// It is not done, and won't be.
    Refused(String),
    /// Nobody knows.
    Unavailable(String),
    /// A defect of the server.
    Broken(String),
}

/// What an acknowledged request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Id of what was made or changed.
    pub id: i64,
    /// When it starts, where it does.
    pub start: Option<i64>,
    /// When it expires, where it does.
    pub expires_at: Option<i64>,
}

/// How a request ended, as far as its client knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was acknowledged.
    Acknowledged(Answer),
    /// It was refused, for this reason.
    Refused(String),
    /// The connection broke, and the client did not ask again.
    InDoubt,
}

/// A request that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose it was. Each client does one thing after another.
    pub client: usize,
    /// Its idempotency key.
    pub key: String,
    /// What was wanted.
    pub operation: Operation,
    /// How it ended.
    pub outcome: Outcome,
}

impl Entry {
    /// The answer, when it was acknowledged.
    pub fn answer(&self) -> Option<Answer> {
        if let Outcome::Acknowledged(answer) = self.outcome { Some(answer) } else { None }
    }

    /// Whether it was refused.
    pub fn is_refused(&self) -> bool {
        matches!(self.outcome, Outcome::Refused(_))
    }

    /// The hold or appointment it is about, as far as is known.
    pub fn booking(&self) -> Option<i64> {
        match &self.operation {
            Operation::Book { .. } | Operation::Hold { .. } | Operation::Join { .. } => {
                self.answer().map(|answer| answer.id)
            }
            Operation::Confirm { hold } | Operation::Release { hold } => Some(*hold),
            Operation::Move { appointment, .. } | Operation::Cancel { appointment } => Some(*appointment),
            Operation::OpenSession { .. }
            | Operation::CallOff { .. }
            | Operation::Close { .. }
            | Operation::Reopen { .. }
            | Operation::SetHours { .. }
            | Operation::ChangeRoster { .. } => None,
        }
    }
}
