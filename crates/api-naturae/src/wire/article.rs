//! Articles.

use serde::Serialize;
use utoipa::ToSchema;

/// An article.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(example = json!({
    "KBID": 12,
    "Title": "Insurance Verification Workflow",
    "Article": "Step-by-step process...",
    "Category": "Billing",
    "Type": "HowTo",
    "Tags": "insurance, verification",
    "Active": true
}))]
pub(crate) struct Article {
    /// Its id.
    #[serde(rename = "KBID")]
    #[schema(minimum = 1)]
    pub(crate) kbid: i64,
    /// Its title.
    pub(crate) title: String,
    /// Its text.
    pub(crate) article: String,
    /// What it is about.
    pub(crate) category: Option<String>,
    /// What kind of text it is.
    #[serde(rename = "Type")]
    pub(crate) kind: Option<String>,
    /// Words in one text, parted by comma and space.
    pub(crate) tags: Option<String>,
    /// Whether it is listed.
    pub(crate) active: bool,
}

/// What is to be changed about an article. What is absent stays, what is null is cleared.
#[derive(ToSchema)]
#[schema(rename_all = "PascalCase", example = json!({ "Category": "Billing", "Active": false }))]
#[expect(dead_code, reason = "this is the description; `convert::article` reads it by hand")]
pub(crate) struct ArticleUpdate {
    /// Its title.
    #[schema(min_length = 1, max_length = 255, nullable = false)]
    title: Option<String>,
    /// Its text.
    #[schema(nullable = false)]
    article: Option<String>,
    /// What it is about.
    #[schema(max_length = 100)]
    category: Option<String>,
    /// What kind of text it is.
    #[schema(rename = "Type", max_length = 100)]
    kind: Option<String>,
    /// Words in one text, parted by comma and space.
    #[schema(max_length = 1000)]
    tags: Option<String>,
    /// Whether it is listed.
    #[schema(nullable = false)]
    active: Option<bool>,
}
