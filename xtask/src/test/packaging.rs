//! The package as people get it: packed, checked, and built and used by each of the tools its README names.

use std::path::Path;

use anyhow::Result;

use super::node;
use crate::{browser::Browsers, groups::Groups, workspace::Workspace};

const GROUP: &str = "packaging";

/// Packs npm/ with what lies in npm/dist, and sends tickets to `proxy`, the built binary. The tools are installed in
/// Cargo's target directory, and stay there.
pub(super) fn test(workspace: &Workspace, proxy: &Path, browsers: &Browsers, groups: &mut Groups) -> Result<()> {
    node::run(
        workspace,
        GROUP,
        "Testing the package with the tools of others",
        |node| {
            node.arg("tests/packaging/run.mjs")
                .env("DESKBELL_PACKAGING", workspace.target("packaging"))
                .env("DESKBELL_PROXY_BINARY", proxy)
                .env("DESKBELL_CHROMIUM", &browsers.chromium)
        },
        groups,
    )
}
