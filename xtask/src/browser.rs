//! Chromium and its driver for the tests in a browser.

use std::{env, path::PathBuf};

use anyhow::{Result, bail};

use crate::{process, step::step, workspace::Workspace};

/// A Chromium and the driver that speaks WebDriver with it.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds Chromium and chromedriver on `PATH`; as root on a machine with apt it installs Debian's packages.
///
/// # Errors
/// When they are missing and cannot be installed; the message says what to do.
pub(crate) fn browser(workspace: &Workspace) -> Result<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let root = process::output(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || on_path("apt-get").is_none() {
        bail!(
            "the browser tests need Chromium and chromedriver on PATH; \
             on Debian and its kin: sudo apt-get install -y --no-install-recommends chromium chromium-driver"
        );
    }
    step("Installing Chromium and chromedriver (apt-get)", || {
        process::run(workspace.command("apt-get").args(["update"]))?;
        let packages = ["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"];
        process::run(workspace.command("apt-get").args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
    })?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("apt-get installed Chromium, but neither `chromium` nor `chromedriver` stands on PATH"),
    }
}

fn find() -> Option<Browser> {
    Some(Browser { chromium: on_path("chromium")?, driver: on_path("chromedriver")? })
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(program)).find(|candidate| candidate.is_file())
}
