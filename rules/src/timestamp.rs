//! Dates and points in time, in the one spelling that Zoho Desk takes.

use crate::{Code, Expected};

/// `YYYY-MM-DDTHH:MM:SS[.fff]Z`, a real date. Offsets and epoch times are refused: Zoho wants `Z`.
pub(crate) fn check(text: &str) -> Result<(), Code> {
    if parse(text).is_some() { Ok(()) } else { Err(Code::Format { expected: Expected::Timestamp }) }
}

/// `YYYY-MM-DD`, a real date.
pub(crate) fn check_date(text: &str) -> Result<(), Code> {
    if parse_date(text).is_some() { Ok(()) } else { Err(Code::Format { expected: Expected::Date }) }
}

fn parse(text: &str) -> Option<()> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    parse_date(date)?;
    let time = match time.split_once('.') {
        Some((time, fraction)) => {
            digits(fraction, 3)?;
            time
        }
        None => time,
    };
    let (hour, rest) = time.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    (digits(hour, 2)? <= 23 && digits(minute, 2)? <= 59 && digits(second, 2)? <= 59).then_some(())
}

fn parse_date(text: &str) -> Option<()> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    (1..=days_in(year, month)?).contains(&day).then_some(())
}

fn days_in(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_zohos_spelling_of_a_real_time() {
        for good in ["2016-06-21T12:50:04.000Z", "2016-06-21T12:50:04Z", "2024-02-29T23:59:59Z", "2000-02-29T00:00:00Z"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "2016-06-21",
            "2016-06-21T12:50Z",
            "2016-06-21T12:50:04",
            "2016-06-21T12:50:04+00:00",
            "2016-06-21 12:50:04Z",
            "2016-06-21T12:50:04.00Z",
            "2016-06-21T12:50:04.0000Z",
            "2016-06-21T24:00:00Z",
            "2016-06-21T23:60:00Z",
            "2016-06-21T23:59:60Z",
            "2016-13-01T00:00:00Z",
            "2016-00-01T00:00:00Z",
            "2016-04-31T00:00:00Z",
            "2016-01-00T00:00:00Z",
            "2015-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "1466513404000",
            "+016-06-21T12:50:04Z",
        ] {
            assert_eq!(check(bad), Err(Code::Format { expected: Expected::Timestamp }), "{bad}");
        }
    }

    #[test]
    fn dates_have_no_time() {
        assert_eq!(check_date("2026-11-22"), Ok(()));
        for bad in ["2026-11-31", "2026-1-1", "22.11.2026", "2026-11-22T00:00:00Z"] {
            assert_eq!(check_date(bad), Err(Code::Format { expected: Expected::Date }), "{bad}");
        }
    }
}
