//! Labels, and which patients have them.

use domain::event::EventKind;
use domain::tag::NewTag;
use domain::{Error, FieldCode, Noun, PatientId, Permission, Result, Tag, TagId};
use serde_json::json;
use store::{Sequence, Tx};

use crate::organization::changed;
use crate::{Ctx, audit, event};

/// Most labels of a practice, so that they can be listed in one answer.
const TAGS_MAX: i64 = 1000;

/// Makes a label.
///
/// # Errors
/// `Forbidden`, `Invalid`, or `Duplicate` when there is one of that name.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewTag) -> Result<Tag> {
    ctx.require(Permission::Configure)?;
    let NewTag { name, colour } = new.check()?;
    if tx.count_tags(ctx.organization_id())? >= TAGS_MAX {
        return Err(Error::invalid("name", FieldCode::TooLong, format!("At most {TAGS_MAX} labels.")));
    }
    let tag = Tag { id: TagId(tx.next_id(Sequence::Desk)?), name, colour };
    match tx.insert_tag(ctx.organization_id(), &tag) {
        Err(error) if error.is_not_unique() => return Err(Error::Duplicate { noun: Noun::Tag, field: "name" }),
        inserted => inserted?,
    }
    changed(tx, ctx, "tag.create", tag.id.0)?;
    Ok(tag)
}

/// All labels by name.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<Vec<Tag>> {
    ctx.require(Permission::ManageTags)?;
    Ok(tx.list_tags(ctx.organization_id())?)
}

/// The labels of these patients, by patient and name. For those who have just read the patients.
///
/// # Errors
/// `Forbidden`.
pub fn list_of(tx: &mut Tx<'_>, ctx: &Ctx, patients: &[PatientId]) -> Result<Vec<(PatientId, Tag)>> {
    ctx.require(Permission::ManagePatients)?;
    Ok(tx.list_tags_of(ctx.organization_id(), patients)?)
}

/// Puts a label on a patient; whether they did not have it.
///
/// # Errors
/// `Forbidden`, or `NotFound` for either.
pub fn assign(tx: &mut Tx<'_>, ctx: &Ctx, patient: PatientId, tag: TagId) -> Result<bool> {
    ctx.require(Permission::ManageTags)?;
    check_patient(tx, ctx, patient)?;
    tx.find_tag(ctx.organization_id(), tag)?.ok_or(Error::NotFound(Noun::Tag))?;
    let is_new = tx.insert_patient_tag(ctx.organization_id(), patient, tag)?;
    if is_new {
        note(tx, ctx, "patient.tag", patient, 1)?;
    }
    Ok(is_new)
}

/// Takes a label off a patient.
///
/// # Errors
/// `Forbidden`, or `NotFound` for the patient, or for a label that they do not have.
pub fn remove(tx: &mut Tx<'_>, ctx: &Ctx, patient: PatientId, tag: TagId) -> Result<()> {
    ctx.require(Permission::ManageTags)?;
    check_patient(tx, ctx, patient)?;
    if !tx.delete_patient_tag(ctx.organization_id(), patient, tag)? {
        return Err(Error::NotFound(Noun::Tag));
    }
    note(tx, ctx, "patient.untag", patient, 1)
}

/// Takes all labels off a patient; how many there were.
///
/// # Errors
/// `Forbidden`, or `NotFound` for the patient.
pub fn remove_all(tx: &mut Tx<'_>, ctx: &Ctx, patient: PatientId) -> Result<u64> {
    ctx.require(Permission::ManageTags)?;
    check_patient(tx, ctx, patient)?;
    let removed = tx.delete_patient_tags(ctx.organization_id(), patient)?;
    if removed > 0 {
        note(tx, ctx, "patient.untag", patient, removed)?;
    }
    Ok(removed)
}

fn check_patient(tx: &mut Tx<'_>, ctx: &Ctx, patient: PatientId) -> Result<()> {
    tx.find_patient(ctx.organization_id(), patient)?.map(drop).ok_or(Error::NotFound(Noun::Patient))
}

fn note(tx: &mut Tx<'_>, ctx: &Ctx, action: &str, patient: PatientId, tags: u64) -> Result<()> {
    audit::record(tx, ctx, action, patient.0, &json!({ "tags": tags }))?;
    event::emit(tx, ctx, EventKind::PatientChanged, patient.0)
}
