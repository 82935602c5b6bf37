//! The clinic while its servers are killed, the checker's own tests, and many requests with one key.
//!
//! Short as they are; longer by the environment:
//!
//! ```text
//! POLYCLINIC_CHAOS_OPERATIONS=100000 POLYCLINIC_CHAOS_KILLS=50 POLYCLINIC_STORM_ROUNDS=1000 cargo test -p chaos
//! ```
//!
//! `POLYCLINIC_CHAOS_SEED` makes clients want other things. What happens when is up to the machine, so that no two runs are
//! the same. Each run says in one line what was done and found; one that found something keeps its folder and names it.

mod chaos_test;
mod client;
mod clinic;
mod clock;
mod cluster;
mod door;
mod line;
mod planted;
mod process;
mod random;
mod scene;
mod server;
mod stage;
mod storm;
mod wish;
