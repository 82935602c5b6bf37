//! Partners, for the admin.

use app::partner;
use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::PartnerId;
use domain::text::Search;

use crate::auth::{For, Visitor};
use crate::body::{PathParams, Posted};
use crate::convert::partner as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{AdminChangeRefusals, AdminListRefusals, AdminLookupRefusals};
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{IdempotencyHeader, PageQuery, SearchQuery};
use crate::wire::partner::{Partner, PartnerCreate, PartnerUpdate};

/// List partners by name.
#[utoipa::path(
    get,
    path = "/v1/admin/partners",
    operation_id = "listPartners",
    tag = "Admin",
    params(SearchQuery, PageQuery),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "A page of partners.", body = Paged<Partner>), AdminListRefusals)
)]
pub(crate) async fn list(visitor: Visitor, uri: Uri) -> Result<Json<Paged<Partner>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = visitor.read(For::Admin, wanted, |tx, ctx, (search, page)| {
        let page = partner::list(tx, ctx, search.as_ref().map(Search::as_str), *page)?;
        Ok(Paged::of(page, convert::show))
    });
    Ok(Json(page.await?))
}

/// Add a partner.
#[utoipa::path(
    post,
    path = "/v1/admin/partners",
    operation_id = "createPartner",
    tag = "Admin",
    params(IdempotencyHeader),
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = PartnerCreate, description = "The partner."),
    responses((status = 201, description = "The partner.", body = Data<Partner>), AdminChangeRefusals)
)]
pub(crate) async fn create(visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    let wanted = posted.read(convert::read_create);
    let created = visitor.change(wanted, |tx, ctx, details| {
        Ok((StatusCode::CREATED, convert::show(partner::create(tx, ctx, details.clone())?)))
    });
    created.await
}

/// Give one partner.
#[utoipa::path(
    get,
    path = "/v1/admin/partners/{partnerId}",
    operation_id = "getPartner",
    tag = "Admin",
    params(("partnerId" = i64, Path, description = "The partner.", minimum = 1)),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "The partner.", body = Data<Partner>), AdminLookupRefusals)
)]
pub(crate) async fn get(visitor: Visitor, path: PathParams) -> Result<Json<Data<Partner>>, Problem> {
    let id = PartnerId(path.id("partnerId"));
    let found = visitor.read(For::Admin, Ok(()), move |tx, ctx, ()| partner::get(tx, ctx, id));
    Ok(Json(Data { data: convert::show(found.await?) }))
}

/// Change a partner.
#[utoipa::path(
    patch,
    path = "/v1/admin/partners/{partnerId}",
    operation_id = "updatePartner",
    tag = "Admin",
    params(("partnerId" = i64, Path, description = "The partner.", minimum = 1), IdempotencyHeader),
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = PartnerUpdate, description = "What is to be changed."),
    responses((status = 200, description = "The partner.", body = Data<Partner>), AdminChangeRefusals)
)]
pub(crate) async fn update(visitor: Visitor, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = PartnerId(path.id("partnerId"));
    let wanted = posted.read(convert::read_update);
    let updated = visitor.change(wanted, move |tx, ctx, change| {
        Ok((StatusCode::OK, convert::show(partner::update(tx, ctx, id, change)?)))
    });
    updated.await
}

/// Remove a partner that has no active key. Its past calls stay.
#[utoipa::path(
    delete,
    path = "/v1/admin/partners/{partnerId}",
    operation_id = "deletePartner",
    tag = "Admin",
    params(("partnerId" = i64, Path, description = "The partner.", minimum = 1)),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 204, description = "The partner is gone."), AdminLookupRefusals)
)]
pub(crate) async fn delete(visitor: Visitor, path: PathParams) -> Result<StatusCode, Problem> {
    let id = PartnerId(path.id("partnerId"));
    visitor.write(Ok(()), move |tx, ctx, ()| partner::delete(tx, ctx, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
