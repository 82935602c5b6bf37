//! The databases to test against are what they promise to be.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod databases;
mod watchdog;
