//! A submission as it is stored.

use std::fmt;

use crate::zoho::TicketBody;

use super::{Fingerprint, Progress, SubmissionId};

/// One row of the store.
#[derive(Clone, PartialEq)]
pub struct Submission {
    /// The capability by which a browser asks for it.
    pub id: SubmissionId,
    /// The hash of the idempotency key; there is one submission to a key.
    pub key_hash: String,
    /// What the key was used for.
    pub fingerprint: Fingerprint,
    /// The hash of the visitor's address, where there is one.
    pub person: Option<String>,
    /// The ticket; `None` as soon as it is not needed any more.
    pub body: Option<TicketBody>,
    /// Where it stands.
    pub progress: Progress,
}

impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submission").field("id", &self.id).field("progress", &self.progress).finish_non_exhaustive()
    }
}
