//! Statements about questionnaires and the responses to them.

use domain::{AppointmentId, OrganizationId, Questionnaire, QuestionnaireId, QuestionnaireItem, QuestionnaireResponse};
use jiff::Timestamp;

use crate::value::Json;
use crate::{Result, Row, Tx};

fn questionnaire(row: &Row<'_>) -> Result<Questionnaire> {
    Ok(Questionnaire {
        id: row.get("id")?,
        title: row.get("title")?,
        version: row.get("version")?,
        active: row.get("active")?,
        items: row.get::<Json<Vec<QuestionnaireItem>>>("items")?.0,
    })
}

impl Tx<'_> {
    /// Adds a questionnaire with its first version.
    pub fn insert_questionnaire(
        &mut self,
        organization: OrganizationId,
        questionnaire: &Questionnaire,
        at: Timestamp,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO questionnaires (organization_id, id, title, active, version) VALUES ($1, $2, $3, $4, $5)",
            &[&organization, &questionnaire.id, &questionnaire.title, &questionnaire.active, &questionnaire.version],
        )?;
        self.insert_questionnaire_version(organization, questionnaire, at)
    }

    /// Makes `questionnaire.version` the present version, with its items.
    pub fn replace_questionnaire(
        &mut self,
        organization: OrganizationId,
        questionnaire: &Questionnaire,
        at: Timestamp,
    ) -> Result<()> {
        self.execute(
            "UPDATE questionnaires SET title = $3, active = $4, version = $5 WHERE organization_id = $1 AND id = $2",
            &[&organization, &questionnaire.id, &questionnaire.title, &questionnaire.active, &questionnaire.version],
        )?;
        self.insert_questionnaire_version(organization, questionnaire, at)
    }

    fn insert_questionnaire_version(
        &mut self,
        organization: OrganizationId,
        questionnaire: &Questionnaire,
        at: Timestamp,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO questionnaire_versions (organization_id, questionnaire_id, version, items, created_at)
             VALUES ($1, $2, $3, $4, $5)",
            &[&organization, &questionnaire.id, &questionnaire.version, &Json(&questionnaire.items), &at],
        )?;
        Ok(())
    }

    /// The present version of a questionnaire.
    pub fn find_questionnaire(
        &mut self,
        organization: OrganizationId,
        id: QuestionnaireId,
    ) -> Result<Option<Questionnaire>> {
        self.query_opt(
            "SELECT q.id, q.title, q.version, q.active, v.items FROM questionnaires q
             JOIN questionnaire_versions v
               ON v.organization_id = q.organization_id AND v.questionnaire_id = q.id AND v.version = q.version
             WHERE q.organization_id = $1 AND q.id = $2",
            &[&organization, &id],
            questionnaire,
        )
    }

    /// Adds a set of answers.
    pub fn insert_questionnaire_response(
        &mut self,
        organization: OrganizationId,
        response: &QuestionnaireResponse,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO questionnaire_responses (organization_id, id, questionnaire_id, version, patient_id, appointment_id,
                answers, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                &organization,
                &response.id,
                &response.questionnaire_id,
                &response.version,
                &response.patient_id,
                &response.appointment_id,
                &Json(&response.answers),
                &response.created_at,
            ],
        )?;
        Ok(())
    }

    /// The answers given for an appointment, oldest first.
    pub fn list_questionnaire_responses(
        &mut self,
        organization: OrganizationId,
        appointment: AppointmentId,
    ) -> Result<Vec<QuestionnaireResponse>> {
        self.query(
            "SELECT id, questionnaire_id, version, patient_id, appointment_id, answers, created_at
             FROM questionnaire_responses WHERE organization_id = $1 AND appointment_id = $2 ORDER BY id LIMIT 100",
            &[&organization, &appointment],
            |row| {
                Ok(QuestionnaireResponse {
                    id: row.get("id")?,
                    questionnaire_id: row.get("questionnaire_id")?,
                    version: row.get("version")?,
                    patient_id: row.get("patient_id")?,
                    appointment_id: row.get("appointment_id")?,
                    answers: row.get::<Json<_>>("answers")?.0,
                    created_at: row.get("created_at")?,
                })
            },
        )
    }
}
