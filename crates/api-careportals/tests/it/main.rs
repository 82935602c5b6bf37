//! The CarePortals door from outside: whole requests through the whole house, on both databases.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod availability;
mod booking;
mod changes;
mod door;
mod idempotency;
mod keys;
mod organization;
mod refusals;
mod surface;
mod tutorial;
