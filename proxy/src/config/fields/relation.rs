//! Fields that follow from other fields: `dependsOn` and `showWhen`, as they are written.

use std::collections::BTreeMap;

use deskbell_rules::{Condition, Dependency};
use serde::Serialize;
use toml::{Table, Value};

use crate::config::source::Source;

/// Choices that follow from what stands in another field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DependsOn {
    /// The field that decides.
    pub field: String,
    /// For each of its values the choices that go with it.
    pub values: BTreeMap<String, Vec<String>>,
}

/// When a field is there at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShowWhen {
    /// The field that decides.
    pub field: String,
    /// The values with which the field is there.
    pub is: Vec<String>,
}

impl DependsOn {
    /// Every choice there can be.
    pub(super) fn choices(&self) -> impl Iterator<Item = &str> {
        self.values.values().flatten().map(String::as_str)
    }

    pub(super) fn rule(&self) -> Dependency {
        let values = self.values.iter().map(|(value, choices)| (value.clone(), choices.clone()));
        Dependency { field: self.field.clone(), values: values.collect() }
    }
}

impl ShowWhen {
    pub(super) fn rule(&self) -> Condition {
        Condition { field: self.field.clone(), is: self.is.clone() }
    }
}

pub(super) fn depends_on(entry: &mut Source<'_>) -> Option<DependsOn> {
    let table = entry.table("dependsOn")?;
    let mut members = entry.inner("dependsOn", table);
    let field = members.needed_text("field").unwrap_or_default();
    let mut values = BTreeMap::new();
    let listed = members.needed("values", |members| members.table("values"));
    if listed.as_ref().is_some_and(Table::is_empty) {
        members.mistake("values", "is empty, so that there would never be anything to choose");
    }
    for (value, choices) in listed.unwrap_or_default() {
        let choices = members.expect(&format!("values.{value}"), choices, "a list of texts", texts);
        values.insert(value, choices.unwrap_or_default());
    }
    entry.mistakes.extend(members.finish());
    Some(DependsOn { field, values })
}

pub(super) fn show_when(entry: &mut Source<'_>) -> Option<ShowWhen> {
    let table = entry.table("showWhen")?;
    let mut members = entry.inner("showWhen", table);
    let field = members.needed_text("field").unwrap_or_default();
    let is = members.needed("is", |members| {
        let values = members.file("is")?;
        members.expect("is", values, "a list of texts", texts_or_flags)
    });
    if is.as_ref().is_some_and(Vec::is_empty) {
        members.mistake("is", "is empty, so that the field would never be there");
    }
    entry.mistakes.extend(members.finish());
    Some(ShowWhen { field, is: is.unwrap_or_default() })
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|entry| entry.as_str().map(str::to_owned)).collect()
}

/// The values of a box are texts, too, but easily written as what they mean.
fn texts_or_flags(value: &Value) -> Option<Vec<String>> {
    let text = |entry: &Value| match entry {
        Value::Boolean(flag) => Some(flag.to_string()),
        entry => entry.as_str().map(str::to_owned),
    };
    value.as_array()?.iter().map(text).collect()
}
