//! Forms.

use app::questionnaire;
use axum::Json;
use domain::QuestionnaireId;

use crate::auth::Caller;
use crate::body::PathId;
use crate::convert;
use crate::convert::object_id::{Kind, read_in_path};
use crate::error::Problem;
use crate::refusals::LookupRefusals;
use crate::wire::form::Form;
use crate::wire::header::OrganizationHeaders;
use crate::wire::scalar::ObjectId;

/// Give the questions asked before a booking.
#[utoipa::path(
    get,
    path = "/forms/{id}",
    operation_id = "retrieveForm",
    tag = "Forms",
    params(
        ("id" = ObjectId, Path, description = "The form.", example = "6a0001020000000000000001"),
        OrganizationHeaders
    ),
    responses((status = 200, description = "The form.", body = Form), LookupRefusals)
)]
pub(crate) async fn get(caller: Caller, PathId(id): PathId) -> Result<Json<Form>, Problem> {
    let id = QuestionnaireId(read_in_path(Kind::Form, &id));
    let form = caller.read(move |tx, ctx| {
        let questionnaire = questionnaire::get(tx, ctx, id)?;
        Ok(convert::form::show(ctx.organization(), &questionnaire))
    });
    Ok(Json(form.await?))
}
