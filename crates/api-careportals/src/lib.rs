//! The CarePortals dialect: the booking calls of that vendor's public API, spelt as it spells them.
//!
//! Translation and nothing else: every rule of the clinic is in `app`. The README lists what is covered, which parts
//! the vendor documents and which were inferred.

mod auth;
mod body;
mod convert;
mod error;
mod handlers;
mod openapi;
mod refusals;
mod routes;
mod wire;

pub use openapi::openapi;
pub use routes::router;
