//! How patient a submission is, and whose matter a refusal is.

use std::time::Duration;

use crate::crash::hurried;

/// What to do about a ticket that may exist, but has been shown to be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnUnknown {
    /// Send it again.
    #[default]
    Resend,
    /// Leave it to the operator.
    Hold,
}

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
    /// How many times a ticket has to be clearly absent before that counts as a proof …
    pub negatives: u32,
    /// … and how long after the attempt's end the last of them has to be, at least: until then
    /// the request may still arrive, and Zoho's search index lags behind.
    pub absent_after: Duration,
    /// What such a proof leads to.
    pub on_unknown: OnUnknown,
    /// How long to go on where the lookups themselves fail.
    pub lookup_patience: Duration,
    /// For how long a process may be busy with a submission before another takes over. Longer
    /// than a request may take ([`crate::zoho::Timeouts::request`]) and what has to be done before it.
    pub lease: Duration,
    /// How long after it was held a submission tries by itself whether it can go on.
    pub heal_after: Duration,
    /// How long a submission may be held before it is given up.
    pub max_age: Duration,
    /// For how long a visitor can be expected to wait for what became of a submission.
    pub visitor_stays: Duration,
    /// The fields that visitors fill in: what Zoho refuses of them goes back to the visitor,
    /// everything else to the operator. `subject`, `contact.lastName`, `cf.cf_modelname`.
    pub visitor_fields: Vec<String>,
}

/// When to look within the first ten minutes, in seconds.
const LOOKUPS: [u32; 5] = [1, 5, 30, 120, 300];

/// What a browser may set by default.
const VISITOR_FIELDS: [&str; 7] =
    ["subject", "description", "email", "phone", "contact.firstName", "contact.lastName", "uploads"];

impl Default for Policy {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            retry_first: seconds(1),
            retry_most: seconds(300),
            lookups: LOOKUPS.map(|after| seconds(after.into())).to_vec(),
            negatives: 3,
            absent_after: seconds(600),
            on_unknown: OnUnknown::default(),
            lookup_patience: seconds(24 * 60 * 60),
            lease: seconds(45),
            heal_after: seconds(5 * 60),
            max_age: seconds(14 * 24 * 60 * 60),
            visitor_stays: seconds(10 * 60),
            visitor_fields: VISITOR_FIELDS.map(str::to_owned).to_vec(),
        }
    }
}

impl Policy {
    /// The same, but for how long after an attempt its ticket may still turn up. The lookups until
    /// then are spread as they are by default.
    #[must_use]
    pub fn with_absent_after(self, absent_after: Duration) -> Self {
        let scaled = |seconds: u32| absent_after / 600 * seconds;
        Self { lookups: LOOKUPS.map(scaled).to_vec(), absent_after, ..self }
    }

    /// With all times shortened, where a test asks for that.
    #[must_use]
    pub(crate) fn hurried(self) -> Self {
        Self {
            retry_first: hurried(self.retry_first),
            retry_most: hurried(self.retry_most),
            lookups: self.lookups.into_iter().map(hurried).collect(),
            absent_after: hurried(self.absent_after),
            lookup_patience: hurried(self.lookup_patience),
            lease: hurried(self.lease),
            heal_after: hurried(self.heal_after),
            max_age: hurried(self.max_age),
            visitor_stays: hurried(self.visitor_stays),
            ..self
        }
    }

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

    #[test]
    fn lookups_follow_the_time_that_a_ticket_may_take() {
        let policy = Policy::default().with_absent_after(Duration::from_secs(6));
        let due: Vec<u128> = (0..7).map(|n| policy.lookup_due(n).as_millis()).collect();
        assert_eq!(due, [10, 50, 300, 1200, 3000, 4800, 6600]);
        let same = Policy::default().with_absent_after(Duration::from_secs(600));
        assert_eq!(same.lookups, Policy::default().lookups);
    }
}
