//! What happens to a submission next: a pure function, so that every case can be tried.
//!
//! The rule behind all of it: a ticket is sent only from a state in which it certainly does not
//! exist. From `Sending` the way leads to `Unknown`, never straight to another attempt; and from
//! `Unknown` to another attempt only after its absence has been shown several times, the last
//! time so late that nothing can be on the way any more.

use crate::zoho::{FieldError, LookupError, Outcome, Reason, Sighting};

use super::{Moment, OnUnknown, Policy, Progress, State};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event {
    /// The time of [`Progress::due`] has come, and `owner` takes care of it.
    Due {
        /// The process.
        owner: String,
    },
    /// An attempt to create the ticket has ended.
    Answered {
        /// Which.
        attempt: u32,
        /// How.
        outcome: Outcome,
    },
    /// Before the ticket itself, something else takes its time (files); the lease is to begin anew.
    Working {
        /// The attempt.
        attempt: u32,
    },
    /// A lookup has ended.
    LookedUp {
        /// The attempt that was looked for.
        attempt: u32,
        /// When the lookup began: what it did not show may have arrived later.
        asked: Moment,
        /// What it showed.
        result: Result<Sighting, LookupError>,
    },
    /// The program has started, and no other is at work: nobody is sending, and the operator may
    /// have mended what submissions are held for.
    Restarted,
    /// The database is a copy from an earlier time: whatever has no ticket in it may have been
    /// sent since.
    Restored,
    /// The operator wants it sent, or looked for once more where the ticket may exist.
    Requeued {
        /// The operator has looked, and there is no ticket: it can be sent in any case.
        absent: bool,
    },
}

/// What to do next, once the new state is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Send the ticket, if that can be done before the lease ends.
    Send {
        /// The number of the attempt.
        attempt: u32,
    },
    /// Look for the ticket.
    LookUp {
        /// The attempt that is looked for.
        attempt: u32,
        /// Now.
        asked: Moment,
    },
    /// Nothing before [`Progress::due`].
    Rest,
}

/// Takes a submission one step further.
pub fn step(progress: &Progress, event: Event, now: Moment, policy: &Policy) -> (Progress, Effect) {
    let rest = |progress| (progress, Effect::Rest);
    match (&progress.state, event) {
        // Final, whatever else comes.
        (State::Created(_), _) => rest(progress.clone()),
        // A receipt settles it, whenever it comes and whichever attempt it is for.
        (_, Event::Answered { outcome: Outcome::Created(receipt), .. })
        | (_, Event::LookedUp { result: Ok(Sighting::Found(receipt)), .. }) => {
            rest(progress.with(State::Created(receipt)))
        }
        (_, Event::Due { owner }) if progress.due().is_some_and(|due| due <= now) => due(progress, owner, now, policy),
        (state, Event::Answered { attempt, outcome }) if attempt == progress.attempt && is_open(state) => {
            rest(answered(progress, outcome, now, policy))
        }
        (State::Sending { owner, .. }, Event::Working { attempt }) if attempt == progress.attempt => {
            rest(progress.with(State::Sending { owner: owner.clone(), lease: now.plus(policy.lease) }))
        }
        (State::Unknown { .. }, Event::LookedUp { attempt, asked, result }) if attempt == progress.attempt => {
            rest(looked_up(progress, asked, &result, now, policy))
        }
        (state, Event::Restarted) => rest(progress.with(restarted(state, now, policy))),
        (State::Rejected(_), Event::Restored) => rest(progress.clone()),
        (_, Event::Restored) => {
            rest(Progress { held_since: None, ..progress.with(unknown(Reason::Restored, now, policy)) })
        }
        (State::Held { reason, .. } | State::Expired { reason }, Event::Requeued { absent }) => {
            let state = if absent { State::Retry { at: now, reason: *reason } } else { again(*reason, now, policy) };
            rest(Progress { held_since: None, ..progress.with(state) })
        }
        // Whatever else comes belongs to another state or attempt and changes nothing.
        _ => rest(progress.clone()),
    }
}

/// Whether what the present attempt came to is not known yet.
fn is_open(state: &State) -> bool {
    matches!(state, State::Sending { .. } | State::Unknown { .. } | State::Held { reason: Reason::Unconfirmed, .. })
}

fn due(progress: &Progress, owner: String, now: Moment, policy: &Policy) -> (Progress, Effect) {
    let look_up = Effect::LookUp { attempt: progress.attempt, asked: now };
    match &progress.state {
        State::Received | State::Retry { .. } => send(progress, owner, now, policy),
        // Its process is gone, or stands still. What it sent may have arrived.
        State::Sending { .. } => (progress.with(unknown(Reason::Interrupted, now, policy)), Effect::Rest),
        &State::Unknown { since, lookups, negatives, reason, .. } => {
            let at = now.plus(policy.lease);
            (progress.with(State::Unknown { since, at, lookups, negatives, reason }), look_up)
        }
        State::Held { reason, .. } if progress.held_since.is_none_or(|since| now.since(since) >= policy.max_age) => {
            (progress.with(State::Expired { reason: *reason }), Effect::Rest)
        }
        State::Held { reason: Reason::Unconfirmed, .. } => (held(progress, Reason::Unconfirmed, now, policy), look_up),
        State::Held { reason, .. } if reason.heals() => send(progress, owner, now, policy),
        State::Held { reason, .. } => (held(progress, *reason, now, policy), Effect::Rest),
        State::Created(_) | State::Rejected(_) | State::Expired { .. } => (progress.clone(), Effect::Rest),
    }
}

fn send(progress: &Progress, owner: String, now: Moment, policy: &Policy) -> (Progress, Effect) {
    let attempt = progress.attempt.saturating_add(1);
    let state = State::Sending { owner, lease: now.plus(policy.lease) };
    (Progress { attempt, ..progress.with(state) }, Effect::Send { attempt })
}

fn answered(progress: &Progress, outcome: Outcome, now: Moment, policy: &Policy) -> Progress {
    match outcome {
        Outcome::Created(receipt) => progress.with(State::Created(receipt)),
        Outcome::Rejected(errors) => rejected(progress, errors, now, policy),
        Outcome::NotCreated { reason, retry_after } => {
            let pause = policy.backoff(progress.attempt);
            let pause = (pause - progress.jitter(pause)).max(retry_after.unwrap_or_default());
            Progress { held_since: None, ..progress.with(State::Retry { at: now.plus(pause), reason }) }
        }
        Outcome::Held { reason } => held(progress, reason, now, policy),
        Outcome::Unknown { reason } => progress.with(unknown(reason, now, policy)),
    }
}

/// What the visitor can change goes back to the visitor, as long as there may be one: a rejection
/// that comes after hours reaches nobody but the operator.
fn rejected(progress: &Progress, mut errors: Vec<FieldError>, now: Moment, policy: &Policy) -> Progress {
    errors.retain(|error| policy.is_visitors(&error.field));
    if errors.is_empty() || now.since(progress.created_at) > policy.visitor_stays {
        return held(progress, Reason::Unprocessable, now, policy);
    }
    progress.with(State::Rejected(errors))
}

fn unknown(reason: Reason, now: Moment, policy: &Policy) -> State {
    State::Unknown { since: now, at: now.plus(policy.lookup_due(0)), lookups: 0, negatives: 0, reason }
}

fn held(progress: &Progress, reason: Reason, now: Moment, policy: &Policy) -> Progress {
    let since = progress.held_since.unwrap_or(now);
    let end = since.plus(policy.max_age);
    let heals = reason.heals() || reason == Reason::Unconfirmed;
    let at = if heals { end.min(now.plus(policy.heal_after + progress.jitter(policy.heal_after))) } else { end };
    Progress { held_since: Some(since), ..progress.with(State::Held { reason, at }) }
}

/// A lookup that did not show the ticket: clearly, or because it failed.
fn looked_up(
    progress: &Progress,
    asked: Moment,
    result: &Result<Sighting, LookupError>,
    now: Moment,
    policy: &Policy,
) -> Progress {
    let State::Unknown { since, lookups, negatives, reason, .. } = progress.state else { return progress.clone() };
    // A lookup from before this attempt had ended says nothing.
    let clear = result.is_ok() && asked >= since;
    let (lookups, negatives) = (lookups.saturating_add(1), negatives.saturating_add(clear.into()));
    // What counts is when it was asked: the answer says nothing about what arrived since.
    if clear && negatives >= policy.negatives && asked.since(since) >= policy.absent_after {
        // Nothing that looks like it, or nothing as far as the list goes, proves nothing.
        let proved = *result == Ok(Sighting::Absent);
        return match policy.on_unknown {
            OnUnknown::Resend if proved => progress.with(State::Retry { at: now, reason }),
            _ => held(progress, Reason::Unconfirmed, now, policy),
        };
    }
    if now.since(since) >= policy.lookup_patience {
        return held(progress, Reason::Unconfirmed, now, policy);
    }
    // After a break (a restart, a lookup that took long) not all that was missed at once.
    let at = since.plus(policy.lookup_due(lookups)).max(now.plus(policy.lookup_due(0)));
    progress.with(State::Unknown { since, at, lookups, negatives, reason })
}

fn restarted(state: &State, now: Moment, policy: &Policy) -> State {
    match state {
        State::Sending { .. } => unknown(Reason::Interrupted, now, policy),
        State::Held { reason, .. } => again(*reason, now, policy),
        // Perhaps a lookup was under way, which nobody waits for any more.
        &State::Unknown { since, at, lookups, negatives, reason } => {
            let planned = since.plus(policy.lookup_due(lookups)).max(now.plus(policy.lookup_due(0)));
            State::Unknown { since, at: at.min(planned), lookups, negatives, reason }
        }
        other => other.clone(),
    }
}

/// From being held: on, as far as that is safe.
fn again(reason: Reason, now: Moment, policy: &Policy) -> State {
    match reason {
        Reason::Unconfirmed => unknown(reason, now, policy),
        reason => State::Retry { at: now, reason },
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
