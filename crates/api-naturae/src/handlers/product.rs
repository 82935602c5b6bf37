//! Products.

use app::product;
use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::Permission;
use domain::product::DELIVERY_MAX;

use crate::auth::Caller;
use crate::body::Posted;
use crate::convert::product as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{CreateRefusals, ListRefusals};
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{IdempotencyHeader, PageQuery, ProductQuery, SearchQuery};
use crate::wire::product::{Product, ProductBulk, ProductBulkAnswer};

/// List or search products, by vendor and code.
#[utoipa::path(
    get,
    path = "/v1/products",
    operation_id = "listProducts",
    tag = "Products",
    params(SearchQuery, ProductQuery, PageQuery),
    security(("bearerAuth" = ["ProductPro.Products"])),
    responses((status = 200, description = "A page of products.", body = Paged<Product>), ListRefusals)
)]
pub(crate) async fn list(caller: Caller, uri: Uri) -> Result<Json<Paged<Product>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = caller.read_shared(Some(Permission::ManageProducts), wanted, |tx, entered, (filter, page)| {
        Ok(Paged::of(product::list(tx, &entered.ctx, filter, *page)?, convert::show))
    });
    Ok(Json(page.await?))
}

/// Make or change many products in one call. A bad row is in nobody's way.
#[utoipa::path(
    post,
    path = "/v1/products",
    operation_id = "upsertProducts",
    tag = "Products",
    params(IdempotencyHeader),
    security(("bearerAuth" = ["ProductPro.Products"])),
    request_body(content = ProductBulk, description = "The products."),
    responses((status = 200, description = "Row by row, what it came to.", body = Data<ProductBulkAnswer>), CreateRefusals)
)]
pub(crate) async fn upsert(caller: Caller, posted: Posted) -> Result<Response, Problem> {
    let wanted = posted.read(convert::read_delivery);
    let too_long = wanted.as_ref().is_err_and(convert::is_too_long);
    let done = caller.change_shared(Some(Permission::ManageProducts), wanted, |tx, entered, delivery| {
        let outcomes = product::upsert(tx, &entered.ctx, &delivery.lines)?;
        Ok((StatusCode::OK, convert::show_delivery(delivery, outcomes)))
    });
    done.await.map_err(|problem| if too_long { problem.of_rows(DELIVERY_MAX) } else { problem })
}
