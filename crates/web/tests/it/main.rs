//! The pages as browsers get them, on both databases; and their texts.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod assets;
mod booking;
mod browser;
mod desk;
mod locales;
mod manage;
mod portal;
mod refusals;
mod times;
