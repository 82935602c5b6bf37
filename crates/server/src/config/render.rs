//! The configuration as text: all defaults with their words, or what is in effect and where it came from.

use serde::Serialize;

use super::section::Key;
use super::{Config, Loaded, SECTIONS};

const INTRODUCTION: &str = "\
# Configuration of polyclinic. Everything here is the default: keep what you change, delete the rest.
#
# A variable of the environment beats this file: POLYCLINIC_SECTION__KEY, such as POLYCLINIC_SERVER__LISTEN. With _FILE at
# its end it names a file that holds the value, for secrets. A flag of the command line beats both.
";

/// A file with all keys, their meaning and their defaults.
pub(crate) fn generate() -> String {
    let defaults = Config::default();
    let mut text = INTRODUCTION.to_owned();
    for section in SECTIONS {
        text.push('\n');
        push_words(&mut text, section.about);
        push_line(&mut text, &format!("[{}]", section.name));
        for (index, key) in section.keys.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            push_words(&mut text, key.about);
            push_line(&mut text, &default_line(&defaults, section.name, key));
        }
    }
    text
}

/// A key without a value stands as a comment, with an example.
fn default_line(defaults: &Config, section: &str, key: &Key) -> String {
    match value(defaults, section, key.name) {
        Some(value) => format!("{} = {value}", key.name),
        None => format!("# {} = {:?}", key.name, key.example),
    }
}

/// What is in effect, passwords masked, with the source of whatever isn't a default.
pub(crate) fn dump(loaded: &Loaded) -> String {
    let mut text = String::new();
    for section in SECTIONS {
        if !text.is_empty() {
            text.push('\n');
        }
        push_line(&mut text, &format!("[{}]", section.name));
        for key in section.keys {
            let value = value(&loaded.config, section.name, key.name);
            let line =
                value.map_or_else(|| format!("# {} is not set", key.name), |value| format!("{} = {value}", key.name));
            match loaded.origin(&format!("{}.{}", section.name, key.name)) {
                Some(origin) => push_line(&mut text, &format!("{line}  # {origin}")),
                None => push_line(&mut text, &line),
            }
        }
    }
    text
}

/// A value in TOML; nothing when it isn't set.
fn value(config: &impl Serialize, section: &str, key: &str) -> Option<String> {
    let table = toml::Table::try_from(config).ok()?;
    Some(table.get(section)?.get(key)?.to_string())
}

fn push_words(text: &mut String, words: &[&str]) {
    for line in words {
        push_line(text, &format!("#{line}"));
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
