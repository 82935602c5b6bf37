//! Who acts, and what they may do.

use std::fmt;

/// Who is behind a request. Kept with every change in the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anybody: a booking page or a dialect without credentials.
    Anonymous,
    /// The holder of an appointment's access key.
    KeyHolder(crate::AppointmentId),
    /// Someone of the organization's staff, by name of their account.
    Staff(String),
    /// The product itself: a job, the command line, the demo.
    System(&'static str),
}

impl fmt::Display for Actor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => formatter.write_str("anonymous"),
            Self::KeyHolder(appointment) => write!(formatter, "key:{appointment}"),
            Self::Staff(account) => write!(formatter, "staff:{account}"),
            Self::System(part) => write!(formatter, "system:{part}"),
        }
    }
}

/// What an actor may do beyond what anybody may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Change organizations, locations, practitioners, resources, services, rosters, questionnaires.
    Configure,
    /// See and change everybody's appointments, patients and closures.
    ManageBookings,
    /// Book above capacity, on purpose and with a reason.
    Overbook,
}

impl Permission {
    /// All of them, in the order of their bits.
    pub const ALL: [Self; 3] = [Self::Configure, Self::ManageBookings, Self::Overbook];
}

impl fmt::Display for Permission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Configure => "configure",
            Self::ManageBookings => "manage_bookings",
            Self::Overbook => "overbook",
        })
    }
}

impl Actor {
    /// What this actor may do. One table, on purpose readable on one screen.
    pub fn permissions(&self) -> &'static [Permission] {
        match self {
            Self::Anonymous | Self::KeyHolder(_) => &[],
            Self::Staff(_) => &[Permission::ManageBookings, Permission::Overbook],
            Self::System(_) => &Permission::ALL,
        }
    }
}
