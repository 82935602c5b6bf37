//! Payments: who charges cards, and what is kept of it.

use domain::payment::{CardStep, PaymentStatus};
use domain::{Error, PaymentId, Result};

/// A card as the patient's browser got it from the provider: a token, never a number. Lives for one call, is never stored or
/// logged.
#[derive(Clone, PartialEq, Eq)]
pub struct CardToken(String);

impl CardToken {
    /// A token as it was sent.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// The token, for the provider.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for CardToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CardToken(..)")
    }
}

/// Charges and keeps cards. Called outside of any transaction, on a thread that may block.
pub trait PaymentProvider: Send + Sync {
    /// Does the step with the card. `payment` makes a repeated call recognisable to the provider.
    ///
    /// # Errors
    /// `PaymentDeclined` with words for the patient, or `Unavailable`.
    fn run(&self, step: CardStep, card: &CardToken, payment: PaymentId) -> Result<String>;
}

/// No provider: every card is declined.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPayments;

impl PaymentProvider for NoPayments {
    fn run(&self, _step: CardStep, _card: &CardToken, _payment: PaymentId) -> Result<String> {
        Err(Error::PaymentDeclined("Card payments are not set up here.".to_owned()))
    }
}

/// The built-in test provider: takes every token but those with `decline` or `fail` in them. Moves no money.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestPayments;

impl PaymentProvider for TestPayments {
    fn run(&self, _step: CardStep, card: &CardToken, payment: PaymentId) -> Result<String> {
        let token = card.reveal().to_ascii_lowercase();
        if token.contains("decline") {
            return Err(Error::PaymentDeclined("The card was declined.".to_owned()));
        }
        if token.contains("fail") {
            return Err(Error::Unavailable("the payment provider does not answer".to_owned()));
        }
        Ok(format!("test_{payment}"))
    }
}

/// The state a payment is in once its step has been done.
pub(crate) fn settled(step: CardStep) -> PaymentStatus {
    match step {
        CardStep::Charge(_) => PaymentStatus::Charged,
        CardStep::None | CardStep::Save(_) => PaymentStatus::CardSaved,
    }
}
