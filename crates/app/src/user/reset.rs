//! Links to a new password, and the mail that brings them. The mail is sent outside of any transaction, after the link's commit.
//! Called on a thread that may block.

use domain::secret::Secret;
use domain::user::{RESET_LASTS, RESET_PAUSE};
use domain::{Error, Result, User, UserId};
use jiff::Timestamp;

use super::{find, issue_reset, make_reset};
use crate::Ctx;
use crate::mail::Mail;

/// What a mail with a link to a new password says. Whoever asks for it says so in their language; it holds the link, so it is never
/// logged.
pub struct Letter {
    /// What about.
    pub subject: String,
    /// The text, with the link on a line of its own.
    pub text: String,
}

impl Letter {
    /// In English, where nobody's language is known.
    pub fn in_english(organization: &str, link: &str) -> Self {
        let text = format!(
            "Here you can choose a new password at {organization}. The link works once, within an hour:\n\n{link}\n\n\
             If you have not asked for it, there is nothing to do: your password stays as it is.\n",
        );
        Self { subject: format!("Your new password at {organization}"), text }
    }
}

/// Sends a link to a new password to whoever has that login, and says nothing about whether anybody has. It takes longer when
/// somebody has, so the door answers without waiting for it. Whoever has been sent one in the last five minutes gets no other.
///
/// # Errors
/// `Unavailable` when no mail is configured.
pub fn request_reset(ctx: &Ctx, login: &str, letter: impl FnOnce(&Secret) -> Letter) -> Result<()> {
    unless_no_mail(ctx)?;
    let (then, login) = (ctx.clone(), login.trim().to_lowercase());
    let made = ctx.app().db().write(move |tx| {
        let found = tx.find_user_secrets_by_login(then.organization_id(), &login)?;
        let Some(user) = found.map(|found| found.user).filter(|user| user.active) else { return Ok(None) };
        // One after the other, when somebody asks many times at once.
        tx.lock_user_secrets(then.organization_id(), user.id)?;
        let just_sent = then.now().checked_add(RESET_LASTS - RESET_PAUSE).unwrap_or(Timestamp::MAX);
        if tx.has_password_reset_beyond(then.organization_id(), user.id, just_sent)? {
            return Ok(None);
        }
        let secret = make_reset(tx, &then, user.id)?;
        Ok::<_, Error>(Some((user, secret)))
    })?;
    let Some((user, secret)) = made else { return Ok(()) };
    let (organization, id) = (ctx.organization_id(), user.id);
    if let Err(error) = ctx.app().mailer().send(&mail(user, letter(&secret))) {
        tracing::warn!(%error, "a link to a new password could not be sent");
        // Nobody has it, so nobody need wait before they ask again.
        ctx.app().db().write(move |tx| Ok::<_, Error>(tx.delete_password_resets(organization, id)?))?;
    }
    Ok(())
}

/// Sends a user a link to a new password, as whoever manages users asks. Unlike [`request_reset`] it says what became of it.
///
/// # Errors
/// What [`issue_reset`] says, or `Unavailable` when no mail is configured or it could not be handed over.
pub fn send_reset(ctx: &Ctx, id: UserId, letter: impl FnOnce(&Secret) -> Letter) -> Result<()> {
    unless_no_mail(ctx)?;
    let then = ctx.clone();
    let (user, secret) = ctx.app().db().write(move |tx| {
        let secret = issue_reset(tx, &then, id)?;
        Ok::<_, Error>((find(tx, &then, id)?, secret))
    })?;
    ctx.app().mailer().send(&mail(user, letter(&secret)))
}

fn unless_no_mail(ctx: &Ctx) -> Result<()> {
    if ctx.app().mailer().is_configured() {
        return Ok(());
    }
    Err(Error::Unavailable("no mail is configured".to_owned()))
}

fn mail(user: User, letter: Letter) -> Mail {
    Mail { to: user.login, subject: letter.subject, text: letter.text }
}
