//! The Rust tests that run on this machine, one group a crate.

use std::collections::HashMap;

use anyhow::Result;
use serde_json::Value;

use crate::{
    groups::{Counts, Groups},
    process,
    step::step,
    workspace::Workspace,
};

const CRATES: [&str; 6] =
    ["deskbell-rules", "deskbell", "deskbell-sandbox", "deskbell-proxy", "deskbell-trials", "xtask"];

/// Builds all test programs first, to learn which crate each belongs to, then runs them in one go.
pub(super) fn test(workspace: &Workspace, groups: &mut Groups) -> Result<()> {
    for name in CRATES {
        groups.add(&group_of(name), Counts::default());
    }
    let crates = step("Building the tests of the host", || {
        let mut cargo = cargo_test(workspace);
        cargo.args(["--no-run", "--message-format", "json-render-diagnostics"]);
        Ok(crates_by_program(&process::output(&mut cargo)?))
    })?;
    step("Testing on the host", || {
        let mut group = String::new();
        let fine = process::watch(cargo_test(workspace).arg("--no-fail-fast"), |line| {
            if let Some(name) = announced(line) {
                group = crates.get(&name).map_or_else(|| group_of(&name), |owner| group_of(owner));
            } else if let Some(counts) = Counts::from_result_line(line) {
                groups.add(&group, counts);
            } else if line.starts_with("test ") && line.ends_with(" ... FAILED") {
                groups.remark(&group, line);
            }
        })?;
        if !fine {
            groups.broke("cargo test");
        }
        Ok(())
    })
}

fn cargo_test(workspace: &Workspace) -> std::process::Command {
    let mut cargo = workspace.cargo();
    cargo.arg("test").args(CRATES.iter().flat_map(|name| ["-p", name]));
    cargo
}

fn group_of(name: &str) -> String {
    format!("host: {}", name.replace('_', "-"))
}

/// The file names of the test programs, with the package each belongs to.
fn crates_by_program(messages: &str) -> HashMap<String, String> {
    let artifacts = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    artifacts
        .filter_map(|artifact| {
            let program = artifact.get("executable")?.as_str()?;
            let package = artifact.get("package_id")?.as_str()?;
            Some((file_name(program).to_owned(), package_name(package).to_owned()))
        })
        .collect()
}

/// `path+file:///deskbell/rules#deskbell-rules@0.1.0`, or `…/xtask#0.1.0` where the directory has the package's name.
fn package_name(id: &str) -> &str {
    let (path, fragment) = id.split_once('#').unwrap_or((id, ""));
    fragment.split_once('@').map_or_else(|| file_name(path), |(name, _)| name)
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The program or crate that Cargo says it tests next: `Running unittests src/lib.rs (target/debug/deps/x-1)`,
/// `Doc-tests x`.
fn announced(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(name.to_owned());
    }
    let (_, program) = line.strip_prefix("Running ")?.strip_suffix(')')?.rsplit_once('(')?;
    Some(file_name(program).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_announcements_name_the_program() {
        let line = "     Running unittests src/lib.rs (target/debug/deps/deskbell_rules-1f2e)";
        assert_eq!(announced(line).as_deref(), Some("deskbell_rules-1f2e"));
        assert_eq!(announced("   Doc-tests deskbell_rules").as_deref(), Some("deskbell_rules"));
        assert_eq!(announced("running 3 tests"), None);
    }

    #[test]
    fn both_forms_of_a_package_id_are_understood() {
        assert_eq!(package_name("path+file:///a/main#deskbell@0.1.0"), "deskbell");
        assert_eq!(package_name("path+file:///a/main/xtask#0.1.0"), "xtask");
    }

    #[test]
    fn a_program_is_found_again_by_its_file_name() {
        let message = r#"{"reason":"compiler-artifact","package_id":"path+file:///a/rules#deskbell-rules@0.1.0","executable":"/t/limits-9"}"#;
        let crates = crates_by_program(&format!("{message}\n{{\"reason\":\"build-finished\"}}\n"));
        assert_eq!(crates.get("limits-9").map(String::as_str), Some("deskbell-rules"));
    }
}
