//! Statements about labels, and which patients have them.

use domain::{OrganizationId, PatientId, Tag, TagId};

use crate::value::id_list;
use crate::{Result, Row, Tx};

fn tag(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { id: row.get("id")?, name: row.get("name")?, colour: row.get("colour")? })
}

impl Tx<'_> {
    /// Adds a label.
    ///
    /// # Errors
    /// `NotUnique` when there is one of that name, without regard to case.
    pub fn insert_tag(&mut self, organization: OrganizationId, tag: &Tag) -> Result<()> {
        self.execute(
            "INSERT INTO tags (organization_id, id, name, name_key, colour) VALUES ($1, $2, $3, $4, $5)",
            &[&organization, &tag.id, &tag.name, &domain::text::fold(&tag.name), &tag.colour],
        )?;
        Ok(())
    }

    /// The label with that id.
    pub fn find_tag(&mut self, organization: OrganizationId, id: TagId) -> Result<Option<Tag>> {
        self.query_opt(
            "SELECT id, name, colour FROM tags WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            tag,
        )
    }

    /// All labels by name, at most 1,000.
    pub fn list_tags(&mut self, organization: OrganizationId) -> Result<Vec<Tag>> {
        self.query(
            "SELECT id, name, colour FROM tags WHERE organization_id = $1 ORDER BY name_key LIMIT 1000",
            &[&organization],
            tag,
        )
    }

    /// How many labels there are.
    pub fn count_tags(&mut self, organization: OrganizationId) -> Result<i64> {
        self.query_one("SELECT count(*) FROM tags WHERE organization_id = $1", &[&organization], |row| row.at(0))
    }

    /// The labels of these patients, by patient and name.
    pub fn list_tags_of(
        &mut self,
        organization: OrganizationId,
        patients: &[PatientId],
    ) -> Result<Vec<(PatientId, Tag)>> {
        self.query(
            "SELECT p.patient_id, t.id, t.name, t.colour FROM patient_tags p
             JOIN tags t ON t.organization_id = p.organization_id AND t.id = p.tag_id
             WHERE p.organization_id = $1 AND p.patient_id IN (SELECT value FROM id_list($2))
             ORDER BY p.patient_id, t.name_key",
            &[&organization, &id_list(patients.iter().map(|id| id.0))],
            |row| Ok((row.get("patient_id")?, tag(row)?)),
        )
    }

    /// Puts a label on a patient; whether they did not have it.
    pub fn insert_patient_tag(&mut self, organization: OrganizationId, patient: PatientId, tag: TagId) -> Result<bool> {
        let inserted = self.execute(
            "INSERT INTO patient_tags (organization_id, patient_id, tag_id) VALUES ($1, $2, $3)
             ON CONFLICT (organization_id, patient_id, tag_id) DO NOTHING",
            &[&organization, &patient, &tag],
        )?;
        Ok(inserted == 1)
    }

    /// Takes a label off a patient; whether they had it.
    pub fn delete_patient_tag(&mut self, organization: OrganizationId, patient: PatientId, tag: TagId) -> Result<bool> {
        let deleted = self.execute(
            "DELETE FROM patient_tags WHERE organization_id = $1 AND patient_id = $2 AND tag_id = $3",
            &[&organization, &patient, &tag],
        )?;
        Ok(deleted == 1)
    }

    /// Takes all labels off a patient; how many there were.
    pub fn delete_patient_tags(&mut self, organization: OrganizationId, patient: PatientId) -> Result<u64> {
        self.execute(
            "DELETE FROM patient_tags WHERE organization_id = $1 AND patient_id = $2",
            &[&organization, &patient],
        )
    }
}
