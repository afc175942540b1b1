//! How much may be asked of Zoho at a time: as much as is allowed while all goes well, less and
//! with pauses when it does not, and more again step by step. After an outage a backlog is thus
//! drained by one request, then two, and not by all at once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::crash::hurried;
use crate::zoho::{LookupError, Outcome, Reason, Sighting};

/// The longest pause after failures that say nothing about when to come back.
const LONGEST: Duration = Duration::from_secs(30);

/// How long to wait for new credits where Zoho does not say.
const CREDITS: Duration = Duration::from_secs(15 * 60);

/// The throttle of one process. Clones are the same.
#[derive(Debug, Clone)]
pub(super) struct Throttle {
    gauge: Arc<Mutex<Gauge>>,
    /// Told whenever there may be more to do than before.
    pub(super) changed: Arc<Notify>,
}

/// The permission to ask something of Zoho; given back when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    throttle: Throttle,
    quiet: bool,
}

#[derive(Debug)]
struct Gauge {
    most: usize,
    first_pause: Duration,
    active: usize,
    limit: usize,
    /// In a row.
    failures: u32,
    resumes: Option<Instant>,
}

impl Throttle {
    /// At most `most` at a time; the first pause is `first_pause`.
    pub(super) fn new(most: usize, first_pause: Duration) -> Self {
        Self { gauge: Arc::new(Mutex::new(Gauge::new(most, first_pause))), changed: Arc::default() }
    }

    /// A slot, if one is free and there is no pause.
    pub(super) fn slot(&self) -> Option<Slot> {
        let taken = self.gauge().take(Instant::now());
        taken.then(|| Slot { throttle: self.clone(), quiet: false })
    }

    /// How long the pause goes on.
    pub(super) fn pause(&self) -> Duration {
        self.gauge().pause(Instant::now())
    }

    /// Learns from what became of an attempt.
    pub(super) fn learn(&self, outcome: &Outcome) {
        match outcome {
            Outcome::Created(_) | Outcome::Rejected(_) => self.went_well(),
            Outcome::NotCreated { reason, retry_after } => self.failed(*reason, *retry_after),
            Outcome::Held { reason } | Outcome::Unknown { reason } => self.failed(*reason, None),
        }
    }

    /// The same from a lookup. That one could not be done is its ticket's matter, unless any other
    /// request would have fared no better.
    pub(super) fn learn_lookup(&self, result: &Result<Sighting, LookupError>) {
        match result {
            Ok(_) => self.went_well(),
            Err(LookupError(reason)) if reason.concerns_all() => self.failed(*reason, None),
            Err(_) => {}
        }
    }

    /// Zoho has answered as it should.
    fn went_well(&self) {
        self.gauge().went_well();
    }

    /// Zoho has not.
    pub(super) fn failed(&self, reason: Reason, retry_after: Option<Duration>) {
        if let Some(pause) = self.gauge().failed(reason, retry_after, Instant::now()) {
            tracing::warn!(
                event = "sender.paused",
                reason = reason.as_str(),
                seconds = pause.as_secs_f32(),
                "{reason}"
            );
        }
    }

    fn gauge(&self) -> MutexGuard<'_, Gauge> {
        self.gauge.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gauge {
    fn new(most: usize, first_pause: Duration) -> Self {
        let most = most.max(1);
        Self { most, first_pause, active: 0, limit: most, failures: 0, resumes: None }
    }

    fn take(&mut self, now: Instant) -> bool {
        let free = self.pause(now).is_zero() && self.active < self.limit;
        self.active += usize::from(free);
        free
    }

    fn pause(&self, now: Instant) -> Duration {
        self.resumes.map(|resumes| resumes.saturating_duration_since(now)).unwrap_or_default()
    }

    fn went_well(&mut self) {
        self.failures = 0;
        self.limit = (self.limit + 1).min(self.most);
    }

    /// Gives the pause, if that is what follows.
    fn failed(&mut self, reason: Reason, retry_after: Option<Duration>, now: Instant) -> Option<Duration> {
        let pause = match reason {
            // This ticket's matter, or our own; the next one may well go through.
            Reason::Overdue | Reason::Misconfigured | Reason::Refused | Reason::Unprocessable => return None,
            Reason::DailyCredits => Some(retry_after.unwrap_or(hurried(CREDITS))),
            Reason::TokenThrottled => retry_after,
            // It has to become less at once.
            Reason::Concurrency => Some(self.backoff(self.failures)),
            // One failure may be chance.
            _ if self.failures == 0 => None,
            _ => Some(self.backoff(self.failures - 1)),
        };
        self.failures = self.failures.saturating_add(1);
        self.limit = if pause > Some(LONGEST) { 1 } else { (self.limit / 2).max(1) };
        let pause = pause?.max(retry_after.unwrap_or_default());
        self.resumes = Some((now + pause).max(self.resumes.unwrap_or(now)));
        Some(pause)
    }

    fn backoff(&self, failures: u32) -> Duration {
        self.first_pause.saturating_mul(2u32.saturating_pow(failures)).min(hurried(LONGEST).max(self.first_pause))
    }
}

impl Slot {
    /// Gives it back unused, which nobody needs to know.
    pub(super) fn return_quietly(mut self) {
        self.quiet = true;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.throttle.gauge().active -= 1;
        if !self.quiet {
            self.throttle.changed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// How many slots there are at `now`; they are given back.
    fn slots(gauge: &mut Gauge, now: Instant) -> usize {
        while gauge.take(now) {}
        std::mem::take(&mut gauge.active)
    }

    #[test]
    fn it_gives_way_quickly_and_comes_back_slowly() {
        let (mut gauge, now) = (Gauge::new(5, SECOND), Instant::now());
        assert_eq!(slots(&mut gauge, now), 5);
        assert_eq!(gauge.failed(Reason::ServerError, None, now), None, "one failure may be chance");
        assert_eq!(slots(&mut gauge, now), 2);
        assert_eq!(gauge.failed(Reason::ServerError, None, now), Some(SECOND));
        assert_eq!(slots(&mut gauge, now), 0);
        let now = now + SECOND;
        for expected in 1..=5 {
            assert_eq!(slots(&mut gauge, now), expected);
            gauge.went_well();
        }
        assert_eq!(slots(&mut gauge, now), 5);
    }

    #[test]
    fn both_kinds_of_429_pause_everything() {
        let (mut gauge, now) = (Gauge::new(5, SECOND), Instant::now());
        assert_eq!(gauge.failed(Reason::Concurrency, None, now), Some(SECOND));
        assert_eq!(gauge.failed(Reason::DailyCredits, Some(SECOND * 7200), now), Some(SECOND * 7200));
        gauge.failed(Reason::Concurrency, None, now);
        assert_eq!(gauge.pause(now), SECOND * 7200, "a shorter pause does not end a longer one");
        assert_eq!(slots(&mut gauge, now + SECOND * 7199), 0);
        assert_eq!(slots(&mut gauge, now + SECOND * 7200), 1);
        assert_eq!(gauge.failed(Reason::DailyCredits, None, now), Some(CREDITS));
    }

    #[test]
    fn pauses_grow_up_to_a_limit_and_one_tickets_fault_is_no_failure() {
        let (mut gauge, now) = (Gauge::new(5, SECOND), Instant::now());
        let pauses: Vec<u64> =
            (0..8).filter_map(|_| gauge.failed(Reason::Unreachable, None, now)).map(|pause| pause.as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
        let mut gauge = Gauge::new(5, SECOND);
        for _ in 0..20 {
            gauge.failed(Reason::Unprocessable, None, now);
        }
        assert_eq!(slots(&mut gauge, now), 5);
    }

    #[test]
    fn a_lookup_that_fails_by_itself_holds_nobody_up() {
        let pause_after = |reason| {
            let throttle = Throttle::new(5, SECOND);
            for _ in 0..3 {
                throttle.learn_lookup(&Err(LookupError(reason)));
            }
            throttle.pause()
        };
        for reason in [Reason::AnswerTooLarge, Reason::ScopeMismatch, Reason::Unreadable, Reason::Unconfirmed] {
            assert_eq!(pause_after(reason), Duration::ZERO, "{reason}");
        }
        for reason in [Reason::Concurrency, Reason::DailyCredits, Reason::ServerError, Reason::TokenUnavailable] {
            assert!(pause_after(reason) > Duration::ZERO, "{reason}");
        }
    }

    #[test]
    fn a_slot_is_given_back() {
        let throttle = Throttle::new(1, SECOND);
        let slot = throttle.slot();
        assert!(slot.is_some() && throttle.slot().is_none());
        drop(slot);
        throttle.slot().expect("a slot").return_quietly();
        assert!(throttle.slot().is_some());
    }
}
