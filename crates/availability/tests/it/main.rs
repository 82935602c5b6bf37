//! Tests of the crate from outside.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod clocks;
mod edges;
mod given;
mod oracle;
mod rosters;
mod time_oracle;
mod timelines;
mod values;
mod zones;
