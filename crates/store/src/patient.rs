//! Statements about patients.

use domain::patient::PatientDetails;
use domain::{OrganizationId, Patient, PatientId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

fn patient(row: &Row<'_>) -> Result<Patient> {
    Ok(Patient {
        id: row.get("id")?,
        details: PatientDetails {
            given_name: row.get("given_name")?,
            family_name: row.get("family_name")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            birth_date: row.get("birth_date")?,
        },
    })
}

impl Tx<'_> {
    /// Adds a patient.
    pub fn insert_patient(&mut self, organization: OrganizationId, patient: &Patient, at: Timestamp) -> Result<()> {
        let details = &patient.details;
        self.execute_later(
            "INSERT INTO patients (organization_id, id, given_name, family_name, email, phone, birth_date, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            &[
                &organization,
                &patient.id,
                &details.given_name,
                &details.family_name,
                &details.email,
                &details.phone,
                &details.birth_date,
                &at,
            ],
        )?;
        Ok(())
    }

    /// The patient with that id.
    pub fn find_patient(&mut self, organization: OrganizationId, id: PatientId) -> Result<Option<Patient>> {
        self.query_opt(
            "SELECT id, given_name, family_name, email, phone, birth_date FROM patients WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            patient,
        )
    }

    /// Patients by name, at most `limit` after that name and id (keyset paging; begin with two empty names and id 0).
    pub fn list_patients(
        &mut self,
        organization: OrganizationId,
        after: (&str, &str, PatientId),
        limit: i64,
    ) -> Result<Vec<Patient>> {
        self.query(
            "SELECT id, given_name, family_name, email, phone, birth_date FROM patients
             WHERE organization_id = $1 AND (family_name, given_name, id) > ($2, $3, $4)
             ORDER BY family_name, given_name, id LIMIT $5",
            &[&organization, &after.0, &after.1, &after.2, &limit],
            patient,
        )
    }

    /// The patient who has that key.
    pub fn find_patient_by_key(&mut self, organization: OrganizationId, key: &str) -> Result<Option<PatientId>> {
        self.query_opt(
            "SELECT patient_id FROM patient_keys WHERE organization_id = $1 AND match_key = $2",
            &[&organization, &key],
            |row| row.at(0),
        )
    }

    /// Gives a patient a key nobody has; whether it was free. On PostgreSQL this waits for a transaction that is just giving
    /// the same key to somebody.
    pub fn insert_patient_key(&mut self, organization: OrganizationId, key: &str, id: PatientId) -> Result<bool> {
        let inserted = self.execute(
            "INSERT INTO patient_keys (organization_id, match_key, patient_id) VALUES ($1, $2, $3)
             ON CONFLICT (organization_id, match_key) DO NOTHING",
            &[&organization, &key, &id],
        )?;
        Ok(inserted == 1)
    }
    /// Gives these keys to a patient, whoever has them.
    pub fn move_patient_keys(&mut self, organization: OrganizationId, keys: &[String], id: PatientId) -> Result<()> {
        for key in keys {
            self.execute(
                "UPDATE patient_keys SET patient_id = $3 WHERE organization_id = $1 AND match_key = $2",
                &[&organization, key, &id],
            )?;
        }
        Ok(())
    }
}
