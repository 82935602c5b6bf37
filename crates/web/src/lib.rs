//! Pages for patients: see what a clinic offers, choose a time, book, and later look up, move or cancel the appointment.
//!
//! Everything works without script. Handlers translate; what is allowed is decided in `app`.

mod assets;
mod calendar_file;
mod clinic;
mod csrf;
mod error;
mod fields;
mod format;
mod forms;
mod headers;
mod language;
mod links;
mod pages;
mod routes;
mod times;
mod visitor;
mod zones;

pub use routes::router;
