//! What the proxy's answers mean: to a ticket sent, and to a look at one accepted earlier.

use deskbell_rules::Value;

use crate::failure::{Cause, Failure};

/// The visitor's proof: what Zoho answered for the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Receipt {
    /// The number to quote, such as `773`.
    pub(crate) ticket_number: String,
    /// Zoho's id, digits.
    pub(crate) id: Option<String>,
    /// The ticket's page for agents.
    pub(crate) web_url: Option<String>,
}

/// Durably accepted; the number comes later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pending {
    /// What the visitor may quote meanwhile: `DB-XXXX-XXXX`.
    pub(crate) reference: String,
    /// Where to ask again: the answer's `Location`, or the path made of its `id`.
    pub(crate) location: Option<String>,
    /// Seconds to wait before that.
    pub(crate) wait: u32,
}

/// An answer, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// There is a ticket.
    Created(Receipt),
    /// There will be one.
    Pending(Pending),
    /// There is none, or nobody knows.
    Failed(Failure),
}

/// Seconds between two looks, unless the server asks for more.
const WAIT: u32 = 2;

impl Answer {
    /// Reads an answer. `body` is `Null` where it was not JSON.
    pub(crate) fn read(status: u16, location: Option<String>, wait: Option<u32>, body: &Value) -> Self {
        match (status, receipt(body)) {
            (200 | 201, Some(receipt)) => Self::Created(receipt),
            (202, _) => Self::Pending(pending(location, wait, body)),
            (200..=299, None) => Self::Failed(Failure { status, ..Failure::of(Cause::Nonsense) }),
            _ => Self::Failed(Failure::of_answer(status, wait, body)),
        }
    }
}

impl Receipt {
    /// `{ ticketNumber, id, webUrl }`; `null` for what the answer left out.
    pub(crate) fn to_value(&self) -> Value {
        let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::from);
        Value::Object(vec![
            ("ticketNumber".to_owned(), Value::from(self.ticket_number.as_str())),
            ("id".to_owned(), text(&self.id)),
            ("webUrl".to_owned(), text(&self.web_url)),
        ])
    }
}

/// Zoho's whole ticket, or the proxy's extract of it. Only the number is indispensable.
fn receipt(body: &Value) -> Option<Receipt> {
    let text = |name| match body.member(name)? {
        Value::Text(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    Some(Receipt { ticket_number: text("ticketNumber")?, id: text("id"), web_url: text("webUrl") })
}

fn pending(location: Option<String>, wait: Option<u32>, body: &Value) -> Pending {
    let text = |name| body.member(name).and_then(Value::as_text);
    Pending {
        reference: text("reference").unwrap_or_default().to_owned(),
        location: location.or_else(|| text("id").map(|id| format!("/api/v1/tickets/submissions/{id}"))),
        wait: wait.unwrap_or(WAIT).clamp(1, 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    fn read(status: u16, json: &str) -> Answer {
        Answer::read(status, None, None, &value(json))
    }

    #[test]
    fn a_ticket_number_is_all_a_receipt_needs() {
        let full = r#"{"ticketNumber":"773","id":"1892000001054003","webUrl":"https://x","cf":{"a":null},"n":1}"#;
        let Answer::Created(receipt) = read(201, full) else { panic!() };
        assert_eq!((receipt.ticket_number.as_str(), receipt.id.as_deref()), ("773", Some("1892000001054003")));
        assert!(
            matches!(read(200, r#"{"ticketNumber":773}"#), Answer::Created(receipt) if receipt.ticket_number == "773")
        );
    }

    #[test]
    fn a_success_without_a_number_is_nonsense_and_nothing_is_certain() {
        for json in
            ["null", "{}", "[]", r#"{"ticketNumber":""}"#, r#"{"ticketNumber":null}"#, r#"{"error":"invalid_code"}"#]
        {
            let Answer::Failed(failure) = read(200, json) else { panic!("{json}") };
            assert_eq!((failure.cause, failure.certain, failure.status), (Cause::Nonsense, false, 200), "{json}");
        }
    }

    #[test]
    fn pending_says_where_to_ask() {
        let body = value(r#"{"status":"pending","reference":"DB-7K2M-9QXA","id":"abc"}"#);
        let Answer::Pending(pending) = Answer::read(202, Some("/x".to_owned()), Some(3), &body) else { panic!() };
        assert_eq!(pending, Pending { reference: "DB-7K2M-9QXA".to_owned(), location: Some("/x".to_owned()), wait: 3 });
        let Answer::Pending(pending) = Answer::read(202, None, Some(9999), &body) else { panic!() };
        assert_eq!(pending.location.as_deref(), Some("/api/v1/tickets/submissions/abc"));
        assert_eq!(pending.wait, 60);
        assert!(matches!(read(202, "null"), Answer::Pending(Pending { location: None, .. })));
    }
}
