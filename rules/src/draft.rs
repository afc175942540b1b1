//! What somebody typed or sent, before it is known to be a ticket.

use crate::Value;
use crate::value::find;

/// Attributes by name, in the order in which they came. May hold anything.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    pub(crate) values: Vec<(String, Value)>,
}

impl Draft {
    /// An empty draft.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value at `path`: `subject`, `contact.lastName`, `cf.cf_modelname`.
    pub fn get(&self, path: &str) -> Option<&Value> {
        match path.split_once('.') {
            Some((object, member)) => find(&self.values, object)?.member(member),
            None => find(&self.values, path),
        }
    }

    /// Sets the value at `path`, making the object around it if need be.
    pub fn set(&mut self, path: &str, value: impl Into<Value>) {
        match path.split_once('.') {
            Some((object, member)) => {
                if !matches!(find(&self.values, object), Some(Value::Object(_))) {
                    put(&mut self.values, object, Value::Object(Vec::new()));
                }
                if let Some((_, Value::Object(members))) = self.values.iter_mut().find(|(name, _)| name == object) {
                    put(members, member, value.into());
                }
            }
            None => put(&mut self.values, path, value.into()),
        }
    }

    /// The attributes, in order.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }
}

fn put(members: &mut Vec<(String, Value)>, name: &str, value: Value) {
    match members.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value,
        None => members.push((name.to_owned(), value)),
    }
}

impl FromIterator<(String, Value)> for Draft {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Self {
        let mut draft = Self::new();
        for (name, value) in values {
            put(&mut draft.values, &name, value);
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_reach_into_objects() {
        let mut draft = Draft::new();
        draft.set("subject", "a");
        draft.set("contact.lastName", "Lovelace");
        draft.set("contact.email", "ada@example.org");
        draft.set("contact.lastName", "King");
        assert_eq!(draft.get("contact.lastName").and_then(Value::as_text), Some("King"));
        assert_eq!(draft.values().map(|(name, _)| name).collect::<Vec<_>>(), ["subject", "contact"]);
        assert_eq!(draft.get("contact.phone"), None);
        assert_eq!(draft.get("subject.x"), None);
    }
}
