//! Where a submission can stand.

use std::time::Duration;

use crate::zoho::{FieldError, Reason, Receipt};

use super::Moment;

/// Where a submission stands. Stored at every change, before anything is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Progress {
    /// When it came in.
    pub created_at: Moment,
    /// How many times it was sent, the running attempt included. Each attempt has its number for
    /// itself, so that the number says whose answer it is that comes late.
    pub attempt: u32,
    /// Since when it has been waiting for the operator, with short breaks for another try.
    pub held_since: Option<Moment>,
    /// Spreads the retries of submissions that failed at the same time.
    pub salt: u32,
    /// The state.
    pub state: State,
}

/// The state of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum State {
    /// Stored, never sent.
    Received,
    /// Being sent: after a crash nobody knows how that ended.
    Sending {
        /// The process that sends it.
        owner: String,
        /// Until when nobody else cares for it.
        lease: Moment,
    },
    /// Certainly not created; the next attempt is due at `at`.
    Retry {
        /// When.
        at: Moment,
        /// Why the last attempt failed.
        reason: Reason,
    },
    /// It may exist; the next lookup is due at `at`.
    Unknown {
        /// The end of the attempt: nothing of it left this side later.
        since: Moment,
        /// When to look next. While a lookup is under way: when to take it for lost.
        at: Moment,
        /// Lookups so far.
        lookups: u32,
        /// Those of them that clearly showed no ticket.
        negatives: u32,
        /// What became of the attempt.
        reason: Reason,
    },
    /// The ticket exists. Final.
    Created(Receipt),
    /// The visitor has to change something and send it as a new submission. Final, unless a
    /// ticket turns up after all.
    Rejected(Vec<FieldError>),
    /// The operator has to act.
    Held {
        /// Why. [`Reason::Unconfirmed`]: the ticket may exist. Otherwise it certainly does not.
        reason: Reason,
        /// When to see whether it can go on by itself, or has waited for too long.
        at: Moment,
    },
    /// Held for so long that it is given up. It stays in the store, and the operator can still
    /// send it.
    Expired {
        /// Why it was held.
        reason: Reason,
    },
}

impl Progress {
    /// A submission that has just come in.
    pub fn received(created_at: Moment) -> Self {
        Self { created_at, attempt: 0, held_since: None, salt: 0, state: State::Received }
    }

    /// The same with another state.
    #[must_use]
    pub(super) fn with(&self, state: State) -> Self {
        Self { state, ..self.clone() }
    }

    /// When something is to be done about it; never, where nothing is.
    pub fn due(&self) -> Option<Moment> {
        match &self.state {
            State::Received => Some(self.created_at),
            State::Sending { lease: at, .. }
            | State::Retry { at, .. }
            | State::Unknown { at, .. }
            | State::Held { at, .. } => Some(*at),
            State::Created(_) | State::Rejected(_) | State::Expired { .. } => None,
        }
    }

    /// Whether a later submission of the same person has to wait for this one, so that they
    /// arrive in their order. One that only the operator can free holds nobody up.
    pub fn goes_first(&self) -> bool {
        match &self.state {
            State::Received | State::Sending { .. } | State::Retry { .. } | State::Unknown { .. } => true,
            State::Held { reason, .. } => reason.heals(),
            State::Created(_) | State::Rejected(_) | State::Expired { .. } => false,
        }
    }

    /// Whether the browser can be told something that stays.
    pub fn is_final(&self) -> bool {
        matches!(self.state, State::Created(_) | State::Rejected(_))
    }

    /// A part of `whole`, at most a quarter of it, that differs between submissions.
    pub(super) fn jitter(&self, whole: Duration) -> Duration {
        let random = self.salt.wrapping_mul(self.attempt.wrapping_mul(2) | 1) >> 24;
        whole / 1024 * random
    }
}

impl State {
    /// Its name in the store and in metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Sending { .. } => "sending",
            Self::Retry { .. } => "retry",
            Self::Unknown { .. } => "unknown",
            Self::Created(_) => "created",
            Self::Rejected(_) => "rejected",
            Self::Held { .. } => "held",
            Self::Expired { .. } => "expired",
        }
    }
}
