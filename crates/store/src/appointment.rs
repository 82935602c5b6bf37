//! Statements about appointments. The time they take is in `claims`.

use domain::{Appointment, AppointmentId, AppointmentStatus, GroupSessionId, LocalTime, OrganizationId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

/// The columns of an appointment, in one place.
macro_rules! select_appointments {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.service_id, s.name AS service_name, a.patient_id, a.practitioner_id, a.roster_id, a.location_id, ",
            "a.group_session_id, a.status, a.starts_at, a.ends_at, a.local_start, a.time_zone, a.tzdb, a.previous_start, ",
            "a.patient_time_zone, a.join_url, a.overbooking_reason, a.access_key_digest, a.cancelled_at, a.cancel_reason, ",
            "a.created_at, a.updated_at FROM appointments a ",
            "JOIN services s ON s.organization_id = a.organization_id AND s.id = a.service_id ",
            $rest
        )
    };
}

fn appointment(row: &Row<'_>) -> Result<Appointment> {
    Ok(Appointment {
        id: row.get("id")?,
        service_id: row.get("service_id")?,
        service_name: row.get("service_name")?,
        patient_id: row.get("patient_id")?,
        practitioner_id: row.get("practitioner_id")?,
        roster_id: row.get("roster_id")?,
        location_id: row.get("location_id")?,
        group_session_id: row.get("group_session_id")?,
        status: row.get("status")?,
        start: row.get("starts_at")?,
        end: row.get("ends_at")?,
        local_start: LocalTime { civil: row.get("local_start")?, zone: row.get("time_zone")?, tzdb: row.get("tzdb")? },
        previous_start: row.get("previous_start")?,
        patient_time_zone: row.get("patient_time_zone")?,
        join_url: row.get("join_url")?,
        overbooking_reason: row.get("overbooking_reason")?,
        access_key_digest: row.get("access_key_digest")?,
        cancelled_at: row.get("cancelled_at")?,
        cancel_reason: row.get("cancel_reason")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

impl Tx<'_> {
    /// Adds an appointment.
    pub fn insert_appointment(&mut self, organization: OrganizationId, appointment: &Appointment) -> Result<()> {
        let a = appointment;
        self.execute(
            "INSERT INTO appointments (organization_id, id, service_id, patient_id, practitioner_id, roster_id, location_id,
                group_session_id, status, starts_at, ends_at, local_start, time_zone, tzdb, previous_start, patient_time_zone,
                join_url, overbooking_reason, access_key_digest, cancelled_at, cancel_reason, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
            &[
                &organization,
                &a.id,
                &a.service_id,
                &a.patient_id,
                &a.practitioner_id,
                &a.roster_id,
                &a.location_id,
                &a.group_session_id,
                &a.status,
                &a.start,
                &a.end,
                &a.local_start.civil.to_string(),
                &a.local_start.zone,
                &a.local_start.tzdb,
                &a.previous_start,
                &a.patient_time_zone,
                &a.join_url,
                &a.overbooking_reason,
                &a.access_key_digest,
                &a.cancelled_at,
                &a.cancel_reason,
                &a.created_at,
                &a.updated_at,
            ],
        )?;
        Ok(())
    }

    /// Writes what can change about an appointment.
    pub fn update_appointment(&mut self, organization: OrganizationId, appointment: &Appointment) -> Result<()> {
        let a = appointment;
        self.execute(
            "UPDATE appointments SET practitioner_id = $3, roster_id = $4, location_id = $5, status = $6, starts_at = $7,
                ends_at = $8, local_start = $9, time_zone = $10, tzdb = $11, previous_start = $12, patient_time_zone = $13,
                cancelled_at = $14, cancel_reason = $15, updated_at = $16
             WHERE organization_id = $1 AND id = $2",
            &[
                &organization,
                &a.id,
                &a.practitioner_id,
                &a.roster_id,
                &a.location_id,
                &a.status,
                &a.start,
                &a.end,
                &a.local_start.civil.to_string(),
                &a.local_start.zone,
                &a.local_start.tzdb,
                &a.previous_start,
                &a.patient_time_zone,
                &a.cancelled_at,
                &a.cancel_reason,
                &a.updated_at,
            ],
        )?;
        Ok(())
    }

    /// The appointment with that id.
    pub fn find_appointment(&mut self, organization: OrganizationId, id: AppointmentId) -> Result<Option<Appointment>> {
        self.query_opt(
            select_appointments!("WHERE a.organization_id = $1 AND a.id = $2"),
            &[&organization, &id],
            appointment,
        )
    }

    /// Keeps everybody else from changing an appointment until this transaction ends. SQLite's single writer does so anyway.
    pub fn lock_appointment(&mut self, organization: OrganizationId, id: AppointmentId) -> Result<()> {
        if self.is_postgres() {
            self.query_opt(
                "SELECT id FROM appointments WHERE organization_id = $1 AND id = $2 FOR UPDATE",
                &[&organization, &id],
                |_| Ok(()),
            )?;
        }
        Ok(())
    }

    /// Appointments of a time by start, at most `limit`.
    pub fn list_appointments(
        &mut self,
        organization: OrganizationId,
        from: Timestamp,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<Appointment>> {
        self.query(
            select_appointments!(
                "WHERE a.organization_id = $1 AND a.starts_at >= $2 AND a.starts_at < $3 ORDER BY a.starts_at, a.id LIMIT $4"
            ),
            &[&organization, &from, &until, &limit],
            appointment,
        )
    }

    /// Everybody in a group session who has not cancelled.
    pub fn list_group_session_members(
        &mut self,
        organization: OrganizationId,
        session: GroupSessionId,
        starts_at: Timestamp,
    ) -> Result<Vec<Appointment>> {
        self.query(
            select_appointments!(
                "WHERE a.organization_id = $1 AND a.starts_at = $3 AND a.group_session_id = $2 AND a.status <> $4
                 ORDER BY a.id LIMIT 1000"
            ),
            &[&organization, &session, &starts_at, &AppointmentStatus::Cancelled],
            appointment,
        )
    }
}
