//! How the portal is set up.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::CREDENTIALS;

/// The department of the examples on Zoho's page.
const DEPARTMENT: &str = "1892000000006907";

/// An organisation that the owner of the tokens belongs to.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Organization {
    id: String,
    company_name: String,
    #[serde(default)]
    portal_name: String,
    #[serde(default)]
    is_default: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Department {
    pub(crate) id: String,
    name: String,
    #[serde(default = "yes")]
    pub(crate) is_enabled: bool,
    #[serde(default)]
    is_default: bool,
}

/// A field of tickets.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Field {
    pub(crate) api_name: String,
    #[serde(rename = "type", default = "text")]
    kind: String,
    #[serde(default)]
    is_encrypted_field: bool,
    #[serde(default)]
    show_to_help_center: bool,
    #[serde(default = "yes")]
    is_custom_field: bool,
    #[serde(default = "longest")]
    max_length: u32,
    /// Whose layouts it is part of; `None`: all.
    #[serde(default, skip_serializing)]
    pub(crate) departments: Option<Vec<String>>,
}

fn yes() -> bool {
    true
}

fn text() -> String {
    "Text".to_owned()
}

fn longest() -> u32 {
    255
}

/// All of it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Setup {
    pub(crate) organizations: Vec<Organization>,
    pub(crate) departments: Vec<Department>,
    pub(crate) fields: Vec<Field>,
    /// How far the clock is ahead that the header `Date` shows.
    pub(crate) clock_skew_seconds: i64,
}

/// What is to be set up otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Change {
    organizations: Option<Vec<Organization>>,
    departments: Option<Vec<Department>>,
    fields: Option<Vec<Field>>,
    clock_skew_seconds: Option<i64>,
}

impl Default for Setup {
    fn default() -> Self {
        let organization = Organization {
            id: CREDENTIALS.org_id.to_owned(),
            company_name: "Zylker".to_owned(),
            portal_name: "zylker".to_owned(),
            is_default: true,
        };
        let department =
            Department { id: DEPARTMENT.to_owned(), name: "Zylker".to_owned(), is_enabled: true, is_default: true };
        let marker = Field {
            api_name: "cf_deskbell_ref".to_owned(),
            kind: text(),
            is_encrypted_field: false,
            show_to_help_center: false,
            is_custom_field: true,
            max_length: longest(),
            departments: None,
        };
        Self {
            organizations: vec![organization],
            departments: vec![department],
            fields: vec![marker],
            clock_skew_seconds: 0,
        }
    }
}

/// How the portal is set up at present.
#[derive(Debug, Default)]
pub(crate) struct Portal(Mutex<Setup>);

impl Portal {
    pub(crate) fn setup(&self) -> Setup {
        self.kept().clone()
    }

    /// Sets up what `change` names; the rest stays.
    pub(crate) fn change(&self, change: Change) {
        let mut setup = self.kept();
        let Change { organizations, departments, fields, clock_skew_seconds } = change;
        let before = setup.clone();
        *setup = Setup {
            organizations: organizations.unwrap_or(before.organizations),
            departments: departments.unwrap_or(before.departments),
            fields: fields.unwrap_or(before.fields),
            clock_skew_seconds: clock_skew_seconds.unwrap_or(before.clock_skew_seconds),
        };
    }

    pub(crate) fn reset(&self) {
        *self.kept() = Setup::default();
    }

    fn kept(&self) -> MutexGuard<'_, Setup> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
