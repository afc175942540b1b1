//! The proxy's readers of Zoho's answers: tickets, errors, lists, files, tokens.
//!
//! An input is a line with the status, one with the `Retry-After`, and the body.

use std::collections::HashSet;
use std::time::Duration;

use deskbell_proxy::fuzzing;
use deskbell_proxy::zoho::{FieldError, Outcome, Receipt};
use deskbell_rules::{Value, is_id};

use crate::answer::Answer;
use crate::block_on::block_on;
use crate::failure::Failure;
use crate::lines;

const HOUR: Duration = Duration::from_secs(3600);

pub(crate) fn run(input: &[u8]) {
    let (status, rest) = lines::first(input);
    let (retry_after, body) = lines::first(rest);
    let status = Some(lines::number(status, 200)).filter(|status| (100..=999).contains(status)).unwrap_or(200);
    let readings = block_on(fuzzing::read(status, retry_after, body));
    match &readings.outcome {
        Outcome::Created(receipt) => {
            assert!((200..300).contains(&status), "{status} is no success");
            created(receipt);
        }
        Outcome::Rejected(errors) => {
            assert!(matches!(status, 400 | 422), "{status} names no fields");
            rejected(errors);
        }
        Outcome::NotCreated { .. } => assert_eq!(status, 429, "nobody can know that"),
        Outcome::Held { .. } => assert!((400..500).contains(&status), "it may have been created"),
        Outcome::Unknown { .. } => assert!(!(400..500).contains(&status) || status == 408, "{status} is a refusal"),
    }
    assert!(readings.listed.is_none() || matches!(status, 200 | 204), "{status} is no list");
    readings.listed.iter().flatten().for_each(named);
    assert!(readings.uploaded.is_none_or(|id| is_id(&id)), "a file without an id");
    assert!(readings.granted.is_none_or(|lifetime| lifetime <= HOUR), "a token that lives too long");
    assert!(readings.retry_after.is_none_or(|wait| wait <= 24 * HOUR), "it waits for ever");
}

/// What the visitor gets is a number, and a link that leads to a page.
fn created(receipt: &Receipt) {
    named(receipt);
    let Answer::Created(read) = Answer::read(201, None, None, &travelled(receipt)) else {
        panic!("the widget sees no ticket in it")
    };
    assert_eq!((&read.ticket_number, &read.web_url), (&receipt.ticket_number, &receipt.web_url));
}

fn named(receipt: &Receipt) {
    assert!(!receipt.ticket_number.trim().is_empty() && !receipt.id.trim().is_empty(), "a ticket without a name");
    let is_link = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    assert!(receipt.web_url.as_ref().is_none_or(is_link), "no link");
}

/// The widget reads each field, once.
fn rejected(errors: &[FieldError]) {
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields.iter().collect::<HashSet<_>>().len(), fields.len(), "a field twice");
    let body: Value = serde_json::from_slice(&block_on(fuzzing::refused(errors))).expect("a problem");
    let failure = Failure::of_answer(422, None, &body);
    assert_eq!(failure.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), fields);
    let kept: Vec<FieldError> = serde_json::from_value(serde_json::json!(errors)).expect("as it is kept");
    assert_eq!(kept, errors, "it changes in the database");
}

fn travelled(receipt: &Receipt) -> Value {
    serde_json::from_slice(&serde_json::to_vec(receipt).expect("JSON")).expect("JSON")
}
