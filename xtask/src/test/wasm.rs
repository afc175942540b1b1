//! The tests that run as WebAssembly inside a headless Chromium.

use std::path::Path;

use anyhow::Result;

use crate::{
    browser::Browsers,
    groups::{Counts, Groups},
    process,
    step::step,
    wasm_build,
    workspace::Workspace,
};

const GROUP: &str = "WebAssembly in Chromium";

/// Runs `tests/*.rs` of the widget with wasm-bindgen's runner; `webdriver.json` holds the browser's flags.
pub(super) fn test(workspace: &Workspace, bindgen: &Path, browsers: &Browsers, groups: &mut Groups) -> Result<()> {
    groups.add(GROUP, Counts::default());
    step("Testing WebAssembly in Chromium", || {
        let mut cargo = workspace.cargo();
        cargo.args(["test", "-p", "deskbell", "--target", wasm_build::TARGET, "--test", "*", "--no-fail-fast"]);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", bindgen.join("wasm-bindgen-test-runner"));
        cargo.env("CHROMEDRIVER", &browsers.chromedriver);
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        let fine = process::watch(&mut cargo, |line| {
            if let Some(counts) = Counts::from_result_line(line) {
                groups.add(GROUP, counts);
            }
        })?;
        if !fine {
            groups.broke(GROUP);
        }
        Ok(())
    })
}
