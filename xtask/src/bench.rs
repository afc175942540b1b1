//! `cargo xtask bench`: measures, and judges nothing.

use anyhow::Result;

use crate::{browser, dist, packages, process, run, step::step, tools, workspace::Workspace};

/// What can be measured: the scripts in tests/bench.
pub(crate) const BENCHES: [&str; 2] = ["embed", "typing"];

/// Builds what a visitor gets and runs tests/bench/`name`.mjs on it.
pub(crate) fn bench(workspace: &Workspace, name: &str) -> Result<()> {
    let [chromium] = packages::programs(workspace, [browser::CHROMIUM])?;
    tools::node_packages(workspace)?;
    dist::build(workspace)?;
    let proxy = run::build_proxy(workspace)?;
    step(&format!("Measuring: {name}"), || {
        let mut node = workspace.command("node");
        node.arg(format!("tests/bench/{name}.mjs"));
        process::run(node.env("DESKBELL_PROXY_BINARY", proxy).env("DESKBELL_CHROMIUM", chromium))
    })
}
