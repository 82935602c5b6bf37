//! How a command fails, and the exit code that tells a script.

use std::process::ExitCode;

use crate::config::ConfigError;
use crate::output;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was asked rightly, but did not work: exit code 1.
    Failed(String),
    /// It was called or configured wrongly: exit code 2.
    Usage(String),
    /// Whoever reads our output has seen enough, as `head` does: no failure, exit code 0.
    ReaderGone,
}

impl Failure {
    /// Says on standard error what is wrong; the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        let (message, code) = match self {
            Self::Failed(message) => (message, 1),
            Self::Usage(message) => (message, 2),
            Self::ReaderGone => return ExitCode::SUCCESS,
        };
        output::words(&format!("error: {message}"));
        ExitCode::from(code)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        Self::Failed(error.to_string())
    }
}
