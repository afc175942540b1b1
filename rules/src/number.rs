//! Numbers as people type them into a form: text, checked but never converted.

use crate::{Code, Expected};

/// Zoho's limit for the field type *Number*: nine digits.
const MAX_NUMBER: &str = "999999999";

/// A whole number of up to nine digits, with an optional sign.
pub(crate) fn check(text: &str) -> Result<(), Code> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !is_digits(digits) {
        return Err(Code::Format { expected: Expected::Number });
    }
    if digits.trim_start_matches('0').len() > MAX_NUMBER.len() {
        return Err(Code::OutOfRange { min: format!("-{MAX_NUMBER}"), max: MAX_NUMBER.to_owned() });
    }
    Ok(())
}

/// A number of up to 16 digits, at most nine of them behind the point (Zoho's limits for
/// *Decimal*, *Currency* and *Percent*).
pub(crate) fn check_decimal(text: &str) -> Result<(), Code> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let fits = is_digits(whole) && is_digits(fraction) && fraction.len() <= 9;
    if fits && unsigned.bytes().filter(u8::is_ascii_digit).count() <= 16 {
        Ok(())
    } else {
        Err(Code::Format { expected: Expected::Decimal })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_of_nine_digits() {
        for good in ["0", "-1", "999999999", "-999999999", "0000000000001"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", "-", "1.5", "1,5", "1e3", "+1", " 1"] {
            assert_eq!(check(bad), Err(Code::Format { expected: Expected::Number }), "{bad}");
        }
        assert!(matches!(check("1000000000"), Err(Code::OutOfRange { .. })));
        assert!(matches!(check("-1000000000"), Err(Code::OutOfRange { .. })));
    }

    #[test]
    fn decimals_of_sixteen_digits() {
        for good in ["0", "0.0", "-12.5", "1234567.123456789", "1234567890123456"] {
            assert_eq!(check_decimal(good), Ok(()), "{good}");
        }
        for bad in ["", ".", ".5", "1.", "1.1234567890", "12345678.123456789", "12345678901234567", "1,5", "NaN"] {
            assert_eq!(check_decimal(bad), Err(Code::Format { expected: Expected::Decimal }), "{bad}");
        }
    }
}
