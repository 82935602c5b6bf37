//! Pages for patients: see what a clinic offers, choose a time, book, and later look up, move or cancel the appointment; the
//! partners' portal; and the desk of those who work for the practice.
//!
//! Everything works without script. Handlers translate; what is allowed is decided in `app`.

mod assets;
mod calendar_file;
mod clinic;
mod csrf;
mod desk;
mod encrypted;
mod error;
mod fields;
mod format;
mod forms;
mod headers;
mod language;
mod links;
mod pages;
mod portal;
mod routes;
mod times;
mod visitor;
mod zones;

pub use portal::Door;
pub use routes::router;
