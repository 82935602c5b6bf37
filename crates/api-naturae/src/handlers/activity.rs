//! Calls.

use app::activity;
use axum::Json;
use axum::http::Uri;

use crate::auth::{For, Visitor, own_only};
use crate::convert::activity as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::PortalRefusals;
use crate::wire::activity::Activity;
use crate::wire::envelope::Paged;
use crate::wire::param::{OwnerQuery, PageQuery};

/// List recent calls, newest first.
#[utoipa::path(
    get,
    path = "/v1/portal/activity",
    operation_id = "listPortalActivity",
    tag = "Portal",
    params(
        PageQuery,
        OwnerQuery,
        (
            "minStatus" = Option<i64>,
            Query,
            description = "Only calls whose status is at least this.",
            minimum = 100,
            maximum = 599,
            nullable = false
        )
    ),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "A page of calls.", body = Paged<Activity>), PortalRefusals)
)]
pub(crate) async fn list(visitor: Visitor, uri: Uri) -> Result<Json<Paged<Activity>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = visitor.read(For::Anybody, wanted, |tx, ctx, (query, page)| {
        own_only(ctx, query.partner)?;
        Ok(Paged::of(activity::list(tx, ctx, query, *page)?, convert::show))
    });
    Ok(Json(page.await?))
}
