//! The departments that a visitor's ticket may go to.

use deskbell_rules::{MAX_ID, is_id};

use super::source::Source;
use super::{Choice, FieldDescription, Upstream};

/// The department of the built-in sandbox.
const SANDBOX: &str = "1892000000006907";

/// The attribute that says where a ticket goes.
const ATTRIBUTE: &str = "departmentId";

/// One department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Zoho's id, digits.
    pub id: String,
    /// What visitors know it by. Without one it is not offered to them.
    pub name: Option<String>,
}

impl Department {
    /// One that is not offered to visitors, but may be named by a page.
    pub fn nameless(id: impl Into<String>) -> Self {
        Self { id: id.into(), name: None }
    }

    /// `1892000000006907`, or `1892000000006907=Sales`.
    fn parse(text: &str) -> Self {
        match text.split_once('=') {
            Some((id, name)) => Self { id: id.trim().to_owned(), name: Some(name.trim().to_owned()) },
            None => Self::nameless(text.trim()),
        }
    }
}

/// The sandbox has a department of its own, Zoho none that could be guessed.
pub(super) fn default(upstream: Upstream) -> Vec<Department> {
    match upstream {
        Upstream::Sandbox => vec![Department::nameless(SANDBOX)],
        Upstream::Zoho => Vec::new(),
    }
}

pub(super) fn read(source: &mut Source<'_>, upstream: Upstream) -> Vec<Department> {
    let mut departments: Vec<Department> = Vec::new();
    for text in source.list("departments").unwrap_or_default() {
        let department = Department::parse(&text);
        let id = &department.id;
        if !is_id(id) {
            source.mistake("departments", format!("`{id}` is not an id: 1 to 19 digits, at most {MAX_ID}"));
        } else if departments.iter().any(|known| known.id == *id) {
            source.mistake("departments", format!("`{id}` is listed twice"));
        }
        if department.name.as_ref().is_some_and(String::is_empty) {
            source.mistake("departments", format!("`{text}` has no name after the `=`"));
        }
        departments.push(department);
    }
    if departments.is_empty() { default(upstream) } else { departments }
}

/// The field that lets a visitor choose, where there is a choice and the form does not declare
/// the field itself.
pub(super) fn field(departments: &[Department], fields: &[FieldDescription]) -> Option<FieldDescription> {
    let named = departments.iter().filter_map(|department| Some((&department.id, department.name.as_ref()?)));
    let options: Vec<Choice> = named.map(|(id, name)| Choice::labelled(id, name)).collect();
    if options.len() < 2 || fields.iter().any(|field| field.name == ATTRIBUTE) {
        return None;
    }
    let name = ATTRIBUTE.to_owned();
    Some(FieldDescription { name, required: true, options, ..FieldDescription::default() })
}

#[cfg(test)]
mod tests;
