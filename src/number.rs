//! Numbers as people write them, and as the ticket has them.

/// The sign between whole and fraction, read off `1.5` as the visitor's language writes it.
pub(crate) fn decimal(one_and_a_half: &str) -> char {
    one_and_a_half.chars().find(|sign| !sign.is_alphanumeric()).unwrap_or('.')
}

/// `12.50` with that sign.
pub(crate) fn example(decimal: char) -> String {
    format!("12{decimal}50")
}

/// The number that `typed` means to a visitor who writes fractions after `decimal`: digits of any
/// script, spaces and the other sign between groups of three. Anything else stays as it is, for
/// the rules to judge.
pub(crate) fn plain(typed: &str, decimal: char) -> String {
    let western: String = typed.trim().chars().map(digit).collect();
    let (whole, fraction) = match western.split_once(decimal).or_else(|| western.split_once('\u{66b}')) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (western.as_str(), None),
    };
    let Some(whole) = ungrouped(whole, fraction.is_some() || decimal != '.') else { return western };
    match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    }
}

fn digit(sign: char) -> char {
    /// Zeros of the scripts whose digits people type: Arabic, Persian, Devanagari, full width.
    const ZEROS: [u32; 4] = [0x660, 0x6f0, 0x966, 0xff10];
    let code = u32::from(sign);
    let found = ZEROS.iter().find_map(|zero| char::from_digit(code.checked_sub(*zero)?, 10));
    match sign {
        '\u{2212}' => '-',
        _ => found.unwrap_or(sign),
    }
}

/// The digits without what stands between groups of three; `None` where the groups are others, so
/// that `1.5` is not taken for fifteen. `points`: a point may stand between groups.
fn ungrouped(whole: &str, points: bool) -> Option<String> {
    let separator =
        |sign: char| sign.is_whitespace() || matches!(sign, ',' | '\'' | '’' | '\u{66c}') || (points && sign == '.');
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let full = rest.iter().all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    (full && (rest.is_empty() || first.trim_start_matches('-').len() <= 3)).then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_is_read_off() {
        assert_eq!([decimal("1.5"), decimal("1,5"), decimal("١٫٥")], ['.', ',', '٫']);
        assert_eq!(example(','), "12,50");
    }

    #[test]
    fn a_number_is_what_it_means_where_it_was_typed() {
        for (typed, sign, plain_number) in [
            ("12.50", '.', "12.50"),
            ("12,50", ',', "12.50"),
            ("1,234.5", '.', "1234.5"),
            ("1,234", '.', "1234"),
            ("1.234,5", ',', "1234.5"),
            ("1.234", ',', "1234"),
            ("1.5", ',', "1.5"),
            ("12.50", ',', "12.50"),
            ("1 234 567,89", ',', "1234567.89"),
            ("1\u{202f}234", ',', "1234"),
            ("١٬٢٣٤٫٥", '٫', "1234.5"),
            ("۱۲", '٫', "12"),
            ("12.5", '٫', "12.5"),
            ("−5", '.', "-5"),
            (" 7 ", '.', "7"),
            ("", '.', ""),
        ] {
            assert_eq!(plain(typed, sign), plain_number, "{typed} with {sign}");
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for (typed, sign) in
            [("seven", '.'), ("1,5", '.'), ("12,34,56", '.'), ("1.2.3", '.'), ("€5", '.'), ("1234,567", '.')]
        {
            assert_eq!(plain(typed, sign), typed, "{typed}");
        }
    }
}
