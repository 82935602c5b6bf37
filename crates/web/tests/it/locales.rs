//! All languages have the same texts, and every text is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

/// Every message with its variables. A message begins at the start of a line, and goes on in indented ones.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            current = line.split(" =").next().map(str::to_owned).unwrap();
            assert!(!messages.contains_key(&current), "{current} is there twice");
            messages.insert(current.clone(), BTreeSet::new());
        }
        let variables = line.split('$').skip(1).map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            rest[..end.unwrap_or(rest.len())].to_owned()
        });
        if let Some(known) = messages.get_mut(&current) {
            known.extend(variables);
        }
    }
    messages
}

#[test]
fn all_languages_have_the_same_texts_with_the_same_variables() {
    let all: BTreeMap<String, _> =
        files(&root().join("locales"), "ftl").into_iter().map(|(name, source)| (name, messages(&source))).collect();
    assert_eq!(all.len(), 7);
    for (name, messages) in &all {
        let keys = |messages: &BTreeMap<String, _>| messages.keys().cloned().collect::<BTreeSet<String>>();
        let (own, english) = (keys(messages), keys(&all["en"]));
        let differing: Vec<_> = own.symmetric_difference(&english).collect();
        assert!(differing.is_empty(), "{name}: {differing:?}");
        for (key, variables) in messages {
            assert_eq!(variables, &all["en"][key], "{name}: {key}");
        }
    }
}

#[test]
fn texts_are_in_the_same_order_everywhere() {
    let order = |source: &str| {
        let keys = source.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
        keys.map(|line| line.split(" =").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let english = std::fs::read_to_string(root().join("locales/en.ftl")).unwrap();
    for (name, source) in files(&root().join("locales"), "ftl") {
        assert_eq!(order(&source), order(&english), "{name}");
    }
}

#[test]
fn every_text_is_used() {
    let sources = files(&root().join("src"), "rs").into_iter().chain(files(&root().join("templates"), "html"));
    let sources: String = sources.map(|(_, source)| source).collect();
    let english = std::fs::read_to_string(root().join("locales/en.ftl")).unwrap();
    let unused: Vec<String> =
        messages(&english).into_keys().filter(|key| !sources.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
