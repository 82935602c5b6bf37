//! A booking from outside, whichever door it came through: see `app::booking`.

use app::appointment::Booked;
use app::booking::{self, Begun, NewBooking, Pending};
use app::idempotency::{Answered, IdempotencyKey};
use app::{Ctx, Error, Result, StoredAnswer};

use crate::Core;

impl Core {
    /// Books, with the card dealt with between two transactions where the service asks for one. `render` is called inside the
    /// transaction, so that the answer is stored with its effect. Runs to its end even when the caller has gone.
    ///
    /// # Errors
    /// See [`booking::start`] and [`booking::complete`]; `PaymentDeclined`.
    pub async fn book<R>(&self, ctx: Ctx, new: NewBooking, key: Option<IdempotencyKey>, render: R) -> Result<Answered>
    where
        R: Fn(&Booked) -> StoredAnswer + Clone + Send + Sync + 'static,
    {
        let core = self.clone();
        let booking = tokio::spawn(async move { core.book_to_the_end(ctx, new, key, render).await });
        booking.await.unwrap_or_else(|error| Err(Error::Internal(error.to_string())))
    }

    async fn book_to_the_end<R>(
        &self,
        ctx: Ctx,
        new: NewBooking,
        key: Option<IdempotencyKey>,
        render: R,
    ) -> Result<Answered>
    where
        R: Fn(&Booked) -> StoredAnswer + Clone + Send + Sync + 'static,
    {
        let (first_ctx, first_key, first_render) = (ctx.clone(), key.clone(), render.clone());
        let start = move |tx: &mut app::Tx<'_>| booking::start(tx, &first_ctx, &new, first_key.as_ref(), &first_render);
        let pending = match self.write(start).await? {
            Begun::Done(answered) => return Ok(answered),
            Begun::CardFirst(pending) => pending,
        };
        match self.ask_provider(&pending).await {
            Ok(reference) => self.complete(ctx, pending, reference, key, render).await,
            Err(error) => {
                self.write(move |tx| booking::decline(tx, &ctx, &pending, key.as_ref())).await?;
                Err(error)
            }
        }
    }

    /// The provider has done its part: the appointment, or a note that something has to be given back.
    async fn complete<R>(
        &self,
        ctx: Ctx,
        pending: Pending,
        reference: String,
        key: Option<IdempotencyKey>,
        render: R,
    ) -> Result<Answered>
    where
        R: Fn(&Booked) -> StoredAnswer + Clone + Send + Sync + 'static,
    {
        // The moment counts at which the provider has answered, not the one at which the patient asked.
        let ctx = ctx.at(self.app().now());
        let (then, kept, paid, again) = (ctx.clone(), pending.clone(), reference.clone(), key.clone());
        let complete = move |tx: &mut app::Tx<'_>| booking::complete(tx, &then, &kept, &paid, again.as_ref(), &render);
        match self.write(complete).await {
            Err(error @ (Error::HoldExpired | Error::SlotTaken)) => {
                self.write(move |tx| booking::give_up(tx, &ctx, &pending, &reference, key.as_ref())).await?;
                Err(error)
            }
            answered => answered,
        }
    }

    async fn ask_provider(&self, pending: &Pending) -> Result<String> {
        let (provider, pending) = (self.app().payments(), pending.clone());
        self.blocking(move || provider.run(pending.step, &pending.card, pending.payment_id)).await
    }
}
