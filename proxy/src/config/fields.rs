//! The fields of the form: `[[form.fields]]`.

use std::collections::BTreeSet;

use deskbell_rules::{Declared, Field, KINDS, Kind};
use serde::Serialize;

use super::near;
use super::source::{Environment, Source};

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
    /// The values to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// HTML's `autocomplete`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
}

impl FieldDescription {
    /// What the rules need to know of it.
    pub(super) fn declared(&self) -> Declared {
        Declared { name: self.name.clone(), kind: self.kind, required: self.required, options: self.options.clone() }
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

fn field(entry: &mut Source<'_>) -> FieldDescription {
    let name = entry.text("name");
    match &name {
        None => entry.mistake("name", "is missing"),
        Some(name) => name_check(name).unwrap_or_else(|wrong| entry.mistake("name", wrong)),
    }
    let options = entry.list("options").unwrap_or_default();
    let kind = kind(entry);
    FieldDescription {
        name: name.unwrap_or_default(),
        label: entry.text("label"),
        help: entry.text("help"),
        placeholder: entry.text("placeholder"),
        kind: if options.is_empty() { kind } else { choice(entry, kind) },
        required: entry.flag("required").unwrap_or_default(),
        options,
        autocomplete: entry.text("autocomplete"),
    }
}

fn kind(entry: &mut Source<'_>) -> Option<Kind> {
    let name = entry.text("kind")?;
    let kind = Kind::parse(&name);
    if kind.is_none() {
        let known = KINDS.map(|(_, name)| name);
        entry.mistake("kind", format!("`{name}` is not one of {}{}", known.join(", "), near::hint(&name, known)));
    }
    kind
}

/// Options make a picklist, unless it is said that several of them can be chosen.
fn choice(entry: &mut Source<'_>, kind: Option<Kind>) -> Option<Kind> {
    match kind {
        None => Some(Kind::Picklist),
        Some(Kind::Picklist | Kind::Multiselect) => kind,
        Some(other) => {
            entry.mistake("options", format!("only picklist and multiselect have options, not {}", other.as_str()));
            kind
        }
    }
}

/// Whether `name` is one that a ticket has.
///
/// # Errors
/// What is wrong with it, with the nearest name.
pub(super) fn name_check(name: &str) -> Result<(), String> {
    let custom = name.strip_prefix("cf.").unwrap_or_default();
    if !custom.is_empty() && custom.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Ok(());
    }
    match name {
        "contact" | "cf" | "customFields" => {
            Err(format!("`{name}` has members; name the one that is meant, such as `{}`", example(name)))
        }
        _ if Field::find(name).is_some() => Ok(()),
        _ => {
            let contact = ["contact.firstName", "contact.lastName", "contact.email"];
            let known = deskbell_rules::FIELDS.iter().map(|field| field.name).chain(contact);
            Err(format!("`{name}` is not an attribute of a ticket{}", near::hint(name, known)))
        }
    }
}

fn example(object: &str) -> &'static str {
    if object == "contact" { "contact.lastName" } else { "cf.cf_model" }
}
