//! Help for the tests on the host.

use deskbell_rules::Value;

/// The value that `json` spells.
pub(crate) fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// The texts that the element brings along.
pub(crate) fn english() -> Vec<(String, String)> {
    let Value::Object(texts) = value(include_str!("../npm/locales/en.json")) else { panic!("no object") };
    texts.into_iter().map(|(key, text)| (key, text.as_text().unwrap().to_owned())).collect()
}
