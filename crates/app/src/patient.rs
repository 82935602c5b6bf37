//! Patients.

use domain::event::EventKind;
use domain::patient::PatientDetails;
use domain::{Error, Noun, Patient, PatientId, Permission, Result};
use serde_json::json;
use store::{Sequence, Tx};

use crate::{Ctx, audit, event};

/// Registers a patient, whoever else there may be.
///
/// # Errors
/// `Forbidden` or `Invalid`.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, details: PatientDetails) -> Result<Patient> {
    ctx.require(Permission::ManageBookings)?;
    let details = details.check()?;
    let id = PatientId(tx.next_id(Sequence::Patient)?);
    for key in details.match_keys() {
        tx.insert_patient_key(ctx.organization_id(), &key, id)?;
    }
    insert(tx, ctx, id, details)
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
    insert(tx, ctx, id, details).map(|patient| Some(patient.id))
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

fn insert(tx: &mut Tx<'_>, ctx: &Ctx, id: PatientId, details: PatientDetails) -> Result<Patient> {
    let patient = Patient { id, details };
    tx.insert_patient(ctx.organization_id(), &patient, ctx.now())?;
    audit::record(tx, ctx, "patient.create", id.0, &json!({}))?;
    event::emit(tx, ctx, EventKind::PatientCreated, id.0)?;
    Ok(patient)
}

/// One patient. The read is audited, so this belongs into a write.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: PatientId) -> Result<Patient> {
    ctx.require(Permission::ManageBookings)?;
    let patient = tx.find_patient(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Patient))?;
    audit::record(tx, ctx, "patient.read", id.0, &json!({}))?;
    Ok(patient)
}

/// Patients by name, at most `limit` (1 to 200) after that one. The read is audited, so this belongs into a write.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx, after: Option<&Patient>, limit: i64) -> Result<Vec<Patient>> {
    ctx.require(Permission::ManageBookings)?;
    let after = after.map_or(("", "", PatientId(0)), |patient| {
        (patient.details.family_name.as_str(), patient.details.given_name.as_str(), patient.id)
    });
    audit::record(tx, ctx, "patient.list", 0, &json!({}))?;
    Ok(tx.list_patients(ctx.organization_id(), after, limit.clamp(1, 200))?)
}
