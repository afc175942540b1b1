//! The compiler flags of the widget's WebAssembly.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{process, workspace::Workspace};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
pub(crate) const PROFILE: &str = "widget";

/// Adds the flags every release build of the widget shares, whoever starts it, so that one build serves all.
///
/// Panic messages name source files; without the remapping, visitors would download paths of the machine that built.
///
/// The standard library is built along, for size, and without what formats positions and `Debug` texts: that takes a tenth
/// off the module. The compiler calls these switches unstable; `RUSTC_BOOTSTRAP` lets the stable one take them.
pub(crate) fn release_flags<'a>(workspace: &Workspace, command: &'a mut Command) -> Result<&'a mut Command> {
    let sysroot = process::output(workspace.command("rustc").args(["--print", "sysroot"]))?;
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home directory is known")?;
    let remap = |from: &str, to: &str| format!("--remap-path-prefix={from}={to}");
    let flags = [
        remap(&workspace.root().to_string_lossy(), "/deskbell"),
        remap(&cargo_home.to_string_lossy(), "/cargo"),
        remap(sysroot.trim(), "/rust"),
    ];
    let flags = flags.into_iter().chain(["-Zlocation-detail=none".to_owned(), "-Zfmt-debug=none".to_owned()]);
    Ok(command
        .env("CARGO_ENCODED_RUSTFLAGS", flags.collect::<Vec<_>>().join("\u{1f}"))
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("RUSTC_BOOTSTRAP", "1"))
}
