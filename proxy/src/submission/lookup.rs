//! Looking for a ticket that may exist.

use crate::zoho::{LookupError, Reason, Sighting, TicketBody};

use super::sender::Sender;
use super::{State, Submission};

impl Sender {
    /// By the marker where tickets have one.
    pub(super) async fn look_up(&self, submission: &Submission) -> Result<Sighting, LookupError> {
        let since = self.filed_since(submission);
        let result = if self.desk.marks() {
            let found = self.desk.find(submission.id.as_str(), since).await;
            found.map(|found| found.map_or(Sighting::Absent, Sighting::Found))
        } else {
            self.look_alike(submission, since).await
        };
        if let Err(error) = &result {
            tracing::warn!(event = "lookup.failed", reference = submission.id.reference(), reason = error.0.as_str());
        }
        result
    }

    /// Since when the ticket may have been filed, in milliseconds since 1970. An attempt takes less
    /// than two leases, so that little has to be looked through even after a long backlog. Only
    /// where nobody knows when it was sent, it may have been at any time.
    fn filed_since(&self, submission: &Submission) -> i64 {
        let created_at = submission.progress.created_at;
        match submission.progress.state {
            State::Unknown { since, reason, .. }
                if !matches!(reason, Reason::Interrupted | Reason::Restored | Reason::Unconfirmed) =>
            {
                since.before(self.policy.lease * 2).max(created_at).0
            }
            _ => created_at.0,
        }
    }

    /// Without a marker: a ticket of the same person with the same subject, which no other
    /// submission has become.
    async fn look_alike(&self, submission: &Submission, since: i64) -> Result<Sighting, LookupError> {
        let reference = submission.id.reference();
        tracing::warn!(
            event = "lookup.weak",
            reference,
            "no marker field: a ticket is known by time, address and subject alone, which is less certain"
        );
        let likeness = submission.body.as_ref().map(TicketBody::likeness).ok_or(LookupError(Reason::Misconfigured))?;
        for receipt in self.desk.find_alike(&likeness, since).await? {
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
