//! Pages of a list, for doors that number them.

use crate::FieldCode;
use crate::error::Result;
use crate::text::Problems;

/// Which page of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageQuery {
    page: i64,
    limit: i64,
}

/// Most rows of a page.
pub const LIMIT_MAX: i64 = 200;
/// Rows of a page when nobody says.
pub const LIMIT: i64 = 50;

impl PageQuery {
    /// The page of that number, from 1, with that many rows, 1 to 200.
    ///
    /// # Errors
    /// `Invalid`, naming `page` and `limit`, when they are out of range.
    pub fn new(page: i64, limit: i64) -> Result<Self> {
        let mut problems = Problems::new();
        if page < 1 {
            problems.add("page", FieldCode::OutOfRange, "1 or more.");
        }
        if !(1..=LIMIT_MAX).contains(&limit) {
            problems.add("limit", FieldCode::OutOfRange, format!("From 1 to {LIMIT_MAX}."));
        }
        problems.finish()?;
        Ok(Self { page, limit })
    }

    /// Its number, from 1.
    pub fn page(self) -> i64 {
        self.page
    }

    /// Its rows at most.
    pub fn limit(self) -> i64 {
        self.limit
    }

    /// How many rows come before it.
    pub fn offset(self) -> i64 {
        (self.page - 1).saturating_mul(self.limit)
    }
}

impl Default for PageQuery {
    fn default() -> Self {
        Self { page: 1, limit: LIMIT }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Its rows; none when it lies past the end.
    pub items: Vec<T>,
    /// Rows of all pages.
    pub total: i64,
    /// Which page it is.
    pub query: PageQuery,
}

impl<T> Page<T> {
    /// The same page of something else.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(convert).collect(), total: self.total, query: self.query }
    }

    /// How many pages there are; none when there are no rows.
    pub fn pages(&self) -> i64 {
        self.total / self.query.limit + i64::from(self.total % self.query.limit > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_from_one() {
        assert_eq!(PageQuery::new(3, 20).unwrap().offset(), 40);
        assert_eq!(PageQuery::new(i64::MAX, 200).unwrap().offset(), i64::MAX);
        for (page, limit) in [(0, 50), (-1, 50), (1, 0), (1, 201), (0, 0)] {
            assert!(PageQuery::new(page, limit).is_err(), "{page} {limit}");
        }
        let pages = |total| Page::<()> { items: vec![], total, query: PageQuery::new(1, 50).unwrap() }.pages();
        assert_eq!([0, 1, 50, 51].map(pages), [0, 1, 1, 2]);
    }
}
