//! The tests of the whole path: real page, real proxy, real sandbox, in Chromium.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    browser::Browsers,
    groups::{Counts, Groups},
    process,
    step::step,
    tools,
    workspace::Workspace,
};

const GROUP: &str = "end to end in Chromium";
/// Where playwright.config.mjs has its numbers written.
const REPORT: &str = "test-results/report.json";

/// Runs Playwright against `proxy`, the built binary, and npm/dist.
pub(super) fn test(workspace: &Workspace, proxy: &Path, browsers: &Browsers, groups: &mut Groups) -> Result<()> {
    groups.add(GROUP, Counts::default());
    step("Testing the whole path in Chromium (Playwright)", || {
        let report = workspace.path(REPORT);
        if report.exists() {
            fs::remove_file(&report)?;
        }
        let mut playwright = tools::node_program(workspace, "playwright");
        playwright.arg("test").env("DESKBELL_PROXY_BINARY", proxy).env("DESKBELL_CHROMIUM", &browsers.chromium);
        let fine = process::watch(&mut playwright, |_| ())?;
        groups.add(GROUP, counts(&report)?);
        if !fine {
            groups.broke(GROUP);
        }
        Ok(())
    })
}

/// Playwright's own sums. A test that passed only when repeated counts as failed, and so does a skipped one.
fn counts(report: &Path) -> Result<Counts> {
    let text = fs::read_to_string(report).with_context(|| format!("Playwright wrote no {REPORT}"))?;
    let report: Value = serde_json::from_str(&text).with_context(|| format!("{REPORT} is no JSON"))?;
    let number = |name: &str| report.pointer(&format!("/stats/{name}")).and_then(Value::as_u64).unwrap_or_default();
    Ok(Counts { passed: number("expected"), failed: number("unexpected") + number("flaky") + number("skipped") })
}
