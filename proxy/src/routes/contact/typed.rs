//! What a visitor has typed into the plain form, and the ticket that it makes.

use deskbell_rules::{CHOICE_SEPARATOR, Draft, Form, Kind};

use super::fields::kind;
use crate::config::FieldDescription;

/// Names and values, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed(Vec<(String, String)>);

impl Typed {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// What stands in a field; several choices are joined as Zoho joins them.
    pub(super) fn text(&self, name: &str) -> String {
        let values: Vec<&str> =
            self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
        values.join(CHOICE_SEPARATOR)
    }

    /// The ticket: the fields that are there, given the others. What belongs to none of them is
    /// not left out but named, so that the rules refuse it.
    pub(super) fn draft(&self, fields: &[FieldDescription], form: &Form, ours: &[&str]) -> Draft {
        let mut draft = Draft::new();
        for field in fields {
            let text = self.text(&field.name);
            if !text.trim().is_empty() {
                draft.set(&field.name, value(kind(field), &text));
            }
        }
        let all = draft.clone();
        for field in fields.iter().filter(|field| !form.shows(&field.name, &all)) {
            draft.set(&field.name, deskbell_rules::Value::Null);
        }
        for (name, value) in &self.0 {
            if !ours.contains(&name.as_str()) && !fields.iter().any(|field| field.name == *name) {
                draft.set(name, value.as_str());
            }
        }
        if let Some(email) = draft.get("email").cloned() {
            draft.set("contact.email", email);
        }
        draft
    }
}

/// As the rules want it.
fn value(kind: Kind, text: &str) -> String {
    match kind {
        // `2026-06-21T18:50`, in UTC as the label says.
        Kind::DateTime if text.len() == 16 => format!("{text}:00Z"),
        Kind::DateTime if text.len() == 19 => format!("{text}Z"),
        Kind::Decimal | Kind::Currency | Kind::Percent if !text.contains('.') => text.trim().replace(',', "."),
        Kind::Number | Kind::Email => text.trim().to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_the_rules_want_them() {
        for (kind, text, expected) in [
            (Kind::DateTime, "2026-06-21T18:50", "2026-06-21T18:50:00Z"),
            (Kind::DateTime, "2026-06-21T18:50:04", "2026-06-21T18:50:04Z"),
            (Kind::DateTime, "tomorrow", "tomorrow"),
            (Kind::Decimal, "12,5", "12.5"),
            (Kind::Decimal, "1,000.5", "1,000.5"),
            (Kind::Email, " ada@example.org ", "ada@example.org"),
            (Kind::Text, " as typed ", " as typed "),
        ] {
            assert_eq!(value(kind, text), expected);
        }
    }
}
