//! One clear line for whatever is wrong.

use figment::Source;
use figment::error::{Actual, Kind};

use super::layer::{key_of, variable};
use super::{SECTIONS, section_keys};

/// How similar a name must be to be meant, from 0 to 1.
const NEAR: f64 = 0.6;

/// What is wrong with a configuration, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConfigError(String);

impl ConfigError {
    pub(super) fn new(message: String) -> Self {
        Self(message)
    }
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// Puts what the configuration library found into words: where, which key, and what to do.
#[expect(clippy::needless_pass_by_value, reason = "it ends here")]
pub(super) fn explain(error: figment::Error) -> ConfigError {
    let key = error.path.join(".");
    let metadata = error.metadata.as_ref();
    let name = metadata.map_or("", |metadata| metadata.name.as_ref());
    let is_file = metadata.is_some_and(|metadata| matches!(metadata.source, Some(Source::File(_))));
    if matches!(error.kind, Kind::UnknownField(..)) {
        return ConfigError(if is_file { unknown_key(name, &key) } else { unknown_variable(name) });
    }
    let problem = problem(&error.kind);
    ConfigError(if is_file { format!("{name}: {key}: {problem}") } else { format!("{name}: {problem}") })
}

fn unknown_key(file: &str, key: &str) -> String {
    match nearest(key) {
        Some(meant) => format!("{file}: unknown key {key}; did you mean {meant}?"),
        None => format!("{file}: unknown key {key}; {}", known(key)),
    }
}

fn unknown_variable(name: &str) -> String {
    let key = key_of(name);
    match nearest(&key).filter(|meant| meant.contains('.')) {
        Some(meant) => format!("{name}: no such variable; did you mean {}?", variable(&meant)),
        None => format!("{name}: no such variable; {}", known(&key)),
    }
}

/// What could be meant by a name that doesn't exist: a key of that name elsewhere, or what is spelled most alike.
fn nearest(unknown: &str) -> Option<String> {
    let last = unknown.rsplit('.').next();
    let keys = section_keys().map(|(section, key)| {
        let name = format!("{section}.{key}");
        let elsewhere = if last == Some(key) { 1.0 } else { 0.0 };
        (elsewhere + likeness(&name, unknown), name)
    });
    let sections = SECTIONS.iter().map(|section| (likeness(section.name, unknown), section.name.to_owned()));
    let sections = sections.filter(|_| !unknown.contains('.'));
    let near = keys.chain(sections).filter(|(score, _)| *score > NEAR);
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

fn likeness(known: &str, given: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(known, given)
}

/// What there is instead, when nothing is alike.
fn known(unknown: &str) -> String {
    let (section, _) = unknown.split_once('.').unwrap_or_default();
    if let Some(section) = SECTIONS.iter().find(|known| known.name == section) {
        let keys: Vec<_> = section.keys.iter().map(|key| key.name).collect();
        return format!("the keys of [{}] are {}", section.name, keys.join(", "));
    }
    let names: Vec<_> = SECTIONS.iter().map(|section| section.name).collect();
    format!("the sections are {}", names.join(", "))
}

fn problem(kind: &Kind) -> String {
    match kind {
        Kind::Message(message) => message.clone(),
        Kind::InvalidType(found, expected) | Kind::InvalidValue(found, expected) => {
            format!("must be {}, not {}", in_words(expected), shown(found))
        }
        Kind::UnknownVariant(found, known) => format!("must be one of {}, not {found:?}", known.join(", ")),
        other => other.to_string(),
    }
}

/// What Rust calls a type, as people do.
fn in_words(expected: &str) -> &str {
    match expected {
        "u32" | "u64" | "usize" => "a whole number",
        "a nonzero u32" | "a nonzero u64" | "a nonzero usize" => "a whole number of at least 1",
        "a nonzero u16" => "a whole number from 1 to 65535",
        "a boolean" => "true or false",
        "a string" => "text in quotes",
        section if section.starts_with("struct") => "a section",
        other => other,
    }
}

fn shown(found: &Actual) -> String {
    match found {
        Actual::Bool(value) => value.to_string(),
        Actual::Unsigned(value) => value.to_string(),
        Actual::Signed(value) => value.to_string(),
        Actual::Float(value) => value.to_string(),
        Actual::Str(value) => format!("{value:?}"),
        Actual::Seq => "a list".to_owned(),
        Actual::Map => "a section".to_owned(),
        other => other.to_string(),
    }
}
