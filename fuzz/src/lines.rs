//! Inputs that begin with a line of their own.

/// The first line, and everything behind it.
pub(crate) fn first(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (input, &[]),
    }
}

/// The number that a line is, or `otherwise`.
pub(crate) fn number(line: &[u8], otherwise: u16) -> u16 {
    std::str::from_utf8(line).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(otherwise)
}
