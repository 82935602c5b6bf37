//! How much may be asked for: by address, where a secret could be guessed or a form abused; by key, where an installation says
//! so.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use app::{App, Error, Result};
use axum::http::{HeaderMap, HeaderValue};
use domain::ApiKeyId;
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

/// How many addresses or keys are remembered before those without recent calls are forgotten.
const REMEMBERED: usize = 100_000;

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitSettings {
    /// Exchanges of keys, and sign-ins, a minute and address: each on its own.
    pub tries_per_minute: NonZeroU32,
    /// Requests for keys an hour and address.
    pub requests_per_hour: NonZeroU32,
    /// Calls a minute and key; none: as many as they like.
    pub calls_per_minute: Option<NonZeroU32>,
}

impl Default for LimitSettings {
    fn default() -> Self {
        let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self { tries_per_minute: number(10), requests_per_hour: number(5), calls_per_minute: None }
    }
}

/// The limits of a server, with what was asked for lately.
pub struct Limits {
    exchanges: Limit<IpAddr>,
    sign_ins: Limit<IpAddr>,
    requests: Limit<IpAddr>,
    calls: Option<Limit<ApiKeyId>>,
}

impl Limits {
    /// These limits, by the app's clock.
    pub fn new(app: &App, settings: LimitSettings) -> Self {
        let minute = |most| Limit::new(app, most, Quota::per_minute(most), 60);
        Self {
            exchanges: minute(settings.tries_per_minute),
            sign_ins: minute(settings.tries_per_minute),
            requests: Limit::new(app, settings.requests_per_hour, Quota::per_hour(settings.requests_per_hour), 3600),
            calls: settings.calls_per_minute.map(|most| Limit::new(app, most, Quota::per_minute(most), 60)),
        }
    }

    /// Counts an exchange of a key.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn exchange(&self, address: IpAddr) -> Result<()> {
        self.exchanges.count(&network(address)).map(drop)
    }

    /// Counts a try to sign in.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn sign_in(&self, address: IpAddr) -> Result<()> {
        self.sign_ins.count(&network(address)).map(drop)
    }

    /// Counts a request for a key.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn access_request(&self, address: IpAddr) -> Result<()> {
        self.requests.count(&network(address)).map(drop)
    }

    /// Counts a call with a key. Without such a limit there is nothing to say.
    ///
    /// # Errors
    /// `TooManyRequests`.
    pub fn call(&self, key: ApiKeyId) -> Result<Option<Allowed>> {
        self.calls.as_ref().map(|calls| calls.count(&key)).transpose()
    }

    /// What to say to a key that has called too often.
    pub(crate) fn exhausted(&self, retry_after: u64) -> Option<Allowed> {
        self.calls.as_ref().map(|calls| Allowed { most: calls.most, window: calls.window, left: 0, reset: retry_after })
    }
}

/// Whoever has one IPv6 address has 2^64 of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

/// What a key may still ask for, as its answers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    most: NonZeroU32,
    window: u32,
    left: u32,
    reset: u64,
}

impl Allowed {
    /// Writes the fields `RateLimit-Policy` and `RateLimit` of an answer.
    pub fn write(&self, headers: &mut HeaderMap) {
        let policy = format!("\"calls\";q={};w={}", self.most, self.window);
        let present = format!("\"calls\";r={};t={}", self.left, self.reset);
        for (name, text) in [("ratelimit-policy", policy), ("ratelimit", present)] {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        }
    }
}

/// The app's clock, as the library reads one.
#[derive(Clone)]
struct AppClock(App);

impl governor::clock::Clock for AppClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.now().as_microsecond()).unwrap_or_default())
    }
}

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, AppClock, StateInformationMiddleware>;

struct Limit<K: Hash + Eq + Clone> {
    most: NonZeroU32,
    /// Over how many seconds.
    window: u32,
    limiter: Limiter<K>,
    /// When those without recent calls were forgotten last, in seconds.
    forgot: AtomicU64,
}

impl<K: Hash + Eq + Clone> Limit<K> {
    fn new(app: &App, most: NonZeroU32, quota: Quota, window: u32) -> Self {
        let limiter: Limiter<K> = RateLimiter::new(quota, DashMapStateStore::default(), AppClock(app.clone()));
        Self { most, window, limiter, forgot: AtomicU64::new(0) }
    }

    /// Forgets those without recent calls when there are too many, at most once a minute: it looks at all of them.
    fn forget(&self) {
        use governor::clock::Clock;
        if self.limiter.len() <= REMEMBERED {
            return;
        }
        let (now, last) = (self.limiter.clock().now().as_secs(), self.forgot.load(Ordering::Relaxed));
        let turn =
            now >= last + 60 && self.forgot.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if turn {
            self.limiter.retain_recent();
        }
    }

    fn count(&self, key: &K) -> Result<Allowed> {
        use governor::clock::Clock;
        self.forget();
        match self.limiter.check_key(key) {
            Ok(state) => {
                let left = state.remaining_burst_capacity();
                let used = u64::from(self.most.get().saturating_sub(left));
                let reset = (used * u64::from(self.window)).div_ceil(u64::from(self.most.get()));
                Ok(Allowed { most: self.most, window: self.window, left, reset })
            }
            Err(refused) => {
                let wait = refused.wait_time_from(self.limiter.clock().now());
                Err(Error::TooManyRequests {
                    retry_after: wait.as_millis().div_ceil(1000).max(1).try_into().unwrap_or(1),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_one_network_count_as_one() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
