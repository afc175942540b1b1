//! PostgreSQL's server, of which tests start clusters of their own.

use std::{fs, path::Path};

use anyhow::{Result, ensure};

use crate::{packages, workspace::Workspace};

/// Where Debian's packages put the binaries, which are not on `PATH`.
const DEBIAN: &str = "/usr/lib/postgresql";
const PACKAGE: &str = "postgresql";

/// Sees to it that the server's binaries are there.
///
/// # Errors
/// When they are missing and cannot be installed; the message says what to do.
pub(crate) fn server(workspace: &Workspace) -> Result<()> {
    if !is_there() {
        packages::install(workspace, &[PACKAGE])?;
        ensure!(is_there(), "apt-get installed {PACKAGE}, but there is no initdb in {DEBIAN}");
    }
    Ok(())
}

fn is_there() -> bool {
    let versions = fs::read_dir(Path::new(DEBIAN)).into_iter().flatten().flatten();
    let in_debian = versions.map(|entry| entry.path().join("bin/initdb")).any(|initdb| initdb.is_file());
    in_debian || packages::on_path("initdb").is_some()
}
