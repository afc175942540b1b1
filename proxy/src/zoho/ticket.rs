//! The body of *Create a ticket*.

use std::fmt;

use deskbell_rules::Upstream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Likeness;

/// Where a ticket comes from, if it does not say: one of the channels every portal has.
const CHANNEL: &str = "Web";

/// A ticket as Zoho Desk is to receive it, but for the marker. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketBody(Map<String, Value>);

impl TicketBody {
    /// Makes the body of a checked ticket.
    ///
    /// # Errors
    /// When the ticket cannot be written as a JSON object.
    pub fn new(upstream: &Upstream) -> Result<Self, serde_json::Error> {
        let mut body: Map<String, Value> = serde_json::from_value(serde_json::to_value(upstream)?)?;
        body.entry("channel").or_insert_with(|| CHANNEL.into());
        Ok(Self(body))
    }

    /// What the ticket is known by where it has no marker.
    pub fn likeness(&self) -> Likeness {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let contact = self.0.get("contact").and_then(|contact| contact.get("email"));
        Likeness {
            email: text(self.0.get("email")).or_else(|| text(contact)),
            subject: text(self.0.get("subject")).unwrap_or_default(),
        }
    }

    /// The ids of its files.
    pub fn uploads(&self) -> Vec<String> {
        let ids = self.0.get("uploads").and_then(Value::as_array);
        ids.into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect()
    }

    /// The body with these files instead of its own.
    #[must_use]
    pub fn with_uploads(mut self, ids: Vec<String>) -> Self {
        self.0.insert("uploads".to_owned(), ids.into());
        self
    }

    /// The body with `marker` in the custom field `field`.
    pub(super) fn marked(mut self, field: &str, marker: &str) -> Self {
        let cf = self.0.entry("cf").or_insert_with(|| Map::new().into());
        match cf {
            Value::Object(members) => drop(members.insert(field.to_owned(), marker.into())),
            // The rules let only objects through; whatever else it may be, it is of no use to Zoho.
            other => *other = Map::from_iter([(field.to_owned(), marker.into())]).into(),
        }
        self
    }
}

impl fmt::Debug for TicketBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TicketBody(..)")
    }
}

#[cfg(test)]
mod tests {
    use deskbell_rules::{Draft, Form};
    use serde_json::json;

    use super::*;

    fn body(draft: Value) -> TicketBody {
        let draft: Draft = serde_json::from_value(draft).expect("a draft");
        TicketBody::new(&draft.check(&Form::default()).expect("a ticket").into_upstream()).expect("a body")
    }

    fn draft() -> Value {
        json!({ "subject": "A < B", "departmentId": "1892000000006907", "contact": { "lastName": "King" } })
    }

    #[test]
    fn the_channel_is_web_unless_the_ticket_has_one() {
        assert_eq!(serde_json::to_value(body(draft())).expect("json")["channel"], "Web");
        let mut chosen = draft();
        chosen["channel"] = "Phone".into();
        assert_eq!(serde_json::to_value(body(chosen)).expect("json")["channel"], "Phone");
    }

    #[test]
    fn the_marker_joins_the_other_custom_fields() {
        let marked = |draft| serde_json::to_value(body(draft).marked("cf_ref", "7K3F")).expect("json")["cf"].clone();
        assert_eq!(marked(draft()), json!({ "cf_ref": "7K3F" }));
        let mut custom = draft();
        custom["cf"] = json!({ "cf_model": "F3" });
        assert_eq!(marked(custom), json!({ "cf_model": "F3", "cf_ref": "7K3F" }));
    }

    #[test]
    fn the_description_is_html_and_the_subject_is_not() {
        let mut described = draft();
        described["description"] = "a < b".into();
        let body = serde_json::to_value(body(described)).expect("json");
        assert_eq!(body["description"], "a &lt; b");
        assert_eq!(body["subject"], "A < B");
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", body(draft())), "TicketBody(..)");
    }
}
