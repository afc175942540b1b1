//! What happens to a submission next: a pure function, so that every case can be tried.
//!
//! The rule behind all of it: a ticket is sent only from a state in which it certainly does not
//! exist. From `Sending` the way leads to `Unknown`, never straight to another attempt.

use crate::zoho::{FieldError, LookupError, Outcome, Reason, Receipt};

use super::{Moment, Policy};

/// Where a submission stands. Stored at every change, before anything is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// How many times it was sent, the running attempt included.
    pub attempt: u32,
    /// The state.
    pub state: State,
}

/// The state of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Stored, never sent.
    Received,
    /// Being sent: after a crash nobody knows how that ended.
    Sending,
    /// Certainly not created; the next attempt is due at `at`.
    Retry {
        /// When.
        at: Moment,
        /// Why the last attempt failed.
        reason: Reason,
    },
    /// It may exist; the next lookup is due at `at`.
    Unknown {
        /// The end of the attempt.
        since: Moment,
        /// When to look next.
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
    /// The visitor has to change something and send it as a new submission. Final.
    Rejected(Vec<FieldError>),
    /// The operator has to act.
    Held {
        /// Why. [`Reason::Unconfirmed`]: the ticket may exist. Otherwise it certainly does not.
        reason: Reason,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The program has started and found the submission in the store.
    Resumed,
    /// The time of [`Effect::Wait`] has come.
    Due,
    /// An attempt to create the ticket has ended.
    Answered(Outcome),
    /// A lookup has ended.
    LookedUp(Result<Option<Receipt>, LookupError>),
}

/// What to do next, once the new state is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Wait until then, and say [`Event::Due`].
    Wait(Moment),
    /// Send the ticket.
    Send,
    /// Look for the ticket.
    LookUp,
    /// Nothing: it is finished, or out of our hands.
    Rest,
}

impl Progress {
    /// A submission that has just come in.
    pub fn received() -> Self {
        Self { attempt: 0, state: State::Received }
    }
}

/// Takes a submission one step further.
pub fn step(progress: &Progress, event: Event, now: Moment, policy: &Policy) -> (Progress, Effect) {
    let next = match (&progress.state, event) {
        // A receipt settles it, whenever it comes.
        (_, Event::Answered(Outcome::Created(receipt)) | Event::LookedUp(Ok(Some(receipt)))) => State::Created(receipt),

        (State::Received | State::Retry { .. }, Event::Due) => {
            let sending = Progress { attempt: progress.attempt.saturating_add(1), state: State::Sending };
            return (sending, Effect::Send);
        }
        (State::Unknown { .. }, Event::Due) => return (progress.clone(), Effect::LookUp),

        (State::Sending, Event::Answered(outcome)) => answered(outcome, progress.attempt, now, policy),
        (State::Sending, Event::Resumed) => unknown(Reason::Interrupted, now, policy),
        (State::Unknown { .. }, Event::LookedUp(Ok(None))) => overlooked(&progress.state, 1, now, policy),
        (State::Unknown { .. }, Event::LookedUp(Err(LookupError::Failed(_)))) => {
            overlooked(&progress.state, 0, now, policy)
        }
        (State::Unknown { .. }, Event::LookedUp(Err(LookupError::NoMarker))) => {
            State::Held { reason: Reason::Unconfirmed }
        }

        // The operator may have mended what it was held for: that is what restarts are for.
        (State::Held { reason: Reason::Unconfirmed }, Event::Resumed) => unknown(Reason::Unconfirmed, now, policy),
        (State::Held { reason }, Event::Resumed) => State::Retry { at: now, reason: *reason },

        // Whatever else comes belongs to another state and changes nothing.
        (state, _) => state.clone(),
    };
    let effect = due(&next, now);
    (Progress { attempt: progress.attempt, state: next }, effect)
}

fn due(state: &State, now: Moment) -> Effect {
    match state {
        State::Received => Effect::Wait(now),
        State::Retry { at, .. } | State::Unknown { at, .. } => Effect::Wait(*at),
        State::Sending | State::Created(_) | State::Rejected(_) | State::Held { .. } => Effect::Rest,
    }
}

fn answered(outcome: Outcome, attempt: u32, now: Moment, policy: &Policy) -> State {
    match outcome {
        Outcome::Created(receipt) => State::Created(receipt),
        Outcome::Rejected(errors) => rejected(errors, policy),
        Outcome::NotCreated { reason, retry_after } => {
            let pause = policy.backoff(attempt).max(retry_after.unwrap_or_default());
            State::Retry { at: now.plus(pause), reason }
        }
        Outcome::Held { reason } => State::Held { reason },
        Outcome::Unknown { reason } => unknown(reason, now, policy),
    }
}

/// Only what the visitor can change goes back to the visitor.
fn rejected(mut errors: Vec<FieldError>, policy: &Policy) -> State {
    errors.retain(|error| policy.is_visitors(&error.field));
    if errors.is_empty() { State::Held { reason: Reason::Unprocessable } } else { State::Rejected(errors) }
}

fn unknown(reason: Reason, now: Moment, policy: &Policy) -> State {
    State::Unknown { since: now, at: now.plus(policy.lookup_due(0)), lookups: 0, negatives: 0, reason }
}

/// A lookup showed no ticket: clearly (`negative` is 1), or because it failed (0).
fn overlooked(state: &State, negative: u32, now: Moment, policy: &Policy) -> State {
    let State::Unknown { since, lookups, negatives, reason, .. } = *state else { return state.clone() };
    let (lookups, negatives, waited) = (lookups.saturating_add(1), negatives + negative, now.since(since));
    let absent = negative == 1 && negatives >= policy.negatives && waited >= policy.hold_after;
    if absent || waited >= policy.lookup_patience {
        return State::Held { reason: Reason::Unconfirmed };
    }
    // After a break (a restart, a lookup that took long) not all that was missed at once.
    let at = since.plus(policy.lookup_due(lookups)).max(now.plus(policy.lookup_due(0)));
    State::Unknown { since, at, lookups, negatives, reason }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
