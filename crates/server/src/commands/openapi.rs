//! `polyclinic openapi export DIALECT`

use crate::cli::{Dialect, OpenapiCommand};
use crate::failure::Failure;
use crate::output;

/// Writes the document of a dialect.
pub(crate) fn run(command: OpenapiCommand) -> Result<(), Failure> {
    let OpenapiCommand::Export { dialect } = command;
    let document = match dialect {
        Dialect::Careportals => api_careportals::openapi(),
        Dialect::Naturae => api_naturae::openapi(),
    };
    let text = document.to_pretty_json().map_err(|error| Failure::Failed(error.to_string()))?;
    output::data(&format!("{text}\n"))
}
