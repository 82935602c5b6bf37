//! What stands round an answer.

use serde::Serialize;
use utoipa::ToSchema;

/// Nearly every answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Data<T> {
    /// The answer.
    pub(crate) data: T,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Paged<T> {
    /// Its rows.
    pub(crate) data: Vec<T>,
    /// Which page it is.
    pub(crate) pagination: Pagination,
}

/// Which page of how many.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pagination {
    /// Its number, from 1.
    #[schema(minimum = 1)]
    pub(crate) page: i64,
    /// Its rows at most.
    #[schema(minimum = 1, maximum = 200)]
    pub(crate) limit: i64,
    /// Rows of all pages.
    #[schema(minimum = 0)]
    pub(crate) total: i64,
    /// How many pages there are.
    #[schema(minimum = 0)]
    pub(crate) total_pages: i64,
}

impl<T> Paged<T> {
    /// A page, each row shown so.
    pub(crate) fn of<R>(page: domain::Page<R>, show: impl FnMut(R) -> T) -> Self {
        let pagination = Pagination {
            page: page.query.page(),
            limit: page.query.limit(),
            total: page.total,
            total_pages: page.pages(),
        };
        Self { data: page.items.into_iter().map(show).collect(), pagination }
    }
}
