//! The whole surface on one screen.

use api_common::Core;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, middleware};

use crate::error::Failure;
use crate::pages::{booking_form, cancel, home, manage, move_to, service, slot};
use crate::{assets, csrf, desk, portal, visitor};

/// Longest form, in bytes: answers of 64 KiB, percent-encoded.
const FORM_MAX: usize = 256 * 1024;

/// The pages, to be merged into the server's routes at `/`. Has a page for addresses that nobody else knows. The portal's
/// documentation lists these doors.
pub fn router(core: Core, doors: &'static [portal::Door]) -> Router {
    let routes = Router::new()
        .route("/", get(home::show))
        .route("/book/{slug}", get(service::list))
        .route("/book/{slug}/{service}", get(slot::list))
        .route("/book/{slug}/{service}/{start}", get(booking_form::show).post(booking_form::send))
        .route("/book/{slug}/manage/{appointment}", get(manage::show))
        .route("/book/{slug}/manage/{appointment}/appointment.ics", get(manage::calendar_file))
        .route("/book/{slug}/manage/{appointment}/cancel", get(cancel::show).post(cancel::send))
        .route("/book/{slug}/manage/{appointment}/move", get(move_to::show).post(move_to::send))
        .route("/assets/{name}", get(assets::serve))
        .route("/favicon.ico", get(assets::favicon))
        .merge(portal::router(&core, doors))
        .merge(desk::router(&core));
    surrounded(routes, core)
}

/// What is round the pages: whatever happens outside of their handlers ends in a page, too.
fn surrounded(routes: Router<Core>, core: Core) -> Router {
    let routes = routes
        .fallback(|| async { Failure::no_such_page() })
        .method_not_allowed_fallback(|| async { Failure::WrongMethod })
        .layer(middleware::from_fn_with_state(core.clone(), csrf::guard));
    let bounds = core.parts().bounds.with_bodies_of(FORM_MAX);
    bounds
        .round(routes, |error| Failure::from(error).into_response())
        // Outermost: whatever fails within becomes a page in the visitor's language, with all headers.
        .layer(middleware::from_fn(visitor::dress))
        .with_state(core)
}

#[cfg(test)]
mod tests;
