//! One function per call: read, convert, do, convert.

pub(crate) mod appointment;
pub(crate) mod availability;
pub(crate) mod form;
pub(crate) mod service;
