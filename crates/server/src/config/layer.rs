//! The sources of values, each a layer that knows its name, from the weakest to the strongest.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use figment::value::{Dict, Map, Value};
use figment::{Metadata, Profile, Provider, Source};

use super::{ConfigError, DEFAULT_FILE, Sources, section_keys};

const PREFIX: &str = "POLYCLINIC_";
const FILE_SUFFIX: &str = "_FILE";
/// What hosting services set for whatever program they run.
const DATABASE_URL: &str = "DATABASE_URL";

/// Values of one source.
pub(super) struct Layer {
    metadata: Metadata,
    values: Dict,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        self.metadata.clone()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

impl Layer {
    /// A single value, from a flag or a variable of that name.
    fn of_one(name: &str, key: &str, value: &str) -> Self {
        let values = figment::util::nest(key, Value::from(value)).into_dict().unwrap_or_default();
        Self { metadata: Metadata::named(name.to_owned()), values }
    }

    fn of_file(path: &Path) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|error| ConfigError::new(format!("can't read {name}: {error}")))?;
        let table: toml::Table = toml::from_str(&text).map_err(|error| bad_toml(&name, &text, &error))?;
        let values = Value::serialize(table).map_err(super::error::explain)?.into_dict().unwrap_or_default();
        Ok(Self { metadata: Metadata::named(name).source(Source::File(path.to_owned())), values })
    }
}

fn bad_toml(name: &str, text: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
    ConfigError::new(format!("{name}:{line}: {}", error.message().replace('\n', " ")))
}

/// All layers, the weakest first.
pub(super) fn all(sources: &Sources) -> Result<Vec<Layer>, ConfigError> {
    let mut layers = Vec::new();
    let default_file = Path::new(DEFAULT_FILE);
    match &sources.file {
        Some(file) => layers.push(Layer::of_file(file)?),
        None if default_file.exists() => layers.push(Layer::of_file(default_file)?),
        None => {}
    }
    layers.extend(from_environment(&sources.environment)?);
    layers.extend(sources.flags.iter().map(|flag| Layer::of_one(flag.name, flag.key, &flag.value)));
    Ok(layers)
}

fn from_environment(variables: &[(OsString, OsString)]) -> Result<Vec<Layer>, ConfigError> {
    let ours = ours(variables)?;
    let mut layers = Vec::new();
    if let Some(url) = ours.get(DATABASE_URL) {
        layers.push(Layer::of_one(DATABASE_URL, "database.url", url));
    }
    for (name, value) in ours {
        check_underscores(name)?;
        let key = key_of(name);
        // Names without a section are not ours: Kubernetes sets POLYCLINIC_PORT for a service called polyclinic.
        if !key.contains('.') {
            continue;
        }
        if name.ends_with(FILE_SUFFIX) {
            check_given_once(name, variables)?;
            layers.push(Layer::of_one(name, &key, &contents(name, value)?));
        } else {
            layers.push(Layer::of_one(name, &key, value));
        }
    }
    Ok(layers)
}

/// The variables that may concern us, in a fixed order. An empty one counts as not set, as in files of containers.
fn ours(variables: &[(OsString, OsString)]) -> Result<BTreeMap<&str, &str>, ConfigError> {
    let mut ours = BTreeMap::new();
    for (name, value) in variables {
        let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX) || *name == DATABASE_URL) else {
            continue;
        };
        let value = value.to_str().ok_or_else(|| ConfigError::new(format!("{name}: this is not UTF-8")))?;
        if !value.is_empty() {
            ours.insert(name, value);
        }
    }
    Ok(ours)
}

/// The value that a file holds, without the end of its last line.
fn contents(variable: &str, file: &str) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| ConfigError::new(format!("{variable}: can't read {file}: {error}")))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn check_given_once(name_with_file: &str, variables: &[(OsString, OsString)]) -> Result<(), ConfigError> {
    let plain = name_with_file.trim_end_matches(FILE_SUFFIX);
    if variables.iter().any(|(name, value)| name == plain && !value.is_empty()) {
        return Err(ConfigError::new(format!("{plain} and {name_with_file} are both set; keep one of them")));
    }
    Ok(())
}

/// Finds a known name that was written with one underscore in the middle instead of two.
fn check_underscores(name: &str) -> Result<(), ConfigError> {
    let plain = name.strip_suffix(FILE_SUFFIX).unwrap_or(name);
    let meant = section_keys().map(|(section, key)| variable(&format!("{section}.{key}")));
    match meant.filter(|right| right != plain).find(|right| right.replace("__", "_") == plain) {
        Some(right) => {
            Err(ConfigError::new(format!("{name}: no such variable; did you mean {right}, with two underscores?")))
        }
        None => Ok(()),
    }
}

/// The key that a variable sets; without a dot when it is none of ours.
pub(super) fn key_of(variable: &str) -> String {
    let stem = variable.strip_prefix(PREFIX).unwrap_or_default();
    stem.strip_suffix(FILE_SUFFIX).unwrap_or(stem).replacen("__", ".", 1).to_ascii_lowercase()
}

/// The variable that sets a key.
pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_ascii_uppercase())
}
