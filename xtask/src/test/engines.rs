//! The whole path once more, in three engines that share no code.

use std::path::Path;

use anyhow::Result;

use super::node;
use crate::{browser::Browsers, groups::Groups, workspace::Workspace};

const ENGINES: [(&str, &str); 3] = [("chromium", "Chromium"), ("firefox", "Firefox ESR"), ("webkit", "WebKitGTK")];

/// Plays the scenarios of tests/engines against `proxy`, the built binary, and npm/dist. One engine after another: a
/// browser can use all there is of a small machine.
pub(super) fn test(workspace: &Workspace, proxy: &Path, browsers: &Browsers, groups: &mut Groups) -> Result<()> {
    for (engine, name) in ENGINES {
        let group = format!("end to end in {name} (WebDriver)");
        let what = format!("Testing the whole path in {name} (WebDriver)");
        node::run(
            workspace,
            &group,
            &what,
            |node| {
                node.args(["tests/engines/run.mjs", engine])
                    .env("DESKBELL_PROXY_BINARY", proxy)
                    .env("DESKBELL_CHROMIUM", &browsers.chromium)
                    .env("DESKBELL_CHROMEDRIVER", &browsers.chromedriver)
                    .env("DESKBELL_FIREFOX", &browsers.firefox)
                    .env("DESKBELL_GECKODRIVER", &browsers.geckodriver)
                    .env("DESKBELL_WEBKITDRIVER", &browsers.webkit_driver)
            },
            groups,
        )?;
    }
    Ok(())
}
