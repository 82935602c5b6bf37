//! Articles of the knowledge base that all practices of the installation share.

use domain::article::{ArticleDetails, ArticleFilter};
use domain::event::EventKind;
use domain::{Article, ArticleId, Error, Noun, Page, PageQuery, Permission, Result};
use serde_json::json;
use store::{Sequence, Tx};

use crate::{InstallationCtx, installation};

/// Makes an article.
///
/// # Errors
/// `Forbidden`, or `Invalid` with every bad field.
pub fn create(tx: &mut Tx<'_>, ctx: &InstallationCtx, details: &ArticleDetails) -> Result<Article> {
    ctx.require(Permission::ManageArticles)?;
    let details = details.check()?;
    let id = ArticleId(tx.next_id(Sequence::Desk)?);
    let article = Article { id, details, created_at: ctx.now(), updated_at: ctx.now() };
    tx.insert_article(&article)?;
    note(tx, ctx, "article.create", id)?;
    Ok(article)
}

/// A page of the active articles wanted, by id.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &InstallationCtx, filter: &ArticleFilter, page: PageQuery) -> Result<Page<Article>> {
    ctx.require(Permission::ManageArticles)?;
    Ok(Page { total: tx.count_articles(filter)?, items: tx.list_articles(filter, page)?, query: page })
}

/// One article, listed or not.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &InstallationCtx, id: ArticleId) -> Result<Article> {
    ctx.require(Permission::ManageArticles)?;
    tx.find_article(id)?.ok_or(Error::NotFound(Noun::Article))
}

/// Changes an article, listed or not.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Invalid` with every bad field.
pub fn update(
    tx: &mut Tx<'_>,
    ctx: &InstallationCtx,
    id: ArticleId,
    change: impl FnOnce(&mut ArticleDetails),
) -> Result<Article> {
    ctx.require(Permission::ManageArticles)?;
    tx.lock_article(id)?;
    let mut article = tx.find_article(id)?.ok_or(Error::NotFound(Noun::Article))?;
    change(&mut article.details);
    article.details = article.details.check()?;
    article.updated_at = ctx.now();
    tx.update_article(&article)?;
    note(tx, ctx, "article.update", id)?;
    Ok(article)
}

fn note(tx: &mut Tx<'_>, ctx: &InstallationCtx, action: &str, id: ArticleId) -> Result<()> {
    installation::record(tx, ctx, action, id.0, &json!({}))?;
    installation::emit(tx, ctx, EventKind::ArticleChanged, id.0)
}
