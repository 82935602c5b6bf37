//! The NaturaeSoft dialect: the calls of that vendor's partner API and its portal, spelt as it spells them.
//!
//! Translation and nothing else: every rule of the clinic is in `app`. The README lists what is covered, which parts
//! the vendor documents and which were inferred.

mod auth;
mod body;
mod convert;
mod error;
mod handlers;
mod openapi;
mod query;
mod refusals;
mod routes;
mod wire;

pub use openapi::openapi;
pub use routes::router;
