//! One line a change, with stable names and nothing of the ticket.

use super::{State, Submission};

/// Writes the line for where `submission` stands now.
pub(super) fn change(submission: &Submission) {
    let (reference, attempt) = (submission.id.reference(), submission.progress.attempt);
    match &submission.progress.state {
        State::Received => {}
        State::Sending { .. } => tracing::debug!(event = "submission.sending", reference, attempt),
        State::Retry { reason, .. } => {
            tracing::warn!(event = "submission.retry", reference, attempt, reason = reason.as_str(), "{reason}");
        }
        State::Unknown { reason, lookups, negatives, .. } => {
            let reason_name = reason.as_str();
            tracing::warn!(
                event = "submission.unknown",
                reference,
                attempt,
                lookups,
                negatives,
                reason = reason_name,
                "{reason}"
            );
        }
        State::Created(receipt) => {
            tracing::info!(event = "submission.created", reference, attempt, ticket = receipt.ticket_number);
        }
        State::Rejected(errors) => {
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            tracing::warn!(event = "submission.rejected", reference, attempt, ?fields);
        }
        State::Held { reason, .. } => {
            tracing::error!(event = "submission.held", reference, attempt, reason = reason.as_str(), "{reason}");
        }
        State::Expired { reason } => {
            tracing::error!(
                event = "submission.expired",
                reference,
                attempt,
                reason = reason.as_str(),
                "held for too long and given up; it can still be sent: {reason}"
            );
        }
    }
}
