//! The time within which a ticket can have been filed, by Zoho's clock.

use std::time::Duration;

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use crate::crash::hurried;

/// How far apart Zoho's clock and ours may be.
const SKEW: Duration = Duration::from_secs(5 * 60);

/// Two moments, in milliseconds since 1970 by Zoho's clock, and all between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    first: i64,
    last: i64,
}

impl Window {
    /// From `since` until `until`, milliseconds since 1970 by our clock; as much wider as the
    /// clocks may differ.
    pub fn new(since: i64, until: i64) -> Self {
        let skew = i64::try_from(hurried(SKEW).as_millis()).unwrap_or(i64::MAX);
        Self { first: since.saturating_sub(skew), last: until.saturating_add(skew) }
    }

    /// As Zoho's `createdTimeRange` has it.
    pub(super) fn range(&self) -> String {
        [self.first, self.last].map(|moment| format_time(moment).unwrap_or_default()).join(",")
    }

    /// Whether it begins after `ticket`, which was certainly created before it.
    pub(super) fn is_after(&self, ticket: &Value) -> bool {
        created(ticket).is_some_and(|created| created < self.first)
    }

    /// Whether it ends before `ticket`, which was certainly created after it.
    pub(super) fn is_before(&self, ticket: &Value) -> bool {
        created(ticket).is_some_and(|created| created > self.last)
    }
}

fn created(ticket: &Value) -> Option<i64> {
    let time = OffsetDateTime::parse(ticket.get("createdTime")?.as_str()?, &Rfc3339).ok()?;
    i64::try_from(time.unix_timestamp_nanos() / 1_000_000).ok()
}

/// As Zoho writes times.
fn format_time(moment: i64) -> Option<String> {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    let moment = i128::from(moment.clamp(0, 4_102_444_800_000)) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(moment).ok()?.format(&format).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_ticket_is_older_or_newer_only_beyond_what_clocks_differ() {
        let created = |time: &str| json!({ "createdTime": time });
        let window = Window::new(1_700_000_000_000, 1_700_000_060_000);
        assert_eq!(window.range(), "2023-11-14T22:08:20.000Z,2023-11-14T22:19:20.000Z");
        assert!(!window.is_after(&created("2023-11-14T22:08:20.000Z")));
        assert!(window.is_after(&created("2023-11-14T22:08:19.999Z")));
        assert!(!window.is_before(&created("2023-11-14T22:19:20.000Z")));
        assert!(window.is_before(&created("2023-11-14T22:19:20.001Z")));
        for unclear in [json!({}), created("yesterday")] {
            assert!(!window.is_after(&unclear) && !window.is_before(&unclear));
        }
    }

    #[test]
    fn all_of_time_can_be_written() {
        assert_eq!(Window::new(0, i64::MAX).range(), "1970-01-01T00:00:00.000Z,2100-01-01T00:00:00.000Z");
    }
}
