//! The command line.

mod access;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::config::{Config, Flag, Loaded, Sources};
use crate::failure::Failure;

pub(crate) use access::{ApiKeyArgs, ApiKeyCommand, NewUserArgs, PartnerArgs, PartnerCommand, UserArgs, UserCommand};

/// Polyclinic: booking for clinics.
///
/// Data goes to standard output, words to standard error. Exit codes: 0 it worked, 1 it failed, 2 it was called or
/// configured wrongly.
#[derive(Parser)]
#[command(name = "polyclinic", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags of every command. They may hold a password, so they can't be printed.
#[derive(Args)]
pub(crate) struct GlobalArgs {
    /// Configuration file [default: polyclinic.toml in the current folder, if there is one]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Database: path of an SQLite file, or postgres://USER@HOST/NAME (others can see a password given here)
    #[arg(long, global = true, value_name = "URL", value_hint = ValueHint::Other)]
    database: Option<String>,
}

impl GlobalArgs {
    /// The configuration in effect.
    pub(crate) fn configuration(&self) -> Result<Loaded, Failure> {
        Ok(Config::load(&self.sources())?)
    }

    /// Where the configuration comes from, for commands that have more flags to add.
    pub(crate) fn sources(&self) -> Sources {
        let database = self.database.iter();
        let flags = database.map(|url| Flag { name: "--database", key: "database.url", value: url.clone() });
        Sources { file: self.config.clone(), environment: std::env::vars_os().collect(), flags: flags.collect() }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the server
    Serve,
    /// Run a server with a demo: five invented clinics, to be looked at and tried out
    Demo(DemoArgs),
    /// Bring the database up to date, or show how far it is
    Migrate {
        /// What to do instead of bringing it up to date
        #[command(subcommand)]
        command: Option<MigrateCommand>,
    },
    /// Look for what is wrong with this installation
    Doctor,
    /// Descriptions of the APIs
    #[command(subcommand)]
    Openapi(OpenapiCommand),
    /// Organizations
    #[command(subcommand)]
    Organization(OrganizationCommand),
    /// Users of organizations
    #[command(subcommand)]
    User(UserCommand),
    /// Partners, who build on the APIs
    #[command(subcommand)]
    Partner(PartnerCommand),
    /// API keys of partners
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// The audit log
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Check, show or write the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Ask a running server whether it is well: exit code 0 when URL answers 200
    Healthcheck {
        /// An address such as http://127.0.0.1:8080/readyz
        #[arg(value_hint = ValueHint::Url)]
        url: String,
    },
    /// Show the version of the program and of what it carries with it
    Version {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the completions of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// How to run the demo.
#[derive(Clone, Debug, Args)]
pub(crate) struct DemoArgs {
    /// Port to listen on
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Folder to keep the demo in [default: a new one, removed at the end]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,
    /// Moment at which the demo's clock starts, such as 2026-03-02T08:00: on this machine's wall clock, unless an offset or a
    /// zone follows (2026-03-02T08:00-05:00[America/New_York])
    #[arg(long, value_name = "MOMENT", value_parser = parse_moment)]
    pub(crate) at: Option<Timestamp>,
}

fn parse_moment(text: &str) -> Result<Timestamp, String> {
    let exact = text.parse::<Zoned>().map(|zoned| zoned.timestamp()).or_else(|_| text.parse::<Timestamp>());
    let local = |_| text.parse::<DateTime>().and_then(|civil| civil.to_zoned(TimeZone::system()));
    exact.or_else(|error| local(error).map(|zoned| zoned.timestamp())).map_err(|error| error.to_string())
}

/// What to do with the schema.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum MigrateCommand {
    /// Show how far it is, and change nothing
    Status,
}

/// What to do with descriptions of APIs.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum OpenapiCommand {
    /// Write the OpenAPI document of a dialect
    Export {
        /// The dialect
        dialect: Dialect,
    },
}

/// The dialects this server speaks.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dialect {
    /// The booking API
    Careportals,
    /// The partner API and its portal
    Naturae,
}

/// What to do with organizations.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum OrganizationCommand {
    /// Make one
    Create(OrganizationArgs),
    /// List them
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// A new organization.
#[derive(Clone, Debug, Args)]
pub(crate) struct OrganizationArgs {
    /// Short name in addresses and headers
    #[arg(long)]
    pub(crate) slug: String,
    /// Name as patients know it
    #[arg(long)]
    pub(crate) name: String,
    /// IANA time zone, such as Europe/Rome
    #[arg(long)]
    pub(crate) time_zone: String,
    /// Currency of its prices (ISO 4217), such as EUR
    #[arg(long)]
    pub(crate) currency: String,
}

/// What to do with the audit log.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Walk every organization's chain: exit code 1 when anything was changed, removed or put in
    Verify,
}

/// What to do with the configuration.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Check it, and say what it means
    Check,
    /// Write what is in effect, with the source of each value and passwords masked
    Dump,
    /// Write a file with all keys, their meaning and their defaults
    Generate,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_moment_may_have_an_offset_or_a_zone() {
        let expected: Timestamp = "2026-03-02T13:00:00Z".parse().unwrap();
        assert_eq!(parse_moment("2026-03-02T08:00-05:00"), Ok(expected));
        assert_eq!(parse_moment("2026-03-02T08:00-05:00[America/New_York]"), Ok(expected));
        assert_eq!(parse_moment("2026-03-02T08:00[America/New_York]"), Ok(expected));
        assert!(parse_moment("2026-03-02T08:00").is_ok());
        assert!(parse_moment("tomorrow").is_err());
    }
}
