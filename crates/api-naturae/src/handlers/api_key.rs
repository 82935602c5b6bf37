//! API keys, for the admin.

use app::api_key;
use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::ApiKeyId;

use crate::auth::{For, Visitor};
use crate::body::{PathParams, Posted};
use crate::convert::api_key as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{AdminChangeRefusals, AdminListRefusals, AdminLookupRefusals};
use crate::wire::api_key::{ApiKey, ApiKeyCreate, ApiKeyCreated, ApiKeyUpdate, KeyQuery};
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{IdempotencyHeader, OwnerQuery, PageQuery};

/// List keys without their secrets, newest first.
#[utoipa::path(
    get,
    path = "/v1/admin/keys",
    operation_id = "listApiKeys",
    tag = "Admin",
    params(OwnerQuery, KeyQuery, PageQuery),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "A page of keys.", body = Paged<ApiKey>), AdminListRefusals)
)]
pub(crate) async fn list(visitor: Visitor, uri: Uri) -> Result<Json<Paged<ApiKey>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = visitor.read(For::Admin, wanted, |tx, ctx, (query, page)| {
        Ok(Paged::of(api_key::list(tx, ctx, query, *page)?, |key| convert::show(key, ctx.now())))
    });
    Ok(Json(page.await?))
}

/// Make a key and show its secret once.
#[utoipa::path(
    post,
    path = "/v1/admin/keys",
    operation_id = "createApiKey",
    tag = "Admin",
    params(IdempotencyHeader),
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = ApiKeyCreate, description = "The key."),
    responses(
        (status = 201, description = "The key. The secret is never shown again.", body = Data<ApiKeyCreated>),
        AdminChangeRefusals
    )
)]
pub(crate) async fn create(visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    let wanted = posted.read(convert::read_create);
    let created = visitor.make(wanted, |tx, ctx, new| {
        let created = api_key::create(tx, ctx, new)?;
        let id = created.key.id;
        Ok((StatusCode::CREATED, convert::show_created(created, ctx.now()), id))
    });
    created.await.map_err(|problem| problem.named(convert::NAMES))
}

/// Give one key without its secret.
#[utoipa::path(
    get,
    path = "/v1/admin/keys/{keyId}",
    operation_id = "getApiKey",
    tag = "Admin",
    params(("keyId" = i64, Path, description = "The key.", minimum = 1)),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "The key.", body = Data<ApiKey>), AdminLookupRefusals)
)]
pub(crate) async fn get(visitor: Visitor, path: PathParams) -> Result<Json<Data<ApiKey>>, Problem> {
    let id = ApiKeyId(path.id("keyId"));
    let found =
        visitor.read(For::Admin, Ok(()), move |tx, ctx, ()| Ok(convert::show(api_key::get(tx, ctx, id)?, ctx.now())));
    Ok(Json(Data { data: found.await? }))
}

/// Change a key's name, practices or scopes.
#[utoipa::path(
    patch,
    path = "/v1/admin/keys/{keyId}",
    operation_id = "updateApiKey",
    tag = "Admin",
    params(("keyId" = i64, Path, description = "The key.", minimum = 1), IdempotencyHeader),
    security(("portalSession" = []), ("adminSecret" = [])),
    request_body(content = ApiKeyUpdate, description = "What is to be changed."),
    responses((status = 200, description = "The key.", body = Data<ApiKey>), AdminChangeRefusals)
)]
pub(crate) async fn update(visitor: Visitor, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = ApiKeyId(path.id("keyId"));
    let wanted = posted.read(convert::read_update);
    let updated = visitor.change(wanted, move |tx, ctx, change| {
        Ok((StatusCode::OK, convert::show(api_key::update(tx, ctx, id, change)?, ctx.now())))
    });
    updated.await.map_err(|problem| problem.named(convert::NAMES))
}

/// Revoke a key and every token made from it. The same answer when it was revoked before.
#[utoipa::path(
    post,
    path = "/v1/admin/keys/{keyId}/revoke",
    operation_id = "revokeApiKey",
    tag = "Admin",
    params(("keyId" = i64, Path, description = "The key.", minimum = 1), IdempotencyHeader),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "The key.", body = Data<ApiKey>), AdminChangeRefusals)
)]
pub(crate) async fn revoke(visitor: Visitor, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = ApiKeyId(path.id("keyId"));
    let wanted = posted.read(|_| Ok(()));
    let revoked = visitor.change(wanted, move |tx, ctx, ()| {
        Ok((StatusCode::OK, convert::show(api_key::revoke(tx, ctx, id)?, ctx.now())))
    });
    revoked.await
}

/// Remove a revoked key.
#[utoipa::path(
    delete,
    path = "/v1/admin/keys/{keyId}",
    operation_id = "deleteApiKey",
    tag = "Admin",
    params(("keyId" = i64, Path, description = "The key.", minimum = 1)),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 204, description = "The key is gone."), AdminLookupRefusals)
)]
pub(crate) async fn delete(visitor: Visitor, path: PathParams) -> Result<StatusCode, Problem> {
    let id = ApiKeyId(path.id("keyId"));
    visitor.write(Ok(()), move |tx, ctx, ()| api_key::delete(tx, ctx, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
