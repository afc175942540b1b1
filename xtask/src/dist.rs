//! `cargo xtask dist`: everything a website needs, in npm/dist.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{bind, compress::Sizes, lock, process, step::step, tools, wasm_build, workspace::Workspace};

const DIST: &str = "npm/dist";
/// The module as a file; `npm/build.mjs` makes of it the script that is loaded.
const MODULE: &str = "deskbell_bg.wasm";

/// One file of npm/dist.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) sizes: Sizes,
}

/// Builds npm/dist, prints what its files weigh and returns them, sorted by name.
pub(crate) fn dist(workspace: &Workspace) -> Result<Vec<File>> {
    build(workspace)?;
    let files = files(&workspace.path(DIST))?;
    print(&files);
    Ok(files)
}

/// Builds npm/dist; only what has changed. Compressing takes a quarter of a minute, so what only serves the files asks
/// for no weights.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    tools::rust_source(workspace)?;
    tools::wasm_target(workspace)?;
    tools::node_packages(workspace)?;
    let built = step("Building the widget (WebAssembly, release)", || compile(workspace))?;
    bind_when_changed(workspace, &built)?;
    step("Bundling the element (esbuild)", || {
        let glue = workspace.target(bind::GLUE);
        let module = workspace.path(DIST).join(MODULE);
        process::run(workspace.command("node").arg("npm/build.mjs").arg("--glue").arg(glue).arg("--wasm").arg(module))
    })
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "-p", "deskbell", "--lib"]);
    cargo.args(["--profile", wasm_build::PROFILE, "--target", wasm_build::TARGET]);
    process::run(wasm_build::release_flags(workspace, &mut cargo)?)?;
    Ok(workspace.target(wasm_build::TARGET).join(wasm_build::PROFILE).join("deskbell.wasm"))
}

/// Cargo knows what must be compiled. Binding depends on its module, on the tools, and on how `bind.rs` and `shrink.rs` use
/// them;
/// the stamp holds all of these from last time.
fn bind_when_changed(workspace: &Workspace, built: &Path) -> Result<()> {
    let module = workspace.path(DIST).join(MODULE);
    let stamp = workspace.target("xtask/bound.stamp");
    let mut inputs = fs::read(built).with_context(|| format!("{} cannot be read", built.display()))?;
    inputs.extend(include_bytes!("bind.rs"));
    inputs.extend(include_bytes!("shrink.rs"));
    inputs.extend(lock::version(workspace, "wasm-bindgen-cli-support")?.as_bytes());
    inputs.extend(fs::read(workspace.path("package-lock.json"))?);

    let outputs = [module.clone(), workspace.target(bind::GLUE), workspace.target(bind::NAMED)];
    if outputs.iter().all(|file| file.is_file()) && fs::read(&stamp).is_ok_and(|last| last == inputs) {
        return Ok(());
    }
    bind::bind(workspace, built, &module)?;
    Ok(fs::write(stamp, inputs)?)
}

fn files(directory: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push(File { name, sizes: Sizes::of(&fs::read(entry.path())?)? });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

/// A table of `files`: bytes as they are, with gzip, with brotli.
pub(crate) fn print<'a>(files: impl IntoIterator<Item = &'a File>) {
    println!("\n    {:<24}{:>12}{:>12}{:>12}", "npm/dist", "bytes", "gzip", "brotli");
    for File { name, sizes } in files {
        println!("    {name:<24}{:>12}{:>12}{:>12}", sizes.raw, sizes.gzip, sizes.brotli);
    }
}
