//! Services.

use app::service;
use axum::Json;
use domain::ServiceId;

use crate::auth::Caller;
use crate::body::PathId;
use crate::convert;
use crate::convert::object_id::{Kind, read_in_path};
use crate::error::Problem;
use crate::refusals::LookupRefusals;
use crate::wire::header::OrganizationHeaders;
use crate::wire::scalar::ObjectId;
use crate::wire::service::Service;

/// List the services that can be booked, by label.
#[utoipa::path(
    get,
    path = "/services",
    operation_id = "retrieveAllServices",
    tag = "Services",
    params(OrganizationHeaders),
    responses(
        (status = 200, description = "The services: a bare array, without envelope or pages.", body = [Service]),
        LookupRefusals
    )
)]
pub(crate) async fn list(caller: Caller) -> Result<Json<Vec<Service>>, Problem> {
    let services = caller.read(|tx, ctx| {
        let services = service::list(tx, ctx)?;
        Ok(services.iter().map(|service| convert::service::show(ctx.organization(), service)).collect())
    });
    Ok(Json(services.await?))
}

/// Give one service.
#[utoipa::path(
    get,
    path = "/services/{id}",
    operation_id = "retrieveService",
    tag = "Services",
    params(("id" = ObjectId, Path, description = "The service."), OrganizationHeaders),
    responses((status = 200, description = "The service.", body = Service), LookupRefusals)
)]
pub(crate) async fn get(caller: Caller, PathId(id): PathId) -> Result<Json<Service>, Problem> {
    let id = ServiceId(read_in_path(Kind::Service, &id));
    let service = caller.read(move |tx, ctx| {
        let service = service::get(tx, ctx, id)?;
        Ok(convert::service::show(ctx.organization(), &service))
    });
    Ok(Json(service.await?))
}
