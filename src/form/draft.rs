//! From the fields to the ticket that the rules judge.

use deskbell_rules::{Declared, Draft, Value};

use super::Form;

impl Form {
    /// What stands in the fields that are there, by name.
    pub(crate) fn values(&self) -> Draft {
        let mut draft = Draft::new();
        for input in self.inputs.iter().filter(|input| input.shown) {
            if input.field.is_files() {
                let ids = self.files.ids();
                if !ids.is_empty() {
                    draft.set(&input.field.name, Value::List(ids));
                }
            } else if !input.typed.trim().is_empty() {
                draft.set(&input.field.name, input.value(self.decimal));
            }
        }
        draft
    }

    /// What decides about other fields: what is sent unseen, and the fields that others name,
    /// whether they are there or not.
    pub(super) fn deciding(&self) -> Draft {
        let depended = |declared: &Declared| declared.depends_on.as_ref().map(|dependency| dependency.field.clone());
        let conditioned = |declared: &Declared| declared.show_when.as_ref().map(|condition| condition.field.clone());
        let named: Vec<String> =
            self.rules.fields.iter().flat_map(|field| [depended(field), conditioned(field)]).flatten().collect();
        let mut draft = self.hidden.clone();
        for input in self.inputs.iter().filter(|input| named.contains(&input.field.name)) {
            draft.set(&input.field.name, input.typed.as_str());
        }
        draft
    }

    /// The visitor's e-mail address, where the help desk will answer.
    pub(crate) fn address(&self) -> Option<String> {
        let draft = self.draft();
        let address = draft.get("email").or_else(|| draft.get("contact.email"));
        address.and_then(Value::as_text).map(str::to_owned)
    }

    /// The ticket to be: fields, hidden values, and the address in the contact as well. A ticket
    /// for a known contact names that one alone.
    pub(super) fn draft(&self) -> Draft {
        let mut draft = self.hidden.clone();
        for (name, value) in flat(&self.values()) {
            draft.set(&name, value.clone());
        }
        if let (None, None, Some(email)) =
            (draft.get("contactId"), draft.get("contact.email"), draft.get("email").and_then(Value::as_text))
        {
            let email = email.to_owned();
            draft.set("contact.email", email);
        }
        draft
    }
}

/// The values by path, objects taken apart.
pub(super) fn flat(values: &Draft) -> Vec<(String, &Value)> {
    let mut flat = Vec::new();
    for (name, value) in values.values() {
        match value {
            Value::Object(members) => {
                flat.extend(members.iter().map(|(member, value)| (format!("{name}.{member}"), value)));
            }
            value => flat.push((name.to_owned(), value)),
        }
    }
    flat
}
