//! Mail: how the product writes to people. Called outside of any transaction, on a thread that may block.

use domain::{Error, Result};

/// A mail to one person. Never logged: it may hold a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// What about.
    pub subject: String,
    /// The text.
    pub text: String,
}

impl std::fmt::Debug for Mail {
    /// Neither addresses nor secrets reach a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Mail(..)")
    }
}

/// Sends mail.
pub trait Mailer: Send + Sync {
    /// Hands a mail over.
    ///
    /// # Errors
    /// `Unavailable` when that fails, or no mail is configured.
    fn send(&self, mail: &Mail) -> Result<()>;

    /// Whether it can be tried at all.
    fn is_configured(&self) -> bool {
        true
    }
}

/// No mail is configured, and says so.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMail;

impl Mailer for NoMail {
    fn send(&self, _mail: &Mail) -> Result<()> {
        Err(Error::Unavailable("no mail is configured".to_owned()))
    }

    fn is_configured(&self) -> bool {
        false
    }
}
