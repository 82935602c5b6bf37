//! `polyclinic version [--json]`

use serde_json::json;

use crate::failure::Failure;
use crate::output;

/// Shows the version of the program and of what it carries with it.
pub(crate) fn run(as_json: bool) -> Result<(), Failure> {
    let version = env!("CARGO_PKG_VERSION");
    let schema = store::latest_schema_version();
    let tzdb = domain::time::tzdb_version();
    if as_json {
        let versions = json!({ "version": version, "schema": schema, "tzdb": tzdb });
        return output::data(&format!("{versions}\n"));
    }
    output::data(&format!("polyclinic {version} (database schema {schema}, time zones {tzdb})\n"))
}
