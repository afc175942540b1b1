//! The glue for a module in two parts, made of the one that wasm-bindgen writes.
//!
//! It becomes a function, so that another copy can be had with a memory of its own; it starts the module by `parts.js`; and
//! whoever calls back into the module can be kept waiting.

use anyhow::{Context, Result, ensure};

/// How a module starts, and gets whole.
const PARTS: &str = include_str!("parts.js");
/// From here on the glue starts the module its own way.
const START: &str = "let wasmModule, wasmInstance, wasm;";

/// What is changed within, with how often it is there: both sorts of closures are called by way of `miss` and `waiting`.
const CHANGES: [(&str, &str, usize); 4] = [
    ("export class Mounted", "class Mounted", 1),
    ("export function mount(", "function mount(", 1),
    (
        "const real = (...args) => {\n",
        // One that has been dropped meanwhile would complain.
        "const real = (...args) => {\n        if (waiting) return void waiting.push(() => state.cnt && real(...args));\n",
        2,
    ),
    (
        "state.b, ...args);\n        } finally",
        "state.b, ...args);\n        } catch (error) {\n            miss(error);\n        } finally",
        2,
    ),
];

/// The glue as a function `make` that gives `{ mount, attempt, start, complete, pause }`.
///
/// # Errors
/// Where the glue does not look as it did when this was written: another wasm-bindgen.
pub(crate) fn in_parts(glue: &str) -> Result<String> {
    let (body, _) = glue.split_once(START).with_context(|| format!("the glue has no `{START}`"))?;
    let mut body = body.to_owned();
    for (from, to, times) in CHANGES {
        let found = body.matches(from).count();
        ensure!(found == times, "the glue has {found} times, not {times}: {from}");
        body = body.replace(from, to);
    }
    ensure!(!body.contains("\nexport ") && !body.contains("\nimport "), "the glue exports or imports something new");
    Ok(format!("export function make() {{\n{body}{PARTS}}}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "export class Mounted {\n}\nexport function mount(root) {\n}\nconst real = (...args) => {\n        try {\n            return f(state.a, state.b, ...args);\n        } finally {\n        }\n}\nconst real = (...args) => {\n        try {\n            return f(a, state.b, ...args);\n        } finally {\n        }\n}\nlet wasmModule, wasmInstance, wasm;\nasync function __wbg_load() {}\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn the_glue_becomes_a_function() {
        let made = in_parts(GLUE).unwrap();
        assert!(made.starts_with("export function make() {\nclass Mounted {"), "{made}");
        assert_eq!(made.matches("export ").count(), 1, "{made}");
        assert_eq!(made.matches("miss(error);\n        } finally").count(), 2, "{made}");
        assert!(!made.contains("__wbg_load"), "{made}");
    }

    #[test]
    fn another_glue_is_an_error() {
        for gone in ["let wasmModule", "export class Mounted", "...args);\n        } finally"] {
            assert!(in_parts(&GLUE.replacen(gone, "", 1)).is_err(), "{gone}");
        }
        assert!(in_parts(&format!("import x;\nexport function other() {{}}\n{GLUE}")).is_err());
    }
}
