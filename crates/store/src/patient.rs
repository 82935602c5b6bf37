//! Statements about patients.

use domain::patient::{PatientDetails, PatientFilter, PatientProfile};
use domain::{OrganizationId, PageQuery, Patient, PatientId};

use crate::value::Json;
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
        profile: row.get::<Json<PatientProfile>>("attributes")?.0,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

impl Tx<'_> {
    /// Adds a patient.
    pub fn insert_patient(&mut self, organization: OrganizationId, patient: &Patient) -> Result<()> {
        let details = &patient.details;
        self.execute(
            "INSERT INTO patients (organization_id, id, given_name, family_name, email, phone, birth_date, attributes,
                created_at, updated_at, is_prospect, search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &[
                &organization,
                &patient.id,
                &details.given_name,
                &details.family_name,
                &details.email,
                &details.phone,
                &details.birth_date,
                &Json(&patient.profile),
                &patient.created_at,
                &patient.updated_at,
                &patient.profile.is_prospect,
                &patient.search_text(),
            ],
        )?;
        Ok(())
    }

    /// Writes everything that can change about a patient.
    pub fn update_patient(&mut self, organization: OrganizationId, patient: &Patient) -> Result<()> {
        let details = &patient.details;
        self.execute(
            "UPDATE patients SET given_name = $3, family_name = $4, email = $5, phone = $6, birth_date = $7, attributes = $8,
                updated_at = $9, is_prospect = $10, search = $11 WHERE organization_id = $1 AND id = $2",
            &[
                &organization,
                &patient.id,
                &details.given_name,
                &details.family_name,
                &details.email,
                &details.phone,
                &details.birth_date,
                &Json(&patient.profile),
                &patient.updated_at,
                &patient.profile.is_prospect,
                &patient.search_text(),
            ],
        )?;
        Ok(())
    }

    /// Keeps everybody else from changing a patient until this transaction ends. SQLite's single writer does so anyway.
    pub fn lock_patient(&mut self, organization: OrganizationId, id: PatientId) -> Result<()> {
        if self.is_postgres() {
            let sql = "SELECT id FROM patients WHERE organization_id = $1 AND id = $2 FOR UPDATE";
            self.query_opt(sql, &[&organization, &id], |_| Ok(()))?;
        }
        Ok(())
    }

    /// The patient with that id.
    pub fn find_patient(&mut self, organization: OrganizationId, id: PatientId) -> Result<Option<Patient>> {
        self.query_opt(
            "SELECT id, given_name, family_name, email, phone, birth_date, attributes, created_at, updated_at FROM patients
             WHERE organization_id = $1 AND id = $2",
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
            "SELECT id, given_name, family_name, email, phone, birth_date, attributes, created_at, updated_at FROM patients
             WHERE organization_id = $1 AND (family_name, given_name, id) > ($2, $3, $4)
             ORDER BY family_name, given_name, id LIMIT $5",
            &[&organization, &after.0, &after.1, &after.2, &limit],
            patient,
        )
    }

    /// A page of the patients wanted, by name and id.
    pub fn search_patients(
        &mut self,
        organization: OrganizationId,
        filter: &PatientFilter,
        page: PageQuery,
    ) -> Result<Vec<Patient>> {
        self.query(
            "SELECT id, given_name, family_name, email, phone, birth_date, attributes, created_at, updated_at FROM patients
             WHERE organization_id = $1 AND (CAST($2 AS TEXT) IS NULL OR search LIKE $2 ESCAPE '\\') AND (CAST($3 AS BOOLEAN) IS NULL OR is_prospect = $3)
             ORDER BY family_name, given_name, id LIMIT $4 OFFSET $5",
            &[&organization, &filter.search, &filter.is_prospect, &page.limit(), &page.offset()],
            patient,
        )
    }

    /// How many patients are wanted.
    pub fn count_patients(&mut self, organization: OrganizationId, filter: &PatientFilter) -> Result<i64> {
        self.query_one(
            "SELECT count(*) FROM patients WHERE organization_id = $1
               AND (CAST($2 AS TEXT) IS NULL OR search LIKE $2 ESCAPE '\\') AND (CAST($3 AS BOOLEAN) IS NULL OR is_prospect = $3)",
            &[&organization, &filter.search, &filter.is_prospect],
            |row| row.at(0),
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

    /// Takes a key from a patient, if it is theirs.
    pub fn delete_patient_key(&mut self, organization: OrganizationId, key: &str, id: PatientId) -> Result<()> {
        self.execute(
            "DELETE FROM patient_keys WHERE organization_id = $1 AND match_key = $2 AND patient_id = $3",
            &[&organization, &key, &id],
        )?;
        Ok(())
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
