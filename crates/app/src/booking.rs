//! A booking from outside: checked, paid for where the service asks for it, answered once per idempotency key.
//!
//! No network call is ever made inside a transaction. Where a card is involved there are two of them: the first checks
//! everything, keeps the time by a hold and notes a pending payment; then the provider is asked; then the second makes the
//! appointment of the hold, or gives the time back. If the server stops in between, the hold expires by itself.

use domain::payment::{CardStep, PaymentStatus};
use domain::{ClaimKind, Error, HoldId, Money, Payment, PaymentId, Result};
use serde_json::json;
use store::{Sequence, StoredAnswer, Tx};

use crate::appointment::{Booked, NewAppointment, book_checked, check, confirm_hold};
use crate::idempotency::{Answered, IdempotencyKey, begin, finish, forget};
use crate::payment::{CardToken, settled};
use crate::{Ctx, audit, hold};

/// A booking from outside.
#[derive(Clone, Debug)]
pub struct NewBooking {
    /// The visit.
    pub appointment: NewAppointment,
    /// Whether an acceptable health card was given.
    pub health_card: bool,
    /// The card, when one was given.
    pub card: Option<CardToken>,
}

/// How far a booking came in its first transaction.
#[derive(Clone, Debug)]
pub enum Begun {
    /// To the end, or it was answered before.
    Done(Answered),
    /// To the card.
    CardFirst(Pending),
}

/// A booking that waits for the payment provider.
#[derive(Clone, Debug)]
pub struct Pending {
    /// What has to happen with the card.
    pub step: CardStep,
    /// The pending payment, by which the provider recognises a repeated call.
    pub payment_id: PaymentId,
    /// The card.
    pub card: CardToken,
    hold_id: HoldId,
    appointment: NewAppointment,
}

/// Checks a booking as [`start`] does, and stores nothing. It promises nothing either.
///
/// # Errors
/// As [`start`].
pub fn validate(tx: &mut Tx<'_>, ctx: &Ctx, new: &NewBooking) -> Result<()> {
    let (checked, _) = check(tx, ctx, &new.appointment)?;
    checked.service.details.payment.card_step(new.health_card, new.card.is_some())?;
    Ok(())
}

/// Checks a booking and makes it, or keeps its time until the card has been dealt with.
///
/// # Errors
/// What [`crate::appointment::book`] says, `PaymentRequired`, `IdempotencyMismatch` or `IdempotencyInFlight`.
pub fn start(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    new: &NewBooking,
    key: Option<&IdempotencyKey>,
    render: impl Fn(&Booked) -> StoredAnswer,
) -> Result<Begun> {
    if let Some(answered) = begin(tx, ctx, key)? {
        return Ok(Begun::Done(answered));
    }
    let (checked, offered) = check(tx, ctx, &new.appointment)?;
    let step = checked.service.details.payment.card_step(new.health_card, new.card.is_some())?;
    let (CardStep::Save(amount) | CardStep::Charge(amount)) = step else {
        let booked = book_checked(tx, ctx, &new.appointment, checked, &offered)?;
        return answer(tx, ctx, key, &booked, render).map(Begun::Done);
    };
    let card = new.card.clone().ok_or(Error::PaymentRequired)?;
    let hold = hold::place(
        tx,
        ctx,
        &hold::NewHold {
            service_id: new.appointment.service_id,
            who: new.appointment.who,
            start: new.appointment.start,
            minutes: Some(HOLD_MINUTES),
        },
    )?;
    let payment_id = insert_payment(tx, ctx, amount)?;
    Ok(Begun::CardFirst(Pending { step, payment_id, card, hold_id: hold.id, appointment: new.appointment.clone() }))
}

/// How long the time is kept while the provider is asked.
const HOLD_MINUTES: i64 = 4;

fn insert_payment(tx: &mut Tx<'_>, ctx: &Ctx, amount: Money) -> Result<PaymentId> {
    let id = PaymentId(tx.next_id(Sequence::Record)?);
    let payment = Payment {
        id,
        appointment_id: None,
        amount,
        status: PaymentStatus::Pending,
        reference: None,
        created_at: ctx.now(),
    };
    tx.insert_payment(ctx.organization_id(), &payment)?;
    audit::record(tx, ctx, "payment.begin", id.0, &json!({ "minor": amount.minor, "currency": amount.currency }))?;
    Ok(id)
}

/// Ends a booking that waited for the card: the provider's reference makes the appointment.
///
/// # Errors
/// `HoldExpired` when the provider took too long.
pub fn complete(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    pending: &Pending,
    reference: &str,
    key: Option<&IdempotencyKey>,
    render: impl Fn(&Booked) -> StoredAnswer,
) -> Result<Answered> {
    let booked = confirm_hold(tx, ctx, pending.hold_id, &pending.appointment)?;
    let (status, appointment) = (settled(pending.step), Some(booked.appointment.id));
    tx.settle_payment(ctx.organization_id(), pending.payment_id, status, Some(reference), appointment)?;
    audit::record(tx, ctx, "payment.settle", pending.payment_id.0, &json!({ "status": status.as_str() }))?;
    answer(tx, ctx, key, &booked, render)
}

/// Ends a booking whose time was gone when the provider answered at last: what was taken has to be given back, which is noted
/// for the staff; the key is free again.
pub fn give_up(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    pending: &Pending,
    reference: &str,
    key: Option<&IdempotencyKey>,
) -> Result<()> {
    tx.settle_payment(ctx.organization_id(), pending.payment_id, PaymentStatus::RefundDue, Some(reference), None)?;
    audit::record(tx, ctx, "payment.refund_due", pending.payment_id.0, &json!({}))?;
    forget(tx, ctx, key)
}

/// Ends a booking whose card was declined: the time is free again, and so is the key.
pub fn decline(tx: &mut Tx<'_>, ctx: &Ctx, pending: &Pending, key: Option<&IdempotencyKey>) -> Result<()> {
    tx.delete_hold(ctx.organization_id(), pending.hold_id)?;
    tx.release_time(ctx.organization_id(), ClaimKind::Hold, pending.hold_id.0)?;
    tx.settle_payment(ctx.organization_id(), pending.payment_id, PaymentStatus::Declined, None, None)?;
    audit::record(tx, ctx, "payment.decline", pending.payment_id.0, &json!({}))?;
    forget(tx, ctx, key)
}

fn answer(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    key: Option<&IdempotencyKey>,
    booked: &Booked,
    render: impl Fn(&Booked) -> StoredAnswer,
) -> Result<Answered> {
    let answer = render(booked);
    finish(tx, ctx, key, &answer)?;
    Ok(Answered { answer, replayed: false })
}
