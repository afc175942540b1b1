//! The tests that run under Node, without a browser.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use crate::{
    groups::{Counts, Groups},
    process,
    step::step,
    workspace::Workspace,
};

const GROUP: &str = "node";
const FOLDER: &str = "tests/node";

/// Runs every script that lies in tests/node itself; what they share lies in folders below.
pub(super) fn test(workspace: &Workspace, groups: &mut Groups) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(workspace.path(FOLDER)).with_context(|| format!("{FOLDER} cannot be read"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "mjs") {
            files.push(path);
        }
    }
    files.sort();
    run(workspace, GROUP, "Testing under Node", |node| node.arg("--test").args(files), groups)
}

/// Runs Node with our reporter, and with what `tell` adds, as the tests of `group`.
pub(super) fn run(
    workspace: &Workspace,
    group: &str,
    what: &str,
    tell: impl FnOnce(&mut Command) -> &mut Command,
    groups: &mut Groups,
) -> Result<()> {
    groups.add(group, Counts::default());
    step(what, || {
        let mut node = workspace.command("node");
        node.arg("--test-reporter=./tests/reporter.mjs");
        let fine = process::watch(tell(&mut node), |line| {
            if let Some(counts) = Counts::from_sum(line) {
                groups.add(group, counts);
            } else if line.starts_with("  ✘") {
                groups.remark(group, line.trim_start());
            }
        })?;
        if !fine {
            groups.broke(group);
        }
        Ok(())
    })
}
