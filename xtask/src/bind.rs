//! From Cargo's WebAssembly to what a browser loads: JavaScript glue and a small module.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    shrink::{Files, shrink},
    step::step,
    workspace::Workspace,
};

/// The module whose functions still have names; `cargo xtask size` reads it.
pub(crate) const NAMED: &str = "xtask/named.wasm";
/// The glue; `npm/build.mjs` minifies it.
pub(crate) const GLUE: &str = "xtask/bound/deskbell.js";

/// Binds and optimises the module at `built`, and writes the result to `module`.
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
        shrink(workspace, &Files { bound: bound.join("deskbell_bg.wasm"), glue, named, module })
    })
}
