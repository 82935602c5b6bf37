//! The vendor's spelling: what goes over the wire, and its description in the OpenAPI document.

pub(crate) mod appointment;
pub(crate) mod availability;
pub(crate) mod error;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod scalar;
pub(crate) mod service;
