//! Turns: so many at a time, the others wait, but not for ever.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Turns to be taken.
pub(super) struct Turns {
    free: Mutex<u32>,
    returned: Condvar,
}

/// A turn; dropping it gives it back.
pub(super) struct Turn(Arc<Turns>);

impl Turns {
    /// With that many at a time.
    pub(super) fn new(at_once: u32) -> Self {
        Self { free: Mutex::new(at_once), returned: Condvar::new() }
    }

    /// The next free one; nothing when none was in that time.
    pub(super) fn take(self: &Arc<Self>, patience: Duration) -> Option<Turn> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.returned.wait_timeout_while(free, patience, |free| *free == 0);
        let (mut free, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *free = free.checked_sub(1)?;
        Some(Turn(Arc::clone(self)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.returned.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_that_was_given_back_can_be_taken() {
        let turns = Arc::new(Turns::new(1));
        let moment = Duration::from_millis(5);
        let turn = turns.take(moment).unwrap();
        assert!(turns.take(moment).is_none());
        let waiting = Arc::clone(&turns);
        let waiter = std::thread::spawn(move || waiting.take(Duration::from_secs(30)).is_some());
        drop(turn);
        assert!(waiter.join().unwrap());
    }
}
