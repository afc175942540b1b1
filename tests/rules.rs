//! The shared rule cases, in WebAssembly in a browser: read by the browser's own JSON parser and
//! handed over by serde-wasm-bindgen, the way the widget gets its values.
#![cfg(target_arch = "wasm32")]
#![expect(unreachable_pub, reason = "the runner is shared by three test crates")]

#[path = "cases/runner.rs"]
mod runner;
#[path = "cases/verdict.rs"]
mod verdict;

use deskbell_rules::{Draft, Value};
use js_sys::JSON;
use runner::{FILES, Suite};
use serde_wasm_bindgen::Serializer;
use verdict::verdict;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_case_has_its_verdict_in_the_browser() {
    let mut failures = Vec::new();
    for (file, json) in FILES {
        let parsed = JSON::parse(json).expect(file);
        let suite = Suite::read(&serde_wasm_bindgen::from_value::<Value>(parsed).expect(file));
        for case in &suite.cases {
            let verdict = verdict(&suite.form, &through_javascript(&case.draft));
            if verdict != case.verdict {
                failures.push(format!("{file}: {}\n  wanted {:?}\n  got    {verdict:?}", case.name, case.verdict));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn through_javascript(draft: &Value) -> Draft {
    use serde::Serialize;
    let object = draft.serialize(&Serializer::json_compatible()).expect("a JavaScript object");
    serde_wasm_bindgen::from_value(object).expect("a draft")
}
