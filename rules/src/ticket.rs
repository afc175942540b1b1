//! A ticket that Zoho's page allows.

use crate::value::find;
use crate::{Code, FIELDS, Field, Value, Violation, text};

/// A ticket that has passed [`crate::Draft::check`], the only way to make one: every attribute
/// has its type, limit and format, in the order of Zoho's page, and blank ones are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    pub(crate) values: Vec<(String, Value)>,
}

/// The contact of a ticket. At least one of `last_name` and `email` is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact<'a> {
    /// `contact.firstName`
    pub first_name: Option<&'a str>,
    /// `contact.lastName`
    pub last_name: Option<&'a str>,
    /// `contact.email`
    pub email: Option<&'a str>,
}

impl Ticket {
    /// The value at `path`: `subject`, `contact.lastName`, `cf.cf_modelname`.
    pub fn get(&self, path: &str) -> Option<&Value> {
        match path.split_once('.') {
            Some((object, member)) => find(&self.values, object)?.member(member),
            None => find(&self.values, path),
        }
    }

    /// The attributes, in the order of Zoho's page.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// `subject`, 1 to 255 UTF-16 code units.
    pub fn subject(&self) -> &str {
        self.text("subject").unwrap_or_default()
    }

    /// `departmentId`, digits.
    pub fn department_id(&self) -> &str {
        self.text("departmentId").unwrap_or_default()
    }

    /// `contact`; `None` where the ticket has a `contactId` instead.
    pub fn contact(&self) -> Option<Contact<'_>> {
        self.get("contact")?;
        Some(Contact {
            first_name: self.text("contact.firstName"),
            last_name: self.text("contact.lastName"),
            email: self.text("contact.email"),
        })
    }

    /// Sets the custom field `name`, on the part of whoever files the ticket: no form is asked.
    pub fn set_custom_field(&mut self, name: &str, text: &str) {
        let value = Value::from(text);
        match self.values.iter_mut().find(|(attribute, _)| attribute == "cf") {
            Some((_, Value::Object(members))) => {
                members.retain(|(known, _)| known != name);
                members.push((name.to_owned(), value));
            }
            _ => self.put("cf", Value::Object(vec![(name.to_owned(), value)])),
        }
    }

    /// Adds a paragraph to the description, on the part of whoever files the ticket.
    ///
    /// # Errors
    /// When the description gets too long by it; the ticket stays as it was.
    pub fn append_note(&mut self, note: &str) -> Result<(), Violation> {
        let typed = self.text("description").unwrap_or_default();
        let text = if typed.is_empty() { note.to_owned() } else { format!("{typed}\n\n{note}") };
        let length = text::escaped_length(&text);
        if let Some(limit) = Field::find("description").and_then(|field| field.limit).filter(|limit| length > *limit) {
            return Err(Violation::new("description", Code::TooLong { limit, length }));
        }
        self.put("description", Value::Text(text));
        Ok(())
    }

    /// Sets an attribute in its place.
    fn put(&mut self, attribute: &str, value: Value) {
        self.values.retain(|(name, _)| name != attribute);
        self.values.push((attribute.to_owned(), value));
        self.values.sort_by_key(|(name, _)| FIELDS.iter().position(|field| field.name == name));
    }

    /// The body for Zoho Desk: the same, with the description as HTML.
    #[must_use]
    pub fn into_upstream(mut self) -> Upstream {
        for (name, value) in &mut self.values {
            if let (true, Value::Text(plain)) = (name == "description", &mut *value) {
                *value = Value::Text(text::escape(plain));
            }
        }
        Upstream { values: self.values }
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.get(path).and_then(Value::as_text)
    }
}

/// A ticket as Zoho Desk is to read it: with an HTML description.
#[derive(Debug, Clone, PartialEq)]
pub struct Upstream {
    pub(crate) values: Vec<(String, Value)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Draft, Form};

    fn ticket(description: &str) -> Ticket {
        let mut draft = Draft::new();
        for (path, text) in [("subject", "a"), ("departmentId", "1"), ("contact.lastName", "King")] {
            draft.set(path, text);
        }
        draft.set("description", description);
        draft.check(&Form::default()).expect("a ticket")
    }

    #[test]
    fn a_note_stands_below_what_was_typed() {
        for (typed, expected) in [("Help <me>", "Help <me>\n\n[note]"), ("", "[note]")] {
            let mut noted = ticket(typed);
            noted.append_note("[note]").expect("room");
            assert_eq!(noted.text("description"), Some(expected));
        }
    }

    #[test]
    fn both_sides_of_the_room_for_a_note() {
        // A line break takes four letters in HTML.
        let room = 65_535 - 8 - "[note]".len();
        assert_eq!(ticket(&"a".repeat(room)).append_note("[note]"), Ok(()));
        let mut full = ticket(&"a".repeat(room + 1));
        let code = Code::TooLong { limit: 65_535, length: 65_536 };
        assert_eq!(full.append_note("[note]"), Err(Violation::new("description", code)));
        assert_eq!(full, ticket(&"a".repeat(room + 1)));
    }

    #[test]
    fn custom_fields_are_set_beside_and_over_others() {
        let mut ticket = ticket("");
        for text in ["no", "yes"] {
            ticket.set_custom_field("cf_verified", text);
        }
        ticket.set_custom_field("cf_other", "x");
        let cf = [("cf_verified", "yes"), ("cf_other", "x")].map(|(name, text)| (name.to_owned(), Value::from(text)));
        assert_eq!(ticket.get("cf"), Some(&Value::Object(cf.into())));
    }
}
