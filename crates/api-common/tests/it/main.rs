//! What every HTTP surface shares, behind small routers.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod activity;
mod limits;
