//! A real SMTP server that takes mail and keeps it: Python's `aiosmtpd`, one for each test, on a port of its own.
//!
//! It ends when this process does, in whatever way (`sink.py`).

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cluster::is_required;

/// Set to anything but nothing or `0`, it turns skipped mail tests into failures.
pub const REQUIRE_SMTP: &str = "POLYCLINIC_REQUIRE_SMTP";

const PROGRAM: &str = include_str!("sink.py");

/// How the sink's connections are secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SinkTls {
    /// Not at all.
    #[default]
    None,
    /// They begin in the clear, and no mail is taken before they are encrypted.
    Starttls,
    /// From the first byte.
    Tls,
}

/// What kind of mail server to be.
#[derive(Clone, Copy, Debug, Default)]
pub struct SinkOptions {
    /// How connections are secured.
    pub tls: SinkTls,
    /// Name and password of the one who may send; without them, anybody.
    pub account: Option<(&'static str, &'static str)>,
}

/// A running mail server. Whoever's address begins with `nobody` is refused.
#[derive(Debug)]
pub struct MailSink {
    /// The port it listens on, at 127.0.0.1.
    pub port: u16,
    folder: TempDir,
    server: Child,
}

/// A mail that a sink took, as Python's own mail library reads it.
#[derive(Clone, Debug)]
pub struct TakenMail {
    headers: Vec<(String, String)>,
    /// The text.
    pub text: String,
}

impl TakenMail {
    /// The values of that header, decoded; `X-MailFrom`, `X-RcptTo`, `X-Greeting` and `X-Encrypted` are the sink's own.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let same = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a header that must be there exactly once.
    ///
    /// # Panics
    /// When it is not.
    pub fn one(&self, name: &str) -> &str {
        let all = self.all(name);
        assert_eq!(all.len(), 1, "{name}: {all:?}");
        all[0]
    }
}

impl MailSink {
    /// Starts one; nothing (and once a loud word of it) where `aiosmtpd` or `openssl` isn't installed.
    ///
    /// # Panics
    /// When it is installed but doesn't start, or is missing although [`REQUIRE_SMTP`] is set.
    pub fn start(options: SinkOptions) -> Option<Self> {
        let python = python()?;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        if options.tls != SinkTls::None {
            make_certificate(folder.path());
        }
        let tls = match options.tls {
            SinkTls::None => "none",
            SinkTls::Starttls => "starttls",
            SinkTls::Tls => "tls",
        };
        let given = json!({
            "folder": path("mail"), "tls": tls, "certificate": path("certificate.pem"), "key": path("key.pem"),
            "username": options.account.map(|account| account.0), "password": options.account.map(|account| account.1),
        });
        let mut command = Command::new(python);
        command.args(["-c", PROGRAM, "serve"]).arg(given.to_string()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.stderr(Stdio::null()).spawn().expect("Python runs, as it did before");
        let mut answer = String::new();
        let output = server.stdout.take().expect("it was asked for");
        BufReader::new(output).read_line(&mut answer).expect("the sink's first line");
        let port = answer.trim_end().strip_prefix("ready ").and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("the mail server of the tests did not start: {answer:?}"));
        Some(Self { port, folder, server })
    }

    /// The file of its own certificate, for `localhost` and 127.0.0.1, which nobody trusts who is not told to.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// What it has taken so far, in no order.
    ///
    /// # Panics
    /// When that can't be read.
    pub fn mails(&self) -> Vec<TakenMail> {
        let folder = self.folder.path().join("mail");
        let python = python().expect("it runs, as it did before");
        let read = Command::new(python).args(["-c", PROGRAM, "read"]).arg(folder).output().expect("a reader");
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let mails: Vec<Value> = serde_json::from_slice(&read.stdout).expect("JSON");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let pair = |pair: &Value| (text(&pair[0]), text(&pair[1]));
        let headers = |mail: &Value| mail["headers"].as_array().expect("a list").iter().map(pair).collect();
        mails.iter().map(|mail| TakenMail { headers: headers(mail), text: text(&mail["text"]) }).collect()
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        // It would end by itself with its standard input; like this it is gone before the test is.
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// A certificate that is its own authority, good for a day.
fn make_certificate(folder: &std::path::Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"])
        .args(["-subj", "/CN=sink.test", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", "key.pem", "-out", "certificate.pem"])
        .current_dir(folder)
        .output();
    let made = made.expect("openssl is installed");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// A Python that has `aiosmtpd`: Debian's own, else the one on the path. None without `openssl`, which makes the certificates.
fn python() -> Option<&'static str> {
    static FOUND: OnceLock<Result<Option<&'static str>, String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let has_it = |python: &&str| {
            let tried = Command::new(python).args(["-c", "import aiosmtpd.smtp"]).stderr(Stdio::null()).status();
            tried.is_ok_and(|status| status.success())
        };
        let python = ["/usr/bin/python3", "python3"].into_iter().find(has_it);
        let openssl = Command::new("openssl").arg("version").stdout(Stdio::null()).status();
        match python.filter(|_| openssl.is_ok_and(|status| status.success())) {
            Some(python) => Ok(Some(python)),
            None => missing(is_required(std::env::var_os(REQUIRE_SMTP).as_deref())).map(|()| None),
        }
    });
    match found {
        Ok(python) => *python,
        Err(reason) => panic!("{reason}"),
    }
}

fn missing(required: bool) -> Result<(), String> {
    let why = "aiosmtpd or openssl was not found (Debian: apt-get install python3-aiosmtpd openssl)";
    if required {
        return Err(format!("{REQUIRE_SMTP} is set, but {why}"));
    }
    // Written like this, the test harness does not hide it.
    let words = format!("\n*** Mail tests are SKIPPED: {why}; {REQUIRE_SMTP}=1 makes this a failure ***\n\n");
    // Where standard error is gone, nobody is left to be told.
    drop(std::io::stderr().write_all(words.as_bytes()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_fails_only_where_it_is_required() {
        assert_eq!(missing(false), Ok(()));
        assert!(missing(true).unwrap_err().contains("apt-get install python3-aiosmtpd"));
    }
}
