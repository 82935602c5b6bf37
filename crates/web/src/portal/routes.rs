//! All routes of the portal.

use api_common::Core;
use axum::routing::{get, post};
use axum::{Extension, Router, middleware};

use super::{access_request, activity, api_key, dashboard, documentation, partner, request_access, session, sign_in};
use crate::csrf;

/// The portal, which lists these doors, to be merged into the other pages.
pub(crate) fn router(core: &Core, doors: &'static [documentation::Door]) -> Router<Core> {
    Router::new()
        .route("/portal", get(dashboard::show))
        .route("/portal/sign-in", get(sign_in::show).post(sign_in::send))
        .route("/portal/sign-out", post(sign_in::end))
        .route("/portal/request-access", get(request_access::show).post(request_access::send))
        .route("/portal/partners", get(partner::list))
        .route("/portal/partners/new", get(partner::new).post(partner::create))
        .route("/portal/partners/{partner}", get(partner::show).post(partner::change))
        .route("/portal/partners/{partner}/delete", get(partner::ask_to_delete).post(partner::delete))
        .route("/portal/keys", get(api_key::list))
        .route("/portal/keys/new", get(api_key::new).post(api_key::create))
        .route("/portal/keys/{key}", get(api_key::show))
        .route("/portal/keys/{key}/rotate", post(api_key::rotate))
        .route("/portal/keys/{key}/change", get(api_key::change::show).post(api_key::change::send))
        .route("/portal/keys/{key}/revoke", get(api_key::end::ask_to_revoke).post(api_key::end::revoke))
        .route("/portal/keys/{key}/delete", get(api_key::end::ask_to_delete).post(api_key::end::delete))
        .route("/portal/access-requests", get(access_request::list))
        .route("/portal/access-requests/{request}", get(access_request::show))
        .route("/portal/access-requests/{request}/approve", post(access_request::approve))
        .route("/portal/access-requests/{request}/reject", post(access_request::reject))
        .route("/portal/activity", get(activity::list))
        .route("/portal/sessions", get(session::list))
        .route("/portal/sessions/{session}/end", post(session::end))
        .route("/portal/sessions/end-others", post(session::end_others))
        .route("/portal/docs", get(documentation::show))
        .layer(Extension(doors))
        .layer(middleware::from_fn_with_state(core.clone(), csrf::guard_strictly))
}
