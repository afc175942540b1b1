//! What one particular form asks for, on top of Zoho's own rules.

use crate::{Condition, Dependency, Field, Kind};

/// A field that a form shows: a ticket's attribute, `contact.lastName`, `contact.firstName`,
/// or a custom field as `cf.<api name>`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Declared {
    /// The field's name.
    pub name: String,
    /// What its value has to look like. `None`: as [`crate::FIELDS`] has it, otherwise text.
    pub kind: Option<Kind>,
    /// Whether this form insists on it.
    pub required: bool,
    /// The values to choose from; empty: any.
    pub options: Vec<String>,
    /// Where the choices follow from another field; goes before `options`.
    pub depends_on: Option<Dependency>,
    /// Where the field is there only under a condition.
    pub show_when: Option<Condition>,
}

impl Declared {
    /// The field's kind, its own or that of the attribute.
    pub fn kind(&self) -> Kind {
        self.kind.or_else(|| Field::find(&self.name).map(|field| field.kind)).unwrap_or_default()
    }
}

/// The circumstances under which a draft is checked. The default is Zoho's page and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The fields the form shows.
    pub fields: Vec<Declared>,
    /// The attributes a sender may set (`contact.<member>`; `cf.<api name>` for one custom field,
    /// `cf` for any); others are `not_allowed`. `None`: all.
    pub allowed: Option<Vec<String>>,
    /// The departments a sender may choose; others are `not_allowed`. Empty: all.
    pub departments: Vec<String>,
    /// The description is HTML already (as it arrives at Zoho), so it is measured as it stands,
    /// not as what [`crate::text::escape`] will make of it.
    pub description_is_html: bool,
}

impl Form {
    /// How the form declares `name`, if it does.
    pub fn declared(&self, name: &str) -> Option<&Declared> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub(crate) fn allows(&self, name: &str) -> bool {
        match &self.allowed {
            Some(allowed) => {
                let object = name.split_once('.').map_or(name, |(object, _)| object);
                allowed.iter().any(|known| known == name || known == object)
            }
            None => true,
        }
    }
}
