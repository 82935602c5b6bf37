//! The use cases: what the product does, and the only place that decides anything.
//!
//! Plain functions grouped by noun, `(tx, ctx, request) -> Result<value>`, so that two of them compose in one transaction.
//! Every write does, in its transaction: the rule, the rows, an audit entry, an event.

mod ctx;
mod offer;
mod setup;

pub mod access;
pub mod access_request;
pub mod activity;
pub mod api_key;
pub mod appointment;
pub mod article;
pub mod audit;
pub mod availability;
pub mod booking;
pub mod closure;
pub mod event;
pub mod group_session;
pub mod hold;
pub mod idempotency;
pub mod installation;
pub mod location;
pub mod mail;
pub mod meeting;
pub mod organization;
pub mod partner;
pub mod patient;
pub mod payment;
pub mod practitioner;
pub mod product;
pub mod questionnaire;
pub mod recorder;
pub mod resource;
pub mod roster;
pub mod schedule;
pub mod service;
pub mod session;
pub mod tag;
pub mod ticket;
pub mod user;

pub use ctx::{App, Ctx, Parts};
pub use domain::{Error, Result};
pub use installation::InstallationCtx;
pub use store::{Db, StoredAnswer, Tx};
