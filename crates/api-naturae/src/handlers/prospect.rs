//! Prospects.

use std::collections::HashMap;

use app::{Ctx, Result, Tx, patient, tag};
use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{PatientId, Permission, Tag};

use crate::auth::Caller;
use crate::body::{PathParams, Posted};
use crate::convert::prospect as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{ChangeRefusals, CreateRefusals, ListRefusals};
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{IdempotencyHeader, PageQuery, PracticePath, ProspectQuery, SearchQuery};
use crate::wire::prospect::{Prospect, ProspectAnswer, ProspectFields};

/// List or search the people of a practice, by last name, first name and id.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/prospects",
    operation_id = "listProspects",
    tag = "Prospects",
    params(PracticePath, SearchQuery, PageQuery, ProspectQuery),
    security(("bearerAuth" = [])),
    responses((status = 200, description = "A page of people.", body = Paged<ProspectAnswer>), ListRefusals)
)]
pub(crate) async fn list(caller: Caller, uri: Uri) -> std::result::Result<Json<Paged<Prospect>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = caller.write(Permission::ManagePatients, wanted, |tx, entered, (filter, page)| {
        let page = patient::search(tx, &entered.ctx, filter, *page)?;
        let ids: Vec<PatientId> = page.items.iter().map(|patient| patient.id).collect();
        let mut tags = tags_of(tx, &entered.ctx, &ids)?;
        Ok(Paged::of(page, |patient| convert::show(&patient, tags.remove(&patient.id).unwrap_or_default())))
    });
    Ok(Json(page.await?))
}

/// Add a person. Nobody looks for somebody alike.
#[utoipa::path(
    post,
    path = "/v1/{PPass}/prospects",
    operation_id = "createProspect",
    tag = "Prospects",
    params(PracticePath, IdempotencyHeader),
    security(("bearerAuth" = [])),
    request_body(content = ProspectFields, description = "The person."),
    responses((status = 201, description = "The person.", body = Data<ProspectAnswer>), CreateRefusals)
)]
pub(crate) async fn create(caller: Caller, posted: Posted) -> std::result::Result<Response, Problem> {
    let wanted = posted.read(convert::read_create);
    let created = caller.change(Permission::ManagePatients, wanted, |tx, entered, change| {
        let patient = patient::register(tx, &entered.ctx, |patient| change.apply(patient))?;
        Ok((StatusCode::CREATED, convert::show(&patient, vec![])))
    });
    created.await.map_err(|problem| problem.named(&convert::names()))
}

/// Change the given members of a person, leaving the others.
#[utoipa::path(
    put,
    path = "/v1/{PPass}/prospects/{id}",
    operation_id = "updateProspect",
    tag = "Prospects",
    params(PracticePath, ("id" = i64, Path, description = "The person.", minimum = 1), IdempotencyHeader),
    security(("bearerAuth" = [])),
    request_body(content = ProspectFields, description = "What is to be changed."),
    responses((status = 200, description = "The person.", body = Data<ProspectAnswer>), ChangeRefusals)
)]
pub(crate) async fn update(caller: Caller, path: PathParams, posted: Posted) -> std::result::Result<Response, Problem> {
    let id = PatientId(path.id("id"));
    let wanted = posted.read(convert::read_update);
    let updated = caller.change(Permission::ManagePatients, wanted, move |tx, entered, change| {
        let patient = patient::update(tx, &entered.ctx, id, |patient| change.apply(patient))?;
        let tags = tags_of(tx, &entered.ctx, &[id])?.remove(&id);
        Ok((StatusCode::OK, convert::show(&patient, tags.unwrap_or_default())))
    });
    updated.await.map_err(|problem| problem.named(&convert::names()))
}

/// The labels of these people, by person.
fn tags_of(tx: &mut Tx<'_>, ctx: &Ctx, ids: &[PatientId]) -> Result<HashMap<PatientId, Vec<Tag>>> {
    let mut tags: HashMap<PatientId, Vec<Tag>> = HashMap::new();
    for (id, tag) in tag::list_of(tx, ctx, ids)? {
        tags.entry(id).or_default().push(tag);
    }
    Ok(tags)
}
