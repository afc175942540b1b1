//! The names that a field of the form can have.

use deskbell_rules::{FIELDS, Field};

use crate::config::near;

/// Whether `name` is one that a ticket has.
///
/// # Errors
/// What is wrong with it, with the nearest name.
pub(in crate::config) fn check(name: &str) -> Result<(), String> {
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
            let known = FIELDS.iter().map(|field| field.name).chain(contact);
            Err(format!("`{name}` is not an attribute of a ticket{}", near::hint(name, known)))
        }
    }
}

fn example(object: &str) -> &'static str {
    if object == "contact" { "contact.lastName" } else { "cf.cf_model" }
}
