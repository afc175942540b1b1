//! Takes what is due from the store and does it: a few at a time, none of it held in memory
//! before its turn.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::crash::{self, Point};
use crate::store::{Applied, Store, StoreError};
use crate::zoho::{self, Outcome, Reason};

use super::tally::Tally;
use super::throttle::{Slot, Throttle};
use super::watch::News;
use super::{Effect, Event, Policy, Submission, log};

/// Between two attempts to store something, when the database fails.
pub(super) const STORE_AGAIN: Duration = Duration::from_secs(1);

/// Between two looks at what is due, at most: another process may have stored something.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// … and at least.
const NOT_SOONER: Duration = Duration::from_millis(10);

/// What has to be left of a lease beyond the longest time that a request may take.
const MARGIN: Duration = Duration::from_secs(2);

/// Everything that is needed to bring a submission on. Clones are the same.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    /// The name of this process in leases.
    pub(super) owner: String,
    pub(super) store: Arc<dyn Store>,
    pub(super) desk: zoho::Client,
    pub(super) policy: Arc<Policy>,
    pub(super) throttle: Throttle,
    pub(super) news: News,
    pub(super) tracker: TaskTracker,
    pub(super) stop: CancellationToken,
    pub(super) tally: Tally,
}

impl Sender {
    /// Takes what is due, until the program stops.
    pub(super) async fn run(self) {
        while !self.stop.is_cancelled() {
            let wait = match self.take().await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::error!(event = "store.failed", reason = %error);
                    STORE_AGAIN
                }
            };
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = self.throttle.changed.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Takes as much as there are slots for; says when to come again.
    async fn take(&self) -> Result<Duration, StoreError> {
        loop {
            let mut slots = Vec::new();
            while let Some(slot) = self.throttle.slot() {
                slots.push(slot);
            }
            if slots.is_empty() {
                return Ok(self.throttle.pause().max(NOT_SOONER).min(LOOK_AGAIN));
            }
            let asked = slots.len();
            let claimed = self.store.claim(&self.owner, asked).await?;
            let all = claimed.len() < asked;
            for applied in claimed {
                self.changed(&applied.submission);
                if applied.effect != Effect::Rest
                    && let Some(slot) = slots.pop()
                {
                    self.tracker.spawn(self.clone().work(applied, slot));
                }
            }
            if all {
                // Giving them back is no reason to look again at once.
                slots.into_iter().for_each(Slot::return_quietly);
                let next = self.store.next_due().await?;
                return Ok(next.map_or(LOOK_AGAIN, |next| next.clamp(NOT_SOONER, LOOK_AGAIN)));
            }
        }
    }

    /// Does what the machine asked for, and tells it how that went.
    pub(super) async fn work(self, applied: Applied, slot: Slot) {
        let submission = applied.submission;
        crash::point(Point::IntentCommitted);
        let event = match applied.effect {
            Effect::Rest => return,
            Effect::Send { attempt } => {
                let begun = Instant::now();
                let outcome = self.send(&submission, attempt).await;
                self.tally.attempt(&outcome, begun.elapsed());
                crash::point(Point::AnswerRead);
                self.throttle.learn(&outcome);
                Event::Answered { attempt, outcome }
            }
            Effect::LookUp { attempt, asked } => {
                crash::point(Point::LookupBegun);
                let result = self.look_up(&submission).await;
                crash::point(Point::LookupDone);
                self.tally.lookup(&result);
                self.throttle.learn_lookup(&result);
                Event::LookedUp { attempt, asked, result }
            }
        };
        self.store_outcome(submission, event).await;
        drop(slot);
    }

    async fn send(&self, submission: &Submission, attempt: u32) -> Outcome {
        // Only a ticket that exists has none, and those are not sent.
        let Some(body) = submission.body.clone() else { return Outcome::Held { reason: Reason::Misconfigured } };
        if let Err(outcome) = self.desk.prepare().await {
            return outcome;
        }
        let body = match self.with_files(submission, attempt, body).await {
            Ok(body) => body,
            Err(outcome) => return outcome,
        };
        match self.time_left(submission, attempt).await {
            Ok(until) => self.desk.create_ticket(body, submission.id.as_str(), until).await,
            Err(outcome) => outcome,
        }
    }

    /// Until when the request has to be over. Everything before it may have taken long, or this
    /// process may have stood still: then another one is at work already.
    async fn time_left(&self, submission: &Submission, attempt: u32) -> Result<Instant, Outcome> {
        let asked = Instant::now();
        let overdue = Outcome::NotCreated { reason: Reason::Overdue, retry_after: None };
        let left = self.store.lease_left(&submission.id, attempt).await.map_err(|error| {
            tracing::error!(event = "store.failed", reference = submission.id.reference(), reason = %error);
            overdue.clone()
        })?;
        left.checked_sub(MARGIN.min(self.policy.lease / 10)).map(|left| asked + left).ok_or(overdue)
    }

    pub(super) fn changed(&self, submission: &Submission) {
        log::change(submission);
        self.news.tell(submission);
    }
}
