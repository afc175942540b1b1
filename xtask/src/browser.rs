//! The browsers of the tests and the programs that drive them.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    packages::{Program, on_path, programs},
    tools,
    workspace::Workspace,
};

pub(crate) const CHROMIUM: Program = ("chromium", "chromium");
const CHROMEDRIVER: Program = ("chromedriver", "chromium-driver");
const FIREFOX: Program = ("firefox-esr", "firefox-esr");
/// Brings its browser along.
const WEBKIT_DRIVER: Program = ("WebKitWebDriver", "webkit2gtk-driver");
/// The screen that WebKitGTK needs; the other two can do without.
const XVFB: Program = ("Xvfb", "xvfb");

/// Three engines, each with the program that speaks WebDriver with it.
#[derive(Debug)]
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) firefox: PathBuf,
    pub(crate) geckodriver: PathBuf,
    pub(crate) webkit_driver: PathBuf,
}

/// Finds all of them, and installs what is missing where it can.
///
/// # Errors
/// When something is missing and cannot be installed; the message says what to do.
pub(crate) fn browsers(workspace: &Workspace) -> Result<Browsers> {
    let wanted = [CHROMIUM, CHROMEDRIVER, FIREFOX, WEBKIT_DRIVER, XVFB];
    let [chromium, chromedriver, firefox, webkit_driver, _] = programs(workspace, wanted)?;
    let geckodriver = match on_path("geckodriver") {
        Some(found) => found,
        // Debian has no package of it.
        None => tools::geckodriver(workspace)?.join("geckodriver"),
    };
    Ok(Browsers { chromium, chromedriver, firefox, geckodriver, webkit_driver })
}
