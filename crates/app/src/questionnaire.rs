//! Questionnaires and the responses to them.

use domain::{
    AppointmentId, Error, Noun, Permission, Questionnaire, QuestionnaireId, QuestionnaireItem, QuestionnaireResponse,
    Result, text,
};
use store::{Sequence, Tx};

use crate::Ctx;
use crate::organization::changed;

/// Makes a questionnaire.
///
/// # Errors
/// `Forbidden`, or `Invalid` with every bad item.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, title: &str, items: Vec<QuestionnaireItem>) -> Result<Questionnaire> {
    ctx.require(Permission::Configure)?;
    let title = text::required("title", title, text::NAME_MAX)?;
    Questionnaire::check_items(&items)?;
    let id = QuestionnaireId(tx.next_id(Sequence::Setup)?);
    let questionnaire = Questionnaire { id, title, version: 1, active: true, items };
    tx.insert_questionnaire(ctx.organization_id(), &questionnaire, ctx.now())?;
    changed(tx, ctx, "questionnaire.create", id.0)?;
    Ok(questionnaire)
}

/// Changes the questions: a new version. Answers given before stay with the version they were given to.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Invalid` with every bad item.
pub fn change(tx: &mut Tx<'_>, ctx: &Ctx, id: QuestionnaireId, items: Vec<QuestionnaireItem>) -> Result<Questionnaire> {
    ctx.require(Permission::Configure)?;
    Questionnaire::check_items(&items)?;
    let present = tx.find_questionnaire(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Questionnaire))?;
    let questionnaire = Questionnaire { version: present.version + 1, items, ..present };
    tx.replace_questionnaire(ctx.organization_id(), &questionnaire, ctx.now())?;
    changed(tx, ctx, "questionnaire.change", id.0)?;
    Ok(questionnaire)
}

/// A questionnaire in use.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: QuestionnaireId) -> Result<Questionnaire> {
    let found = tx.find_questionnaire(ctx.organization_id(), id)?;
    found.filter(|questionnaire| questionnaire.active).ok_or(Error::NotFound(Noun::Questionnaire))
}

/// The answers given for an appointment. The read is audited, so this belongs into a write.
///
/// # Errors
/// `Forbidden`.
pub fn responses(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId) -> Result<Vec<QuestionnaireResponse>> {
    ctx.require(Permission::ManageBookings)?;
    crate::audit::record(tx, ctx, "questionnaire_response.read", id.0, &serde_json::json!({}))?;
    Ok(tx.list_questionnaire_responses(ctx.organization_id(), id)?)
}
