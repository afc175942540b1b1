//! What wasm-bindgen leaves, without what nobody calls and with short names.
//!
//! Leptos brings `wasm-streams`, whose exported classes the widget never hands out; exports are kept by every compiler.
//! And the module names each of its imports in full, a second time after the glue.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use wasmparser::{Parser, Payload};

use crate::{glue::in_parts, process, tools, workspace::Workspace};

/// Exports that begin so belong to classes that the widget never hands out.
const DEAD: [&str; 3] = ["intounderlying", "__wbg_intounderlying", "_WASM_SPLIT_MARKER"];
/// The same classes in the glue.
const DEAD_CLASSES: [&str; 3] = ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];
/// Nothing of the widget's lies in the first kilobyte of memory: the stack ends there.
const OPTIMISE: [&str; 4] = ["-Oz", "--converge", "--low-memory-unused", "--debuginfo"];
const STRIP: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/// The files at work.
#[derive(Debug)]
pub(crate) struct Files {
    /// As wasm-bindgen wrote it.
    pub(crate) bound: PathBuf,
    /// The glue of it, which is written anew.
    pub(crate) glue: PathBuf,
    /// The module as it is split: nothing of it is put into anything else yet, and its functions have names.
    pub(crate) named: PathBuf,
}

/// Takes out of module and glue what nobody calls, and gives them short names.
pub(crate) fn shrink(workspace: &Workspace, files: &Files) -> Result<()> {
    let live = files.bound.with_file_name("live.wasm");
    let graph = files.bound.with_file_name("live.json");
    fs::write(&graph, roots(&fs::read(&files.bound)?)?.to_string())?;
    // It lists what it takes out.
    let mut metadce = tool(workspace, "wasm-metadce", &files.bound, &live);
    process::output(metadce.arg("--debuginfo").arg("--graph-file").arg(&graph))?;
    let mut minify = tool(workspace, "wasm-opt", &live, &files.named);
    let names = process::output(minify.args(["--debuginfo", "--minify-imports-and-exports-and-modules"]))?;
    let names = Names::read(&names)?;
    let glue = fs::read_to_string(&files.glue)?;
    Ok(fs::write(&files.glue, names.rewrite(&in_parts(&without_classes(&glue)?)?)?)?)
}

/// The module at `from` as small as it gets: at `named` its functions still have names, at `to` there is nothing that only
/// people read.
pub(crate) fn optimise(workspace: &Workspace, from: &Path, named: &Path, to: &Path) -> Result<()> {
    process::run(tool(workspace, "wasm-opt", from, named).args(OPTIMISE))?;
    process::run(tool(workspace, "wasm-opt", named, to).args(STRIP))
}

fn tool(workspace: &Workspace, name: &str, from: &Path, to: &Path) -> Command {
    let mut command = tools::node_program(workspace, name);
    command.arg(from).arg("-o").arg(to);
    command
}

/// The exports that are called, as `wasm-metadce` wants to be told of them.
fn roots(module: &[u8]) -> Result<Value> {
    let mut roots = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ExportSection(exports) = payload? {
            for export in exports {
                let name = export?.name;
                if !DEAD.iter().any(|dead| name.starts_with(dead)) {
                    roots.push(json!({ "name": name, "export": name, "root": true }));
                }
            }
        }
    }
    Ok(Value::Array(roots))
}

/// The glue without the classes of [`DEAD_CLASSES`].
fn without_classes(glue: &str) -> Result<String> {
    let mut left = glue.to_owned();
    for class in DEAD_CLASSES {
        for (from, to) in [
            (format!("export class {class} {{"), "\n}\n"),
            (format!("if (Symbol.dispose) {class}."), "\n"),
            (format!("const {class}Finalization = "), ";\n"),
        ] {
            let start = left.find(&from).with_context(|| format!("the glue has no `{from}`"))?;
            let end = left.get(start..).and_then(|rest| rest.find(to)).context("the glue ends within a class")?;
            left.replace_range(start..start + end + to.len(), "");
        }
    }
    Ok(left)
}

/// What wasm-opt made of the names of imports and exports.
#[derive(Debug, Default)]
struct Names {
    module: String,
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Names {
    /// Reads what wasm-opt prints: `{ "imports": [[module, old, new], …], "exports": [[old, new], …] }`.
    fn read(json: &str) -> Result<Self> {
        let table: Value = serde_json::from_str(json).context("wasm-opt printed no table of names")?;
        let rows = |name: &str| table.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut names = Self::default();
        for row in rows("imports") {
            let [module, old, new]: [String; 3] = serde_json::from_value(row)?;
            ensure!(names.module.is_empty() || names.module == module, "imports of more than one module");
            names.module = module;
            names.imports.insert(old, new);
        }
        for row in rows("exports") {
            let [old, new]: [String; 2] = serde_json::from_value(row)?;
            names.exports.insert(old, new);
        }
        ensure!(!names.imports.is_empty() && !names.exports.is_empty(), "wasm-opt printed an empty table of names");
        Ok(names)
    }

    /// The glue with these names, and without imports that the module no longer has.
    fn rewrite(&self, glue: &str) -> Result<String> {
        let (begin, end) = ("    const import0 = {\n", "\n    };\n");
        let (head, rest) = glue.split_once(begin).context("the glue has no imports")?;
        let (imports, tail) = rest.split_once(end).context("the glue's imports have no end")?;
        let imports = self.imports(imports)?;
        let whole = [head, begin, &imports, end, tail].concat();
        // Only the names of the one module are short ones now; wasm-opt calls it `a`.
        let whole = whole.replace(&format!("{:?}: import0", self.module), "\"a\": import0");
        self.exports(&whole)
    }

    /// Each import stands on lines of its own; the first of them begins with its name.
    fn imports(&self, block: &str) -> Result<String> {
        let mut lines: Vec<String> = Vec::new();
        let (mut kept, mut found) = (true, 0);
        for line in block.lines() {
            let indented = line.strip_prefix("        ").filter(|line| !line.starts_with([' ', '}']));
            match indented.and_then(|line| line.split_once(": ")) {
                Some(("__proto__", _)) => kept = true,
                Some((name, value)) => {
                    kept = self.imports.contains_key(name);
                    if let Some(short) = self.imports.get(name) {
                        found += 1;
                        lines.push(format!("        {short}: {value}"));
                        continue;
                    }
                }
                None => {}
            }
            if kept {
                lines.push(line.to_owned());
            }
        }
        ensure!(found == self.imports.len(), "the glue has {found} of {} imports", self.imports.len());
        Ok(lines.join("\n"))
    }

    fn exports(&self, glue: &str) -> Result<String> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let mut parts = glue.split("wasm.");
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let length = part.find(|c| !is_name(c)).unwrap_or(part.len());
            let (name, rest) = part.split_at(length);
            let short = self.exports.get(name).with_context(|| format!("the module exports no `{name}`"))?;
            whole.extend(["wasm.", short, rest]);
        }
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "import x;\nfunction f() {\n    wasm.mount(wasm.memory);\n}\nfunction imports() {\n    const import0 = {\n        __proto__: null,\n        __wbg_a_1: function() {\n            const __wbg_b_2: 1;\n        },\n        __wbg_b_2: function() {\n            return 2;\n        },\n        __wbg_c_3: c,\n    };\n    return {\n        \"./deskbell_bg.js\": import0,\n    };\n}\n";

    fn names(imports: &[(&str, &str)]) -> Names {
        let imports: Vec<_> = imports.iter().map(|(old, new)| json!(["./deskbell_bg.js", old, new])).collect();
        let table = json!({ "imports": imports, "exports": [["mount", "M"], ["memory", "m"]] });
        Names::read(&table.to_string()).expect("a table")
    }

    #[test]
    fn names_are_short_on_both_sides_and_dead_imports_go() {
        let glue = names(&[("__wbg_a_1", "$"), ("__wbg_c_3", "A")]).rewrite(GLUE).expect("glue");
        assert!(glue.contains("wasm.M(wasm.m);"), "{glue}");
        assert!(
            glue.contains(
                "        $: function() {\n            const __wbg_b_2: 1;\n        },\n        A: c,\n    };"
            ),
            "{glue}"
        );
        assert!(glue.contains("\"a\": import0"), "{glue}");
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(names(&[("__wbg_d_4", "$")]).rewrite(GLUE).is_err(), "an import the glue does not have");
        let other = GLUE.replace("wasm.mount", "wasm.other");
        assert!(names(&[("__wbg_a_1", "$")]).rewrite(&other).is_err(), "an export the module does not have");
        assert!(Names::read("{}").is_err());
        assert!(without_classes(GLUE).is_err());
    }
}
