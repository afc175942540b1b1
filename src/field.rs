//! The description of one field, as the site's configuration or the proxy's form gives it.

mod reading;

pub(crate) use reading::read_texts;

use deskbell_rules::{Condition, Declared, Dependency, Field, Kind, text};

use crate::files::UPLOADS;

/// One value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What the visitor reads; otherwise the message `option.<name>.<value>`, otherwise the value.
    pub(crate) label: Option<String>,
}

/// One field of the form. Everything but the name may be left to others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FieldDescription {
    /// An attribute of the ticket, `contact.firstName`, `contact.lastName` or `cf.<api name>`.
    pub(crate) name: String,
    /// What stands above it; otherwise the message `label.<name>`, otherwise the name.
    pub(crate) label: Option<String>,
    /// A sentence below it.
    pub(crate) help: Option<String>,
    /// An example inside it.
    pub(crate) placeholder: Option<String>,
    /// Otherwise what the attribute is.
    pub(crate) kind: Option<Kind>,
    /// Otherwise as in [`standard`], otherwise what Zoho requires.
    pub(crate) required: Option<bool>,
    /// What to choose from.
    pub(crate) options: Vec<Choice>,
    /// Choices that follow from another field.
    pub(crate) depends_on: Option<Dependency>,
    /// When the field is there at all.
    pub(crate) show_when: Option<Condition>,
    /// HTML's `autocomplete`; names, addresses and numbers of the visitor have their own.
    pub(crate) autocomplete: Option<String>,
}

/// The form of a site that says nothing: name, e-mail, subject, description, all required.
pub(crate) fn standard() -> Vec<FieldDescription> {
    ["contact.lastName", "email", "subject", "description"]
        .into_iter()
        .map(|name| FieldDescription { name: name.to_owned(), required: Some(true), ..FieldDescription::default() })
        .collect()
}

impl FieldDescription {
    /// Takes from `other` what this one leaves open.
    pub(crate) fn inherit(&mut self, other: &Self) {
        fn or(mine: &mut Option<String>, theirs: &Option<String>) {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        }
        or(&mut self.label, &other.label);
        or(&mut self.help, &other.help);
        or(&mut self.placeholder, &other.placeholder);
        or(&mut self.autocomplete, &other.autocomplete);
        self.kind = self.kind.or(other.kind);
        self.required = self.required.or(other.required);
        if self.options.is_empty() && self.depends_on.is_none() {
            self.options.clone_from(&other.options);
            self.depends_on.clone_from(&other.depends_on);
        }
        if self.show_when.is_none() {
            self.show_when.clone_from(&other.show_when);
        }
    }

    /// Whether the visitor has to fill it in.
    pub(crate) fn is_required(&self) -> bool {
        self.required.unwrap_or_else(|| {
            standard().iter().any(|field| field.name == self.name)
                || Field::find(&self.name).is_some_and(|field| field.required)
        })
    }

    /// The same for the rules.
    pub(crate) fn declared(&self) -> Declared {
        Declared {
            name: self.name.clone(),
            kind: self.kind,
            required: self.is_required(),
            options: self.options.iter().map(|choice| choice.value.clone()).collect(),
            depends_on: self.depends_on.clone(),
            show_when: self.show_when.clone(),
        }
    }

    /// How it is asked for. Whatever has options is chosen from them.
    pub(crate) fn control(&self) -> Kind {
        match self.declared().kind() {
            Kind::Text if !self.options.is_empty() || self.depends_on.is_some() => Kind::Picklist,
            kind => kind,
        }
    }

    /// Whether it asks for files.
    pub(crate) fn is_files(&self) -> bool {
        self.name == UPLOADS
    }

    /// The choice that is sent as `value`.
    pub(crate) fn choice(&self, value: &str) -> Choice {
        let listed = self.options.iter().find(|choice| choice.value == value);
        listed.cloned().unwrap_or_else(|| Choice { value: value.to_owned(), label: None })
    }

    /// Length and limit of `typed` in UTF-16 code units, where the attribute has a limit. A
    /// description is measured as what Zoho will get, like the rules do.
    pub(crate) fn length(&self, typed: &str) -> Option<(usize, usize)> {
        let limit = Field::find(&self.name)?.limit?;
        let length = if self.name == "description" { text::escaped_length(typed) } else { text::length(typed) };
        Some((length, limit))
    }
}

#[cfg(test)]
mod tests;
