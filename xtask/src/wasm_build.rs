//! The compiler flags of the widget's WebAssembly.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{process, workspace::Workspace};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
pub(crate) const PROFILE: &str = "widget";

/// Adds the flags every release build of the widget shares, whoever starts it, so that one build serves all.
///
/// Panic messages name source files; without the remapping, visitors would download paths of the machine that built.
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
    Ok(command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))
}
