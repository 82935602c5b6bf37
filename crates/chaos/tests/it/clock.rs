//! A clock that every server of a run shares, however often it is started: fast, so that holds expire while we look.

use std::time::Duration;

use domain::{Clock, SystemClock};
use jiff::Timestamp;

/// When the clock begins: a Monday.
pub(crate) const START: &str = "2026-03-02T07:00:00Z";
/// How much faster than the machine's it runs: a hold of a minute ends after 0.3 seconds, and the time it keeps beyond that
/// is as short as a request's wait for the disk.
const SPEED: i64 = 200;

/// Shows [`START`] at the moment `began` of the machine's clock, in microseconds.
#[derive(Clone, Copy)]
pub(crate) struct FastClock {
    pub(crate) began: i64,
}

impl FastClock {
    pub(crate) fn beginning_now() -> Self {
        Self { began: SystemClock.now().as_microsecond() }
    }

    /// Sleeps until it shows that moment, if that is less than half a second away.
    pub(crate) fn wait_until(self, moment: i64) {
        let microseconds = (moment - self.now().as_microsecond()) / SPEED;
        if (0..500_000).contains(&microseconds) {
            std::thread::sleep(Duration::from_micros(microseconds.unsigned_abs()));
        }
    }
}

impl Clock for FastClock {
    fn now(&self) -> Timestamp {
        let start: Timestamp = START.parse().expect("a literal instant");
        let elapsed = SystemClock.now().as_microsecond() - self.began;
        Timestamp::from_microsecond(start.as_microsecond() + elapsed * SPEED).expect("an instant")
    }
}
