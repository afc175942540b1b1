//! `cargo xtask shown`: finds out which functions run until the form is shown, and writes them down.
//!
//! A module that notes each function's first call is opened in a browser, by xtask/shown.mjs, in the ways that most pages
//! have a form. Nothing depends on the list being exact: what it leaves out makes a form wait for the rest of the module.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result};
use walrus::{FunctionId, ValType};

use crate::{bind, browser, dist, packages, process, run, split, step::step, tools, workspace::Workspace};

/// The list; `bind.rs` reads it.
const LIST: &str = "xtask/shown.txt";
const WATCHED: &str = "xtask/watched";
/// A module with nothing in it: its magic number and version.
const EMPTY: [u8; 8] = *b"\0asm\x01\0\0\0";
/// What the glue notes, as long as the module is not whole.
const NOTE: &str =
    "const import0 = {\n        ran: (index) => { if (!isWhole) (globalThis.ran ??= new Set()).add(index); },\n";

/// Builds, watches, and writes the list anew.
pub(crate) fn shown(workspace: &Workspace) -> Result<()> {
    let [chromium] = packages::programs(workspace, [browser::CHROMIUM])?;
    tools::node_packages(workspace)?;
    dist::build(workspace)?;
    let proxy = run::build_proxy(workspace)?;
    let names = watched(workspace)?;
    let seen = step("Watching forms until they are shown", || {
        let mut node = workspace.command("node");
        node.arg("xtask/shown.mjs").arg(workspace.target(WATCHED).join("dist"));
        process::output(node.env("DESKBELL_PROXY_BINARY", proxy).env("DESKBELL_CHROMIUM", chromium))
    })?;
    let indices: Vec<usize> = serde_json::from_str(&seen).context("xtask/shown.mjs printed no list of numbers")?;
    let list: BTreeSet<String> = indices.iter().filter_map(|index| names.get(*index)).map(|name| plain(name)).collect();
    println!("{} of {} functions run until the form is shown", list.len(), names.len());
    Ok(fs::write(workspace.path(LIST), list.into_iter().map(|name| format!("{name}\n")).collect::<String>())?)
}

/// A function's name without the hashes of crates, which differ from machine to machine, and without the number that tells
/// it from another one of that name: `core[44528b579e4af097]::fmt[1]`.
pub(crate) fn plain(name: &str) -> String {
    let number = |end: &str| end.strip_suffix(']').is_some_and(|end| end.bytes().all(|byte| byte.is_ascii_digit()));
    let name = name.rsplit_once('[').filter(|(_, end)| number(end)).map_or(name, |(name, _)| name);
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                plain.push_str(rest)
            }
            _ => plain.extend(["[", part]),
        }
    }
    plain
}

/// Puts a dist folder there whose module is whole from the start, and notes what runs. Gives the names of its functions.
fn watched(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.target(WATCHED);
    fs::create_dir_all(&folder)?;
    let (module, names) = noting(&fs::read(workspace.target(bind::NAMED))?)?;
    let file = |name: &str| folder.join(name);
    fs::write(file("first.wasm"), module)?;
    fs::write(file("rest.wasm"), EMPTY)?;
    let glue = fs::read_to_string(workspace.target(bind::GLUE))?;
    fs::write(file("glue.js"), glue.replacen("const import0 = {\n", NOTE, 1))?;
    let mut build = workspace.command("node");
    build.arg("npm/build.mjs").arg("--dist").arg(file("dist")).arg("--glue").arg(file("glue.js"));
    process::run(build.arg("--first").arg(file("first.wasm")).arg("--rest").arg(file("rest.wasm")))?;
    Ok(names)
}

/// The module with a call of `ran` at the head of each function, and the functions' names by what they call it with.
fn noting(module: &[u8]) -> Result<(Vec<u8>, Vec<String>)> {
    let mut module = split::parse(module)?;
    let ty = module.types.add(&[ValType::I32], &[]);
    let glue = module.imports.iter().next().context("the module imports nothing")?.module.clone();
    let (ran, _) = module.add_import_func(&glue, "ran", ty);
    let ids: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let mut names = Vec::new();
    for id in ids {
        let function = module.funcs.get_mut(id);
        let index = i32::try_from(names.len())?;
        names.push(function.name.clone().unwrap_or_default());
        function
            .kind
            .unwrap_local_mut()
            .builder_mut()
            .func_body()
            .const_at(0, walrus::ir::Value::I32(index))
            .call_at(1, ran);
    }
    Ok((module.emit_wasm(), names))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn hashes_go_and_nothing_else() {
        assert_eq!(
            plain("<core[44528b579e4af097]::fmt::X as deskbell[0123456789abcdef]::Y<[u8]>>::z[1]"),
            "<core::fmt::X as deskbell::Y<[u8]>>::z"
        );
        assert_eq!(plain("mount"), "mount");
        assert_eq!(plain("a[44528b579e4af09]"), "a[44528b579e4af09]");
        assert_eq!(plain("a[44528b579e4af097"), "a[44528b579e4af097");
    }
}
