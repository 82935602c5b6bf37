//! The NaturaeSoft door from outside: whole requests through the whole house, on both databases.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod access;
mod admin;
mod desk;
mod door;
mod hostile;
mod idempotency;
mod portal;
mod prospects;
mod providers;
mod refusals;
mod samples;
mod surface;
