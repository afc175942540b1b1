//! Who may know whom (docs/architecture.md): read from `cargo metadata`, so that no manifest can forget it.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

/// The crates of the product with all dependencies each may have on others of them.
const MAY_KNOW: [(&str, &[&str]); 7] = [
    ("deskbell-rules", &[]),
    ("deskbell", &["deskbell-rules"]),
    ("deskbell-sandbox", &["deskbell-rules"]),
    ("deskbell-proxy", &["deskbell-rules", "deskbell-sandbox"]),
    ("deskbell-trials", &["deskbell-proxy", "deskbell-sandbox"]),
    ("deskbell-fuzz", &["deskbell-proxy", "deskbell-rules"]),
    ("xtask", &[]),
];

fn packages() -> Vec<Value> {
    let mut cargo = Command::new(env!("CARGO"));
    let output = cargo.args(["metadata", "--no-deps", "--format-version", "1", "--offline"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The dependencies of `package` that are built into what ships: no dev-dependencies.
fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().unwrap().iter().filter(|dependency| dependency["kind"] != "dev")
}

fn named<'a>(packages: &'a [Value], name: &str) -> &'a Value {
    packages.iter().find(|package| package["name"] == name).unwrap()
}

#[test]
fn every_crate_of_the_workspace_is_listed_here() {
    let found: BTreeSet<_> = packages().iter().map(|package| package["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(found, MAY_KNOW.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn crates_know_only_those_they_may_know() {
    let packages = packages();
    for (name, allowed) in MAY_KNOW {
        // Also in their tests: xtask must stay out of everything, and widget and proxy apart.
        for dependency in named(&packages, name)["dependencies"].as_array().unwrap() {
            let other = dependency["name"].as_str().unwrap();
            let ours = MAY_KNOW.iter().any(|(crate_name, _)| *crate_name == other);
            assert!(!ours || allowed.contains(&other), "{name} must not know {other}");
        }
    }
}

#[test]
fn the_rules_stand_alone() {
    let packages = packages();
    for dependency in dependencies(named(&packages, "deskbell-rules")) {
        assert_eq!((&dependency["name"], &dependency["optional"]), (&"serde".into(), &true.into()), "{dependency}");
    }
}

#[test]
fn the_browser_gets_no_second_json_parser() {
    let packages = packages();
    assert!(dependencies(named(&packages, "deskbell")).all(|dependency| dependency["name"] != "serde_json"));
}

/// docs/decisions/0022 gives a reason for each.
#[test]
fn every_dependency_has_its_reason() {
    let text = include_str!("../../docs/decisions/0022-what-each-crate-depends-on.md");
    let packages = packages();
    for (name, _) in MAY_KNOW {
        let heading = format!("\n## {}\n", if name == "deskbell-rules" { "rules" } else { name });
        let section = text.split(&heading).nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
        let told: BTreeSet<&str> =
            rows.flat_map(|names| names.split(", ")).filter(|name| !name.is_empty() && *name != "|").collect();
        let package = named(&packages, name);
        let named: BTreeSet<&str> =
            dependencies(package).map(|dependency| dependency["name"].as_str().unwrap()).collect();
        assert_eq!(told, named, "{name}");
    }
}

/// A dependency that switched them on would get them into every build of the whole workspace.
#[test]
fn nobody_asks_for_crash_points() {
    for package in packages() {
        for dependency in package["dependencies"].as_array().unwrap() {
            assert!(!dependency["features"].as_array().unwrap().contains(&"crash-points".into()), "{dependency}");
        }
        let default = &package["features"]["default"];
        assert!(!default.as_array().is_some_and(|names| names.contains(&"crash-points".into())), "{default}");
    }
}
