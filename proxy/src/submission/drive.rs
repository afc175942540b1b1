//! Carries out what [`super::step`] decides for one submission, until it rests.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use crate::crash::{self, Point};
use crate::store::Store;
use crate::zoho;

use super::running::{Place, Seen};
use super::{Effect, Event, Moment, Policy, State, Submission, step};

/// Between two attempts to store something, when the database fails.
const STORE_AGAIN: Duration = Duration::from_secs(1);

/// Everything that a submission needs to get on.
#[derive(Debug, Clone)]
pub(super) struct Driver {
    pub(super) store: Store,
    pub(super) desk: zoho::Client,
    pub(super) policy: Arc<Policy>,
    /// How many submissions may speak to Zoho at a time.
    pub(super) places: Arc<Semaphore>,
    pub(super) stop: CancellationToken,
}

impl Driver {
    /// Drives `submission` until it rests or the program stops. A request that has left is seen
    /// to its end, and its outcome is stored.
    pub(super) async fn drive(&self, mut submission: Submission, first: Event, place: Place) {
        let mut event = first;
        let mut permit = None;
        loop {
            let (progress, effect) = step(&submission.progress, event, Moment::now(), &self.policy);
            let changed = progress != submission.progress;
            submission.progress = progress;
            if changed && !self.commit(&submission, &place).await {
                return;
            }
            if changed {
                passed(&submission.progress.state);
            }
            place.show(seen(&submission));
            event = match effect {
                Effect::Rest => return,
                Effect::Wait(at) => {
                    // Whoever waits lets others speak.
                    drop(permit.take());
                    permit = self.wait(at).await;
                    if permit.is_none() {
                        return;
                    }
                    Event::Due
                }
                Effect::Send => self.send(&submission).await,
                Effect::LookUp => self.look_up(&submission).await,
            };
        }
    }

    /// Waits until `at` and for the permission to speak to Zoho. `None`: the program stops.
    async fn wait(&self, at: Moment) -> Option<OwnedSemaphorePermit> {
        let due = async {
            tokio::time::sleep(at.since(Moment::now())).await;
            Arc::clone(&self.places).acquire_owned().await.ok()
        };
        tokio::select! {
            biased;
            () = self.stop.cancelled() => None,
            permit = due => permit,
        }
    }

    async fn send(&self, submission: &Submission) -> Event {
        match submission.body.clone() {
            Some(body) => {
                let outcome = self.desk.create_ticket(body, submission.id.as_str()).await;
                crash::point(Point::AnswerRead);
                Event::Answered(outcome)
            }
            // Only finished submissions have none, and those are not sent.
            None => Event::Answered(zoho::Outcome::Held { reason: zoho::Reason::Misconfigured }),
        }
    }

    async fn look_up(&self, submission: &Submission) -> Event {
        crash::point(Point::LookupBegun);
        let found = self.desk.find(submission.id.as_str()).await;
        crash::point(Point::LookupDone);
        if let Err(error) = &found {
            tracing::warn!(event = "lookup.failed", reference = submission.id.reference(), reason = %error);
        }
        Event::LookedUp(found)
    }

    /// Stores where the submission stands, however long that takes. False: the program stops
    /// before that was possible.
    async fn commit(&self, submission: &Submission, place: &Place) -> bool {
        while let Err(error) = self.store.update(submission).await {
            tracing::error!(event = "store.failed", reference = submission.id.reference(), reason = %error);
            if is_final(&submission.progress.state) {
                // True even so: after a restart, a lookup would find it out again.
                place.show(seen(submission));
            }
            tokio::select! {
                () = self.stop.cancelled() => return false,
                () = tokio::time::sleep(STORE_AGAIN) => {}
            }
        }
        log(submission);
        true
    }
}

fn passed(state: &State) {
    match state {
        State::Received => {}
        State::Sending => crash::point(Point::IntentCommitted),
        _ => crash::point(Point::AnswerCommitted),
    }
}

fn seen(submission: &Submission) -> Seen {
    Seen::Stored { submission: Arc::new(submission.clone()), known: false }
}

pub(super) fn is_final(state: &State) -> bool {
    matches!(state, State::Created(_) | State::Rejected(_))
}

/// One line a change, with stable names and nothing of the ticket.
fn log(submission: &Submission) {
    let (reference, attempt) = (submission.id.reference(), submission.progress.attempt);
    match &submission.progress.state {
        State::Received => {}
        State::Sending => tracing::debug!(event = "submission.sending", reference, attempt),
        State::Retry { reason, .. } => {
            tracing::warn!(event = "submission.retry", reference, attempt, reason = reason.as_str(), "{reason}");
        }
        State::Unknown { reason, lookups, .. } => {
            tracing::warn!(
                event = "submission.unknown",
                reference,
                attempt,
                lookups,
                reason = reason.as_str(),
                "{reason}"
            );
        }
        State::Created(receipt) => {
            tracing::info!(event = "submission.created", reference, attempt, ticket = receipt.ticket_number);
        }
        State::Rejected(errors) => {
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            tracing::info!(event = "submission.rejected", reference, attempt, ?fields);
        }
        State::Held { reason } => {
            tracing::error!(event = "submission.held", reference, attempt, reason = reason.as_str(), "{reason}");
        }
    }
}
