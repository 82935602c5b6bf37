//! Configuration: a flag beats the environment, that beats the file, and that beats the default.
//!
//! Every key is declared once, in [`sections`], with its words, type and default. A variable of the environment is
//! `POLYCLINIC_SECTION__KEY`; with `_FILE` at its end it names a file that holds the value. `DATABASE_URL` is understood too.

mod error;
mod layer;
mod render;
mod section;
mod sections;
mod value;

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;

use figment::Figment;
use serde::{Deserialize, Serialize};

pub(crate) use error::ConfigError;
pub(crate) use render::{dump, generate};
use section::Section;
pub(crate) use sections::{Access, Database, Limits, Log, Mail, Meetings, Metrics, Payments, Server};
#[cfg(test)]
pub(crate) use value::MailAddress;
pub(crate) use value::{HostName, LogFormat, MailSecurity, PaymentProvider};

/// The file that is read when no other is named and it exists.
const DEFAULT_FILE: &str = "polyclinic.toml";

/// Everything that can be configured.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// `[server]`
    pub(crate) server: Server,
    /// `[metrics]`
    pub(crate) metrics: Metrics,
    /// `[database]`
    pub(crate) database: Database,
    /// `[log]`
    pub(crate) log: Log,
    /// `[meetings]`
    pub(crate) meetings: Meetings,
    /// `[access]`
    pub(crate) access: Access,
    /// `[limits]`
    pub(crate) limits: Limits,
    /// `[payments]`
    pub(crate) payments: Payments,
    /// `[mail]`
    pub(crate) mail: Mail,
}

/// The sections, in the order in which they are shown.
const SECTIONS: [&Section; 9] = [
    &Server::SECTION,
    &Metrics::SECTION,
    &Database::SECTION,
    &Log::SECTION,
    &Meetings::SECTION,
    &Access::SECTION,
    &Limits::SECTION,
    &Payments::SECTION,
    &Mail::SECTION,
];

/// The names of all keys, each with its section's.
fn section_keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    SECTIONS.iter().flat_map(|section| section.keys.iter().map(|key| (section.name, key.name)))
}

/// Where a configuration comes from. It may hold passwords, so it can't be printed.
#[derive(Clone, Default)]
pub(crate) struct Sources {
    /// The file that was asked for; without one, `polyclinic.toml` where it exists.
    pub(crate) file: Option<PathBuf>,
    /// The variables of the environment.
    pub(crate) environment: Vec<(OsString, OsString)>,
    /// What flags of the command line say.
    pub(crate) flags: Vec<Flag>,
}

/// A key that a flag of the command line sets.
#[derive(Clone)]
pub(crate) struct Flag {
    /// The flag as it is typed, such as `--database`.
    pub(crate) name: &'static str,
    /// The key, such as `database.url`.
    pub(crate) key: &'static str,
    /// Its value.
    pub(crate) value: String,
}

/// A configuration that still knows where each value came from.
pub(crate) struct Loaded {
    /// The values.
    pub(crate) config: Config,
    layers: Figment,
}

impl Config {
    /// Reads all sources and checks every value.
    pub(crate) fn load(sources: &Sources) -> Result<Loaded, ConfigError> {
        let layers = layer::all(sources)?.into_iter().fold(Figment::new(), Figment::merge);
        let config: Self = layers.extract_lossy().map_err(error::explain)?;
        config.check()?;
        Ok(Loaded { config, layers })
    }

    /// What no single value can tell.
    fn check(&self) -> Result<(), ConfigError> {
        let listen = self.server.listen.socket();
        let shared = self.metrics.listen.is_some_and(|metrics| metrics.socket() == listen);
        if shared && listen.port() != 0 {
            let message = format!("metrics.listen: {listen} is taken by server.listen; metrics need another port");
            return Err(ConfigError::new(message));
        }
        match self.mail.problem() {
            Some((key, message)) => Err(ConfigError::new(format!("mail.{key}: {message}"))),
            None => Ok(()),
        }
    }

    /// The address that browsers use, without a slash at its end.
    pub(crate) fn public_url(&self) -> String {
        if let Some(url) = &self.server.public_url {
            return url.as_str().trim_end_matches('/').to_owned();
        }
        let listen = self.server.listen.socket();
        if listen.ip().is_unspecified() {
            return format!("http://localhost:{}", listen.port());
        }
        format!("http://{listen}")
    }
}

impl Loaded {
    /// Where the value of that key came from: a file, a variable or a flag. Nothing: it is the default.
    fn origin(&self, key: &str) -> Option<&str> {
        Some(self.layers.find_metadata(key)?.name.as_ref())
    }
}

impl std::fmt::Debug for Loaded {
    /// Without the layers: they hold passwords as they were given.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Loaded").field(&self.config).finish()
    }
}
