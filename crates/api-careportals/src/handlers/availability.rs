//! Starts on offer.

use app::availability;
use axum::Json;
use axum::http::Uri;

use crate::auth::{Caller, query};
use crate::body::PathId;
use crate::convert;
use crate::error::Problem;
use crate::refusals::LookupRefusals;
use crate::wire::availability::{AvailabilityByDate, AvailabilityQuery};
use crate::wire::header::OrganizationHeaders;
use crate::wire::scalar::ObjectId;

/// Give the starts on offer of a service by date, from its lead time to its horizon.
#[utoipa::path(
    get,
    path = "/services/{id}/availability-v2",
    operation_id = "getServiceAvailability",
    tag = "Services",
    params(("id" = ObjectId, Path, description = "The service."), AvailabilityQuery, OrganizationHeaders),
    responses(
        (
            status = 200,
            description = "Starts by date, ascending. A date without any has an empty array.",
            body = AvailabilityByDate
        ),
        LookupRefusals
    )
)]
pub(crate) async fn by_date(caller: Caller, PathId(id): PathId, uri: Uri) -> Result<Json<AvailabilityByDate>, Problem> {
    let wanted = convert::availability::read(&id, &query(&uri))?;
    let by_date = caller.read(move |tx, ctx| {
        let slots = availability::slots(tx, ctx, &wanted.slots)?;
        Ok(convert::availability::show(&slots, &wanted.zone))
    });
    Ok(Json(by_date.await?))
}
