//! Articles.

use domain::article::{ArticleDetails, ArticleFilter};
use domain::{Article, PageQuery, Result, text};
use serde_json::{Map, Value};

use crate::body::{Member, Members};
use crate::error::Names;
use crate::query::Params;
use crate::wire::article;

/// The names that the core's fields have here.
pub(crate) const NAMES: &Names =
    &[("title", "Title"), ("article", "Article"), ("category", "Category"), ("kind", "Type"), ("tags", "Tags")];

/// Reads which articles are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<(ArticleFilter, PageQuery)> {
    let filter = ArticleFilter {
        search: params.search()?,
        category: params.text("category").map(text::fold),
        kind: params.text("type").map(text::fold),
    };
    let page = params.page()?;
    params.finish()?;
    Ok((filter, page))
}

/// What is to become of an article.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    title: Option<String>,
    article: Option<String>,
    category: Member<String>,
    kind: Member<String>,
    tags: Member<String>,
    active: Option<bool>,
}

impl Change {
    /// Makes the change.
    pub(crate) fn apply(&self, details: &mut ArticleDetails) {
        let change = self.clone();
        let before = std::mem::take(details);
        *details = ArticleDetails {
            title: change.title.unwrap_or(before.title),
            article: change.article.unwrap_or(before.article),
            category: change.category.unwrap_or(before.category),
            kind: change.kind.unwrap_or(before.kind),
            tags: change.tags.unwrap_or(before.tags),
            active: change.active.unwrap_or(before.active),
        };
    }
}

/// Reads what is to be changed about an article.
///
/// # Errors
/// `Invalid` with every bad member, or when there is none.
pub(crate) fn read_update(object: &Map<String, Value>) -> Result<Change> {
    let mut members = Members::of_change(object);
    let owned = |text: Member<&str>| text.map(|text| text.map(str::to_owned));
    let change = Change {
        title: members.plain_text("Title").map(str::to_owned),
        article: members.plain_text("Article").map(str::to_owned),
        category: owned(members.text("Category")),
        kind: owned(members.text("Type")),
        tags: owned(members.text("Tags")),
        active: members.plain_flag("Active"),
    };
    members.finish()?;
    Ok(change)
}

/// An article.
pub(crate) fn show(article: Article) -> article::Article {
    let details = article.details;
    article::Article {
        kbid: article.id.0,
        title: details.title,
        article: details.article,
        category: details.category,
        kind: details.kind,
        tags: details.tags,
        active: details.active,
    }
}
