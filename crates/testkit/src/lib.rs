//! A clinic to test against: both databases, the cast, a frozen clock, a mail server.

pub mod clinic;
pub mod cluster;
pub mod database;
mod document;
pub mod sink;

pub use clinic::{Practice, TestClinic};
pub use cluster::EncryptedPostgres;
pub use database::{Engine, TestDatabase};
pub use document::dangling_references;
pub use sink::{MailSink, SinkOptions, SinkTls};
