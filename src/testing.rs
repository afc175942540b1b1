//! Help for the tests on the host.

use deskbell_rules::Value;

/// The value that `json` spells.
pub(crate) fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}
