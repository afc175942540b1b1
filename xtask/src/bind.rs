//! From Cargo's WebAssembly to what a browser loads: JavaScript glue and a small module.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{process, step::step, tools, workspace::Workspace};

/// The module whose functions still have names; `cargo xtask size` reads it.
pub(crate) const NAMED: &str = "xtask/named.wasm";
/// The glue as wasm-bindgen writes it; `npm/build.mjs` minifies it.
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
        let named = workspace.target(NAMED);
        let optimise = |from: &Path, to: &Path, flags: &[&str]| {
            process::run(tools::node_program(workspace, "wasm-opt").arg(from).arg("-o").arg(to).args(flags))
        };
        optimise(&bound.join("deskbell_bg.wasm"), &named, &["-Oz", "--debuginfo"])?;
        fs::create_dir_all(module.parent().context("the module has a directory")?)?;
        optimise(&named, module, &["--strip-debug", "--strip-producers", "--strip-target-features"])
    })
}
