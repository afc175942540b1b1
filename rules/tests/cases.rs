//! The shared rule cases, on the host.
#![cfg(feature = "serde")]
#![expect(unreachable_pub, reason = "the runner is shared by three test crates")]

use deskbell_rules::{Draft, Value};

#[path = "../../tests/cases/runner.rs"]
mod runner;
#[path = "../../tests/cases/verdict.rs"]
mod verdict;

use runner::{FILES, Suite};
use verdict::verdict;

#[test]
fn every_case_has_its_verdict_on_the_host() {
    let mut failures = Vec::new();
    for (file, json) in FILES {
        let suite = Suite::read(&serde_json::from_str(json).expect(file));
        for case in &suite.cases {
            let verdict = verdict(&suite.form, &draft(&case.draft));
            if verdict != case.verdict {
                failures.push(format!("{file}: {}\n  wanted {:?}\n  got    {verdict:?}", case.name, case.verdict));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The value as a draft. Anything but an object is not a draft at all.
fn draft(value: &Value) -> Draft {
    match value {
        Value::Object(members) => members.iter().cloned().collect(),
        _ => panic!("a draft is an object"),
    }
}
