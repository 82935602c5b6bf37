//! Pages of lists, and the ways between them.

use domain::page::{LIMIT, Page, PageQuery};

use super::words;
use crate::links::with_query;
use crate::visitor::Visitor;

/// The page that was asked for; the first when that is no number.
pub(crate) fn wanted(visitor: &Visitor) -> PageQuery {
    let number = visitor.query.given("page").and_then(|page| page.parse().ok());
    number.and_then(|number| PageQuery::new(number, LIMIT).ok()).unwrap_or_default()
}

/// The ways to the pages before and after.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pager {
    /// Which rows these are, of how many.
    pub range: String,
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl Pager {
    /// For that page of the list that was asked for.
    pub(crate) fn new<T>(visitor: &Visitor, page: &Page<T>) -> Self {
        let number = page.query.page();
        let link = |number: i64| {
            let number = number.to_string();
            let others = visitor.query.pairs().filter(|(name, value)| *name != "page" && !value.is_empty());
            with_query(&visitor.path, others.chain([("page", number.as_str())]))
        };
        let shown = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
        let (first, last) = (page.query.offset() + 1, page.query.offset() + shown);
        Self {
            range: if shown == 0 {
                format!("None of {}", words::count(page.total))
            } else {
                format!("{}–{} of {}", words::count(first), words::count(last), words::count(page.total))
            },
            previous: (number > 1).then(|| link((number - 1).min(page.pages().max(1)))),
            next: (number < page.pages()).then(|| link(number + 1)),
        }
    }

    /// Whether there is any other page.
    pub(crate) fn is_needed(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}
