//! Statements about articles. They belong to the installation, so no organization is asked for.

use domain::article::{ArticleDetails, ArticleFilter};
use domain::{Article, ArticleId, PageQuery, text};

use crate::{Result, Row, Tx};

fn article(row: &Row<'_>) -> Result<Article> {
    Ok(Article {
        id: row.get("id")?,
        details: ArticleDetails {
            title: row.get("title")?,
            article: row.get("article")?,
            category: row.get("category")?,
            kind: row.get("kind")?,
            tags: row.get("tags")?,
            active: row.get("active")?,
        },
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

impl Tx<'_> {
    /// Adds an article.
    pub fn insert_article(&mut self, article: &Article) -> Result<()> {
        let details = &article.details;
        self.execute(
            "INSERT INTO articles (id, title, article, category, category_key, kind, kind_key, tags, active, search, created_at,
                updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &[
                &article.id,
                &details.title,
                &details.article,
                &details.category,
                &details.category.as_deref().map(text::fold),
                &details.kind,
                &details.kind.as_deref().map(text::fold),
                &details.tags,
                &details.active,
                &details.search_text(),
                &article.created_at,
                &article.updated_at,
            ],
        )?;
        Ok(())
    }

    /// Writes everything that can change about an article.
    pub fn update_article(&mut self, article: &Article) -> Result<()> {
        let details = &article.details;
        self.execute(
            "UPDATE articles SET title = $2, article = $3, category = $4, category_key = $5, kind = $6, kind_key = $7, tags = $8,
                active = $9, search = $10, updated_at = $11 WHERE id = $1",
            &[
                &article.id,
                &details.title,
                &details.article,
                &details.category,
                &details.category.as_deref().map(text::fold),
                &details.kind,
                &details.kind.as_deref().map(text::fold),
                &details.tags,
                &details.active,
                &details.search_text(),
                &article.updated_at,
            ],
        )?;
        Ok(())
    }

    /// The article with that id, listed or not.
    pub fn find_article(&mut self, id: ArticleId) -> Result<Option<Article>> {
        self.query_opt(
            "SELECT id, title, article, category, kind, tags, active, created_at, updated_at FROM articles WHERE id = $1",
            &[&id],
            article,
        )
    }

    /// Keeps everybody else from changing an article until this transaction ends. SQLite's single writer does so anyway.
    pub fn lock_article(&mut self, id: ArticleId) -> Result<()> {
        if self.is_postgres() {
            self.query_opt("SELECT id FROM articles WHERE id = $1 FOR UPDATE", &[&id], |_| Ok(()))?;
        }
        Ok(())
    }

    /// A page of the active articles wanted, by id.
    pub fn list_articles(&mut self, filter: &ArticleFilter, page: PageQuery) -> Result<Vec<Article>> {
        self.query(
            "SELECT id, title, article, category, kind, tags, active, created_at, updated_at FROM articles
             WHERE active = TRUE AND (CAST($1 AS TEXT) IS NULL OR search LIKE $1 ESCAPE '\\') AND (CAST($2 AS TEXT) IS NULL OR category_key = $2)
               AND (CAST($3 AS TEXT) IS NULL OR kind_key = $3)
             ORDER BY id LIMIT $4 OFFSET $5",
            &[&filter.search, &filter.category, &filter.kind, &page.limit(), &page.offset()],
            article,
        )
    }

    /// How many active articles are wanted.
    pub fn count_articles(&mut self, filter: &ArticleFilter) -> Result<i64> {
        self.query_one(
            "SELECT count(*) FROM articles
             WHERE active = TRUE AND (CAST($1 AS TEXT) IS NULL OR search LIKE $1 ESCAPE '\\') AND (CAST($2 AS TEXT) IS NULL OR category_key = $2)
               AND (CAST($3 AS TEXT) IS NULL OR kind_key = $3)",
            &[&filter.search, &filter.category, &filter.kind],
            |row| row.at(0),
        )
    }
}
