//! Articles.

use app::article;
use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{ArticleId, Permission};

use crate::auth::Caller;
use crate::body::{PathParams, Posted};
use crate::convert::article as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{ChangeRefusals, ListRefusals, LookupRefusals};
use crate::wire::article::{Article, ArticleUpdate};
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{ArticleQuery, IdempotencyHeader, PageQuery, SearchQuery};

/// List or search the articles that are active, by id.
#[utoipa::path(
    get,
    path = "/v1/kb",
    operation_id = "listArticles",
    tag = "KnowledgeBase",
    params(SearchQuery, ArticleQuery, PageQuery),
    security(("bearerAuth" = ["KB"])),
    responses((status = 200, description = "A page of articles.", body = Paged<Article>), ListRefusals)
)]
pub(crate) async fn list(caller: Caller, uri: Uri) -> Result<Json<Paged<Article>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = caller.read_shared(Some(Permission::ManageArticles), wanted, |tx, entered, (filter, page)| {
        Ok(Paged::of(article::list(tx, &entered.ctx, filter, *page)?, convert::show))
    });
    Ok(Json(page.await?))
}

/// Give one article, active or not.
#[utoipa::path(
    get,
    path = "/v1/kb/{id}",
    operation_id = "getArticle",
    tag = "KnowledgeBase",
    params(("id" = i64, Path, description = "The article.", minimum = 1)),
    security(("bearerAuth" = ["KB"])),
    responses((status = 200, description = "The article.", body = Data<Article>), LookupRefusals)
)]
pub(crate) async fn get(caller: Caller, path: PathParams) -> Result<Json<Data<Article>>, Problem> {
    let id = ArticleId(path.id("id"));
    let found = caller.read_shared(Some(Permission::ManageArticles), Ok(()), move |tx, entered, ()| {
        article::get(tx, &entered.ctx, id).map(convert::show)
    });
    Ok(Json(Data { data: found.await? }))
}

/// Change the given members of an article, active or not.
#[utoipa::path(
    put,
    path = "/v1/kb/{id}",
    operation_id = "updateArticle",
    tag = "KnowledgeBase",
    params(("id" = i64, Path, description = "The article.", minimum = 1), IdempotencyHeader),
    security(("bearerAuth" = ["KB"])),
    request_body(content = ArticleUpdate, description = "What is to be changed."),
    responses((status = 200, description = "The article.", body = Data<Article>), ChangeRefusals)
)]
pub(crate) async fn update(caller: Caller, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = ArticleId(path.id("id"));
    let wanted = posted.read(convert::read_update);
    let updated = caller.change_shared(Some(Permission::ManageArticles), wanted, move |tx, entered, change| {
        let article = article::update(tx, &entered.ctx, id, |details| change.apply(details))?;
        Ok((StatusCode::OK, convert::show(article)))
    });
    updated.await.map_err(|problem| problem.named(convert::NAMES))
}
