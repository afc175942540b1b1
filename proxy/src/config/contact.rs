//! The form for visitors without script.

use std::time::Duration;

use super::source::Source;

/// The plain form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Whether it is there.
    pub enabled: bool,
    /// Whoever is quicker than this is asked to send again.
    pub min_time: Duration,
}

impl Default for Contact {
    fn default() -> Self {
        Self { enabled: true, min_time: Duration::from_secs(2) }
    }
}

pub(super) fn read(source: &mut Source<'_>) -> Contact {
    let default = Contact::default();
    Contact {
        enabled: source.flag("contact.enabled").unwrap_or(default.enabled),
        min_time: source.number("contact.min_seconds", 0..=60).map_or(default.min_time, Duration::from_secs),
    }
}
