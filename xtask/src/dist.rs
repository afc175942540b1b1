//! `cargo xtask dist`: everything a website needs, in npm/dist.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha384};

use crate::{bind, compress::Sizes, lock, process, step::step, tools, wasm_build, workspace::Workspace};

const DIST: &str = "npm/dist";
/// The whole module as a file, for pages that give its address.
const MODULE: &str = "deskbell_bg.wasm";

/// What a page with the script tag fetches before anybody shows interest.
const BEFORE: [&str; 1] = ["deskbell.js"];
/// What is fetched beside it to show the English form; the other files are for other languages and for people who build.
/// `rest.js` comes when the form is there.
const FORM: [&str; 3] = ["element.js", "deskbell_wasm.js", "first.js"];

/// One file of npm/dist.
#[derive(Debug)]
struct File {
    name: String,
    bytes: Vec<u8>,
    sizes: Sizes,
}

/// What a browser fetches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weights {
    pub(crate) before: Sizes,
    /// The form, the script tag included.
    pub(crate) form: Sizes,
}

/// Builds npm/dist, and prints what its files weigh and how a page can pin them.
pub(crate) fn dist(workspace: &Workspace) -> Result<Weights> {
    build(workspace)?;
    let files = files(workspace)?;
    let before = sum(&files, &BEFORE)?;
    let form = before + sum(&files, &FORM)?;
    println!("\n    {:<24}{:>12}{:>12}{:>12}", DIST, "bytes", "gzip", "brotli");
    files.iter().for_each(|file| row(&file.name, file.sizes));
    println!();
    row("before interest", before);
    row("form shown", form);
    println!("\n    Integrity, for pages that pin a version:");
    for file in files.iter().filter(|file| file.name.ends_with(".js")) {
        println!("    {:<24}{}", file.name, integrity(&file.bytes));
    }
    Ok(Weights { before, form })
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
        let mut build = workspace.command("node");
        build.arg("npm/build.mjs").arg("--glue").arg(workspace.target(bind::GLUE));
        build.arg("--first").arg(workspace.target(bind::FIRST)).arg("--rest").arg(workspace.target(bind::REST));
        process::run(&mut build)
    })
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "-p", "deskbell", "--lib"]);
    cargo.args(["--profile", wasm_build::PROFILE, "--target", wasm_build::TARGET]);
    process::run(wasm_build::release_flags(workspace, &mut cargo)?)?;
    Ok(workspace.target(wasm_build::TARGET).join(wasm_build::PROFILE).join("deskbell.wasm"))
}

/// Cargo knows what must be compiled. Binding depends on its module, on the tools, and on how our own code uses them; the
/// stamp holds all of these from last time.
fn bind_when_changed(workspace: &Workspace, built: &Path) -> Result<()> {
    let module = workspace.path(DIST).join(MODULE);
    let stamp = workspace.target("xtask/bound.stamp");
    let mut inputs = fs::read(built).with_context(|| format!("{} cannot be read", built.display()))?;
    for source in
        [include_str!("bind.rs"), include_str!("glue.rs"), include_str!("parts.js"), include_str!("shrink.rs")]
    {
        inputs.extend(source.as_bytes());
    }
    inputs.extend(include_bytes!("split.rs"));
    inputs.extend(bind::SHOWN.as_bytes());
    inputs.extend(lock::version(workspace, "wasm-bindgen-cli-support")?.as_bytes());
    inputs.extend(fs::read(workspace.path("package-lock.json"))?);

    let targets =
        [bind::GLUE, bind::NAMED, bind::NAMED_FIRST, bind::FIRST, bind::REST].map(|name| workspace.target(name));
    let outputs = [targets.as_slice(), std::slice::from_ref(&module)].concat();
    if outputs.iter().all(|file| file.is_file()) && fs::read(&stamp).is_ok_and(|last| last == inputs) {
        return Ok(());
    }
    bind::bind(workspace, built, &module)?;
    Ok(fs::write(stamp, inputs)?)
}

fn files(workspace: &Workspace) -> Result<Vec<File>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(workspace.path(DIST))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            paths.push(entry.path());
        }
    }
    paths.sort();
    let sizes = Sizes::of(workspace, &paths)?;
    let file = |(path, sizes): (&PathBuf, Sizes)| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(File { name, bytes: fs::read(path)?, sizes })
    };
    paths.iter().zip(sizes).map(file).collect()
}

fn sum(files: &[File], names: &[&str]) -> Result<Sizes> {
    names.iter().try_fold(Sizes::default(), |sum, name| {
        let file = files.iter().find(|file| file.name == *name);
        Ok(sum + file.with_context(|| format!("{DIST}/{name} is missing"))?.sizes)
    })
}

/// Bytes as they are, with gzip, with brotli.
fn row(name: &str, sizes: Sizes) {
    println!("    {name:<24}{:>12}{:>12}{:>12}", sizes.raw, sizes.gzip, sizes.brotli);
}

/// As the attribute `integrity` wants it: Subresource Integrity, section 3.1.
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::integrity;

    #[test]
    fn the_integrity_of_the_standards_example() {
        let wanted = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(integrity(b"alert('Hello, world.');"), wanted);
    }
}
