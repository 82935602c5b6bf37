//! `polyclinic config check|dump|generate`

use crate::cli::{ConfigCommand, GlobalArgs};
use crate::config;
use crate::failure::Failure;
use crate::output;

/// Checks, shows or writes the configuration.
pub(crate) fn run(global: &GlobalArgs, command: ConfigCommand) -> Result<(), Failure> {
    match command {
        ConfigCommand::Check => check(global),
        ConfigCommand::Dump => output::data(&config::dump(&global.configuration()?)),
        ConfigCommand::Generate => output::data(&config::generate()),
    }
}

fn check(global: &GlobalArgs) -> Result<(), Failure> {
    let config = global.configuration()?.config;
    output::words(&format!(
        "The configuration is valid: listens on {}, known as {}, with the database {}.",
        config.server.listen.socket(),
        config.public_url(),
        config.database.url.masked(),
    ));
    Ok(())
}
