//! A draft and a form, however they may be, through the rules.

mod script;

use std::collections::HashSet;

use deskbell_proxy::fuzzing;
use deskbell_rules::{Draft, Form, Ticket, Value, Violation};

use crate::block_on::block_on;
use crate::failure::Failure;
use crate::fault::Fault;

pub(crate) fn run(input: &[u8]) {
    let (form, draft) = script::read(&String::from_utf8_lossy(input));
    let verdict = draft.check(&form);
    assert_eq!(travelled(&draft).check(&form), verdict, "browser and proxy differ");
    match verdict {
        Ok(ticket) => accepted(&ticket, &form),
        Err(violations) => refused(&violations),
    }
}

/// What is accepted is accepted once more as it stands: by the same form, and by Zoho.
fn accepted(ticket: &Ticket, form: &Form) {
    let draft: Draft = travelled(ticket);
    assert_eq!(draft.check(form).as_ref(), Ok(ticket), "not accepted once more");
    let zoho = Form { description_is_html: true, ..Form::default() };
    let upstream: Draft = travelled(&ticket.clone().into_upstream());
    let filed = upstream.check(&zoho).expect("Zoho refuses what the form accepts");
    assert_eq!(filed.values().count(), ticket.values().count(), "something is lost on the way");
}

/// Every violation is told once, and the widget reads what the proxy writes of it.
fn refused(violations: &[Violation]) {
    let mut told = HashSet::new();
    for violation in violations {
        assert!(told.insert((&violation.field, violation.code.as_str())), "told twice: {violation:?}");
    }
    let body: Value = serde_json::from_slice(&block_on(fuzzing::violated(violations))).expect("a problem");
    let read = Failure::of_answer(422, None, &body).faults;
    assert_eq!(read, violations.iter().cloned().map(Fault::from).collect::<Vec<_>>(), "the widget reads it otherwise");
}

/// The same as a draft, as whoever receives it as JSON reads it.
fn travelled(of: &impl serde::Serialize) -> Draft {
    serde_json::from_slice(&serde_json::to_vec(of).expect("JSON")).expect("a draft")
}
