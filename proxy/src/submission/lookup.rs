//! Looking for a ticket that may exist.

use crate::zoho::{LookupError, Reason, Sighting, TicketBody, Window};

use super::sender::Sender;
use super::{Moment, State, Submission};

impl Sender {
    /// By the marker where tickets have one. In the list only while the outcome is open: later the
    /// search has long caught up, and a list takes many requests.
    pub(super) async fn look_up(&self, submission: &Submission) -> Result<Sighting, LookupError> {
        let (window, reference) = (self.filed_within(submission), submission.id.reference());
        let listed = matches!(submission.progress.state, State::Unknown { .. });
        let result = if self.desk.marks() {
            self.desk.find(submission.id.as_str(), listed.then_some(&window)).await
        } else {
            self.look_alike(submission, &window, listed).await
        };
        match &result {
            Ok(Sighting::Unseen) if listed && self.desk.marks() => {
                tracing::warn!(
                    event = "lookup.weak",
                    reference,
                    "more tickets have been filed since than the list shows: only the search was whole"
                );
            }
            Ok(_) => {}
            Err(LookupError(reason)) => {
                tracing::warn!(event = "lookup.failed", reference, reason = reason.as_str(), "{reason}");
            }
        }
        result
    }

    /// When the ticket may have been filed. An attempt takes less than two leases, and what does not
    /// arrive within the time after which a ticket counts as absent does not arrive at all; so
    /// little has to be looked through even after a long backlog. Only where nobody knows when it
    /// was sent, it may have been at any time before.
    fn filed_within(&self, submission: &Submission) -> Window {
        let created_at = submission.progress.created_at;
        let State::Unknown { since, reason, .. } = submission.progress.state else {
            return Window::new(created_at.0, i64::MAX);
        };
        let first = match reason {
            Reason::Interrupted | Reason::Restored | Reason::Unconfirmed => created_at,
            _ => since.before(self.policy.lease * 2).max(created_at),
        };
        let last = since.plus(self.policy.absent_after).plus(Moment::lag());
        Window::new(first.0, last.0)
    }

    /// Without a marker: a ticket of the same person with the same subject, which no other
    /// submission has become.
    async fn look_alike(
        &self,
        submission: &Submission,
        window: &Window,
        listed: bool,
    ) -> Result<Sighting, LookupError> {
        let reference = submission.id.reference();
        tracing::warn!(
            event = "lookup.weak",
            reference,
            "no marker field: a ticket is known by time, address and subject alone, which is less certain"
        );
        let likeness = submission.body.as_ref().map(TicketBody::likeness).ok_or(LookupError(Reason::Misconfigured))?;
        for receipt in self.desk.find_alike(&likeness, window, listed).await? {
            match self.store.knows_ticket(&receipt.id).await {
                Ok(false) => return Ok(Sighting::Found(receipt)),
                Ok(true) => {}
                // Then it cannot be said whose ticket it is.
                Err(error) => {
                    tracing::error!(event = "store.failed", reference, reason = %error);
                    return Err(LookupError(Reason::Unconfirmed));
                }
            }
        }
        Ok(Sighting::Unseen)
    }
}
