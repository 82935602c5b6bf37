//! One function per call: read, convert, do, convert.

pub(crate) mod access_request;
pub(crate) mod activity;
pub(crate) mod api_key;
pub(crate) mod article;
pub(crate) mod me;
pub(crate) mod partner;
pub(crate) mod portal;
pub(crate) mod product;
pub(crate) mod prospect;
pub(crate) mod provider;
pub(crate) mod tag;
pub(crate) mod ticket;
pub(crate) mod token;
