//! The binary `polyclinic`: command line, configuration, wiring.

mod cli;
mod commands;
mod config;
mod demo;
mod failure;
mod http;
mod log;
mod mail;
mod output;
mod server;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::failure::Failure;

/// See the reason in the workspace's manifest.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve => commands::serve::run(&cli.global),
        Command::Demo(args) => commands::demo::run(&cli.global, &args),
        Command::Migrate { command } => commands::migrate::run(&cli.global, command),
        Command::Doctor => commands::doctor::run(&cli.global),
        Command::Openapi(command) => commands::openapi::run(command),
        Command::Organization(command) => commands::organization::run(&cli.global, &command),
        Command::User(command) => commands::user::run(&cli.global, &command),
        Command::Partner(command) => commands::partner::run(&cli.global, &command),
        Command::ApiKey(command) => commands::api_key::run(&cli.global, &command),
        Command::Audit(command) => commands::audit::run(&cli.global, command),
        Command::Config(command) => commands::config::run(&cli.global, command),
        Command::Healthcheck { url } => commands::healthcheck::run(&url),
        Command::Version { json } => commands::version::run(json),
        Command::Completions { shell } => commands::completions::run(shell),
    }
}
