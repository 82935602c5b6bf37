//! `polyclinic serve`

use std::sync::Arc;

use domain::SystemClock;

use crate::cli::GlobalArgs;
use crate::failure::Failure;
use crate::{log, server};

/// Runs the server until a signal comes.
pub(crate) fn run(global: &GlobalArgs) -> Result<(), Failure> {
    let config = global.configuration()?.config;
    log::start(&config.log)?;
    let db = server::open_database(&config)?;
    let app = server::app(&config, db, Arc::new(SystemClock))?;
    server::run(&config, &app, |address| tracing::info!(%address, "listening"))
}
