//! Statements about payments.

use domain::payment::PaymentStatus;
use domain::{AppointmentId, Money, OrganizationId, Payment, PaymentId};

use crate::{Result, Tx};

impl Tx<'_> {
    /// Adds a payment.
    pub fn insert_payment(&mut self, organization: OrganizationId, payment: &Payment) -> Result<()> {
        self.execute(
            "INSERT INTO payments (organization_id, id, appointment_id, amount_minor, currency, status, reference, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                &organization,
                &payment.id,
                &payment.appointment_id,
                &payment.amount.minor,
                &payment.amount.currency,
                &payment.status,
                &payment.reference,
                &payment.created_at,
            ],
        )?;
        Ok(())
    }

    /// Writes what became of a payment.
    pub fn settle_payment(
        &mut self,
        organization: OrganizationId,
        id: PaymentId,
        status: PaymentStatus,
        reference: Option<&str>,
        appointment: Option<AppointmentId>,
    ) -> Result<()> {
        self.execute(
            "UPDATE payments SET status = $3, reference = $4, appointment_id = $5 WHERE organization_id = $1 AND id = $2",
            &[&organization, &id, &status, &reference, &appointment],
        )?;
        Ok(())
    }

    /// The payment with that id.
    pub fn find_payment(&mut self, organization: OrganizationId, id: PaymentId) -> Result<Option<Payment>> {
        self.query_opt(
            "SELECT id, appointment_id, amount_minor, currency, status, reference, created_at FROM payments
             WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            |row| {
                Ok(Payment {
                    id: row.get("id")?,
                    appointment_id: row.get("appointment_id")?,
                    amount: Money::new(row.get("amount_minor")?, row.get("currency")?),
                    status: row.get("status")?,
                    reference: row.get("reference")?,
                    created_at: row.get("created_at")?,
                })
            },
        )
    }
}
