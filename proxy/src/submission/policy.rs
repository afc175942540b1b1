//! How patient a submission is, and whose matter a refusal is.

use std::time::Duration;

use crate::crash::hurried;

/// What [`super::step`] goes by.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Before the second attempt, where nothing was created; doubled from attempt to attempt.
    pub retry_first: Duration,
    /// The longest time between two attempts, unless Zoho asks for more.
    pub retry_most: Duration,
    /// When to look for a ticket that may exist, counted from the attempt's end. After the last
    /// of them, lookups go on at the distance of the last two.
    pub lookups: Vec<Duration>,
    /// How many times a ticket has to be clearly absent before the operator is asked …
    pub negatives: u32,
    /// … and how long after the attempt, at least: Zoho's search index lags behind.
    pub hold_after: Duration,
    /// How long to go on where the lookups themselves fail.
    pub lookup_patience: Duration,
    /// The fields that visitors fill in: what Zoho refuses of them goes back to the visitor,
    /// everything else to the operator. `subject`, `contact.lastName`, `cf.cf_modelname`.
    pub visitor_fields: Vec<String>,
}

/// What a browser may set by default.
const VISITOR_FIELDS: [&str; 7] =
    ["subject", "description", "email", "phone", "contact.firstName", "contact.lastName", "uploads"];

impl Default for Policy {
    fn default() -> Self {
        let seconds = |seconds| hurried(Duration::from_secs(seconds));
        Self {
            retry_first: seconds(1),
            retry_most: seconds(300),
            lookups: [1, 5, 30, 120, 300].map(seconds).to_vec(),
            negatives: 3,
            hold_after: seconds(600),
            lookup_patience: seconds(24 * 60 * 60),
            visitor_fields: VISITOR_FIELDS.map(str::to_owned).to_vec(),
        }
    }
}

impl Policy {
    /// Whether a visitor filled in `field`, or what it is a part of (`uploads.2`).
    pub(super) fn is_visitors(&self, field: &str) -> bool {
        let part_of =
            |whole: &str| field.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.visitor_fields.iter().any(|whole| part_of(whole))
    }

    /// The pause after attempt number `attempt` (the first is 1).
    pub(super) fn backoff(&self, attempt: u32) -> Duration {
        let factor = 2u32.saturating_pow(attempt.saturating_sub(1));
        self.retry_first.saturating_mul(factor).min(self.retry_most)
    }

    /// How long after the attempt lookup number `done + 1` is due.
    pub(super) fn lookup_due(&self, done: u32) -> Duration {
        let planned = self.lookups.get(usize::try_from(done).unwrap_or(usize::MAX));
        planned.copied().unwrap_or_else(|| self.lookups_beyond(done))
    }

    fn lookups_beyond(&self, done: u32) -> Duration {
        let (last, before) = match self.lookups.as_slice() {
            [.., before, last] => (*last, *before),
            [last] => (*last, Duration::ZERO),
            [] => (self.retry_most, Duration::ZERO),
        };
        let beyond = done.saturating_sub(u32::try_from(self.lookups.len()).unwrap_or(u32::MAX)).saturating_add(1);
        last + (last - before.min(last)).saturating_mul(beyond)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_further_and_further_apart() {
        let policy = Policy::default();
        let pauses: Vec<u64> = [1, 2, 3, 8, 9, 10, 40, u32::MAX].map(|n| policy.backoff(n).as_secs()).to_vec();
        assert_eq!(pauses, [1, 2, 4, 128, 256, 300, 300, 300]);
    }

    #[test]
    fn lookups_go_on_at_the_last_distance() {
        let policy = Policy::default();
        let due: Vec<u64> = (0..8).map(|n| policy.lookup_due(n).as_secs()).collect();
        assert_eq!(due, [1, 5, 30, 120, 300, 480, 660, 840]);
    }
}
