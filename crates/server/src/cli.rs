//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use crate::config::{Config, Flag, Loaded, Sources};
use crate::failure::Failure;

/// Polyclinic: booking for clinics.
///
/// Data goes to standard output, words to standard error. Exit codes: 0 it worked, 1 it failed, 2 it was called or
/// configured wrongly.
#[derive(Debug, Parser)]
#[command(name = "polyclinic", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
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
        let flags = database.map(|url| Flag {
            name: "--database",
            key: "database.url",
            value: url.clone(),
        });
        Sources {
            file: self.config.clone(),
            environment: std::env::vars_os().collect(),
            flags: flags.collect(),
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
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
}
