//! Mail by SMTP: the mailer of the settings. Whoever sends waits, for a bounded time: see [`Patience`].

mod turns;

#[cfg(test)]
mod tests;

use std::error::Error as _;
use std::io::{self, ErrorKind};
use std::sync::{Arc, mpsc};
use std::time::{Duration, SystemTime};

use app::mail::{Mail, Mailer};
use domain::{Clock, Error, Random, Result};
use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{Address, Message, SmtpTransport, Transport};

use crate::config::{self, MailSecurity};
use crate::failure::Failure;
use turns::Turns;

/// Mails under way at a time at most, and connections kept for the next one.
const AT_ONCE: u32 = 4;

/// How long whoever sends waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// For a connection, and for each answer of the mail server.
    pub(crate) step: Duration,
    /// For everything together: its name, a turn, all steps. A server may answer each step just in time.
    pub(crate) whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { step: Duration::from_secs(10), whole: Duration::from_secs(30) }
    }
}

/// Hands mail to a mail server.
pub(crate) struct SmtpMailer {
    transport: SmtpTransport,
    patience: Patience,
    turns: Arc<Turns>,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl SmtpMailer {
    /// The one of these settings; nothing where no host is set.
    ///
    /// # Errors
    /// `Usage` for certificates that can't be read. Everything else was checked when the settings were read.
    pub(crate) fn new(
        settings: &config::Mail,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        patience: Patience,
    ) -> std::result::Result<Option<Self>, Failure> {
        let (Some(host), Some(from)) = (&settings.host, &settings.from) else { return Ok(None) };
        let from = from.mailbox().clone();
        // The sender's domain, not the machine's name: that is nobody's business, and often no name that anybody else knows.
        let greeting = ClientId::Domain(from.email.domain().to_owned());
        let mut builder = SmtpTransport::builder_dangerous(host.as_str())
            .port(port(settings))
            .tls(tls(settings, host.as_str())?)
            .hello_name(greeting)
            .timeout(Some(patience.step))
            .pool_config(PoolConfig::new().max_size(AT_ONCE));
        if let (Some(username), Some(password)) = (&settings.username, &settings.password) {
            builder = builder.credentials(Credentials::new(username.clone(), password.reveal().to_owned()));
        }
        Ok(Some(Self {
            transport: builder.build(),
            patience,
            turns: Arc::new(Turns::new(AT_ONCE)),
            from,
            reply_to: settings.reply_to.as_ref().map(|address| address.mailbox().clone()),
            clock,
            random,
        }))
    }

    /// Connects, greets and signs in as for a mail, and sends none.
    ///
    /// # Errors
    /// `Unavailable`.
    pub(crate) fn check(&self) -> Result<()> {
        self.bounded(|transport| Ok(if transport.test_connection()? { Done::Well } else { Done::Silent }))
    }

    fn message(&self, mail: &Mail) -> Result<Message> {
        let unfit = |_| unavailable("this can't be sent as a mail");
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, recipient(&mail.to)?))
            .subject(one_line(&mail.subject))
            .date(SystemTime::from(self.clock.now()))
            .message_id(Some(self.new_id()))
            // Those who are away must not answer: RFC 3834.
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        let builder = self.reply_to.iter().fold(builder, |builder, address| builder.reply_to(address.clone()));
        let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(mail.text.clone());
        builder.singlepart(text).map_err(unfit)
    }

    fn new_id(&self) -> String {
        format!("<{:032x}@{}>", u128::from_le_bytes(self.random.bytes()), self.from.email.domain())
    }

    /// Runs the conversation on a thread of its own and waits for its end, but not for ever: names are looked up without a limit,
    /// and a limit of each step is none of the whole. A thread that is no longer waited for keeps its turn until its steps end.
    fn bounded(
        &self,
        conversation: impl FnOnce(&SmtpTransport) -> std::result::Result<Done, smtp::Error> + Send + 'static,
    ) -> Result<()> {
        let began = std::time::Instant::now();
        let turn = self.turns.take(self.patience.whole).ok_or_else(silent)?;
        let (transport, (sender, receiver)) = (self.transport.clone(), mpsc::sync_channel(1));
        let work = move || {
            let done = conversation(&transport);
            drop(turn);
            // Whoever waited may have gone.
            drop(sender.send(done));
        };
        let spawned = std::thread::Builder::new().name("mail".to_owned()).spawn(work);
        spawned.map_err(|error| unavailable(&format!("no thread for a mail: {error}")))?;
        match receiver.recv_timeout(self.patience.whole.saturating_sub(began.elapsed())) {
            Ok(Ok(Done::Well)) => Ok(()),
            Ok(Ok(Done::Silent)) | Err(_) => Err(silent()),
            Ok(Err(error)) => Err(told(&error)),
        }
    }
}

/// How a conversation ended that did not fail.
enum Done {
    Well,
    Silent,
}

impl Mailer for SmtpMailer {
    fn send(&self, mail: &Mail) -> Result<()> {
        let message = self.message(mail)?;
        let (envelope, bytes): (Envelope, Vec<u8>) = (message.envelope().clone(), message.formatted());
        self.bounded(move |transport| transport.send_raw(&envelope, &bytes).map(|_| Done::Well))
    }
}

/// The port of the settings, or the usual one.
pub(crate) fn port(settings: &config::Mail) -> u16 {
    let usual = match settings.security {
        MailSecurity::Starttls => smtp::SUBMISSION_PORT,
        MailSecurity::Tls => smtp::SUBMISSIONS_PORT,
        MailSecurity::None => smtp::SMTP_PORT,
    };
    settings.port.map_or(usual, std::num::NonZero::get)
}

/// Nothing in between: a server that does not offer encryption any more is refused, as somebody may have cut the offer out.
fn tls(settings: &config::Mail, host: &str) -> std::result::Result<Tls, Failure> {
    if settings.security == MailSecurity::None {
        return Ok(Tls::None);
    }
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(path) = &settings.ca_certificates {
        let wrong =
            |problem: String| Failure::Usage(format!("mail.ca_certificates: can't read {}: {problem}", path.display()));
        let pem = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        let none = || wrong("these are no certificates".to_owned());
        // A file without any is no error to the library.
        let certificates = Certificate::from_pem(&pem).ok().filter(|_| pem.windows(5).any(|five| five == b"BEGIN"));
        let certificates = certificates.ok_or_else(none)?;
        parameters = parameters.add_root_certificate(certificates);
    }
    let parameters = parameters.build().map_err(|error| Failure::Usage(format!("mail: {error}")))?;
    Ok(match settings.security {
        MailSecurity::Tls => Tls::Wrapper(parameters),
        MailSecurity::Starttls | MailSecurity::None => Tls::Required(parameters),
    })
}

/// An address that is one, and nothing beside it: what is wrong here would else become a line of the mail's head.
fn recipient(text: &str) -> Result<Address> {
    let wrong = || unavailable("this address can't be written to");
    let (user, domain) = text.rsplit_once('@').ok_or_else(wrong)?;
    if text.chars().any(char::is_control) {
        return Err(wrong());
    }
    let domain = idna::domain_to_ascii(domain).map_err(|_| wrong())?;
    Address::new(user, domain).map_err(|_| wrong())
}

/// The text without line breaks, so that nothing in it makes a line of the mail's head.
fn one_line(text: &str) -> String {
    let parts = text.split(|letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}'));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What went wrong, in words that hold neither addresses nor secrets: what the server says may hold both, so of that only the
/// code is told.
fn told(error: &smtp::Error) -> Error {
    if let Some(code) = error.status() {
        let refused = match u16::from(code) {
            530 | 534 | 535 | 538 => "the mail server did not let us in with this username and password",
            _ => "the mail server refused",
        };
        return unavailable(&format!("{refused} (code {code})"));
    }
    let broken = error.source().and_then(|below| below.downcast_ref::<io::Error>());
    match broken.map(|broken| (broken.kind(), broken)) {
        Some((ErrorKind::TimedOut | ErrorKind::WouldBlock, _)) => silent(),
        // What rustls says of certificates.
        Some((ErrorKind::InvalidData, broken)) => unavailable(&format!("no safe way to the mail server: {broken}")),
        Some((_, broken)) => unavailable(&format!("the mail server can't be reached: {broken}")),
        // Fixed words of the library: no STARTTLS, no way to sign in that both know.
        None if error.is_client() => unavailable(&format!("the mail server is not as expected: {error}")),
        None => unavailable("the mail server does not speak SMTP as expected"),
    }
}

fn silent() -> Error {
    unavailable("the mail server did not answer in time")
}

fn unavailable(words: &str) -> Error {
    Error::Unavailable(words.to_owned())
}
