//! A clinic to test against: both databases, the cast, a frozen clock.

pub mod clinic;
pub mod cluster;
pub mod database;

pub use clinic::{Practice, TestClinic};
pub use database::{Engine, TestDatabase};
