//! What the program is built of: each dependency has its reason, and what may come in is written down.

use std::fs;

/// Names of the dependencies in `Cargo.toml`, of every kind and target.
fn dependencies() -> Vec<String> {
    let manifest =
        fs::read_to_string("Cargo.toml").unwrap_or_else(|error| panic!("Cargo.toml: {error}"));
    let (mut inside, mut names) = (false, Vec::new());
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies");
            // A table of its own: its lines are no names.
            names.extend(section.split_once("dependencies.").map(|(_, name)| name.to_owned()));
        } else if inside && let Some((name, _)) = line.split_once('=') {
            let name = name.trim();
            // A table of features goes on over lines that begin with a blank or a bracket.
            if name.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign)) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

#[test]
fn every_dependency_has_its_reason() {
    let guide = fs::read_to_string("CONTRIBUTING.md").unwrap();
    let (_, table) = guide.split_once("## What it is built of, and why").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let names = dependencies();
    assert!(names.len() > 20, "{names:?}");
    let without: Vec<_> =
        names.iter().filter(|name| !table.contains(&format!("`{name}`"))).collect();
    assert!(without.is_empty(), "no reason for {without:?}");
}

#[test]
fn every_crate_comes_from_the_registry_with_its_digest() {
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let packages: Vec<&str> = lock.split("[[package]]").skip(1).collect();
    assert!(packages.len() > 50);
    for package in packages.iter().filter(|package| !package.contains("name = \"comove\"")) {
        let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert!(package.contains(registry), "{package}");
        assert!(package.contains("checksum = \""), "{package}");
    }
}

#[test]
fn what_may_come_in_is_written_down() {
    let rules = fs::read_to_string("deny.toml").unwrap();
    for rule in
        ["[advisories]", "[licenses]", "unknown-registry = \"deny\"", "unknown-git = \"deny\""]
    {
        assert!(rules.contains(rule), "{rule}");
    }
}
