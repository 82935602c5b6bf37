//! The log, on standard error.

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};
use crate::failure::Failure;

/// Begins to log.
pub(crate) fn start(config: &Log) -> Result<(), Failure> {
    let level = String::from(config.level.clone());
    let filter = EnvFilter::try_new(level).map_err(|error| Failure::Usage(error.to_string()))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| Failure::Failed(error.to_string()))
}
