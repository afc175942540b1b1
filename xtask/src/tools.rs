//! What must be installed besides Rust and Node, and how it gets there.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{lock, process, step::step, workspace::Workspace};

/// The oldest Node that the packages in package.json run on.
const NODE_MAJOR: u32 = 20;
/// The Trunk that builds with its own lock file; without `--locked` it does not compile.
const TRUNK: &str = "0.21.14";
/// The driver of Firefox.
const GECKODRIVER: &str = "0.37.1";

/// What looks at the dependencies.
const CARGO_DENY: &str = "0.20.2";

/// Rust's standard library for WebAssembly.
pub(crate) fn wasm_target(workspace: &Workspace) -> Result<()> {
    let installed = Path::new("lib/rustlib/wasm32-unknown-unknown");
    rustup(workspace, installed, "Rust's wasm32-unknown-unknown target", ["target", "add", "wasm32-unknown-unknown"])
}

/// The source of Rust's standard library, which the widget is built with.
pub(crate) fn rust_source(workspace: &Workspace) -> Result<()> {
    let installed = Path::new("lib/rustlib/src/rust/library");
    rustup(workspace, installed, "the source of Rust's standard library", ["component", "add", "rust-src"])
}

fn rustup(workspace: &Workspace, installed: &Path, what: &str, command: [&str; 3]) -> Result<()> {
    let sysroot = process::output(workspace.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join(installed).is_dir() {
        return Ok(());
    }
    step(&format!("Installing {what}"), || process::run(workspace.command("rustup").args(command)))
}

/// The packages of package-lock.json in node_modules; installs them anew only when that file has changed.
pub(crate) fn node_packages(workspace: &Workspace) -> Result<()> {
    let version = process::output(workspace.command("node").arg("--version"))
        .context("Node is missing; install Node 20.20 or newer and start again")?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(major >= Some(NODE_MAJOR), "Node {} is too old; install Node 20.20 or newer", version.trim());

    let wanted = fs::read(workspace.path("package-lock.json")).context("package-lock.json cannot be read")?;
    let stamp = workspace.path("node_modules/.installed-package-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step("Installing the Node packages (npm ci)", || {
        process::run(
            workspace
                .command("npm")
                .args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )?;
        Ok(fs::write(stamp, wanted)?)
    })
}

/// A program of a Node package.
pub(crate) fn node_program(workspace: &Workspace, name: &str) -> Command {
    workspace.command(workspace.path("node_modules/.bin").join(name))
}

/// The directory with `wasm-bindgen` and its test runner, in the very version of the library in Cargo.lock.
pub(crate) fn wasm_bindgen_cli(workspace: &Workspace) -> Result<PathBuf> {
    let version = lock::version(workspace, "wasm-bindgen")?;
    cargo_install(workspace, "wasm-bindgen", "wasm-bindgen-cli", &version, &[])
}

/// The directory with `trunk`.
pub(crate) fn trunk(workspace: &Workspace) -> Result<PathBuf> {
    cargo_install(workspace, "trunk", "trunk", TRUNK, &["--locked"])
}

/// The directory with `geckodriver`. It passes messages on, which is quick enough unoptimised, and that is built in half
/// the time.
pub(crate) fn geckodriver(workspace: &Workspace) -> Result<PathBuf> {
    cargo_install(workspace, "geckodriver", "geckodriver", GECKODRIVER, &["--locked", "--debug"])
}

/// The directory with `cargo-deny`. It reads a few hundred files, so it need not be optimised either.
pub(crate) fn cargo_deny(workspace: &Workspace) -> Result<PathBuf> {
    cargo_install(workspace, "cargo-deny", "cargo-deny", CARGO_DENY, &["--locked", "--debug"])
}

fn cargo_install(
    workspace: &Workspace,
    program: &str,
    package: &str,
    version: &str,
    flags: &[&str],
) -> Result<PathBuf> {
    let tools = workspace.target("tools");
    let directory = tools.join("bin");
    let installed = Command::new(directory.join(program)).arg("--version").output();
    if installed.is_ok_and(|output| is_version(&output.stdout, version)) {
        return Ok(directory);
    }
    step(&format!("Building {package} {version} (some minutes, once)"), || {
        let exact = format!("={version}");
        let mut cargo = workspace.cargo();
        cargo.args(["install", package, "--version", &exact, "--force", "--root"]).arg(&tools).args(flags);
        process::run(&mut cargo)
    })?;
    Ok(directory)
}

fn is_version(printed: &[u8], version: &str) -> bool {
    String::from_utf8_lossy(printed).split_whitespace().any(|word| word == version)
}

/// `PATH` with `directories` before everything else.
pub(crate) fn path_with(directories: &[PathBuf]) -> Result<std::ffi::OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(directories.iter().cloned().chain(env::split_paths(&old)))?)
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn a_version_is_compared_as_a_whole_word() {
        assert!(is_version(b"trunk 0.21.14\n", "0.21.14"));
        assert!(!is_version(b"trunk 0.21.140\n", "0.21.14"));
    }
}
