//! `demo.json`: ready-to-use credentials for every dialect.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};

/// What a client of each vendor needs to talk to the demo.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Manifest {
    /// By the name of the dialect.
    pub(crate) dialects: BTreeMap<&'static str, Door>,
}

/// One dialect.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Door {
    /// What a client puts in place of the vendor's address.
    pub(crate) base_url: String,
    /// Headers of every request.
    pub(crate) headers: Map<String, Value>,
    /// Parameters of paths, where the dialect has some that never change.
    pub(crate) path_parameters: Map<String, Value>,
}

impl Manifest {
    /// The doors of a demo at that address.
    pub(crate) fn new(public_url: &str) -> Self {
        let careportals = Door {
            base_url: format!("{public_url}/careportals"),
            headers: object(&json!({ "organization": "DemoOffice" })),
            path_parameters: Map::new(),
        };
        Self { dialects: BTreeMap::from([("careportals", careportals)]) }
    }
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

/// Writes the manifest into that folder.
///
/// # Errors
/// What the file system says.
pub(crate) fn write_manifest(folder: &Path, manifest: &Manifest) -> std::io::Result<()> {
    let text = serde_json::to_string_pretty(manifest).map_err(std::io::Error::other)?;
    std::fs::write(folder.join("demo.json"), text + "\n")
}
