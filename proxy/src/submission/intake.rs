//! The way in: stores a ticket, sets it going, and waits a little for its number.

use std::sync::Arc;
use std::time::Duration;

use deskbell_rules::Ticket;
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::crash::{self, Point};
use crate::store::{Inserted, Store, StoreError};
use crate::zoho::{self, TicketBody};

use super::drive::{Driver, is_final};
use super::running::{Joined, Place, Running, Seen};
use super::{
    Answer, Event, Fingerprint, IdempotencyKey, Moment, Policy, Progress, State, Submission, SubmissionId, SubmitError,
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
    /// When to send again, when to look, when to give up.
    pub policy: Policy,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            wait: crash::hurried(Duration::from_secs(8)),
            poll_after: Duration::from_secs(2),
            concurrency: 5,
            policy: Policy::default(),
        }
    }
}

/// All submissions of this process. Clones are the same.
#[derive(Debug, Clone)]
pub struct Submissions {
    driver: Driver,
    running: Running,
    tracker: TaskTracker,
    wait: Duration,
    poll_after: Duration,
}

impl Submissions {
    /// Goes on with what the store holds unfinished, and is ready for more. Every submission runs
    /// in a task of `tracker`; after `stop`, each ends as soon as its outcome is stored.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn start(
        store: Store,
        desk: zoho::Client,
        settings: Settings,
        tracker: TaskTracker,
        stop: CancellationToken,
    ) -> Result<Self, StoreError> {
        let unfinished = store.unfinished().await?;
        let places = Arc::new(Semaphore::new(settings.concurrency.max(1)));
        let driver = Driver { store, desk, policy: Arc::new(settings.policy), places, stop };
        let (wait, poll_after) = (settings.wait, settings.poll_after);
        let this = Self { driver, running: Running::default(), tracker, wait, poll_after };
        for submission in unfinished {
            if let Joined::First(place, _) = this.running.join(&submission.key_hash) {
                let driver = this.driver.clone();
                this.tracker.spawn(async move { driver.drive(submission, Event::Resumed, place).await });
            }
        }
        Ok(this)
    }

    /// Takes a checked ticket. The same key again leads to the same submission.
    ///
    /// # Errors
    /// When the key belongs to another ticket, or nothing could be stored.
    pub async fn submit(&self, key: IdempotencyKey, ticket: Ticket) -> Result<Answer, SubmitError> {
        let submission = received(&key, ticket)?;
        let fingerprint = submission.fingerprint.clone();
        let (mut seen, attached) = match self.running.join(&submission.key_hash) {
            Joined::Another(seen) => (seen, true),
            Joined::First(_, _) if self.driver.stop.is_cancelled() => Err(StoreError::Stopping)?,
            Joined::First(place, seen) => {
                // In a task of its own: a browser that leaves must not take the ticket with it.
                self.tracker.spawn(store_and_drive(self.driver.clone(), submission, place));
                (seen, false)
            }
        };
        let (submission, known) = self.wait_for(&mut seen).await?;
        if submission.fingerprint != fingerprint {
            return Err(SubmitError::KeyReused);
        }
        Ok(Answer::new(&submission, attached || known, self.poll_after))
    }

    /// What became of the submission with `id`. `None` for one that is not known.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn status(&self, id: &str) -> Result<Option<Answer>, StoreError> {
        let Some(id) = SubmissionId::parse(id) else { return Ok(None) };
        let submission = self.driver.store.find(&id).await?;
        Ok(submission.map(|submission| Answer::new(&submission, true, self.poll_after)))
    }

    /// Waits until there is something final to say, or nothing to be expected in time.
    async fn wait_for(&self, seen: &mut watch::Receiver<Seen>) -> Result<(Arc<Submission>, bool), StoreError> {
        let (deadline, until) = (Moment::now().plus(self.wait), Instant::now() + self.wait);
        // Both ways of ending early (time is up, the task has ended) leave the last state to see.
        let _ = tokio::time::timeout_at(until, seen.wait_for(|seen| is_settled(seen, deadline))).await;
        match &*seen.borrow() {
            Seen::Stored { submission, known } => Ok((Arc::clone(submission), *known)),
            Seen::Failed(error) => Err(error.clone()),
            Seen::Storing => Err(StoreError::Slow),
        }
    }
}

fn received(key: &IdempotencyKey, ticket: Ticket) -> Result<Submission, StoreError> {
    Ok(Submission {
        id: SubmissionId::random()?,
        key_hash: key.hash(),
        fingerprint: Fingerprint::of(&ticket)?,
        body: Some(TicketBody::new(&ticket.into_upstream())?),
        progress: Progress::received(),
        created_at: Moment::now(),
    })
}

async fn store_and_drive(driver: Driver, submission: Submission, place: Place) {
    crash::point(Point::InsertBegun);
    let inserted = driver.store.insert(&submission).await;
    crash::point(Point::InsertCommitted);
    match inserted {
        // `Resumed` changes nothing about a submission that was only received.
        Ok(Inserted::New) => driver.drive(submission, Event::Resumed, place).await,
        // Finished, or at rest until the operator acts: otherwise it would be running.
        Ok(Inserted::Known(known)) => place.show(Seen::Stored { submission: Arc::from(known), known: true }),
        Err(error) => {
            tracing::error!(event = "store.failed", reference = submission.id.reference(), reason = %error);
            place.show(Seen::Failed(error));
        }
    }
}

fn is_settled(seen: &Seen, deadline: Moment) -> bool {
    match seen {
        Seen::Storing => false,
        Seen::Failed(_) => true,
        Seen::Stored { submission, .. } => match &submission.progress.state {
            State::Held { .. } => true,
            State::Retry { at, .. } | State::Unknown { at, .. } => *at > deadline,
            state => is_final(state),
        },
    }
}
