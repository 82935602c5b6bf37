//! `polyclinic doctor`: checks with a code each, and a hint where something is wrong.

use std::sync::Arc;

use domain::{OsRandom, SystemClock};

use crate::cli::GlobalArgs;
use crate::config::{Config, HostName, MailSecurity, PaymentProvider};
use crate::failure::Failure;
use crate::mail::{Patience, SmtpMailer, port};
use crate::{output, server};

/// What a check found.
enum Finding {
    Well(String),
    /// Works, but not as one would want in earnest.
    Doubtful(String, &'static str),
    /// Does not work.
    Wrong(String, &'static str),
}

/// Checks the installation: exit code 1 when something does not work.
pub(crate) fn run(global: &GlobalArgs) -> Result<(), Failure> {
    let config = global.configuration()?.config;
    let findings = [
        ("database", database(&config)),
        ("time-zones", time_zones()),
        ("public-url", public_url(&config)),
        ("access", access(&config)),
        ("payments", payments(&config)),
        ("meetings", meetings(&config)),
        ("mail", mail(&config)),
    ];
    let mut wrong = 0;
    for (code, finding) in findings {
        let line = match finding {
            Finding::Well(words) => format!("ok     {code}: {words}\n"),
            Finding::Doubtful(words, hint) => format!("warn   {code}: {words}\n       hint: {hint}\n"),
            Finding::Wrong(words, hint) => {
                wrong += 1;
                format!("wrong  {code}: {words}\n       hint: {hint}\n")
            }
        };
        output::data(&line)?;
    }
    if wrong == 0 { Ok(()) } else { Err(Failure::Failed(format!("{wrong} of the checks failed"))) }
}

fn database(config: &Config) -> Finding {
    let shown = config.database.url.masked();
    let opened = match server::open_database(config) {
        Ok(db) => db,
        Err(failure) => {
            return Finding::Wrong(format!("{shown}: {failure:?}"), "check database.url and that the server runs");
        }
    };
    let found = opened.status().and_then(|status| Ok((status, opened.migrations()?)));
    opened.close();
    let is_safe_way = store::Db::is_safe_way(config.database.url.reveal()).unwrap_or(true);
    match found {
        Ok((status, schema)) => {
            let found = format!("{shown}: {} {}, schema {}", status.kind, status.version, schema.applied);
            if is_safe_way {
                Finding::Well(found)
            } else {
                Finding::Doubtful(
                    found,
                    "add ?sslmode=verify-full to database.url: somebody in between could be the server",
                )
            }
        }
        Err(error) => Finding::Wrong(format!("{shown}: {error}"), "check database.url and that the server runs"),
    }
}

/// Zones must come from the bundled database: that of a system may be years old, and an hour wrong.
fn time_zones() -> Finding {
    match domain::time::time_zone("zone", "America/Edmonton") {
        Ok(_) => Finding::Well(format!("edition {}", domain::time::tzdb_version())),
        Err(error) => Finding::Wrong(error.to_string(), "the program was built without its time zone database"),
    }
}

fn public_url(config: &Config) -> Finding {
    let url = config.public_url();
    if url.starts_with("https://") {
        return Finding::Well(url);
    }
    Finding::Doubtful(
        format!("{url} is not https"),
        "put a proxy with a certificate in front and set server.public_url",
    )
}

fn access(config: &Config) -> Finding {
    if config.access.secret.is_some() {
        return Finding::Well("the installation's secret is configured".to_owned());
    }
    Finding::Doubtful(
        "the installation's secret is kept in the database, and in its backups".to_owned(),
        "set access.secret before the first API key is made, as those made before no longer work then",
    )
}

fn payments(config: &Config) -> Finding {
    match config.payments.provider {
        PaymentProvider::None => Finding::Well("none: services that ask for a card can't be booked".to_owned()),
        PaymentProvider::Test => Finding::Doubtful(
            "the test provider charges nobody".to_owned(),
            "set payments.provider to none where patients book in earnest",
        ),
    }
}

fn meetings(config: &Config) -> Finding {
    let url = config.meetings.base_url.as_str();
    if url.contains("example.org") {
        return Finding::Doubtful(
            format!("{url} is no video server"),
            "set meetings.base_url before you offer video visits",
        );
    }
    Finding::Well(url.to_owned())
}

/// Connects, greets and signs in, and sends nothing.
fn mail(config: &Config) -> Finding {
    let settings = &config.mail;
    let mailer = match SmtpMailer::new(settings, Arc::new(SystemClock), Arc::new(OsRandom), Patience::default()) {
        Ok(Some(mailer)) => mailer,
        Ok(None) => return Finding::Well("none: whoever manages users hands links to new passwords over".to_owned()),
        Err(failure) => return Finding::Wrong(format!("{failure:?}"), "check mail.ca_certificates"),
    };
    let shown = format!("{}:{}", settings.host.as_ref().map_or("", HostName::as_str), port(settings));
    let signed_in = if settings.username.is_some() { ", and lets us in" } else { "" };
    match mailer.check() {
        Ok(()) if settings.security == MailSecurity::None && !settings.is_local() => Finding::Doubtful(
            format!("{shown} answers{signed_in}, in the clear"),
            "set mail.security to starttls or tls: links to new passwords go this way",
        ),
        Ok(()) => Finding::Well(format!("{shown} answers{signed_in}")),
        Err(error) => {
            Finding::Wrong(format!("{shown}: {error}"), "check the section [mail] and that the mail server runs")
        }
    }
}
