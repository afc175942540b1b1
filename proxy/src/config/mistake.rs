//! What is wrong with a configuration: everything at once, so that nobody has to try ten times.

use std::fmt;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The key, as in `zoho.org_id` or `form.fields[2].kind`; empty for the file as a whole.
    pub key: String,
    /// What is wrong and what to do. Never holds a secret.
    pub text: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.key.as_str() {
            "" => f.write_str(&self.text),
            // Entries of a list have no variable of their own.
            key if key.contains('[') => write!(f, "{key}: {}", self.text),
            key => write!(f, "{key} ({}): {}", variable(key), self.text),
        }
    }
}

/// Every mistake of a configuration, in the order of the default file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.0.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Mistakes(pub Vec<Mistake>);

/// The environment variable of a key: `zoho.org_id` -> `DESKBELL_ZOHO_ORG_ID`.
pub(crate) fn variable(key: &str) -> String {
    format!("DESKBELL_{}", key.replace('.', "_").to_uppercase())
}
