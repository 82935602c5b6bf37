//! Tags.

use domain::{PatientId, Result, Tag, TagId};
use serde_json::{Map, Value};

use crate::body::Members;
use crate::wire::tag::{self, TagAssignment, TagRemoval};

/// Reads which label is to be put on somebody.
///
/// # Errors
/// `Invalid`.
pub(crate) fn read_assign(object: &Map<String, Value>) -> Result<TagId> {
    let mut members = Members::of(object);
    let id = members.needed_id("tagId");
    members.finish()?;
    Ok(TagId(id))
}

/// A label.
pub(crate) fn show(tag: Tag) -> tag::Tag {
    tag::Tag { tag_id: tag.id.0, tag: tag.name, color: tag.colour }
}

/// A label that is on somebody.
pub(crate) fn show_assignment(prospect: PatientId, tag: TagId) -> TagAssignment {
    TagAssignment { prospect_id: prospect.0, tag_id: tag.0 }
}

/// Labels taken off somebody.
pub(crate) fn show_removal(prospect: PatientId, removed: u64) -> TagRemoval {
    TagRemoval { prospect_id: prospect.0, removed }
}
