//! Between the wire and the clinic. Pure: no request, no database.

pub(crate) mod appointment;
pub(crate) mod availability;
pub(crate) mod form;
pub(crate) mod instant;
pub(crate) mod number;
pub(crate) mod object_id;
pub(crate) mod service;

#[cfg(test)]
mod sample;
