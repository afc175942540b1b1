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
        let report = read(&report)?;
        groups.add(GROUP, counts(&report));
        remarks(&report).iter().for_each(|remark| groups.remark(GROUP, remark));
        if !fine {
            groups.broke(GROUP);
        }
        Ok(())
    })
}

fn read(report: &Path) -> Result<Value> {
    let text = fs::read_to_string(report).with_context(|| format!("Playwright wrote no {REPORT}"))?;
    serde_json::from_str(&text).with_context(|| format!("{REPORT} is no JSON"))
}

/// Playwright's own sums. A test that was skipped counts as failed.
fn counts(report: &Value) -> Counts {
    let number = |name: &str| report.pointer(&format!("/stats/{name}")).and_then(Value::as_u64).unwrap_or_default();
    Counts { passed: number("expected") + number("flaky"), failed: number("unexpected") + number("skipped") }
}

/// A line for each test that failed, also for one that passed when it was tried again: that one wants mending, but
/// browsers that share a small machine are no reason to stop everybody.
fn remarks(suite: &Value) -> Vec<String> {
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: &Value, path: &str| value.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut remarks: Vec<String> = list(suite, "suites").iter().flat_map(remarks).collect();
    for spec in list(suite, "specs") {
        for test in list(&spec, "tests") {
            let status = text(&test, "/status");
            if status != "expected" {
                let (file, title, line) = (text(&spec, "/file"), text(&spec, "/title"), &spec["line"]);
                let why = text(&test, "/results/0/error/message");
                let why = why.lines().next().unwrap_or_default();
                remarks.push(format!("{status}: {file}:{line} {title}: {why}"));
            }
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_did_not_go_well_is_named() {
        let spec = |status: &str, results: Value| json!({ "title": "it rings", "file": "bell.spec.mjs", "line": 7, "tests": [{ "status": status, "results": results }] });
        let failed = json!([{ "error": { "message": "no sound\nat all" } }]);
        let inner = json!({ "specs": [spec("expected", json!([{}])), spec("flaky", failed)] });
        let report = json!({
            "suites": [{ "suites": [inner], "specs": [spec("skipped", json!([]))] }],
            "stats": { "expected": 1, "flaky": 1, "unexpected": 0, "skipped": 1 },
        });
        let remarks = remarks(&report);
        assert_eq!(remarks, ["flaky: bell.spec.mjs:7 it rings: no sound", "skipped: bell.spec.mjs:7 it rings: "]);
        assert_eq!(counts(&report), Counts { passed: 2, failed: 1 });
    }
}
