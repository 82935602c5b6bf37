//! The demo: five invented organizations in five zones, the same on every run.

mod bookings;
mod manifest;
mod names;
mod plan;
mod plans;
mod seed;

pub(crate) use manifest::{Manifest, write_manifest};
pub(crate) use seed::{Seeded, seed};
