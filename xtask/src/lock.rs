//! The versions that Cargo.lock has settled on.

use std::fs;

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// The version of `package` in Cargo.lock.
///
/// # Errors
/// When the lock file cannot be read or does not name the package.
pub(crate) fn version(workspace: &Workspace, package: &str) -> Result<String> {
    let lock = fs::read_to_string(workspace.path("Cargo.lock")).context("Cargo.lock cannot be read")?;
    find(&lock, package).map(str::to_owned).with_context(|| format!("Cargo.lock does not name {package}"))
}

fn find<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    const LOCK: &str =
        "[[package]]\nname = \"ab\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\nversion = \"2.3.4\"\n";

    #[test]
    fn finds_the_version_of_exactly_this_package() {
        assert_eq!(super::find(LOCK, "b"), Some("2.3.4"));
        assert_eq!(super::find(LOCK, "a"), None);
    }
}
