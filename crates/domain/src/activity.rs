//! Activity: the calls of partners' programs, kept for a while, and their sums by day. Paths without queries and without
//! bodies: what was searched for may be health data.

use std::net::IpAddr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::id::{ActivityId, ApiKeyId, OrganizationId, PartnerId};

/// How long calls and sums are kept, in days.
pub const KEPT_DAYS: i32 = 90;
/// Longest path that is kept, in bytes.
pub const ENDPOINT_MAX: usize = 300;

/// A call, as it is about to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// When it came.
    pub at: Timestamp,
    /// Through which door: the first part of the address it is mounted at, without slashes.
    pub door: &'static str,
    /// HTTP method.
    pub method: String,
    /// Path without the query, as the door knows it: without what it is mounted at.
    pub endpoint: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// How long it took, in microseconds.
    pub duration_us: i64,
    /// Who called and in which organization, as far as it came out.
    pub caller: Caller,
    /// From where.
    pub address: Option<IpAddr>,
}

/// Who called, as far as it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Caller {
    /// Which partner.
    pub partner: Option<PartnerId>,
    /// By which key.
    pub key: Option<ApiKeyId>,
    /// In which organization.
    pub organization: Option<OrganizationId>,
}

/// A call that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Our id; rises with time.
    pub id: ActivityId,
    /// When it came.
    pub at: Timestamp,
    /// Through which door.
    pub door: String,
    /// HTTP method.
    pub method: String,
    /// Path without the query, as the door knows it.
    pub endpoint: String,
    /// HTTP status of the answer.
    pub status: u16,
    /// How long it took, in microseconds.
    pub duration_us: i64,
    /// Who called.
    pub caller: Caller,
    /// The partner's name, while they are a partner.
    pub partner_name: Option<String>,
    /// The organization's short name.
    pub organization_slug: Option<String>,
    /// From where.
    pub address: Option<String>,
}

impl Activity {
    /// The whole path, as the caller wrote it.
    pub fn path(&self) -> String {
        format!("/{}{}", self.door, self.endpoint)
    }
}

/// Sums over calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sums {
    /// How many.
    pub calls: i64,
    /// How many of them failed: status 400 and above.
    pub errors: i64,
    /// How long they took together, in microseconds.
    pub duration_us: i64,
}

impl Sums {
    /// Calls of a hundred that did not fail; 0 when there were none.
    #[expect(clippy::cast_precision_loss, reason = "counts of calls stay far below 2^52")]
    pub fn success_percent(&self) -> f64 {
        if self.calls == 0 { 0.0 } else { (self.calls - self.errors) as f64 * 100.0 / self.calls as f64 }
    }

    /// Mean length of a call in milliseconds; 0 when there were none.
    #[expect(clippy::cast_precision_loss, reason = "sums of microseconds stay far below 2^52")]
    pub fn mean_ms(&self) -> f64 {
        if self.calls == 0 { 0.0 } else { self.duration_us as f64 / self.calls as f64 / 1000.0 }
    }
}

/// Sums over the calls of one UTC day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayUsage {
    /// The day, UTC.
    pub day: Date,
    /// Its sums.
    pub sums: Sums,
}
