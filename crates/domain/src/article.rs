//! Article: a piece of the knowledge base that all practices of an installation share.

use jiff::Timestamp;

use crate::error::{FieldCode, Result};
use crate::id::ArticleId;
use crate::text::{self, Problems, Search};

/// An article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Our id.
    pub id: ArticleId,
    /// What it says.
    pub details: ArticleDetails,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What an article says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ArticleDetails {
    /// Its title.
    pub title: String,
    /// Its text.
    pub article: String,
    /// What it is about.
    pub category: Option<String>,
    /// What kind of text it is.
    pub kind: Option<String>,
    /// Words to find it by, parted by commas; kept as they were written.
    pub tags: Option<String>,
    /// Whether it is listed. One that is switched off can still be read by its id.
    pub active: bool,
}

/// Which articles are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ArticleFilter {
    /// Those that have this in title, text or tags.
    pub search: Option<Search>,
    /// Those of this category, in small letters.
    pub category: Option<String>,
    /// Those of this kind, in small letters.
    pub kind: Option<String>,
}

/// Longest text, in characters.
pub const ARTICLE_MAX: usize = 200_000;

impl ArticleDetails {
    /// Trims what is a line and checks all limits; the text itself is kept as it is.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(&self) -> Result<Self> {
        let mut problems = Problems::new();
        let title = problems.take(text::required("title", &self.title, 255))?;
        if text::optional("article", Some(&self.article), ARTICLE_MAX).is_err() {
            let message = format!("At most {ARTICLE_MAX} characters, without control characters.");
            problems.add("article", FieldCode::TooLong, message);
        }
        let category = problems.take(text::optional("category", self.category.as_deref(), 100))?;
        let kind = problems.take(text::optional("kind", self.kind.as_deref(), 100))?;
        let tags = problems.take(text::optional("tags", self.tags.as_deref(), 1000))?;
        problems.finish()?;
        Ok(Self {
            title: title.unwrap_or_default(),
            article: self.article.clone(),
            category: category.flatten(),
            kind: kind.flatten(),
            tags: tags.flatten(),
            active: self.active,
        })
    }

    /// What a search looks into.
    pub fn search_text(&self) -> String {
        text::fold(&[&self.title, &self.article, self.tags.as_deref().unwrap_or_default()].join("\n"))
    }
}
