//! Tags.

use serde::Serialize;
use utoipa::ToSchema;

/// A label.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Tag {
    /// Its id.
    #[serde(rename = "TagID")]
    #[schema(minimum = 1)]
    pub(crate) tag_id: i64,
    /// Its word.
    pub(crate) tag: String,
    /// Its colour.
    pub(crate) color: Option<String>,
}

/// A label to be put on somebody.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({ "tagId": 123 }))]
#[expect(dead_code, reason = "this is the description; `convert::tag` reads it by hand")]
pub(crate) struct TagAssign {
    /// The label.
    #[schema(minimum = 1)]
    tag_id: i64,
}

/// A label that is on somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagAssignment {
    /// The person.
    #[serde(rename = "ProspectID")]
    pub(crate) prospect_id: i64,
    /// The label.
    #[serde(rename = "TagID")]
    pub(crate) tag_id: i64,
}

/// Labels taken off somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagRemoval {
    /// The person.
    #[serde(rename = "ProspectID")]
    pub(crate) prospect_id: i64,
    /// How many there were.
    #[serde(rename = "Removed")]
    pub(crate) removed: u64,
}
