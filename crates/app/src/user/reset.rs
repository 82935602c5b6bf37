//! Links to a new password, and the mail that brings them. The mail is sent outside of any transaction, after the link's commit.
//! Called on a thread that may block.

use domain::secret::Secret;
use domain::{Error, Result, User, UserId};

use super::{find, issue_reset, make_reset};
use crate::Ctx;
use crate::mail::Mail;

/// Sends a link to a new password to whoever has that login, and says nothing about whether anybody has. It takes longer when
/// somebody has, so the door answers without waiting for it.
///
/// # Errors
/// `Unavailable` when no mail is configured.
pub fn request_reset(ctx: &Ctx, login: &str, link: impl Fn(&Secret) -> String) -> Result<()> {
    unless_no_mail(ctx)?;
    let (then, login) = (ctx.clone(), login.trim().to_lowercase());
    let made = ctx.app().db().write(move |tx| {
        let found = tx.find_user_secrets_by_login(then.organization_id(), &login)?;
        let Some(user) = found.map(|found| found.user).filter(|user| user.active) else { return Ok(None) };
        let secret = make_reset(tx, &then, user.id)?;
        Ok::<_, Error>(Some((user, secret)))
    })?;
    let Some((user, secret)) = made else { return Ok(()) };
    if let Err(error) = ctx.app().mailer().send(&mail(ctx, user, &link(&secret))) {
        tracing::warn!(%error, "a link to a new password could not be sent");
    }
    Ok(())
}

/// Sends a user a link to a new password, as whoever manages users asks. Unlike [`request_reset`] it says what became of it.
///
/// # Errors
/// What [`issue_reset`] says, or `Unavailable` when no mail is configured or it could not be handed over.
pub fn send_reset(ctx: &Ctx, id: UserId, link: impl Fn(&Secret) -> String) -> Result<()> {
    unless_no_mail(ctx)?;
    let then = ctx.clone();
    let (user, secret) = ctx.app().db().write(move |tx| {
        let secret = issue_reset(tx, &then, id)?;
        Ok::<_, Error>((find(tx, &then, id)?, secret))
    })?;
    ctx.app().mailer().send(&mail(ctx, user, &link(&secret)))
}

fn unless_no_mail(ctx: &Ctx) -> Result<()> {
    if ctx.app().mailer().is_configured() {
        return Ok(());
    }
    Err(Error::Unavailable("no mail is configured".to_owned()))
}

/// The one text of such a mail, whoever asked for it.
fn mail(ctx: &Ctx, user: User, link: &str) -> Mail {
    let organization = &ctx.organization().name;
    let text = format!(
        "Here you can choose a new password at {organization}. The link works once, within an hour:\n\n{link}\n\n\
         If you have not asked for it, there is nothing to do: your password stays as it is.\n",
    );
    Mail { to: user.login, subject: format!("Your new password at {organization}"), text }
}
