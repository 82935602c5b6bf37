//! Patients.

use domain::event::EventKind;
use domain::patient::{PatientDetails, PatientFilter};
use domain::{Error, FieldCode, Noun, Page, PageQuery, Patient, PatientId, Permission, Result};
use serde_json::json;
use store::{Sequence, Tx};

use crate::{Ctx, audit, event};

/// Registers a patient, whoever else there may be.
///
/// # Errors
/// `Forbidden` or `Invalid`.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, details: PatientDetails) -> Result<Patient> {
    register(tx, ctx, |patient| patient.details = details)
}

/// Registers a patient with a profile, whoever else there may be: nobody looks for somebody alike.
///
/// # Errors
/// `Forbidden`, or `Invalid` with every bad field.
pub fn register(tx: &mut Tx<'_>, ctx: &Ctx, fill: impl FnOnce(&mut Patient)) -> Result<Patient> {
    ctx.require(Permission::ManagePatients)?;
    let mut patient = Patient::new(PatientId(tx.next_id(Sequence::Patient)?), PatientDetails::default(), ctx.now());
    fill(&mut patient);
    patient.open();
    settle(tx, ctx, &mut patient, None)?;
    for key in patient.match_keys(phone_prefix(ctx)) {
        tx.insert_patient_key(ctx.organization_id(), &key, patient.id)?;
    }
    insert(tx, ctx, patient)
}

/// Changes what is known of a patient. They are found again by what they are called and reached at from now on.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Invalid` with every bad field.
pub fn update(tx: &mut Tx<'_>, ctx: &Ctx, id: PatientId, change: impl FnOnce(&mut Patient)) -> Result<Patient> {
    ctx.require(Permission::ManagePatients)?;
    let organization = ctx.organization_id();
    tx.lock_patient(organization, id)?;
    let before = tx.find_patient(organization, id)?.ok_or(Error::NotFound(Noun::Patient))?;
    let mut patient = before.clone();
    patient.open();
    change(&mut patient);
    settle(tx, ctx, &mut patient, Some(&before))?;
    patient.updated_at = ctx.now();
    tx.update_patient(organization, &patient)?;
    let (old, new) = (before.match_keys(phone_prefix(ctx)), patient.match_keys(phone_prefix(ctx)));
    for key in old.iter().filter(|key| !new.contains(key)) {
        tx.delete_patient_key(organization, key, id)?;
    }
    for key in new.iter().filter(|key| !old.contains(key)) {
        tx.insert_patient_key(organization, key, id)?;
    }
    audit::record(tx, ctx, "patient.update", id.0, &json!({}))?;
    event::emit(tx, ctx, EventKind::PatientChanged, id.0)?;
    Ok(patient)
}

/// Everything that is checked about a patient, by themselves and against the practice.
fn settle(tx: &mut Tx<'_>, ctx: &Ctx, patient: &mut Patient, before: Option<&Patient>) -> Result<()> {
    patient.settle(phone_prefix(ctx))?;
    let practitioner = patient.profile.practitioner_id;
    if let Some(id) = practitioner
        && before.is_none_or(|before| before.profile.practitioner_id != practitioner)
        && tx.find_practitioner(ctx.organization_id(), id)?.is_none_or(|practitioner| !practitioner.active)
    {
        return Err(Error::invalid("practitioner_id", FieldCode::UnknownReference, "No such practitioner."));
    }
    Ok(())
}

fn phone_prefix(ctx: &Ctx) -> Option<&str> {
    ctx.organization().settings.phone_prefix.as_deref()
}

/// The patient a booking form speaks of: the one known by the same contact and name, or a new one. Nobody is ever merged, and
/// nothing of a known patient is overwritten by what an anonymous form says.
pub(crate) fn find_or_create(tx: &mut Tx<'_>, ctx: &Ctx, details: PatientDetails) -> Result<Option<PatientId>> {
    if !details.is_someone() {
        return Ok(None);
    }
    let keys = details.match_keys();
    if let Some(known) = find_by_keys(tx, ctx, &keys)? {
        return Ok(Some(known));
    }
    let id = PatientId(tx.next_id(Sequence::Patient)?);
    for key in &keys {
        if !tx.insert_patient_key(ctx.organization_id(), key, id)? {
            // Somebody registered the same person at the same moment: theirs it is. Keys already given to our number point
            // to nobody, so they are given over.
            return transfer_keys(tx, ctx, &keys);
        }
    }
    insert(tx, ctx, Patient::new(id, details, ctx.now())).map(|patient| Some(patient.id))
}

fn find_by_keys(tx: &mut Tx<'_>, ctx: &Ctx, keys: &[String]) -> Result<Option<PatientId>> {
    for key in keys {
        if let Some(id) = tx.find_patient_by_key(ctx.organization_id(), key)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// After losing a race for a key: whoever is registered under any of the keys.
fn transfer_keys(tx: &mut Tx<'_>, ctx: &Ctx, keys: &[String]) -> Result<Option<PatientId>> {
    for key in keys {
        if let Some(id) = tx.find_patient_by_key(ctx.organization_id(), key)?
            && tx.find_patient(ctx.organization_id(), id)?.is_some()
        {
            tx.move_patient_keys(ctx.organization_id(), keys, id)?;
            return Ok(Some(id));
        }
    }
    Err(Error::Unavailable("the same patient is being registered".to_owned()))
}

fn insert(tx: &mut Tx<'_>, ctx: &Ctx, patient: Patient) -> Result<Patient> {
    tx.insert_patient(ctx.organization_id(), &patient)?;
    audit::record(tx, ctx, "patient.create", patient.id.0, &json!({}))?;
    event::emit(tx, ctx, EventKind::PatientCreated, patient.id.0)?;
    Ok(patient)
}

/// One patient. The read is audited, so this belongs into a write.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: PatientId) -> Result<Patient> {
    ctx.require(Permission::ManagePatients)?;
    let patient = tx.find_patient(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Patient))?;
    audit::record(tx, ctx, "patient.read", id.0, &json!({}))?;
    Ok(patient)
}

/// Patients by name, at most `limit` (1 to 200) after that one. The read is audited, so this belongs into a write.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx, after: Option<&Patient>, limit: i64) -> Result<Vec<Patient>> {
    ctx.require(Permission::ManagePatients)?;
    let after = after.map_or(("", "", PatientId(0)), |patient| {
        (patient.details.family_name.as_str(), patient.details.given_name.as_str(), patient.id)
    });
    audit::record(tx, ctx, "patient.list", 0, &json!({}))?;
    Ok(tx.list_patients(ctx.organization_id(), after, limit.clamp(1, 200))?)
}

/// A page of the patients wanted, by name. The read is audited, so this belongs into a write.
///
/// # Errors
/// `Forbidden`.
pub fn search(tx: &mut Tx<'_>, ctx: &Ctx, filter: &PatientFilter, page: PageQuery) -> Result<Page<Patient>> {
    ctx.require(Permission::ManagePatients)?;
    audit::record(tx, ctx, "patient.list", 0, &json!({}))?;
    let organization = ctx.organization_id();
    Ok(Page {
        total: tx.count_patients(organization, filter)?,
        items: tx.search_patients(organization, filter, page)?,
        query: page,
    })
}
