//! Wrong tries of secrets, counted by address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use app::{Error, Result};
use jiff::{SignedDuration, Timestamp};

/// How many addresses are remembered; beyond that those without recent tries are forgotten first.
const ADDRESSES: usize = 100_000;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Counts wrong tries within the last hour.
#[derive(Debug)]
pub struct Tries {
    most: usize,
    wrong: Mutex<HashMap<IpAddr, Vec<Timestamp>>>,
}

impl Tries {
    /// Allows `most` wrong tries an hour and address.
    pub fn per_hour(most: usize) -> Self {
        Self { most, wrong: Mutex::default() }
    }

    /// Refuses an address that has tried too often.
    ///
    /// # Errors
    /// `TooManyRequests` with the seconds until its oldest try is an hour old.
    pub fn check(&self, address: IpAddr, now: Timestamp) -> Result<()> {
        let wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = wrong.get(&address).into_iter().flatten().filter(|&&at| is_recent(at, now));
        let recent: Vec<&Timestamp> = recent.collect();
        if recent.len() < self.most {
            return Ok(());
        }
        let oldest = recent.iter().min().map_or(now, |&&at| at);
        let wait = HOUR.saturating_sub(now.duration_since(oldest)).as_secs().max(1);
        Err(Error::TooManyRequests { retry_after: u64::try_from(wait).unwrap_or(1) })
    }

    /// Notes a wrong try.
    pub fn note(&self, address: IpAddr, now: Timestamp) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= ADDRESSES {
            wrong.retain(|_, tries| tries.iter().any(|&at| is_recent(at, now)));
        }
        let tries = wrong.entry(address).or_default();
        tries.retain(|&at| is_recent(at, now));
        tries.push(now);
    }
}

fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < HOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twenty_first_try_within_an_hour_is_refused() {
        let tries = Tries::per_hour(20);
        let address = IpAddr::from([192, 0, 2, 1]);
        let start = Timestamp::from_second(1_800_000_000).unwrap();
        for _ in 0..20 {
            assert!(tries.check(address, start).is_ok());
            tries.note(address, start);
        }
        let later = start + SignedDuration::from_mins(10);
        assert!(matches!(tries.check(address, later), Err(Error::TooManyRequests { retry_after: 3000 })));
        assert!(tries.check(IpAddr::from([192, 0, 2, 2]), later).is_ok());
        assert!(tries.check(address, start + HOUR).is_ok());
    }
}
