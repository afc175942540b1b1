//! From draft to ticket: the rules, and the form's limit for attachments, which no rule knows.

use deskbell_rules::{Code, Draft, FIELDS, Ticket, Value, Violation};

use super::Shared;

const UPLOADS: &str = "uploads";

/// Checks a draft.
///
/// # Errors
/// All violations, in the order of Zoho's page.
pub(super) fn check(shared: &Shared, draft: &Draft) -> Result<Ticket, Vec<Violation>> {
    let checked = draft.check(&shared.form);
    let Some(violation) = too_many(shared, draft).or_else(|| shared.gate.check_size(draft)) else { return checked };
    let mut violations = checked.err().unwrap_or_default();
    violations.push(violation);
    violations.sort_by_key(|violation| row(&violation.field));
    Err(violations)
}

fn too_many(shared: &Shared, draft: &Draft) -> Option<Violation> {
    let limit = shared.attachments.max_files;
    match draft.get(UPLOADS) {
        Some(Value::List(files)) if shared.attachments.enabled && files.len() > limit => {
            Some(Violation::new(UPLOADS, Code::TooMany { limit }))
        }
        _ => None,
    }
}

/// The attribute's row on Zoho's page; those that are not on it come last.
fn row(field: &str) -> usize {
    let attribute = field.split('.').next().unwrap_or_default();
    FIELDS.iter().position(|field| field.name == attribute).unwrap_or(FIELDS.len())
}
