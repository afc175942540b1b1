use std::time::Duration;

use super::*;
use crate::zoho::{ErrorType, Receipt};

const NOW: Moment = Moment(1_000_000_000);

fn receipt() -> Receipt {
    Receipt { ticket_number: "773".to_owned(), id: "1".to_owned(), web_url: None }
}

fn error(field: &str) -> FieldError {
    FieldError { field: field.to_owned(), error_type: ErrorType::Invalid }
}

fn at(seconds: i64) -> Moment {
    Moment(NOW.0 + seconds * 1000)
}

fn retry(seconds: i64, reason: Reason) -> State {
    State::Retry { at: at(seconds), reason }
}

fn fresh_unknown(reason: Reason) -> State {
    State::Unknown { since: NOW, at: at(1), lookups: 0, negatives: 0, reason }
}

/// Unknown for `seconds`, after so many lookups.
/// Unknown for `seconds`, after so many lookups.
fn unknown_for(seconds: i64, lookups: u32, negatives: u32) -> State {
    State::Unknown { since: at(-seconds), at: NOW, lookups, negatives, reason: Reason::TimedOut }
}

fn sending(seconds: i64) -> State {
    State::Sending { owner: "one".to_owned(), lease: at(seconds) }
}

fn held(seconds: i64, reason: Reason) -> State {
    State::Held { reason, at: at(seconds) }
}

fn answered_by(attempt: u32, outcome: Outcome) -> Event {
    Event::Answered { attempt, outcome }
}

fn answered(outcome: Outcome) -> Event {
    answered_by(1, outcome)
}

fn not_created(reason: Reason, seconds: Option<u64>) -> Outcome {
    Outcome::NotCreated { reason, retry_after: seconds.map(Duration::from_secs) }
}

fn looked(result: Result<Sighting, LookupError>) -> Event {
    Event::LookedUp { attempt: 1, asked: NOW, result }
}

fn due() -> Event {
    Event::Due { owner: "one".to_owned() }
}

fn every_state() -> Vec<State> {
    vec![
        State::Received,
        sending(-1),
        sending(5),
        retry(0, Reason::Unreachable),
        retry(5, Reason::Unreachable),
        unknown_for(2, 1, 1),
        State::Created(receipt()),
        State::Rejected(vec![error("email")]),
        held(0, Reason::Forbidden),
        held(0, Reason::Refused),
        held(0, Reason::Unconfirmed),
        State::Expired { reason: Reason::Refused },
        State::Expired { reason: Reason::Unconfirmed },
    ]
}

fn every_event() -> Vec<Event> {
    let failed = Err(LookupError(Reason::TimedOut));
    vec![
        due(),
        Event::Restarted,
        Event::Requeued { absent: false },
        Event::Working { attempt: 1 },
        answered(Outcome::Created(receipt())),
        answered(Outcome::Rejected(vec![error("email")])),
        answered(not_created(Reason::Unreachable, None)),
        answered_by(0, not_created(Reason::Unreachable, None)),
        answered(Outcome::Held { reason: Reason::Forbidden }),
        answered(Outcome::Unknown { reason: Reason::TimedOut }),
        looked(Ok(Sighting::Found(receipt()))),
        looked(Ok(Sighting::Absent)),
        looked(Ok(Sighting::Unseen)),
        looked(failed),
    ]
}

fn at_attempt(attempt: u32, state: State) -> Progress {
    let held_since = matches!(state, State::Held { .. } | State::Expired { .. }).then_some(NOW);
    Progress { attempt, held_since, state, ..Progress::received(NOW) }
}

fn stepped(state: State, attempt: u32, event: Event) -> (Progress, Effect) {
    step(&at_attempt(attempt, state), event, NOW, &Policy::default())
}

#[test]
fn every_way_that_is_meant_to_be() {
    use Effect::{LookUp, Rest, Send};
    let created = || State::Created(receipt());
    let absent = || looked(Ok(Sighting::Absent));
    let look = LookUp { attempt: 1, asked: NOW };
    let visible = |seconds: i64, lookups, negatives| State::Unknown {
        since: at(-seconds),
        at: at(45),
        lookups,
        negatives,
        reason: Reason::TimedOut,
    };
    let next_look = |seconds: i64, next, lookups, negatives| State::Unknown {
        since: at(-seconds),
        at: at(next),
        lookups,
        negatives,
        reason: Reason::TimedOut,
    };
    let day = 86_400;
    let table = [
        ("its turn", State::Received, 0, due(), sending(45), Send { attempt: 1 }),
        ("its turn again", retry(0, Reason::Unreachable), 3, due(), sending(45), Send { attempt: 4 }),
        ("not yet", retry(1, Reason::Unreachable), 3, due(), retry(1, Reason::Unreachable), Rest),
        ("somebody is at it", sending(1), 1, due(), sending(1), Rest),
        ("the lease is over", sending(0), 1, due(), fresh_unknown(Reason::Interrupted), Rest),
        ("a file is on its way", sending(1), 1, Event::Working { attempt: 1 }, sending(45), Rest),
        ("another's file", sending(1), 2, Event::Working { attempt: 1 }, sending(1), Rest),
        ("created", sending(9), 1, answered(Outcome::Created(receipt())), created(), Rest),
        (
            "the visitor's fields only",
            sending(9),
            1,
            answered(Outcome::Rejected(vec![error("departmentId"), error("email"), error("uploads.2")])),
            State::Rejected(vec![error("email"), error("uploads.2")]),
            Rest,
        ),
        (
            "the operator's fields",
            sending(9),
            1,
            answered(Outcome::Rejected(vec![error("departmentId"), error("emailX"), error("cf.cf_ref")])),
            held(14 * day, Reason::Unprocessable),
            Rest,
        ),
        (
            "not connected",
            sending(9),
            3,
            answered_by(3, not_created(Reason::Unreachable, None)),
            retry(4, Reason::Unreachable),
            Rest,
        ),
        (
            "told to wait",
            sending(9),
            1,
            answered(not_created(Reason::DailyCredits, Some(7200))),
            retry(7200, Reason::DailyCredits),
            Rest,
        ),
        (
            "told to hurry",
            sending(9),
            5,
            answered_by(5, not_created(Reason::Concurrency, Some(1))),
            retry(16, Reason::Concurrency),
            Rest,
        ),
        ("an old attempt's answer", sending(9), 2, answered(not_created(Reason::Overdue, None)), sending(9), Rest),
        (
            "refused",
            sending(9),
            1,
            answered(Outcome::Held { reason: Reason::Forbidden }),
            held(300, Reason::Forbidden),
            Rest,
        ),
        (
            "no answer",
            sending(9),
            1,
            answered(Outcome::Unknown { reason: Reason::TimedOut }),
            fresh_unknown(Reason::TimedOut),
            Rest,
        ),
        ("crashed while sending", sending(9), 1, Event::Restarted, fresh_unknown(Reason::Interrupted), Rest),
        (
            "the answer after the lease",
            unknown_for(1, 0, 0),
            1,
            answered(not_created(Reason::Unreachable, None)),
            retry(1, Reason::Unreachable),
            Rest,
        ),
        ("time to look", unknown_for(1, 0, 0), 1, due(), visible(1, 0, 0), look),
        ("found", unknown_for(1, 0, 0), 1, looked(Ok(Sighting::Found(receipt()))), created(), Rest),
        ("absent once", unknown_for(1, 0, 0), 1, absent(), next_look(1, 4, 1, 1), Rest),
        ("absent after a break", unknown_for(100, 1, 1), 1, absent(), next_look(100, 1, 2, 2), Rest),
        ("absent often, too early", unknown_for(599, 4, 4), 1, absent(), next_look(599, 1, 5, 5), Rest),
        ("absent late, too seldom", unknown_for(660, 6, 1), 1, absent(), next_look(660, 180, 7, 2), Rest),
        ("absent", unknown_for(600, 5, 2), 1, absent(), retry(0, Reason::TimedOut), Rest),
        (
            "not seen, without a marker",
            unknown_for(600, 5, 2),
            1,
            looked(Ok(Sighting::Unseen)),
            held(300, Reason::Unconfirmed),
            Rest,
        ),
        (
            "lookup failed",
            unknown_for(600, 5, 9),
            1,
            looked(Err(LookupError(Reason::TimedOut))),
            next_look(600, 60, 6, 9),
            Rest,
        ),
        (
            "lookups fail for a day",
            unknown_for(day, 90, 0),
            1,
            looked(Err(LookupError(Reason::TimedOut))),
            held(300, Reason::Unconfirmed),
            Rest,
        ),
        ("looked again by itself", held(0, Reason::Unconfirmed), 1, due(), held(300, Reason::Unconfirmed), look),
        ("sent again by itself", held(0, Reason::Unauthorized), 1, due(), sending(45), Send { attempt: 2 }),
        ("the operator's matter", held(0, Reason::Refused), 1, due(), held(14 * day, Reason::Refused), Rest),
        ("mended", held(99, Reason::Forbidden), 1, Event::Restarted, retry(0, Reason::Forbidden), Rest),
        (
            "looked for again",
            held(99, Reason::Unconfirmed),
            1,
            Event::Requeued { absent: false },
            fresh_unknown(Reason::Unconfirmed),
            Rest,
        ),
        (
            "the operator has looked",
            held(99, Reason::Unconfirmed),
            1,
            Event::Requeued { absent: true },
            retry(0, Reason::Unconfirmed),
            Rest,
        ),
        (
            "given up, but not by the operator",
            State::Expired { reason: Reason::Refused },
            1,
            Event::Requeued { absent: false },
            retry(0, Reason::Refused),
            Rest,
        ),
    ];
    for (name, state, attempt, event, next, effect) in table {
        let (progress, got) = stepped(state, attempt, event);
        assert_eq!((progress.state, got), (next, effect), "{name}");
    }
}

#[test]
fn a_ticket_is_only_sent_where_it_certainly_does_not_exist() {
    for state in every_state() {
        for event in every_event() {
            let safe = match &state {
                State::Received | State::Retry { .. } => true,
                State::Held { reason, .. } => reason.heals(),
                _ => false,
            };
            let (next, effect) = stepped(state.clone(), 1, event.clone());
            let sends = matches!(effect, Effect::Send { .. });
            let is_due = at_attempt(1, state.clone()).due().is_some_and(|due| due <= NOW);
            assert_eq!(sends, safe && is_due && event == due(), "{state:?} {event:?}");
            assert_eq!(sends, next.attempt == 2, "{state:?} {event:?}");
            let may_exist = matches!(
                state,
                State::Sending { .. }
                    | State::Unknown { .. }
                    | State::Held { reason: Reason::Unconfirmed, .. }
                    | State::Expired { reason: Reason::Unconfirmed }
            );
            // Only what Zoho said of this very attempt frees it.
            let said = matches!(
                event,
                Event::Answered { attempt: 1, outcome: Outcome::NotCreated { .. } | Outcome::Held { .. } }
            );
            let resendable = match &next.state {
                State::Received | State::Retry { .. } => true,
                State::Held { reason, .. } => reason.heals(),
                _ => false,
            };
            assert!(!(may_exist && resendable && !said), "{state:?} {event:?}");
        }
    }
}

#[test]
fn a_receipt_settles_everything_and_stays() {
    for state in every_state() {
        for attempt in [0, 1, 2] {
            for event in [
                answered_by(attempt, Outcome::Created(receipt())),
                Event::LookedUp { attempt, asked: at(-99), result: Ok(Sighting::Found(receipt())) },
            ] {
                let (next, effect) = stepped(state.clone(), 1, event);
                assert_eq!((next.state, effect), (State::Created(receipt()), Effect::Rest), "{state:?}");
            }
        }
    }
    for event in every_event() {
        let (next, effect) = stepped(State::Created(receipt()), 1, event);
        assert_eq!((next.state, effect), (State::Created(receipt()), Effect::Rest));
    }
}

/// Plays lookups that show nothing from the end of an attempt on; gives when they were, and the end.
fn looking(policy: &Policy, result: &Result<Sighting, LookupError>) -> (Vec<u64>, State) {
    let mut progress = at_attempt(1, fresh_unknown(Reason::ServerError));
    let mut looked_at = Vec::new();
    while let State::Unknown { at, since, .. } = progress.state {
        looked_at.push(at.since(since).as_secs());
        let event = Event::LookedUp { attempt: 1, asked: at, result: result.clone() };
        (progress, _) = step(&progress, event, at, policy);
    }
    (looked_at, progress.state)
}

#[test]
fn what_is_shown_to_be_absent_is_sent_again_or_held_as_the_operator_wants() {
    let (looked_at, end) = looking(&Policy::default(), &Ok(Sighting::Absent));
    assert_eq!(looked_at, [1, 5, 30, 120, 300, 480, 660]);
    assert!(matches!(end, State::Retry { .. }), "{end:?}");
    let careful = Policy { on_unknown: OnUnknown::Hold, ..Policy::default() };
    for (policy, result) in [(&careful, Sighting::Absent), (&Policy::default(), Sighting::Unseen)] {
        let (_, end) = looking(policy, &Ok(result));
        assert!(matches!(end, State::Held { reason: Reason::Unconfirmed, .. }), "{end:?}");
    }
}

#[test]
fn an_absence_counts_by_when_it_was_asked_and_for_its_attempt() {
    let (policy, state) = (Policy::default(), unknown_for(601, 5, 5));
    let counted = |attempt, asked| {
        let event = Event::LookedUp { attempt, asked, result: Ok(Sighting::Absent) };
        let (next, _) = step(&at_attempt(1, state.clone()), event, NOW, &policy);
        match next.state {
            State::Unknown { lookups, negatives, .. } => Some((lookups, negatives)),
            _ => None,
        }
    };
    assert_eq!(counted(1, at(-1)), None, "late enough");
    assert_eq!(counted(1, at(-2)), Some((6, 6)), "asked a second too early");
    assert_eq!(counted(1, at(-602)), Some((6, 5)), "asked before the attempt had ended");
    assert_eq!(counted(2, NOW), Some((5, 5)), "another attempt's");
}

#[test]
fn who_is_held_for_too_long_is_given_up_with_short_breaks_or_without() {
    let policy = Policy::default();
    let mut progress = at_attempt(1, held(300, Reason::CredentialsRefused));
    let mut now = NOW;
    let mut tries = 0;
    while !matches!(progress.state, State::Expired { .. }) {
        now = progress.due().expect("something to do");
        let (next, effect) = step(&progress, due(), now, &policy);
        progress = next;
        if let Effect::Send { attempt } = effect {
            tries += 1;
            let refused = answered_by(attempt, Outcome::Held { reason: Reason::CredentialsRefused });
            (progress, _) = step(&progress, refused, now, &policy);
        }
    }
    assert_eq!(now.since(NOW), policy.max_age);
    assert_eq!(tries, 14 * 24 * 12 - 1);
    // An outage in between is no time of being held.
    let (retried, _) = stepped(sending(9), 1, answered(not_created(Reason::Unreachable, None)));
    assert_eq!(retried.held_since, None);
}

#[test]
fn a_rejection_that_comes_late_is_the_operators() {
    let policy = Policy::default();
    let rejected = |age: i64| {
        let progress = Progress { created_at: at(-age), ..at_attempt(1, sending(9)) };
        let (next, _) = step(&progress, answered(Outcome::Rejected(vec![error("email")])), NOW, &policy);
        next.state
    };
    assert!(matches!(rejected(600), State::Rejected(_)));
    assert!(matches!(rejected(601), State::Held { reason: Reason::Unprocessable, .. }));
}

#[test]
fn those_that_failed_together_do_not_come_back_together() {
    let pauses: std::collections::BTreeSet<i64> = (0..50u32)
        .map(|salt| {
            let progress = Progress { salt: salt.wrapping_mul(2_654_435_761), ..at_attempt(9, sending(9)) };
            let event = answered_by(9, not_created(Reason::Unreachable, None));
            let (next, _) = step(&progress, event, NOW, &Policy::default());
            let pause = next.due().expect("a retry").since(NOW);
            assert!(pause <= Duration::from_secs(256) && pause >= Duration::from_secs(192), "{pause:?}");
            i64::try_from(pause.as_millis()).expect("a short time")
        })
        .collect();
    assert!(pauses.len() > 40, "{pauses:?}");
}
