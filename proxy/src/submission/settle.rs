//! Storing what became of an attempt or a lookup.

use crate::crash::{self, Point};
use crate::store::StoreError;
use crate::zoho::Outcome;

use super::sender::{STORE_AGAIN, Sender};
use super::{Event, Moment, State, Submission, step};

impl Sender {
    /// Stores what came of it, however long that takes; if the program has to stop before, a
    /// lookup will find it out again.
    pub(super) async fn store_outcome(&self, submission: Submission, event: Event) {
        loop {
            match self.store.apply(&submission.id, event.clone()).await {
                Ok(applied) => {
                    crash::point(Point::AnswerCommitted);
                    self.notice_double(&applied.submission, &event);
                    self.changed(&applied.submission);
                    if matches!(applied.submission.progress.state, State::Created(_)) {
                        self.forget_files(&submission).await;
                    }
                    return self.throttle.changed.notify_one();
                }
                Err(error) => {
                    tracing::error!(event = "store.failed", reference = submission.id.reference(), reason = %error);
                    self.tell_unstored(&submission, &event);
                    if matches!(error, StoreError::Gone | StoreError::Unreadable(_) | StoreError::Unwritable(_)) {
                        return;
                    }
                }
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(STORE_AGAIN) => {}
            }
        }
    }

    /// What Zoho has said is true even where it cannot be stored: the visitor may know.
    fn tell_unstored(&self, submission: &Submission, event: &Event) {
        let (progress, _) = step(&submission.progress, event.clone(), Moment::now(), &self.policy);
        if progress.is_final() {
            self.news.tell(&Submission { progress, ..submission.clone() });
        }
    }

    fn notice_double(&self, submission: &Submission, event: &Event) {
        let (State::Created(kept), Event::Answered { outcome: Outcome::Created(other), .. }) =
            (&submission.progress.state, event)
        else {
            return;
        };
        if kept.id != other.id {
            let (reference, numbers) =
                (submission.id.reference(), [kept.ticket_number.as_str(), other.ticket_number.as_str()]);
            tracing::error!(event = "ticket.doubled", reference, ?numbers, "two tickets; merge them in Zoho Desk");
        }
    }
}
