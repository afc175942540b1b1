//! The runbook and the code name the same alarms.

use std::collections::BTreeSet;
use std::path::Path;

const RUNBOOK: &str = include_str!("../../docs/operations.md");

/// What follows `before` up to `after`, wherever that stands.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split_once(after).map(|(found, _)| found))
}

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, text);
        } else {
            text.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

fn all_sources() -> String {
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

#[test]
fn every_warning_and_error_is_in_the_runbook_and_nothing_else_is() {
    let text = all_sources();
    let mut known = BTreeSet::new();
    let mut raised = BTreeSet::new();
    for (level, calls) in [("debug", false), ("info", false), ("warn", true), ("error", true)] {
        for call in between(&text, &format!("tracing::{level}!("), ";") {
            let event = between(call, "event = \"", "\"").next();
            if let Some(event) = event {
                known.insert(event.to_owned());
                raised.extend(calls.then(|| event.to_owned()));
            }
        }
    }
    let listed: BTreeSet<String> = RUNBOOK
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| `")?
                .split_once("` |")
                .map(|(name, _)| name)
                .filter(|name| name.contains('.') && !name.contains('{'))
        })
        .map(str::to_owned)
        .collect();
    assert!(raised.len() > 10, "{raised:?}");
    assert_eq!(raised.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "not in docs/operations.md");
    assert_eq!(listed.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the code");
}

#[test]
fn every_metric_is_in_the_table() {
    let text = all_sources();
    for call in between(&text, ".register", ";") {
        let Some(name) = between(call, "(\"", "\"").next() else { continue };
        assert!(RUNBOOK.contains(&format!("deskbell_{name}")), "{name}");
    }
}
