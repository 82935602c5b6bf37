//! SQL, written once for SQLite and PostgreSQL.
//!
//! One file per noun holds its statements as functions on [`Tx`]. What the two databases do differently stands in
//! [`dialect`] and in `nets/`. The portable subset:
//!
//! * `TEXT`, `BIGINT`, `BOOLEAN` only; JSON is `TEXT`;
//! * instants are `BIGINT` microseconds UTC, local dates `TEXT` `YYYY-MM-DD`;
//! * never `now()`: the clock is a parameter;
//! * `lower(x) LIKE lower($1)` instead of `ILIKE`, no arrays, no database enums;
//! * parameters are `$1`, `$2`, ... (rewritten for SQLite in one place);
//! * a list of ids is `IN (SELECT value FROM id_list($1))`, of texts `text_list($1)`;
//! * what is searched is kept in small letters by us: `search LIKE $1 ESCAPE '\'`, and no index is expected to help.
//!
//! Every function takes the organization. The few that don't say `across_all_organizations`, or are about what belongs to the
//! installation (partners, keys, requests, calls, sessions, articles, products).

mod access_request;
mod activity;
mod api_key;
mod appointment;
mod article;
mod audit;
mod availability;
mod claim;
mod closure;
mod db;
pub mod dialect;
mod error;
mod event;
mod group_session;
mod hold;
mod idempotency;
mod installation;
mod location;
mod migrate;
mod organization;
mod partner;
mod patient;
mod payment;
mod pipeline;
mod postgres;
mod practitioner;
mod product;
mod questionnaire;
mod resource;
mod roster;
mod schedule;
mod service;
mod session;
mod sqlite;
mod tag;
mod ticket;
mod tx;
mod user;
mod value;

pub use self::availability::{OfferCalendar, OfferClaim};
pub use activity::{ActivityFilter, UsageKey};
pub use api_key::{KeyFilter, NewKeyRow};
pub use audit::{AuditLink, SealedEntry};
pub use claim::{Taken, Wanted};
pub use db::{Db, DbStatus};
pub use dialect::Sequence;
pub use error::Error;
pub use idempotency::{Begun, StoredAnswer};
pub use migrate::{MigrationStatus, latest_schema_version};
pub use schedule::ScheduledVisit;
pub use tx::{STATEMENTS, Tx};
pub use user::UserSecrets;
pub use value::{Column, Param, Row, Value};

/// What a statement answers.
pub type Result<T> = std::result::Result<T, Error>;
