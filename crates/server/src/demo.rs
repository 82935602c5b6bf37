//! The demo: five invented organizations in five zones, the same on every run.

mod access;
mod bookings;
mod calls;
mod desk;
mod library;
mod manifest;
mod names;
mod plan;
mod plans;
mod seed;
mod users;

pub(crate) use access::{ADMIN_SECRET, token};
pub(crate) use manifest::{Manifest, write_manifest};
pub(crate) use seed::{Seeded, seed};
pub(crate) use users::{OWNER, PASSWORD};
