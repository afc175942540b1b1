//! Whether two tickets under one key are the same.

use std::collections::BTreeMap;

use deskbell_rules::Ticket;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A hash of a checked ticket: of what it says, not of how the request was spelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of `ticket`.
    ///
    /// # Errors
    /// When the ticket cannot be written as JSON.
    pub fn of(ticket: &Ticket) -> Result<Self, serde_json::Error> {
        let canonical = serde_json::to_vec(&Canonical::from(serde_json::to_value(ticket)?))?;
        Ok(Self(format!("{:x}", Sha256::digest(canonical))))
    }

    /// As it stands in the store.
    pub(crate) fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// JSON with its members sorted, whatever serde_json's maps do.
#[derive(Serialize)]
#[serde(untagged)]
enum Canonical {
    Object(BTreeMap<String, Canonical>),
    List(Vec<Canonical>),
    Scalar(Value),
}

impl From<Value> for Canonical {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
            Value::Array(entries) => Self::List(entries.into_iter().map(Self::from).collect()),
            scalar => Self::Scalar(scalar),
        }
    }
}

#[cfg(test)]
mod tests {
    use deskbell_rules::{Draft, Form};

    use super::*;

    fn of(json: &str) -> Fingerprint {
        let draft: Draft = serde_json::from_str(json).expect("a draft");
        Fingerprint::of(&draft.check(&Form::default()).expect("a ticket")).expect("a fingerprint")
    }

    #[test]
    fn spelling_does_not_count_and_content_does() {
        let one = of(
            r#"{"subject":"A","departmentId":"1","contact":{"lastName":"K","email":"k@x.org"},"cf":{"cf_a":"1","cf_b":"2"}}"#,
        );
        let same = of(
            r#"{"cf": {"cf_b":"2","cf_a":"\u0031"}, "contact":{"email":"k@x.org","lastName":"K"},"departmentId":"1","subject":"A"}"#,
        );
        let other = of(
            r#"{"subject":"B","departmentId":"1","contact":{"lastName":"K","email":"k@x.org"},"cf":{"cf_a":"1","cf_b":"2"}}"#,
        );
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_eq!(one.as_str().len(), 64);
    }
}
