//! The header `Authorization`, as it is or, where the input is two lines of JSON, as a token of them
//! that is signed as it should be.

use deskbell_proxy::fuzzing::{identified, signed};
use deskbell_rules::Draft;
use serde_json::Value;

use crate::lines;

/// An hour and a clock that is half a minute behind, after the moment at which tokens are read.
const LATEST: f64 = 1_700_000_000.0 + 3600.0 + 30.0;

pub(crate) fn run(input: &[u8]) {
    let mut typed = Draft::new();
    for path in ["email", "contact.email", "contact.lastName"] {
        typed.set(path, "mallory@example.org");
    }
    if !input.starts_with(b"{") {
        assert_eq!(identified(input, typed), None, "nobody has signed it");
        return;
    }
    let (head, claims) = lines::first(input);
    let Some(draft) = identified(signed(head, claims).as_bytes(), typed) else { return };
    let head: Value = serde_json::from_str(&String::from_utf8_lossy(head)).expect("a head");
    assert_eq!(head["alg"], "HS256", "another algorithm");
    // Members that nobody looks at may hold anything.
    let claims: Value = serde_json::from_str(&String::from_utf8_lossy(claims)).expect("claims");
    assert!(claims["exp"].as_f64().is_some_and(|end| end <= LATEST), "it is good for too long");
    for path in ["email", "contact.email"] {
        let signed = draft.get(path).and_then(|value| value.as_text());
        assert_eq!(signed, claims["email"].as_str(), "not the signed address");
    }
}
