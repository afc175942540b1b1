//! The values to choose from: `options`.

use deskbell_rules::CHOICE_SEPARATOR;
use serde::{Serialize, Serializer};
use toml::Value;

use crate::config::source::Source;

/// One value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What the visitor reads, where that is something else.
    pub label: Option<String>,
}

impl Choice {
    /// A value that speaks for itself.
    pub fn plain(value: impl Into<String>) -> Self {
        Self { value: value.into(), label: None }
    }

    /// A value with a label.
    pub fn labelled(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: Some(label.into()) }
    }
}

impl Serialize for Choice {
    /// As it is written in the configuration: a text, or an object where it has a label.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Labelled<'a> {
            value: &'a str,
            label: &'a str,
        }
        match &self.label {
            None => serializer.serialize_str(&self.value),
            Some(label) => Labelled { value: &self.value, label }.serialize(serializer),
        }
    }
}

pub(super) fn read(entry: &mut Source<'_>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (index, value) in entry.values("options").unwrap_or_default().into_iter().enumerate() {
        let key = format!("options[{index}]");
        let Some(choice) = choice(entry, &key, value) else { continue };
        if choices.iter().any(|known| known.value == choice.value) {
            entry.mistake(&key, format!("`{}` is listed twice", choice.value));
        }
        choices.push(choice);
    }
    choices
}

fn choice(entry: &mut Source<'_>, key: &str, value: Value) -> Option<Choice> {
    let choice = match value {
        Value::String(value) => Choice::plain(value),
        Value::Table(table) => labelled(entry, key, table)?,
        other => {
            entry.wrong_type(key, "a text or a table with `value` and `label`", &other);
            return None;
        }
    };
    if choice.value.is_empty() || choice.label.as_ref().is_some_and(String::is_empty) {
        entry.mistake(key, "is empty");
    }
    Some(choice)
}

fn labelled(entry: &mut Source<'_>, key: &str, table: toml::Table) -> Option<Choice> {
    let mut members = entry.inner(key, table);
    let value = members.needed_text("value");
    let label = members.text("label");
    entry.mistakes.extend(members.finish());
    Some(Choice { value: value?, label })
}

/// What is wrong with `value` as one of several choices, which travel in one text.
pub(super) fn inseparable(value: &str) -> Option<String> {
    let wrong = || format!("`{value}` holds `{CHOICE_SEPARATOR}`, which stands between the choices of a multiselect");
    value.contains(CHOICE_SEPARATOR).then(wrong)
}
