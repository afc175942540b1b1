//! From a code to the sentence a visitor reads, in the widget's own words.

use deskbell_rules::{Code, Expected, Field, Kind, Violation};

use super::fields::{kind, label};
use super::texts::Texts;
use crate::config::FieldDescription;
use crate::zoho::{ErrorType, FieldError};

/// What is wrong with field `index`, as a sentence.
pub(super) type Faults = Vec<(usize, String)>;

/// Sentences for what the rules found, and the fields that this form does not have.
pub(super) fn faults(texts: Texts, fields: &[FieldDescription], violations: &[Violation]) -> (Faults, Vec<String>) {
    let mut faults = Faults::new();
    let mut strangers = Vec::new();
    for violation in violations {
        match position(fields, violation) {
            Some(index) if faults.iter().any(|(known, _)| *known == index) => {}
            Some(index) => {
                if let Some(field) = fields.get(index) {
                    faults.push((index, sentence(texts, fields, field, &violation.code)));
                }
            }
            None => strangers.push(violation.field.clone()),
        }
    }
    faults.sort_by_key(|(index, _)| *index);
    (faults, strangers)
}

/// What Zoho refused, as if the rules had found it.
pub(super) fn violations(errors: &[FieldError]) -> Vec<Violation> {
    let code = |error: &FieldError| match error.error_type {
        ErrorType::Missing => Code::Missing,
        ErrorType::Invalid | ErrorType::Duplicate if error.field.ends_with("email") => {
            Code::Format { expected: Expected::Email }
        }
        ErrorType::Invalid | ErrorType::Duplicate => Code::NotAllowed,
    };
    errors.iter().map(|error| Violation::new(error.field.as_str(), code(error))).collect()
}

/// The address stands in the contact as well, and a contact that says nothing lacks its name.
fn position(fields: &[FieldDescription], violation: &Violation) -> Option<usize> {
    let at = |name: &str| fields.iter().position(|field| field.name == name);
    at(&violation.field).or_else(|| match (violation.field.as_str(), &violation.code) {
        ("contact.email", _) => at("email"),
        ("contact" | "contactId", Code::Missing | Code::ContactIncomplete) => {
            at("contact.lastName").or_else(|| at("email"))
        }
        _ => None,
    })
}

fn sentence(texts: Texts, fields: &[FieldDescription], field: &FieldDescription, code: &Code) -> String {
    let (label, name) = (label(texts, field, fields), field.name.as_str());
    let with = [("label", label.as_str()), ("example", "12.5")];
    let specific = |code: &str, details: &[&str]| {
        let found = details.iter().map(|detail| format!("{code}.{detail}")).find(|key| texts.find(key).is_some());
        texts.fill(found.as_deref().unwrap_or(code), &with)
    };
    match code {
        Code::TooLong { limit, length } => {
            let own = format!("too_long.{name}");
            let key = if texts.counts(&own) { own.as_str() } else { "too_long" };
            texts.count(key, length.saturating_sub(*limit), &with)
        }
        Code::OutOfRange { min, max } => texts.fill("out_of_range", &[("min", min), ("max", max)]),
        Code::Format { expected } => specific("format", &[name, expected.as_str()]),
        Code::Missing if Some(label.as_str()) == texts.find(&format!("label.{name}.family")) => {
            texts.fill("missing", &with)
        }
        Code::Missing => specific("missing", &[name, kind_key(kind(field))]),
        other if texts.find(other.as_str()).is_some() => texts.fill(other.as_str(), &with),
        _ => texts.fill("format", &with),
    }
}

/// The kind, where its name is not that of an attribute as well.
fn kind_key(kind: Kind) -> &'static str {
    if Field::find(kind.as_str()).is_some() { "" } else { kind.as_str() }
}
