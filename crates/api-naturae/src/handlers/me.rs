//! The calling partner.

use app::partner;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;

use crate::auth::Caller;
use crate::body::Posted;
use crate::convert::me as convert;
use crate::error::Problem;
use crate::refusals::{MeRefusals, OwnRefusals};
use crate::wire::envelope::Data;
use crate::wire::me::{Me, MeUpdate};
use crate::wire::param::IdempotencyHeader;

/// Give the calling partner's profile.
#[utoipa::path(
    get,
    path = "/v1/me",
    operation_id = "getMe",
    tag = "Me",
    security(("bearerAuth" = [])),
    responses((status = 200, description = "The profile.", body = Data<Me>), OwnRefusals)
)]
pub(crate) async fn get(caller: Caller) -> Result<Json<Data<Me>>, Problem> {
    let me = caller.read_shared(None, Ok(()), |tx, entered, ()| {
        Ok(convert::show(partner::own(tx, &entered.ctx)?, &entered.bearer))
    });
    Ok(Json(Data { data: me.await? }))
}

/// Change how the calling partner can be reached.
#[utoipa::path(
    patch,
    path = "/v1/me",
    operation_id = "updateMe",
    tag = "Me",
    params(IdempotencyHeader),
    security(("bearerAuth" = [])),
    request_body(content = MeUpdate, description = "What is to be changed."),
    responses((status = 200, description = "The profile.", body = Data<Me>), MeRefusals)
)]
pub(crate) async fn update(caller: Caller, posted: Posted) -> Result<Response, Problem> {
    let not_theirs = posted.having(&convert::READ_ONLY);
    let wanted = posted.read(convert::read_update);
    let me = caller.change_shared(None, wanted, move |tx, entered, change| {
        Ok((StatusCode::OK, convert::show(partner::update_own(tx, &entered.ctx, change)?, &entered.bearer)))
    });
    me.await.map_err(|problem| problem.named(convert::NAMES).of_read_only(&not_theirs))
}
