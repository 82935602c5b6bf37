//! The binary, run as a user runs it.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod access;
mod architecture;
mod authorization;
mod commands;
mod coverage;
mod coverage_desk;
mod coverage_naturae;
mod coverage_portal;
mod crossing;
mod demo;
mod doors;
mod healthcheck;
mod mail;
mod program;
mod race;
mod recorded;
mod revocation;
mod running;
mod serve;
mod stranger;
