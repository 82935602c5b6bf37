//! Links to video visits.

use domain::Random;

/// Makes links to video visits. A link must exist when the booking is answered, so making one asks nobody.
pub trait MeetingProvider: Send + Sync {
    /// A link that cannot be guessed, for a new appointment.
    fn join_url(&self, random: &dyn Random) -> String;
}

/// Rooms at a base address, each under a random name: what self-hosted video servers understand.
#[derive(Clone, Debug)]
pub struct RoomsAt {
    base_url: String,
}

impl RoomsAt {
    /// Rooms at this address.
    pub fn new(base_url: &str) -> Self {
        Self { base_url: base_url.trim_end_matches('/').to_owned() }
    }
}

impl MeetingProvider for RoomsAt {
    fn join_url(&self, random: &dyn Random) -> String {
        let room = u128::from_le_bytes(random.bytes());
        format!("{}/visit-{room:032x}", self.base_url)
    }
}
