//! What the rules themselves say to a case.

use deskbell_rules::{Draft, Form, Value, Violation};

/// The verdict of the rules themselves.
pub fn verdict(form: &Form, draft: &Draft) -> Value {
    match draft.check(form) {
        Ok(ticket) => object("ticket", ticket.values().map(|(name, value)| (name.to_owned(), value.clone()))),
        Err(violations) => {
            let violations = violations.iter().map(violation_value).collect();
            Value::Object(vec![("violations".to_owned(), Value::List(violations))])
        }
    }
}

/// `{ field, code, params }`, as [`deskbell_rules::Violation`] serialises.
fn violation_value(violation: &Violation) -> Value {
    Value::Object(vec![
        ("field".to_owned(), Value::from(violation.field.as_str())),
        ("code".to_owned(), Value::from(violation.code.as_str())),
        ("params".to_owned(), violation.code.params()),
    ])
}

fn object(name: &str, members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(vec![(name.to_owned(), Value::Object(members.collect()))])
}
