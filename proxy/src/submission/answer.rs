//! What a browser gets to know about its submission.

use std::time::Duration;

use crate::store::StoreError;
use crate::zoho::{FieldError, Receipt};

use super::{State, Submission};

/// A submission that is stored, seen from the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The id for [`super::Submissions::status`]: a capability, 26 characters.
    pub id: String,
    /// What to tell a person as long as there is no number: `DB-XXXX-XXXX`.
    pub reference: String,
    /// What became of it so far.
    pub state: AnswerState,
    /// Whether the key was used before, and this is the answer to that request.
    pub replayed: bool,
}

/// What became of a submission, as far as a browser is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerState {
    /// The ticket exists.
    Created(Receipt),
    /// Durably stored and on its way, or waiting for the operator.
    Pending {
        /// When to ask again.
        retry_after: Duration,
    },
    /// Zoho refused fields that the visitor can change. A changed ticket needs a new key.
    Rejected(Vec<FieldError>),
}

/// Why a ticket was not taken.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SubmitError {
    /// The key belongs to another ticket.
    #[error("the idempotency key was used for another ticket")]
    KeyReused,
    /// These entries of the list of files are not there (any more), or another ticket's.
    #[error("files are not there")]
    NoUploads(Vec<usize>),
    /// Nothing could be stored: the browser has to keep the ticket and try again.
    #[error("the ticket could not be stored: {0}")]
    Unavailable(#[from] StoreError),
}

impl Answer {
    pub(super) fn new(submission: &Submission, replayed: bool, retry_after: Duration) -> Self {
        let state = match &submission.progress.state {
            State::Created(receipt) => AnswerState::Created(receipt.clone()),
            State::Rejected(errors) => AnswerState::Rejected(errors.clone()),
            State::Received
            | State::Sending { .. }
            | State::Retry { .. }
            | State::Unknown { .. }
            | State::Held { .. }
            | State::Expired { .. } => AnswerState::Pending { retry_after },
        };
        Self { id: submission.id.as_str().to_owned(), reference: submission.id.reference(), state, replayed }
    }
}
