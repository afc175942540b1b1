//! From Cargo's WebAssembly to what a browser loads: JavaScript glue, and a small module in two parts.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    shown,
    shrink::{self, Files},
    split::split,
    step::step,
    workspace::Workspace,
};

/// The whole module, whose functions still have names; `cargo xtask shown` watches it.
pub(crate) const NAMED: &str = "xtask/named.wasm";
/// The first part, also with names; `cargo xtask size` reads it.
pub(crate) const NAMED_FIRST: &str = "xtask/named-first.wasm";
const NAMED_REST: &str = "xtask/named-rest.wasm";
/// The two parts as they are shipped.
pub(crate) const FIRST: &str = "xtask/first.wasm";
pub(crate) const REST: &str = "xtask/rest.wasm";
/// The glue; `npm/build.mjs` minifies it.
pub(crate) const GLUE: &str = "xtask/bound/deskbell.js";
/// The functions that run until the form is shown, one a line.
pub(crate) const SHOWN: &str = include_str!("../shown.txt");

/// Binds and optimises the module at `built`, writes the result to `module`, and its parts beside the glue.
pub(crate) fn bind(workspace: &Workspace, built: &Path, module: &Path) -> Result<()> {
    let bound = workspace.target("xtask/bound");
    step("Binding the widget to JavaScript (wasm-bindgen)", || {
        Bindgen::new()
            .input_path(built)
            .out_name("deskbell")
            .web(true)?
            .typescript(false)
            // The loader hands the module over as bytes.
            .omit_default_module_path(true)
            .generate(&bound)
            .context("wasm-bindgen refused the module")
    })?;
    step("Making it small (wasm-opt)", || {
        fs::create_dir_all(module.parent().context("the module has a directory")?)?;
        let (glue, named) = (workspace.target(GLUE), workspace.target(NAMED));
        shrink::shrink(workspace, &Files { bound: bound.join("deskbell_bg.wasm"), glue, named: named.clone() })?;
        shrink::optimise(workspace, &named, &workspace.target("xtask/named-whole.wasm"), module)
    })?;
    step("Splitting it: what shows the form, and the rest", || parts(workspace))
}

fn parts(workspace: &Workspace) -> Result<()> {
    let list: BTreeSet<_> = SHOWN.lines().collect();
    let parts = split(&fs::read(workspace.target(NAMED))?, |name| list.contains(shown::plain(name).as_str()))?;
    for (part, named, shipped) in [(parts.first, NAMED_FIRST, FIRST), (parts.rest, NAMED_REST, REST)] {
        let split = workspace.target("xtask/split.wasm");
        fs::write(&split, part)?;
        shrink::optimise(workspace, &split, &workspace.target(named), &workspace.target(shipped))?;
    }
    Ok(())
}
