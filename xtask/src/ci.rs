//! `cargo xtask ci`: what must hold before a change is taken.

use anyhow::{Result, ensure};

use crate::{fuzz, process, size, step::step, test, tools, wasm_build, workspace::Workspace};

/// Formatting, lints, dependencies, types, pages, tests, fuzzing, sizes and the Trunk build, in this order; the first failure ends it.
pub(crate) fn ci(workspace: &Workspace) -> Result<()> {
    step("Checking the formatting", || process::run(workspace.cargo().args(["fmt", "--all", "--check"])))?;
    step("Linting on the host", || {
        let lint = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        process::run(workspace.cargo().args(lint))
    })?;
    step("Linting what is fuzzed", || {
        let lint =
            ["clippy", "-p", "deskbell-proxy", "-p", "deskbell-fuzz", "--", "-D", "warnings", "--cfg", "fuzzing"];
        process::run(workspace.cargo().args(lint))
    })?;
    tools::wasm_target(workspace)?;
    step("Linting the widget as WebAssembly", || {
        let lint =
            ["clippy", "-p", "deskbell", "--all-targets", "--target", wasm_build::TARGET, "--", "-D", "warnings"];
        process::run(workspace.cargo().args(lint))
    })?;
    let deny = tools::cargo_deny(workspace)?;
    step("Checking licences, sources and versions of the dependencies", || {
        // Without `--workspace`, only what the widget depends on would be looked at.
        let check =
            ["--log-level", "warn", "--workspace", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
        process::run(workspace.command(deny.join("cargo-deny")).args(check))
    })?;
    tools::node_packages(workspace)?;
    step("Checking the types of the scripts", || {
        process::run(tools::node_program(workspace, "tsc").args(["--project", "jsconfig.json"]))
    })?;
    step("Checking the pages", || {
        let pages = ["index.html", "tests/e2e/hosts/*.html", "tests/engines/hosts/*.html"];
        process::run(tools::node_program(workspace, "html-validate").args(pages))
    })?;
    test::test(workspace)?;
    fuzz::fuzz(workspace, &fuzz::Plan::short())?;
    size::size(workspace)?;
    trunk_build(workspace)
}

/// Trunk is the development server; its build must go on working, offline, with the tools it finds on `PATH`.
fn trunk_build(workspace: &Workspace) -> Result<()> {
    let trunk = tools::trunk(workspace)?;
    let bindgen = tools::wasm_bindgen_cli(workspace)?;
    step("Building with Trunk", || {
        let path = tools::path_with(&[trunk.clone(), bindgen, workspace.path("node_modules/.bin")])?;
        let mut command = workspace.command(trunk.join("trunk"));
        command.args(["build", "--release"]).arg("--dist").arg(workspace.target("trunk")).env("PATH", path);
        process::run(wasm_build::release_flags(workspace, &mut command)?)?;
        ensure!(workspace.target("trunk/index.html").is_file(), "Trunk wrote no index.html");
        Ok(())
    })
}
