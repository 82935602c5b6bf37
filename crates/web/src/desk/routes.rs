//! All routes of the desk.

use api_common::{Core, NEW_PASSWORD_ROUTE};
use axum::routing::{get, post};
use axum::{Router, middleware};

use super::{account, password, second_factor, sign_in, user};
use crate::csrf;

/// The desk, to be merged into the other pages.
pub(crate) fn router(core: &Core) -> Router<Core> {
    Router::new()
        .route("/desk/{slug}", get(account::home))
        .route("/desk/{slug}/sign-in", get(sign_in::show).post(sign_in::send))
        .route("/desk/{slug}/sign-in/code", get(sign_in::show_code).post(sign_in::send_code))
        .route("/desk/{slug}/sign-out", post(sign_in::end))
        .route("/desk/{slug}/forgotten-password", get(password::forgotten).post(password::send_link))
        .route(NEW_PASSWORD_ROUTE, get(password::show_new).post(password::set_new))
        .route("/desk/{slug}/account", get(account::show))
        .route("/desk/{slug}/account/password", get(password::show).post(password::change))
        .route("/desk/{slug}/account/second-factor", get(second_factor::show))
        .route("/desk/{slug}/account/second-factor/begin", post(second_factor::begin))
        .route("/desk/{slug}/account/second-factor/confirm", post(second_factor::confirm))
        .route("/desk/{slug}/account/second-factor/codes", post(second_factor::renew_codes))
        .route("/desk/{slug}/account/second-factor/off", post(second_factor::turn_off))
        .route("/desk/{slug}/account/sessions/end-others", post(account::end_others))
        .route("/desk/{slug}/account/sessions/{session}/end", post(account::end_one))
        .route("/desk/{slug}/users", get(user::list))
        .route("/desk/{slug}/users/new", get(user::new).post(user::create))
        .route("/desk/{slug}/users/{user}", get(user::show))
        .route("/desk/{slug}/users/{user}/role", post(user::set_role))
        .route("/desk/{slug}/users/{user}/active", post(user::set_active))
        .route("/desk/{slug}/users/{user}/link", post(user::give_link))
        .route("/desk/{slug}/users/{user}/second-factor/reset", post(user::reset_factor))
        .route("/desk/{slug}/users/{user}/sessions/end", post(user::end_sessions))
        .layer(middleware::from_fn_with_state(core.clone(), csrf::guard_strictly))
}
