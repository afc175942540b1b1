//! Time as milliseconds since 1970, and as Zoho writes it.

use std::time::{SystemTime, UNIX_EPOCH};

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

const ISO: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// As HTTP has it (RFC 9110, 5.6.7).
const HTTP: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// The time, in milliseconds since 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// `2016-06-21T12:50:04.000Z`
pub(crate) fn iso(milliseconds: i64) -> String {
    let time = OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::milliseconds(milliseconds));
    time.format(&ISO).unwrap_or_default()
}

/// `Tue, 21 Jun 2016 12:50:04 GMT`
pub(crate) fn http(milliseconds: i64) -> String {
    let time = OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::milliseconds(milliseconds));
    time.format(&HTTP).unwrap_or_default()
}

/// Reads what [`iso`] writes. As with Zoho, only `Z` will do for the offset.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok().filter(|_| text.ends_with('Z'))?;
    i64::try_from(time.unix_timestamp_nanos() / 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_they_are_written() {
        assert_eq!(iso(1_466_513_404_007), "2016-06-21T12:50:04.007Z");
        assert_eq!(http(1_466_513_404_007), "Tue, 21 Jun 2016 12:50:04 GMT");
        assert_eq!(parse("2016-06-21T12:50:04.007Z"), Some(1_466_513_404_007));
        assert_eq!(parse("2016-06-21T12:50:04Z"), Some(1_466_513_404_000));
        assert_eq!(parse("2016-06-21T12:50:04+00:00"), None);
        assert_eq!(parse("yesterday"), None);
    }
}
