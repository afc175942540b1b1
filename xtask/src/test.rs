//! `cargo xtask test`: everything, with the number of tests in each group at the end.

mod e2e;
mod engines;
mod host;
mod node;
mod packaging;
mod trials;
mod wasm;

use anyhow::Result;

use crate::{browser, dist, groups::Groups, postgres, run, step, tools, workspace::Workspace};

/// Runs all groups, also after a failure in one of them.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    // What must be installed comes first, so that nothing is missing after minutes of work.
    let browsers = browser::browsers(workspace)?;
    postgres::server(workspace)?;
    tools::wasm_target(workspace)?;
    tools::node_packages(workspace)?;
    let bindgen = tools::wasm_bindgen_cli(workspace)?;

    let mut groups = Groups::default();
    host::test(workspace, &mut groups)?;
    trials::test(workspace, &mut groups)?;
    node::test(workspace, &mut groups)?;
    wasm::test(workspace, &bindgen, &browsers, &mut groups)?;
    dist::build(workspace)?;
    let proxy = run::build_proxy(workspace)?;
    packaging::test(workspace, &proxy, &browsers, &mut groups)?;
    e2e::test(workspace, &proxy, &browsers, &mut groups)?;
    engines::test(workspace, &proxy, &browsers, &mut groups)?;
    step::print_longest();
    groups.finish()
}
