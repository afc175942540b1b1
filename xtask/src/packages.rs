//! Programs that Debian has packages of: found, or installed.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};

use crate::{process, step::step, workspace::Workspace};

/// A program that must be on `PATH`, and Debian's package of it.
pub(crate) type Program = (&'static str, &'static str);

/// Finds programs on `PATH`; as root on a machine with apt it installs Debian's packages of those that are missing.
pub(crate) fn programs<const N: usize>(workspace: &Workspace, wanted: [Program; N]) -> Result<[PathBuf; N]> {
    let packages = missing(&wanted, |program| on_path(program).is_some());
    if !packages.is_empty() {
        install(workspace, &packages)?;
    }
    let found: Option<Vec<_>> = wanted.iter().map(|(program, _)| on_path(program)).collect();
    let found = found.and_then(|found| found.try_into().ok());
    found.with_context(|| format!("apt-get installed {}, but not all of it is on PATH", packages.join(" ")))
}

/// Installs Debian's packages.
///
/// # Errors
/// Where that is not possible; the message says what to do.
pub(crate) fn install(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
    let root = process::output(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || on_path("apt-get").is_none() {
        bail!("the tests need more programs; on Debian and its kin: sudo apt-get {}", install.join(" "));
    }
    step(&format!("Installing {} (apt-get)", packages.join(", ")), || {
        let apt = |words: &[&str]| {
            process::run(workspace.command("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"))
        };
        apt(&["update"])?;
        apt(&install)
    })
}

/// The packages of the programs that are not there.
fn missing(wanted: &[Program], is_there: impl Fn(&str) -> bool) -> Vec<&'static str> {
    wanted.iter().filter(|(program, _)| !is_there(program)).map(|(_, package)| *package).collect()
}

pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(program)).find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_installed() {
        let wanted = [("chromium", "chromium"), ("chromedriver", "chromium-driver"), ("Xvfb", "xvfb")];
        assert_eq!(missing(&wanted, |program| program == "chromium"), ["chromium-driver", "xvfb"]);
        assert!(missing(&wanted, |_| true).is_empty());
    }
}
