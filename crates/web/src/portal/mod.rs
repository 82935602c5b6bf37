//! The partners' portal: who runs the installation gives access here, and partners see what their programs do. For people who
//! write programs, so in English only. The rules are those of `app`: who may not see something is told that there is no such page.

mod access_request;
mod activity;
mod api_key;
mod chart;
mod confirm;
mod dashboard;
mod documentation;
mod failure;
mod form;
mod guest;
mod list;
mod partner;
mod request_access;
mod routes;
mod session;
mod shell;
mod sign_in;
mod words;

pub use documentation::Door;
pub(crate) use failure::page as failure_page;
pub(crate) use routes::router;

/// Where the portal is.
pub(crate) const ROOT: &str = "/portal";

/// Whether a path is one of the portal's.
pub(crate) fn covers(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
