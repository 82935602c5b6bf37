//! The vendor's spelling: what goes over the wire, and its description in the OpenAPI document.
#![expect(clippy::struct_field_names, reason = "members have the names that the vendor gives them")]

pub(crate) mod access_request;
pub(crate) mod activity;
pub(crate) mod api_key;
pub(crate) mod article;
pub(crate) mod envelope;
pub(crate) mod error;
pub(crate) mod me;
pub(crate) mod param;
pub(crate) mod partner;
pub(crate) mod product;
pub(crate) mod prospect;
pub(crate) mod provider;
pub(crate) mod scalar;
pub(crate) mod session;
pub(crate) mod tag;
pub(crate) mod ticket;
pub(crate) mod token;
