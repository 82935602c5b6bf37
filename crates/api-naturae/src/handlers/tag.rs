//! Tags.

use app::tag;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{PatientId, Permission, TagId};

use crate::auth::Caller;
use crate::body::{PathParams, Posted};
use crate::convert::tag as convert;
use crate::error::Problem;
use crate::refusals::{ChangeRefusals, LookupRefusals};
use crate::wire::envelope::Data;
use crate::wire::param::{IdempotencyHeader, PracticePath};
use crate::wire::tag::{Tag, TagAssign, TagAssignment, TagRemoval};

/// List the labels a practice has, by word.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/tags",
    operation_id = "listTags",
    tag = "Tags",
    params(PracticePath),
    security(("bearerAuth" = [])),
    responses((status = 200, description = "Every label.", body = Data<Vec<Tag>>), LookupRefusals)
)]
pub(crate) async fn list(caller: Caller) -> Result<Json<Data<Vec<Tag>>>, Problem> {
    let tags = caller.read(Permission::ManageTags, Ok(()), |tx, ctx, ()| {
        Ok(tag::list(tx, ctx)?.into_iter().map(convert::show).collect())
    });
    Ok(Json(Data { data: tags.await? }))
}

/// Put a label on a person.
#[utoipa::path(
    post,
    path = "/v1/{PPass}/tags/prospects/{id}",
    operation_id = "assignTag",
    tag = "Tags",
    params(PracticePath, ("id" = i64, Path, description = "The person.", minimum = 1), IdempotencyHeader),
    security(("bearerAuth" = [])),
    request_body(content = TagAssign, description = "The label."),
    responses(
        (status = 200, description = "The person had this label already.", body = Data<TagAssignment>),
        (status = 201, description = "The label is now on the person.", body = Data<TagAssignment>),
        ChangeRefusals
    )
)]
pub(crate) async fn assign(caller: Caller, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = PatientId(path.id("id"));
    let wanted = posted.read(convert::read_assign);
    let assigned = caller.change(Permission::ManageTags, wanted, move |tx, entered, tag_id| {
        let is_new = tag::assign(tx, &entered.ctx, id, *tag_id)?;
        let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
        Ok((status, convert::show_assignment(id, *tag_id)))
    });
    assigned.await
}

/// Take one label off a person.
#[utoipa::path(
    delete,
    path = "/v1/{PPass}/tags/prospects/{id}/{tagId}",
    operation_id = "removeTag",
    tag = "Tags",
    params(
        PracticePath,
        ("id" = i64, Path, description = "The person.", minimum = 1),
        ("tagId" = i64, Path, description = "The label.", minimum = 1)
    ),
    security(("bearerAuth" = [])),
    responses((status = 200, description = "The label is off.", body = Data<TagRemoval>), LookupRefusals)
)]
pub(crate) async fn remove(caller: Caller, path: PathParams) -> Result<Json<Data<TagRemoval>>, Problem> {
    let (id, tag_id) = (PatientId(path.id("id")), TagId(path.id("tagId")));
    let removed =
        caller.write(Permission::ManageTags, Ok(()), move |tx, entered, ()| tag::remove(tx, &entered.ctx, id, tag_id));
    removed.await?;
    Ok(Json(Data { data: convert::show_removal(id, 1) }))
}

/// Take every label off a person.
#[utoipa::path(
    delete,
    path = "/v1/{PPass}/tags/prospects/{id}",
    operation_id = "removeAllTags",
    tag = "Tags",
    params(PracticePath, ("id" = i64, Path, description = "The person.", minimum = 1)),
    security(("bearerAuth" = [])),
    responses((status = 200, description = "How many labels came off.", body = Data<TagRemoval>), LookupRefusals)
)]
pub(crate) async fn remove_all(caller: Caller, path: PathParams) -> Result<Json<Data<TagRemoval>>, Problem> {
    let id = PatientId(path.id("id"));
    let removed =
        caller.write(Permission::ManageTags, Ok(()), move |tx, entered, ()| tag::remove_all(tx, &entered.ctx, id));
    Ok(Json(Data { data: convert::show_removal(id, removed.await?) }))
}
