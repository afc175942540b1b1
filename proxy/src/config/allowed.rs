//! What a browser may set. Everything that routes, owns or closes a ticket stays the operator's.

use deskbell_rules::Form;

use super::fields::name;
use super::source::Source;
use super::{Attachments, Config, FieldDescription};

/// What every visitor may set.
const SAFE: [&str; 7] =
    ["subject", "departmentId", "email", "phone", "description", "contact.firstName", "contact.lastName"];

/// What a visitor may set where the form lists the values.
const SAFE_WITH_OPTIONS: [&str; 6] = ["productId", "category", "subCategory", "priority", "language", "classification"];

/// What a visitor may set where attachments are switched on, and never without.
const UPLOADS: &str = "uploads";

fn safe(field: &FieldDescription) -> bool {
    SAFE.contains(&field.name.as_str())
        || field.name == "contact.email"
        || field.name.starts_with("cf.")
        || (SAFE_WITH_OPTIONS.contains(&field.name.as_str()) && field.lists_values())
}

pub(super) fn read(source: &mut Source<'_>, fields: &[FieldDescription], attachments: &Attachments) -> Vec<String> {
    let names = source.list("visitor_fields").unwrap_or_default();
    for name in &names {
        if let Err(wrong) = name::check(name) {
            source.mistake("visitor_fields", wrong);
        }
    }
    let refused = |field: &&FieldDescription| {
        !safe(field) && field.name != UPLOADS && !names.contains(&field.name) && name::check(&field.name).is_ok()
    };
    for field in fields.iter().filter(refused) {
        let name = &field.name;
        let way = if SAFE_WITH_OPTIONS.contains(&name.as_str()) { "give it options, or " } else { "" };
        source.mistake(
            "form.fields",
            format!("visitors may not set `{name}`; {way}add it to visitor_fields if they shall"),
        );
    }
    if !attachments.enabled {
        let off = "visitors may not set `uploads` unless attachments.enabled is true";
        if fields.iter().any(|field| field.name == UPLOADS) {
            source.mistake("form.fields", off);
        }
        if names.iter().any(|name| name == UPLOADS) {
            source.mistake("visitor_fields", off);
        }
    }
    names
}

/// The rules' own view of the form.
pub(super) fn form(config: &Config) -> Form {
    let declared = config.fields.iter().filter(|field| safe(field)).map(|field| field.name.clone());
    let mut allowed: Vec<String> = SAFE.map(str::to_owned).into();
    allowed.extend(declared.chain(config.visitor_fields.iter().cloned()));
    allowed.retain(|name| name != UPLOADS);
    allowed.extend(config.attachments.enabled.then(|| UPLOADS.to_owned()));
    allowed.sort();
    allowed.dedup();
    Form {
        fields: config.fields.iter().map(FieldDescription::declared).collect(),
        allowed: Some(allowed),
        departments: config.departments.iter().map(|department| department.id.clone()).collect(),
        description_is_html: false,
    }
}
