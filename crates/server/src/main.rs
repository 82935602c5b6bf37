//! The binary `polyclinic`: command line, configuration, wiring.

mod cli;
mod commands;
mod config;
mod failure;
mod output;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Config(command) => commands::config::run(&cli.global, command),
        Command::Healthcheck { url } => commands::healthcheck::run(&url),
        Command::Version { json } => commands::version::run(json),
        Command::Completions { shell } => commands::completions::run(shell),
    }
}
