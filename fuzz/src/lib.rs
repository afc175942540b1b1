//! Sends the rules, and everything that reads what others have sent, whatever leads them to code
//! that nothing led them to before (libFuzzer), and looks whether what must hold does.
//!
//! `cargo xtask fuzz` builds it, with `--cfg fuzzing`; without that it is empty, so that nothing of
//! the product is any different for its sake. First inputs lie in `corpus/`; all of them are text
//! that can be written by hand.

#![cfg(fuzzing)]

mod block_on;
mod challenge;
mod identity;
mod lines;
mod problem;
mod rules;
mod upload;
mod zoho;

// The widget's readers know nothing of the browser.
#[path = "../../src/answer.rs"]
#[allow(dead_code, reason = "it is the widget's")]
mod answer;
#[path = "../../src/failure.rs"]
#[allow(dead_code, reason = "it is the widget's")]
mod failure;
#[path = "../../src/fault.rs"]
#[allow(dead_code, reason = "it is the widget's")]
mod fault;

/// What is tried with every input. It panics where something does not hold.
pub type Target = fn(&[u8]);

/// The target called `name`.
pub fn target(name: &str) -> Option<Target> {
    Some(match name {
        "rules" => rules::run,
        "problem" => problem::run,
        "zoho" => zoho::run,
        "upload" => upload::run,
        "challenge" => challenge::run,
        "identity" => identity::run,
        _ => return None,
    })
}
