//! Zoho's ids: 64-bit numbers that are only ever handled as text, because JavaScript's numbers
//! lose digits beyond 2^53.

use crate::{Code, Expected};

/// The largest id, `i64::MAX`.
pub const MAX_ID: &str = "9223372036854775807";

/// Whether `text` is one of Zoho's ids: 1 to 19 digits, at most [`MAX_ID`].
pub fn is_id(text: &str) -> bool {
    check(text).is_ok()
}

pub(crate) fn check(text: &str) -> Result<(), Code> {
    let digits = (1..=MAX_ID.len()).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return Err(Code::Format { expected: Expected::Id });
    }
    // Equally long strings of digits compare like the numbers they are.
    if text.len() == MAX_ID.len() && text > MAX_ID {
        return Err(Code::OutOfRange { min: "0".to_owned(), max: MAX_ID.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_every_limit() {
        for good in ["0", "7", "1892000000006907", "9007199254740993", MAX_ID, "0000000000000000001"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", "-1", "+1", "1.0", "1e3", " 1", "1 ", "٣", "12345678901234567890", "0x1"] {
            assert_eq!(check(bad), Err(Code::Format { expected: Expected::Id }), "{bad}");
        }
        assert!(matches!(check("9223372036854775808"), Err(Code::OutOfRange { .. })));
    }
}
