//! The widget's reader of answers: tickets, problems of the proxy's and errors of Zoho's.
//!
//! An input is a line with the status, and the body.

use deskbell_rules::{Code, Value};

use crate::answer::Answer;
use crate::fault::Reason;
use crate::lines;

pub(crate) fn run(input: &[u8]) {
    let (status, body) = lines::first(input);
    let status = lines::number(status, 422);
    // As the widget does where an answer is no JSON.
    let body: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    match Answer::read(status, None, None, &body) {
        Answer::Created(receipt) => {
            assert!(matches!(status, 200 | 201), "no success");
            assert!(!receipt.ticket_number.trim().is_empty(), "a ticket without a number");
            receipt.to_value();
        }
        Answer::Pending(pending) => assert!((1..=60).contains(&pending.wait), "it waits for {} s", pending.wait),
        Answer::Failed(failure) => {
            assert!(!failure.certain || (400..500).contains(&status), "nobody can know that");
            for fault in &failure.faults {
                fault.to_value();
                let Reason::Rule(code) = &fault.reason else { continue };
                let again = Code::from_wire(code.as_str(), &code.params()).expect("its own code");
                assert_eq!(again.params(), code.params(), "a code that changes on the way");
            }
        }
    }
}
