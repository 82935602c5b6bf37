//! The binary, run as a user runs it.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod architecture;
mod commands;
mod healthcheck;
mod program;
