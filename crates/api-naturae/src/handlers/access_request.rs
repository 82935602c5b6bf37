//! Requests for access: anybody asks, the admin decides.

use api_common::{ClientAddress, Core, RequestId, json_answer, respond};
use app::{Tx, access_request, idempotency};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::AccessRequestId;

use crate::auth::{For, Visitor};
use crate::body::{PathParams, Posted};
use crate::convert::access_request as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{AdminChangeRefusals, AdminListRefusals, AdminLookupRefusals, SubmitRefusals};
use crate::wire::access_request::{
    AccessRequest, AccessRequestApproval, AccessRequestApproved, AccessRequestCreate, AccessRequestReceipt,
    AccessRequestRejection, RequestQuery,
};
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{IdempotencyHeader, PageQuery};

/// Ask for access without being signed in.
#[utoipa::path(
    post,
    path = "/v1/access-requests",
    operation_id = "submitAccessRequest",
    tag = "Portal",
    params(IdempotencyHeader),
    request_body(content = AccessRequestCreate, description = "The request."),
    responses((status = 202, description = "It is taken.", body = Data<AccessRequestReceipt>), SubmitRefusals)
)]
pub(crate) async fn submit(
    State(core): State<Core>,
    ClientAddress(address): ClientAddress,
    RequestId(request_id): RequestId,
    posted: Posted,
) -> Result<Response, Problem> {
    let (wish, key) = posted.read(convert::read_create)?;
    core.parts().limits.access_request(address)?;
    let app = core.app().clone();
    let taken = core.write(move |tx| {
        let submit = |tx: &mut Tx<'_>| access_request::submit(tx, &app, wish.clone(), &request_id);
        idempotency::run(tx, &app.stranger(&request_id), key.as_ref(), submit, |taken| {
            json_answer(StatusCode::ACCEPTED, &Data { data: convert::show_receipt(taken) })
        })
    });
    Ok(respond(taken.await.map_err(|error| Problem::from(error).named(convert::NAMES))?))
}

/// List requests, newest first.
#[utoipa::path(
    get,
    path = "/v1/admin/access-requests",
    operation_id = "listAccessRequests",
    tag = "Admin",
    params(RequestQuery, PageQuery),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "A page of requests.", body = Paged<AccessRequest>), AdminListRefusals)
)]
pub(crate) async fn list(visitor: Visitor, uri: Uri) -> Result<Json<Paged<AccessRequest>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = visitor.read(For::Admin, wanted, |tx, ctx, (status, page)| {
        Ok(Paged::of(access_request::list(tx, ctx, *status, *page)?, convert::show))
    });
    Ok(Json(page.await?))
}

/// Give one request.
#[utoipa::path(
    get,
    path = "/v1/admin/access-requests/{requestId}",
    operation_id = "getAccessRequest",
    tag = "Admin",
    params(("requestId" = i64, Path, description = "The request.", minimum = 1)),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "The request.", body = Data<AccessRequest>), AdminLookupRefusals)
)]
pub(crate) async fn get(visitor: Visitor, path: PathParams) -> Result<Json<Data<AccessRequest>>, Problem> {
    let id = AccessRequestId(path.id("requestId"));
    let found = visitor.read(For::Admin, Ok(()), move |tx, ctx, ()| access_request::get(tx, ctx, id));
    Ok(Json(Data { data: convert::show(found.await?) }))
}

/// Approve a request, making a partner and a key.
#[utoipa::path(
    post,
    path = "/v1/admin/access-requests/{requestId}/approve",
    operation_id = "approveAccessRequest",
    tag = "Admin",
    params(("requestId" = i64, Path, description = "The request.", minimum = 1), IdempotencyHeader),
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = AccessRequestApproval, description = "What differs from the request."),
    responses(
        (status = 200, description = "The request and the key.", body = Data<AccessRequestApproved>),
        AdminChangeRefusals
    )
)]
pub(crate) async fn approve(visitor: Visitor, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = AccessRequestId(path.id("requestId"));
    let wanted = posted.read(convert::read_approval);
    let approved = visitor.make(wanted, move |tx, ctx, approval| {
        let approved = access_request::approve(tx, ctx, id, approval)?;
        let key = approved.created.key.id;
        Ok((StatusCode::OK, convert::show_approved(approved, ctx.now()), key))
    });
    approved.await.map_err(|problem| problem.named(convert::APPROVAL_NAMES))
}

/// Reject a request.
#[utoipa::path(
    post,
    path = "/v1/admin/access-requests/{requestId}/reject",
    operation_id = "rejectAccessRequest",
    tag = "Admin",
    params(("requestId" = i64, Path, description = "The request.", minimum = 1), IdempotencyHeader),
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = AccessRequestRejection, description = "Why."),
    responses((status = 200, description = "The request.", body = Data<AccessRequest>), AdminChangeRefusals)
)]
pub(crate) async fn reject(visitor: Visitor, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = AccessRequestId(path.id("requestId"));
    let wanted = posted.read(convert::read_rejection);
    let rejected = visitor.change(wanted, move |tx, ctx, reason| {
        Ok((StatusCode::OK, convert::show(access_request::reject(tx, ctx, id, reason.as_deref())?)))
    });
    rejected.await
}
