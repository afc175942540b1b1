//! The header `Challenge-Solution`, as it is or, where the input is JSON, as base 64 of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use deskbell_proxy::fuzzing;

/// The only challenge that was ever signed with the secret of this target.
const NONCE: &str = "6e6f6e63652074686174207761732067";

pub(crate) fn run(input: &[u8]) {
    let solved = match input {
        [b'{', ..] => fuzzing::solved(STANDARD.encode(input.trim_ascii()).as_bytes()),
        header => fuzzing::solved(header),
    };
    assert!(solved.is_none_or(|nonce| nonce == NONCE), "a challenge that nobody gave");
}
