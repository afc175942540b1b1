//! The fields of the form: `[[form.fields]]`.

mod choice;
mod circle;
mod kind;
pub(super) mod name;
mod parent;
mod relation;

use std::collections::BTreeSet;

use deskbell_rules::{Declared, Field, Kind};
use serde::Serialize;

use super::source::{Environment, Source};

pub use choice::Choice;
pub use relation::{DependsOn, ShowWhen};

/// One field of the form as its description tells it to the widget; what is not said is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct FieldDescription {
    /// An attribute of a ticket, `contact.firstName`, `contact.lastName` or `cf.<api name>`.
    pub name: String,
    /// The visible name; without one the widget has its own, in the visitor's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// A sentence below the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Shown in the empty field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// What the value has to look like; without one as the attribute has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Whether the form insists on it.
    pub required: bool,
    /// The values to choose from; beside `depends_on` only their labels count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Where the choices follow from another field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<DependsOn>,
    /// Where the field is there only under a condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_when: Option<ShowWhen>,
    /// HTML's `autocomplete`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
}

impl FieldDescription {
    /// What the rules need to know of it.
    pub(super) fn declared(&self) -> Declared {
        Declared {
            name: self.name.clone(),
            kind: self.kind,
            required: self.required,
            options: self.options.iter().map(|choice| choice.value.clone()).collect(),
            depends_on: self.depends_on.as_ref().map(DependsOn::rule),
            show_when: self.show_when.as_ref().map(ShowWhen::rule),
        }
    }

    /// Whether a visitor can only choose among what the form lists.
    pub(super) fn lists_values(&self) -> bool {
        !self.options.is_empty() || self.depends_on.is_some()
    }
}

/// Name, e-mail address, subject and description: what a support request needs.
pub(super) fn default() -> Vec<FieldDescription> {
    ["contact.lastName", "email", "subject", "description"]
        .map(|name| FieldDescription { name: name.to_owned(), required: true, ..FieldDescription::default() })
        .into()
}

pub(super) fn read(source: &mut Source<'_>) -> Vec<FieldDescription> {
    let Some(tables) = source.tables("form.fields") else { return default() };
    let mut seen = BTreeSet::new();
    let mut fields = Vec::new();
    for (index, table) in tables.into_iter().enumerate() {
        let nothing = Environment::new();
        let mut entry = Source::entry(table, format!("form.fields[{index}]."), &nothing);
        let field = field(&mut entry);
        if !field.name.is_empty() && !seen.insert(field.name.clone()) {
            entry.mistake("name", format!("`{}` is declared twice", field.name));
        }
        source.mistakes.extend(entry.finish());
        fields.push(field);
    }
    fields
}

/// What can only be seen with all fields at hand. `departments`: the field that the proxy adds.
pub(super) fn check(source: &mut Source<'_>, fields: &[FieldDescription], departments: Option<&FieldDescription>) {
    parent::check(source, fields, departments);
    circle::check(source, fields);
}

fn field(entry: &mut Source<'_>) -> FieldDescription {
    let name = entry.needed_text("name");
    if let Some(Err(wrong)) = name.as_deref().map(name::check) {
        entry.mistake("name", wrong);
    }
    let field = FieldDescription {
        name: name.unwrap_or_default(),
        label: entry.text("label"),
        help: entry.text("help"),
        placeholder: entry.text("placeholder"),
        kind: None,
        required: entry.flag("required").unwrap_or_default(),
        options: choice::read(entry),
        depends_on: relation::depends_on(entry),
        show_when: relation::show_when(entry),
        autocomplete: entry.text("autocomplete"),
    };
    if field.show_when.is_some() && Field::find(&field.name).is_some_and(|attribute| attribute.required) {
        entry.mistake("showWhen", format!("`{}` is part of every ticket, so it has to be there always", field.name));
    }
    FieldDescription { kind: kind::read(entry, &field), ..field }
}

#[cfg(test)]
mod tests;
