//! Fields that follow from other fields: choices that depend on another choice, and fields that
//! are there only when another one says so.

use crate::{CHOICE_SEPARATOR, Declared, Draft, Form, Kind, Value, text};

/// A picklist whose choices follow from what stands in another field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The field that decides.
    pub field: String,
    /// For each of its values the choices that go with it. A value that is not listed has none.
    pub values: Vec<(String, Vec<String>)>,
}

/// When a field is there at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The field that decides.
    pub field: String,
    /// The values with which the field is there; of several choices one is enough. A box that is
    /// not ticked is `false`.
    pub is: Vec<String>,
}

impl Form {
    /// Whether the field `name` is there for whoever has typed `draft`. One that is not is neither
    /// required nor sent. A field whose condition hangs on a field that is not there is not there.
    pub fn shows(&self, name: &str, draft: &Draft) -> bool {
        self.shows_within(name, draft, self.fields.len())
    }

    /// `depth`: conditions that lead in a circle end as “not there”.
    fn shows_within(&self, name: &str, draft: &Draft, depth: usize) -> bool {
        let Some(condition) = self.declared(name).and_then(|declared| declared.show_when.as_ref()) else { return true };
        let Some(depth) = depth.checked_sub(1) else { return false };
        let held = self.chosen(&condition.field, draft);
        self.shows_within(&condition.field, draft, depth) && condition.is.iter().any(|value| held.contains(value))
    }

    /// The values to choose from in a declared field, given the rest of `draft`; empty for a field
    /// that takes any.
    pub fn options(&self, declared: &Declared, draft: &Draft) -> Vec<String> {
        let Some(dependency) = &declared.depends_on else { return declared.options.clone() };
        if !self.shows(&dependency.field, draft) {
            return Vec::new();
        }
        let mut options: Vec<String> = Vec::new();
        for value in self.chosen(&dependency.field, draft) {
            let listed = dependency.values.iter().filter(|(known, _)| *known == value).flat_map(|(_, options)| options);
            for option in listed {
                if !options.contains(option) {
                    options.push(option.clone());
                }
            }
        }
        options
    }

    /// Whether `name` has to be filled in, given the rest of `draft`. A field that is not there
    /// cannot be, nor one without anything to choose from.
    pub(crate) fn requires(&self, name: &str, draft: &Draft) -> bool {
        self.declared(name).is_some_and(|declared| {
            declared.required
                && self.shows(name, draft)
                && (declared.depends_on.is_none() || !self.options(declared, draft).is_empty())
        })
    }

    /// What stands in a field, as it would be sent: one text, each of several choices, nothing.
    fn chosen(&self, name: &str, draft: &Draft) -> Vec<String> {
        let kind = self.declared(name).map(Declared::kind).unwrap_or_default();
        let clean = |typed| if name == "subject" { text::clean_line(typed) } else { text::clean(typed) };
        let choices = |typed| clean(typed).split(CHOICE_SEPARATOR).map(str::to_owned).collect::<Vec<_>>();
        match draft.get(name).filter(|value| !value.is_blank()) {
            Some(Value::Text(typed)) if kind == Kind::Multiselect => choices(typed),
            Some(Value::Text(typed)) => vec![clean(typed).into_owned()],
            Some(Value::Boolean(ticked)) => vec![ticked.to_string()],
            Some(Value::List(several)) => several.iter().filter_map(Value::as_text).flat_map(choices).collect(),
            _ if kind == Kind::Boolean => vec!["false".to_owned()],
            _ => Vec::new(),
        }
    }
}
