//! A clinic to test against: both databases, the cast, a frozen clock.

pub mod cluster;
pub mod database;

pub use database::{Engine, TestDatabase};
