//! Values that are checked when they are read, so that a mistake is told at the start and never later.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};

use axum::http::Uri;
use lettre::message::Mailbox;
use serde::{Deserialize, Serialize};

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// That number, which is never 0.
pub(super) const fn at_least_one(number: usize) -> NonZeroUsize {
    match NonZeroUsize::new(number) {
        Some(number) => number,
        None => NonZeroUsize::MIN,
    }
}

/// That many seconds, which are never 0.
pub(super) const fn seconds(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// An IP address and a port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct ListenAddress(SocketAddr);

impl ListenAddress {
    /// This machine only.
    pub(super) const LOCAL: Self = Self(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080));

    /// As the network library wants it.
    pub(crate) fn socket(self) -> SocketAddr {
        self.0
    }
}

impl TryFrom<String> for ListenAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = |_| format!("{text:?} is not an IP address and port, such as 127.0.0.1:8080 or [::]:8080");
        text.parse().map(Self).map_err(wrong)
    }
}

impl From<ListenAddress> for String {
    fn from(address: ListenAddress) -> Self {
        address.0.to_string()
    }
}

/// An address of the web: `http` or `https`, a host, maybe a path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct WebAddress(String);

impl WebAddress {
    pub(super) fn example_meetings() -> Self {
        Self("https://meet.example.org/".to_owned())
    }

    /// As it was written.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WebAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let uri = text.parse::<Uri>().ok();
        let right = uri.is_some_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| !host.is_empty())
                && uri.query().is_none()
        });
        if right && !text.contains(['@', '#']) {
            Ok(Self(text))
        } else {
            Err(format!("{text:?} is not an address such as https://clinic.example.org"))
        }
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

/// The name of a host, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct HostName(String);

impl HostName {
    /// As it was written, in lower case.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can only be this machine.
    pub(super) fn is_local(&self) -> bool {
        self.0 == "localhost" || self.0.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl TryFrom<String> for HostName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() <= 253 && text.split('.').all(is_label) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(format!("{text:?} is not the name of a host, such as clinics.example.org"))
        }
    }
}

fn is_label(label: &str) -> bool {
    let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    inner && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

impl From<HostName> for String {
    fn from(name: HostName) -> Self {
        name.0
    }
}

/// Which messages the log shows: a level, and levels of single parts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct LogLevel(String);

impl LogLevel {
    pub(super) fn info() -> Self {
        Self("info".to_owned())
    }
}

impl TryFrom<String> for LogLevel {
    type Error = String;

    /// The library that filters would take a misspelled level for the name of a part, and show nothing.
    fn try_from(text: String) -> Result<Self, String> {
        let is_level = |directive: &str| {
            let level = directive.rsplit('=').next().unwrap_or_default().trim();
            LEVELS.iter().any(|known| known.eq_ignore_ascii_case(level))
        };
        if text.split(',').all(is_level) {
            Ok(Self(text))
        } else {
            Err(format!("{text:?} is not one of {}, nor such as info,store=debug", LEVELS.join(", ")))
        }
    }
}

impl From<LogLevel> for String {
    fn from(level: LogLevel) -> Self {
        level.0
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// Lines for people.
    Text,
    /// A JSON object per line.
    Json,
}

/// Who takes payments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PaymentProvider {
    /// Nobody: services that must be paid online can't be.
    None,
    /// A pretended one, for trying out.
    Test,
}

/// How the way to the mail server is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MailSecurity {
    /// It begins in the clear, and no mail or password goes that way before it is encrypted.
    Starttls,
    /// It is encrypted from the first byte.
    Tls,
    /// Not at all.
    None,
}

/// An address of mail, with or without a name before it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct MailAddress(Mailbox);

impl MailAddress {
    /// As the mail library wants it.
    pub(crate) fn mailbox(&self) -> &Mailbox {
        &self.0
    }
}

impl TryFrom<String> for MailAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not an address such as clinic@example.org or Clinic <clinic@example.org>");
        let mailbox: Mailbox = text.parse().map_err(|_| wrong())?;
        // What stands after the @ goes into Message-ID and into our greeting, so it is a host name of letters that all know.
        let domain = HostName::try_from(mailbox.email.domain().to_owned()).is_ok();
        let clean = !text.chars().any(char::is_control) && mailbox.email.user().is_ascii();
        if domain && clean { Ok(Self(mailbox)) } else { Err(wrong()) }
    }
}

impl From<MailAddress> for String {
    fn from(address: MailAddress) -> Self {
        address.0.to_string()
    }
}

/// A secret of at least that many bytes. It shows itself masked everywhere.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct SecretText<const SHORTEST: usize>(String);

impl<const SHORTEST: usize> SecretText<SHORTEST> {
    /// As it is: for use, never for showing.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl<const SHORTEST: usize> TryFrom<String> for SecretText<SHORTEST> {
    type Error = String;

    /// The message does not repeat the text.
    fn try_from(text: String) -> Result<Self, String> {
        if text.trim().len() >= SHORTEST {
            Ok(Self(text.trim().to_owned()))
        } else {
            Err(format!("a secret of at least {SHORTEST} bytes is expected"))
        }
    }
}

impl<const SHORTEST: usize> std::fmt::Debug for SecretText<SHORTEST> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecretText(***)")
    }
}

impl<const SHORTEST: usize> From<SecretText<SHORTEST>> for String {
    /// Masked, as this is how it is shown.
    fn from(_: SecretText<SHORTEST>) -> Self {
        "***".to_owned()
    }
}

/// Where the database is. It may hold a password, so it shows itself masked everywhere.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct DatabaseUrl(String);

impl DatabaseUrl {
    pub(super) fn local_file() -> Self {
        Self("polyclinic-data/polyclinic.db".to_owned())
    }

    /// As it is, password and all: for opening the database, never for showing.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Fit to be shown: `***` instead of passwords.
    pub(crate) fn masked(&self) -> String {
        let Some((scheme, rest)) = self.0.split_once("://").filter(|(scheme, _)| *scheme != "sqlite") else {
            return self.0.clone();
        };
        // A password that isn't percent-encoded may contain anything, so everything up to the last @ is taken for it.
        let (before, query) = rest.split_once('?').filter(|(_, query)| !query.contains('@')).unwrap_or((rest, ""));
        let shown = match before.rsplit_once('@') {
            Some((user, host)) => format!("{}@{host}", mask_after(user, ':')),
            None => before.to_owned(),
        };
        let parameters: Vec<_> = query.split('&').map(mask_parameter).collect();
        let question = if query.is_empty() { "" } else { "?" };
        format!("{scheme}://{shown}{question}{}", parameters.join("&"))
    }
}

fn mask_after(text: &str, separator: char) -> String {
    match text.split_once(separator) {
        Some((kept, _)) => format!("{kept}{separator}***"),
        None => text.to_owned(),
    }
}

fn mask_parameter(parameter: &str) -> String {
    if parameter.to_ascii_lowercase().contains("password") {
        return mask_after(parameter, '=');
    }
    parameter.to_owned()
}

impl TryFrom<String> for DatabaseUrl {
    type Error = String;

    /// None of the messages repeats the text, as it may hold a password.
    fn try_from(text: String) -> Result<Self, String> {
        let expected = "the path of an SQLite file or postgres://USER:PASSWORD@HOST/NAME is expected";
        let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
        if !["", "sqlite", "postgres", "postgresql"].contains(&scheme) {
            return Err(format!("databases of the kind {scheme}:// are not supported; {expected}"));
        }
        let path = text.strip_prefix("sqlite://").unwrap_or(&text);
        // Written in the manner of other programs, these would silently become the name of a file.
        let is_foreign = ["sqlite:", "postgres:", "postgresql:", "host=", "dbname=", "user=", "password="];
        if path.is_empty() || (scheme.is_empty() && is_foreign.iter().any(|part| text.contains(part))) {
            return Err(expected.to_owned());
        }
        if path.contains(":memory:") {
            return Err(format!("a database in memory would be another one for each connection; {expected}"));
        }
        Ok(Self(text))
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DatabaseUrl({})", self.masked())
    }
}

impl From<DatabaseUrl> for String {
    /// Masked, as this is how it is shown.
    fn from(url: DatabaseUrl) -> Self {
        url.masked()
    }
}
