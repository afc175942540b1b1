//! What a JSON body or a form control can hold, before anything is known about it.

use crate::text::clean;

/// A JSON value. Whole numbers keep all their digits; ids never get here as numbers anyway,
/// because they travel as strings.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`; treated like an attribute that is not there.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number without a fraction that fits 64 bits.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, in the order in which it was written.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The text of a string; `None` for every other type.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether there is nothing in it that could be sent: `null`, text without a visible
    /// character, a list of nothing but such text.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => clean(text).trim().is_empty(),
            Self::List(entries) => entries.iter().all(|entry| entry.as_text().is_some() && entry.is_blank()),
            _ => false,
        }
    }

    /// The member `name` of an object.
    pub fn member(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(members) => find(members, name),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

pub(crate) fn find<'a>(members: &'a [(String, Value)], name: &str) -> Option<&'a Value> {
    members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}
