//! `polyclinic migrate [status]`

use crate::cli::{GlobalArgs, MigrateCommand};
use crate::failure::Failure;
use crate::{output, server};

/// Brings the schema up to date, or shows how far it is.
pub(crate) fn run(global: &GlobalArgs, command: Option<MigrateCommand>) -> Result<(), Failure> {
    let config = global.configuration()?.config;
    let status = match command {
        Some(MigrateCommand::Status) => store::Db::migration_status(config.database.url.reveal())?,
        None => {
            let db = server::open_database(&config)?;
            let status = db.migrations()?;
            db.close();
            status
        }
    };
    let words = if status.applied < status.known { "behind" } else { "up to date" };
    output::data(&format!("{words}: schema {} of {}\n", status.applied, status.known))
}
