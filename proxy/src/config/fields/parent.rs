//! The fields that other fields follow from: whether they are there, and can hold what is said.

use deskbell_rules::{CLASSIFICATIONS, Kind};

use super::{DependsOn, FieldDescription, ShowWhen};
use crate::config::near;
use crate::config::source::Source;

/// Reports parents that the form does not have, and values that they cannot hold. `departments`:
/// the field that the proxy adds.
pub(super) fn check(source: &mut Source<'_>, fields: &[FieldDescription], departments: Option<&FieldDescription>) {
    let known: Vec<&FieldDescription> = departments.into_iter().chain(fields).collect();
    for (index, field) in fields.iter().enumerate() {
        if let Some(DependsOn { field: parent, values }) = &field.depends_on {
            let values = values.keys().map(String::as_str);
            link(source, &known, &format!("form.fields[{index}].dependsOn"), parent, "values", values);
        }
        if let Some(ShowWhen { field: parent, is }) = &field.show_when {
            let values = is.iter().map(String::as_str);
            link(source, &known, &format!("form.fields[{index}].showWhen"), parent, "is", values);
        }
    }
}

fn link<'a>(
    source: &mut Source<'_>,
    known: &[&FieldDescription],
    key: &str,
    parent: &str,
    member: &str,
    values: impl Iterator<Item = &'a str>,
) {
    // A name that is missing has been reported already.
    if parent.is_empty() {
        return;
    }
    let Some(found) = known.iter().find(|field| field.name == parent) else {
        let hint = near::hint(parent, known.iter().map(|field| field.name.as_str()));
        return source.mistake(&format!("{key}.field"), format!("`{parent}` is not a field of this form{hint}"));
    };
    let Some(possible) = possible(found) else { return };
    for value in values.filter(|value| !possible.contains(value)) {
        let hint = near::hint(value, possible.iter().copied());
        let text = match found.kind {
            Some(Kind::Boolean) => {
                format!("`{value}` is neither `true` nor `false`, and `{parent}` holds nothing else")
            }
            _ => format!("`{value}` is not one of the options of `{parent}`{hint}"),
        };
        source.mistake(&format!("{key}.{member}"), text);
    }
}

/// What can stand in `field`; `None`: anything.
fn possible(field: &FieldDescription) -> Option<Vec<&str>> {
    match (&field.depends_on, field.kind) {
        (Some(depends_on), _) => Some(depends_on.choices().collect()),
        _ if !field.options.is_empty() => Some(field.options.iter().map(|choice| choice.value.as_str()).collect()),
        (None, Some(Kind::Boolean)) => Some(vec!["true", "false"]),
        // Listed by Zoho itself, for forms that say nothing else.
        (None, None) if field.name == "classification" => Some(CLASSIFICATIONS.into()),
        _ => None,
    }
}
