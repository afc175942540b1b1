//! The shared rule cases, on the host.
#![cfg(feature = "serde")]
#![expect(unreachable_pub, reason = "the runner is shared by three test crates")]

#[path = "../../tests/cases/runner.rs"]
mod runner;
#[path = "../../tests/cases/verdict.rs"]
mod verdict;

use runner::{FILES, Suite};
use verdict::{draft, verdict};

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
