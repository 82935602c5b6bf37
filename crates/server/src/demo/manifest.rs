//! `demo.json`: ready-to-use credentials for every dialect.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::access::{API_KEY, PRACTICE};
use super::users::{OWNER, PASSWORD};

/// What a client of each vendor needs to talk to the demo.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Manifest {
    /// By the name of the dialect.
    pub(crate) dialects: BTreeMap<&'static str, Door>,
    /// What people of the practice sign in with.
    pub(crate) desk: Desk,
}

/// A way in for people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Desk {
    /// The page to open.
    pub(crate) url: String,
    /// Who signs in.
    pub(crate) login: &'static str,
    /// With what.
    pub(crate) password: &'static str,
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
    /// A key to sign in with, or to trade for a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) api_key: Option<&'static str>,
    /// What the admin signs in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) admin_secret: Option<String>,
}

impl Manifest {
    /// The doors of a demo at that address, with the token and the admin secret that work there.
    pub(crate) fn new(public_url: &str, token: Option<&str>, admin_secret: Option<&str>) -> Self {
        let careportals = Door {
            base_url: format!("{public_url}/careportals"),
            headers: object(&json!({ "organization": PRACTICE })),
            path_parameters: Map::new(),
            api_key: None,
            admin_secret: None,
        };
        let mut headers = Map::new();
        if let Some(token) = token {
            headers.insert("Authorization".to_owned(), json!(format!("Bearer {token}")));
        }
        if let Some(secret) = admin_secret {
            headers.insert("X-Admin-Secret".to_owned(), json!(secret));
        }
        let naturae = Door {
            base_url: format!("{public_url}/naturae"),
            headers,
            path_parameters: object(&json!({ "PPass": PRACTICE })),
            api_key: Some(API_KEY),
            admin_secret: admin_secret.map(str::to_owned),
        };
        let desk = Desk { url: format!("{public_url}/desk/{PRACTICE}"), login: OWNER, password: PASSWORD };
        Self { dialects: BTreeMap::from([("careportals", careportals), ("naturae", naturae)]), desk }
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
