//! Statements about services.

use domain::service::{PaymentRule, ServiceDetails, ServiceTeam, StartRule};
use domain::{Money, OrganizationId, PractitionerId, ResourceId, Service, ServiceId};

use crate::value::Json;
use crate::{Result, Row, Tx};

/// The columns of a service, in one place: every statement about services reads all of them.
macro_rules! select_services {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, description, duration, gap, buffer_before, buffer_after, start_rule, min_lead, max_lead, ",
            "change_notice, payment_enabled, price_minor, currency, pay_later, save_card_only, health_card_coverage, ",
            "questionnaire_id, is_virtual, seats, channels, active FROM services ",
            $rest
        )
    };
}

fn service(row: &Row<'_>) -> Result<Service> {
    let id = row.get("id")?;
    let details = ServiceDetails {
        name: row.get("name")?,
        description: row.get("description")?,
        duration: row.get("duration")?,
        gap: row.get("gap")?,
        buffer_before: row.get("buffer_before")?,
        buffer_after: row.get("buffer_after")?,
        start_rule: row.get::<Json<StartRule>>("start_rule")?.0,
        min_lead: row.get("min_lead")?,
        max_lead: row.get("max_lead")?,
        change_notice: row.get("change_notice")?,
        payment: PaymentRule {
            enabled: row.get("payment_enabled")?,
            price: Money::new(row.get("price_minor")?, row.get("currency")?),
            pay_later: row.get("pay_later")?,
            save_card_only: row.get("save_card_only")?,
            health_card_coverage: row.get("health_card_coverage")?,
        },
        questionnaire_id: row.get("questionnaire_id")?,
        is_virtual: row.get("is_virtual")?,
        seats: row.get("seats")?,
        channels: row.get("channels")?,
    };
    Ok(Service { id, details, active: row.get("active")? })
}

impl Tx<'_> {
    /// Adds a service.
    pub fn insert_service(&mut self, organization: OrganizationId, service: &Service) -> Result<()> {
        let details = &service.details;
        self.execute(
            "INSERT INTO services (organization_id, id, name, description, duration, gap, buffer_before, buffer_after,
                start_rule, min_lead, max_lead, change_notice, payment_enabled, price_minor, currency, pay_later,
                save_card_only, health_card_coverage, questionnaire_id, is_virtual, seats, channels, active)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
            &[
                &organization,
                &service.id,
                &details.name,
                &details.description,
                &details.duration,
                &details.gap,
                &details.buffer_before,
                &details.buffer_after,
                &Json(details.start_rule),
                &details.min_lead,
                &details.max_lead,
                &details.change_notice,
                &details.payment.enabled,
                &details.payment.price.minor,
                &details.payment.price.currency,
                &details.payment.pay_later,
                &details.payment.save_card_only,
                &details.payment.health_card_coverage,
                &details.questionnaire_id,
                &details.is_virtual,
                &details.seats,
                &details.channels,
                &service.active,
            ],
        )?;
        Ok(())
    }

    /// The service with that id.
    pub fn find_service(&mut self, organization: OrganizationId, id: ServiceId) -> Result<Option<Service>> {
        self.query_opt(select_services!("WHERE organization_id = $1 AND id = $2"), &[&organization, &id], service)
    }

    /// Active services by name, at most 1,000.
    pub fn list_active_services(&mut self, organization: OrganizationId) -> Result<Vec<Service>> {
        self.query(
            select_services!("WHERE organization_id = $1 AND active = TRUE ORDER BY name, id LIMIT 1000"),
            &[&organization],
            service,
        )
    }

    /// Switches a service on or off; whether it exists.
    pub fn set_service_active(&mut self, organization: OrganizationId, id: ServiceId, active: bool) -> Result<bool> {
        let changed = self.execute(
            "UPDATE services SET active = $3 WHERE organization_id = $1 AND id = $2",
            &[&organization, &id, &active],
        )?;
        Ok(changed == 1)
    }

    /// Replaces who offers a service and what it needs.
    pub fn replace_service_team(
        &mut self,
        organization: OrganizationId,
        id: ServiceId,
        team: &ServiceTeam,
    ) -> Result<()> {
        let key: &[&dyn crate::Param] = &[&organization, &id];
        self.execute("DELETE FROM service_practitioners WHERE organization_id = $1 AND service_id = $2", key)?;
        self.execute("DELETE FROM service_requirements WHERE organization_id = $1 AND service_id = $2", key)?;
        for practitioner in &team.practitioners {
            self.execute(
                "INSERT INTO service_practitioners (organization_id, service_id, practitioner_id) VALUES ($1, $2, $3)",
                &[&organization, &id, practitioner],
            )?;
        }
        for (requirement, resources) in (0_i64..).zip(&team.requirements) {
            for resource in resources {
                self.execute(
                    "INSERT INTO service_requirements (organization_id, service_id, requirement, resource_id)
                     VALUES ($1, $2, $3, $4)",
                    &[&organization, &id, &requirement, resource],
                )?;
            }
        }
        Ok(())
    }

    /// Who offers a service and what it needs.
    pub fn find_service_team(&mut self, organization: OrganizationId, id: ServiceId) -> Result<ServiceTeam> {
        let key: &[&dyn crate::Param] = &[&organization, &id];
        let practitioners = self.query(
            "SELECT practitioner_id FROM service_practitioners WHERE organization_id = $1 AND service_id = $2
             ORDER BY practitioner_id",
            key,
            |row| row.at::<PractitionerId>(0),
        )?;
        let rows = self.query(
            "SELECT requirement, resource_id FROM service_requirements WHERE organization_id = $1 AND service_id = $2
             ORDER BY requirement, resource_id",
            key,
            |row| Ok((row.at::<i64>(0)?, row.at::<ResourceId>(1)?)),
        )?;
        let requirements = rows.chunk_by(|a, b| a.0 == b.0).map(|chunk| chunk.iter().map(|row| row.1).collect());
        Ok(ServiceTeam { practitioners, requirements: requirements.collect() })
    }
}
