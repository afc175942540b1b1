//! A ticket that Zoho's page allows.

use crate::value::find;
use crate::{Value, text};

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
