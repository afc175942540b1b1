//! The way in: stores a ticket, sets it going, and waits a little for its number.

use std::sync::Arc;
use std::time::Duration;

use deskbell_rules::Ticket;
use sha2::{Digest, Sha256};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::crash::{self, Point};
use crate::metrics::Endings;
use crate::store::{Insert, Inserted, Purge, Store, StoreError};
use crate::zoho::{self, TicketBody};

use super::sender::Sender;
use super::tally::Tally;
use super::throttle::Throttle;
use super::watch::{self, News, Patience};
use super::{
    Answer, Effect, Event, Fingerprint, IdempotencyKey, Moment, Policy, Progress, Submission, SubmissionId, SubmitError,
};

/// How submissions are treated.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How long a request waits for the ticket's number.
    pub wait: Duration,
    /// When a browser is to ask again, as long as there is none.
    pub poll_after: Duration,
    /// How many submissions may speak to Zoho at a time. The portal's limit is shared with
    /// everything else that uses its API, and is 5 in the smallest edition.
    pub concurrency: usize,
    /// For how long the same content under another key counts as the same; zero: not at all.
    pub repeats: Duration,
    /// How long to keep what is finished.
    pub retention: Purge,
    /// When to send again, when to look, when to give up. The same that the store was opened with.
    pub policy: Arc<Policy>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            wait: Duration::from_secs(8),
            poll_after: Duration::from_secs(2),
            concurrency: 5,
            repeats: Duration::from_secs(10 * 60),
            retention: Purge::default(),
            policy: Arc::default(),
        }
    }
}

/// All submissions of this process. Clones are the same.
#[derive(Debug, Clone)]
pub struct Submissions {
    sender: Sender,
    wait: Duration,
    poll_after: Duration,
    repeats: Duration,
}

impl Submissions {
    /// Goes on with what the store holds unfinished, and is ready for more. Whatever is done runs
    /// in tasks of `tracker`; after `stop`, each ends as soon as its outcome is stored.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn start(
        store: Arc<dyn Store>,
        desk: zoho::Client,
        settings: Settings,
        tracker: TaskTracker,
        stop: CancellationToken,
    ) -> Result<Self, StoreError> {
        let freed = store.restart().await?;
        tracing::info!(event = "submissions.resumed", freed);
        let owner = SubmissionId::random()?.as_str().get(..8).unwrap_or_default().to_owned();
        let throttle = Throttle::new(settings.concurrency, settings.policy.retry_first);
        let (news, policy) = (News::new(), settings.policy);
        let sender = Sender { owner, store, desk, policy, throttle, news, tracker, stop, tally: Tally::default() };
        sender.tracker.spawn(sender.clone().run());
        sender.tracker.spawn(sender.clone().sweep(settings.retention));
        Ok(Self { sender, wait: settings.wait, poll_after: settings.poll_after, repeats: settings.repeats })
    }

    /// Takes a checked ticket. The same key again leads to the same submission.
    ///
    /// # Errors
    /// When the key belongs to another ticket, or nothing could be stored.
    pub async fn submit(&self, key: IdempotencyKey, ticket: Ticket) -> Result<Answer, SubmitError> {
        if self.sender.stop.is_cancelled() {
            return Err(StoreError::Stopping.into());
        }
        let (until, deadline) = (Instant::now() + self.wait, Moment::now().plus(self.wait));
        let policy = Arc::clone(&self.sender.policy);
        let patience = Patience { until, deadline, policy, stop: self.sender.stop.clone() };
        let submission = received(&key, ticket)?;
        let fingerprint = submission.fingerprint.clone();
        let news = self.sender.news.listen();
        // In a task of its own: a browser that leaves must not take the ticket with it.
        let storing = self.sender.tracker.spawn(store_and_send(self.sender.clone(), submission, self.repeats));
        let stored = tokio::time::timeout_at(until, storing).await.map_err(|_| StoreError::Slow)?;
        let (submission, replayed) = stored.map_err(|_| StoreError::Stopping)??;
        if submission.fingerprint != fingerprint {
            return Err(SubmitError::KeyReused);
        }
        let submission = if self.is_hopeless(&submission) {
            submission
        } else {
            watch::settled(&*self.sender.store, news, submission, &patience).await
        };
        Ok(Answer::new(&submission, replayed, self.poll_after))
    }

    /// How attempts and lookups have ended so far.
    pub fn tally(&self) -> &Tally {
        &self.sender.tally
    }

    /// How requests for an access token have ended so far.
    pub fn token_refreshes(&self) -> Endings {
        self.sender.desk.token_refreshes()
    }

    /// Those that wait for the operator, the oldest first; up to `limit`.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn held(&self, limit: usize) -> Result<Vec<Submission>, StoreError> {
        self.sender.store.held(limit).await
    }

    /// Lets one of them go on: sent at once where it is known that there is no ticket (`absent`:
    /// the operator has looked), looked for again otherwise.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn requeue(&self, id: &SubmissionId, absent: bool) -> Result<Submission, StoreError> {
        let applied = self.sender.store.apply(id, Event::Requeued { absent }).await?;
        self.sender.changed(&applied.submission);
        self.sender.throttle.changed.notify_one();
        Ok(applied.submission)
    }

    /// Takes one of them away for good. Whether it was there.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn discard(&self, id: &SubmissionId) -> Result<bool, StoreError> {
        let gone = self.sender.store.discard(id).await?;
        if gone {
            tracing::warn!(event = "submission.dropped", reference = id.reference(), "taken away by the operator");
        }
        Ok(gone)
    }

    /// What became of the submission with `id`. `None` for one that is not known.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn status(&self, id: &str) -> Result<Option<Answer>, StoreError> {
        let Some(id) = SubmissionId::parse(id) else { return Ok(None) };
        let submission = self.sender.store.find(&id).await?;
        Ok(submission.map(|submission| Answer::new(&submission, true, self.poll_after)))
    }

    /// Whether it cannot be sent while somebody waits, because nothing can.
    fn is_hopeless(&self, submission: &Submission) -> bool {
        let waits = matches!(submission.progress.state, super::State::Received | super::State::Retry { .. });
        waits && self.sender.throttle.pause() > self.wait
    }
}

fn received(key: &IdempotencyKey, ticket: Ticket) -> Result<Submission, StoreError> {
    let fingerprint = Fingerprint::of(&ticket)?;
    let body = TicketBody::new(&ticket.into_upstream())?;
    let person = body.likeness().email.map(|email| format!("{:x}", Sha256::digest(email.trim().to_lowercase())));
    Ok(Submission {
        id: SubmissionId::random()?,
        key_hash: key.hash(),
        fingerprint,
        person,
        body: Some(body),
        progress: Progress::received(Moment::now()),
    })
}

/// Stores a submission, and sends it in the background; gives what the store has then, and whether
/// that was there before.
async fn store_and_send(
    sender: Sender,
    submission: Submission,
    repeats: Duration,
) -> Result<(Submission, bool), SubmitError> {
    let slot = sender.throttle.slot();
    let owner = slot.as_ref().map(|_| sender.owner.clone());
    let reference = submission.id.reference();
    crash::point(Point::InsertBegun);
    let inserted = sender.store.insert(Insert { submission, owner, repeats }).await;
    crash::point(Point::InsertCommitted);
    match inserted {
        Ok(Inserted::New(applied)) => {
            let stored = applied.submission.clone();
            match slot {
                Some(slot) if applied.effect != Effect::Rest => {
                    sender.tracker.spawn(sender.clone().work(*applied, slot));
                }
                _ => sender.throttle.changed.notify_one(),
            }
            Ok((stored, false))
        }
        Ok(Inserted::NoUploads(places)) => Err(SubmitError::NoUploads(places)),
        Ok(Inserted::Known(known)) => Ok((*known, true)),
        Ok(Inserted::Repeated(first)) => {
            tracing::info!(event = "submission.repeated", reference = first.id.reference());
            Ok((*first, true))
        }
        Err(error) => {
            tracing::error!(event = "store.failed", reference, reason = %error);
            Err(error.into())
        }
    }
}
