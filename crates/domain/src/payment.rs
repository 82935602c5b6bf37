//! Payment: what is due for a booking, and what became of it.

use jiff::Timestamp;

use crate::error::{Error, Result};
use crate::id::{AppointmentId, PaymentId};
use crate::money::Money;
use crate::service::PaymentRule;

/// Money taken, or tried to be taken, for an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Our id.
    pub id: PaymentId,
    /// For what; none while the charge is under way or when it was declined.
    pub appointment_id: Option<AppointmentId>,
    /// How much.
    pub amount: Money,
    /// What became of it.
    pub status: PaymentStatus,
    /// The provider's reference. Never the card or its token.
    pub reference: Option<String>,
    /// When it was begun.
    pub created_at: Timestamp,
}

crate::text_enum! {
    /// What became of a payment.
    PaymentStatus {
        /// The provider is being asked.
        Pending = "pending",
        /// The money was taken.
        Charged = "charged",
        /// The card was kept, nothing was taken.
        CardSaved = "card_saved",
        /// The money was taken or the card kept, but the time was gone by then: it has to be given back.
        RefundDue = "refund_due",
        /// The provider declined.
        Declined = "declined",
    }
}

/// What has to happen with a card before a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardStep {
    /// No card is needed.
    None,
    /// The card is kept, nothing is charged.
    Save(Money),
    /// The card is charged.
    Charge(Money),
}

impl PaymentRule {
    /// What is due: the price less what an accepted health card bears.
    pub fn due(&self, health_card: bool) -> Money {
        if health_card { self.price.less_percent(self.health_card_coverage) } else { self.price }
    }

    /// What has to happen with the card, given whether one was sent.
    ///
    /// # Errors
    /// `PaymentRequired` when a card is needed and there is none.
    pub fn card_step(&self, health_card: bool, has_card: bool) -> Result<CardStep> {
        let due = self.due(health_card);
        if !self.enabled || due.is_zero() {
            return Ok(CardStep::None);
        }
        match (self.save_card_only, self.pay_later, has_card) {
            (true, _, true) | (false, true, true) => Ok(CardStep::Save(due)),
            (false, true, false) => Ok(CardStep::None),
            (false, false, true) => Ok(CardStep::Charge(due)),
            (true, _, false) | (false, false, false) => Err(Error::PaymentRequired),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn rule() -> PaymentRule {
        PaymentRule {
            enabled: true,
            price: Money::new(5000, Currency::parse("CAD").unwrap()),
            pay_later: false,
            save_card_only: false,
            health_card_coverage: 40,
        }
    }

    #[test]
    fn what_happens_with_the_card() {
        let due = Money::new(5000, Currency::parse("CAD").unwrap());
        assert_eq!(rule().card_step(false, true).unwrap(), CardStep::Charge(due));
        assert_eq!(rule().card_step(true, true).unwrap(), CardStep::Charge(due.less_percent(40)));
        assert!(matches!(rule().card_step(false, false), Err(Error::PaymentRequired)));
        let off = PaymentRule { enabled: false, ..rule() };
        assert_eq!(off.card_step(false, false).unwrap(), CardStep::None);
        let covered = PaymentRule { health_card_coverage: 100, ..rule() };
        assert_eq!(covered.card_step(true, false).unwrap(), CardStep::None);
        let later = PaymentRule { pay_later: true, ..rule() };
        assert_eq!(later.card_step(false, false).unwrap(), CardStep::None);
        assert_eq!(later.card_step(false, true).unwrap(), CardStep::Save(due));
        let save = PaymentRule { save_card_only: true, pay_later: true, ..rule() };
        assert_eq!(save.card_step(false, true).unwrap(), CardStep::Save(due));
        assert!(matches!(save.card_step(false, false), Err(Error::PaymentRequired)));
    }
}
