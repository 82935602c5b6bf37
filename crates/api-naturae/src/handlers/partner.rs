//! Partners, for the admin.

use app::partner;
use axum::Json;
use axum::http::{StatusCode, Uri};
use domain::PartnerId;
use domain::text::Search;

use crate::auth::{For, Visitor};
use crate::body::{PathParams, Posted};
use crate::convert::partner as convert;
use crate::error::Problem;
use crate::openapi::{AdminListRefusals, AdminLookupRefusals, AdminRefusals};
use crate::query::Params;
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{PageQuery, SearchQuery};
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
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = PartnerCreate, description = "The partner."),
    responses((status = 201, description = "The partner.", body = Data<Partner>), AdminRefusals)
)]
pub(crate) async fn create(visitor: Visitor, posted: Posted) -> Result<(StatusCode, Json<Data<Partner>>), Problem> {
    let wanted = posted.body(convert::read_create);
    let created = visitor.write(wanted, |tx, ctx, details| partner::create(tx, ctx, details.clone()));
    Ok((StatusCode::CREATED, Json(Data { data: convert::show(created.await?) })))
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
    params(("partnerId" = i64, Path, description = "The partner.", minimum = 1)),
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = PartnerUpdate, description = "What is to be changed."),
    responses((status = 200, description = "The partner.", body = Data<Partner>), AdminRefusals)
)]
pub(crate) async fn update(visitor: Visitor, path: PathParams, posted: Posted) -> Result<Json<Data<Partner>>, Problem> {
    let id = PartnerId(path.id("partnerId"));
    let wanted = posted.body(convert::read_update);
    let updated = visitor.write(wanted, move |tx, ctx, change| partner::update(tx, ctx, id, change));
    Ok(Json(Data { data: convert::show(updated.await?) }))
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
