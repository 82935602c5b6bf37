//! ARCHITECTURE.md says who depends on whom; the manifests must agree, and keep to the rules of the house.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The crates of this workspace that each one depends on, apart from its tests.
fn manifests() -> BTreeMap<String, Vec<String>> {
    let folders: Vec<PathBuf> =
        std::fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let names: Vec<String> =
        folders.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let dependencies = |name: &String| {
        let text = std::fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        assert_eq!(manifest["package"]["name"].as_str(), Some(name.as_str()), "a crate is named as its folder");
        let table = manifest["dependencies"].as_table().unwrap();
        let mut own: Vec<String> = table.keys().filter(|key| names.contains(key)).cloned().collect();
        own.sort();
        (name.clone(), own)
    };
    names.iter().map(dependencies).collect()
}

/// The same, as the document says.
fn document() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let block = text.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let line = |line: &str| {
        let (name, dependencies) = line.split_once(" ->").unwrap();
        (name.to_owned(), dependencies.split_whitespace().map(str::to_owned).collect())
    };
    block.lines().map(line).collect()
}

#[test]
fn the_document_shows_the_graph_as_it_is() {
    assert_eq!(document(), manifests());
}

#[test]
fn every_crate_is_described_in_the_map() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for name in manifests().keys() {
        assert!(text.contains(&format!("| `{name}` |")), "{name} is not in the map");
    }
}

#[test]
fn no_door_reaches_around_the_use_cases() {
    for (name, dependencies) in manifests() {
        let is_door = name.starts_with("api-") || name == "web";
        let others = dependencies.iter().filter(|other| *other == "store" || *other == "web" || *other == "jobs");
        assert!(!is_door || others.count() == 0, "{name} depends on {dependencies:?}");
        let sibling = dependencies.iter().find(|other| other.starts_with("api-") && *other != "api-common");
        assert!(name == "server" || sibling.is_none(), "{name} depends on {sibling:?}");
        assert!(!dependencies.contains(&"testkit".to_owned()), "{name} needs testkit outside of its tests");
    }
}

#[test]
fn the_core_is_synchronous() {
    for name in ["availability", "domain", "store", "app", "jobs"] {
        let text = std::fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        assert!(!manifest["dependencies"].as_table().unwrap().contains_key("tokio"), "{name} depends on a runtime");
    }
}
