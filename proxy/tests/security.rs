//! docs/security.md names a test for every threat; each of them is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every file with tests in it, by the last part of its path (`http_start.rs`) and the last two.
fn files(root: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
            for length in 1..=4.min(parts.len()) {
                let name = parts[parts.len() - length..].join("/");
                found.entry(name).or_default().push_str(&text);
            }
        }
    }
}

#[test]
fn every_threat_has_its_test() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("../docs/security.md")).unwrap();
    let mut known = BTreeMap::new();
    for place in ["tests", "src", "../rules/src"] {
        files(&root.join(place), &mut known);
    }
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.ends_with("| test |"));
    let mut tests = 0;
    for row in rows {
        let last = row.trim_end_matches('|').rsplit(" | ").next().unwrap();
        let (mut file, before) = (None, tests);
        for name in last.split('`').skip(1).step_by(2).filter(|name| !name.contains(".md")) {
            if name.ends_with(".rs") {
                assert!(known.contains_key(name), "{name} in {row}");
                file = Some(name);
            } else if name.ends_with(".mjs") {
                assert!(root.join("..").join(name).is_file(), "{name} in {row}");
            } else {
                let text = &known[file.unwrap_or_else(|| panic!("no file in {row}"))];
                assert!(text.contains(&format!("fn {name}(")), "{name} in {row}");
                tests += 1;
            }
        }
        assert!(tests > before, "no test in {row}");
    }
    assert!(tests > 80, "{tests}");
}
