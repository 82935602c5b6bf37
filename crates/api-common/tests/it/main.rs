//! What every HTTP surface shares, behind small routers.

mod activity;
mod limits;
