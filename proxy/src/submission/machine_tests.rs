use std::time::Duration;

use super::*;
use crate::zoho::ErrorType;

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
fn unknown_for(seconds: i64, lookups: u32, negatives: u32) -> State {
    State::Unknown { since: at(-seconds), at: NOW, lookups, negatives, reason: Reason::TimedOut }
}

fn held(reason: Reason) -> State {
    State::Held { reason }
}

fn not_created(reason: Reason, seconds: Option<u64>) -> Event {
    Event::Answered(Outcome::NotCreated { reason, retry_after: seconds.map(Duration::from_secs) })
}

fn every_state() -> Vec<State> {
    vec![
        State::Received,
        State::Sending,
        retry(5, Reason::Unreachable),
        unknown_for(2, 1, 1),
        State::Created(receipt()),
        State::Rejected(vec![error("email")]),
        held(Reason::Forbidden),
        held(Reason::Unconfirmed),
    ]
}

fn every_event() -> Vec<Event> {
    vec![
        Event::Resumed,
        Event::Due,
        Event::Answered(Outcome::Created(receipt())),
        Event::Answered(Outcome::Rejected(vec![error("email")])),
        not_created(Reason::Unreachable, None),
        Event::Answered(Outcome::Held { reason: Reason::Forbidden }),
        Event::Answered(Outcome::Unknown { reason: Reason::TimedOut }),
        Event::LookedUp(Ok(Some(receipt()))),
        Event::LookedUp(Ok(None)),
        Event::LookedUp(Err(LookupError::NoMarker)),
        Event::LookedUp(Err(LookupError::Failed(Reason::TimedOut))),
    ]
}

fn stepped(state: State, attempt: u32, event: Event) -> (Progress, Effect) {
    step(&Progress { attempt, state }, event, NOW, &Policy::default())
}

#[test]
fn every_way_that_is_meant_to_be() {
    use Effect::{LookUp, Rest, Send, Wait};
    let answered = Event::Answered;
    let created = || State::Created(receipt());
    let found = || Event::LookedUp(Ok(Some(receipt())));
    let absent = || Event::LookedUp(Ok(None));
    let failed = || Event::LookedUp(Err(LookupError::Failed(Reason::ServerError)));
    let unknown = |seconds: i64, next: i64, lookups, negatives| State::Unknown {
        since: at(-seconds),
        at: at(next),
        lookups,
        negatives,
        reason: Reason::TimedOut,
    };
    let table: Vec<(&str, State, u32, Event, State, u32, Effect)> = vec![
        ("stored", State::Received, 0, Event::Resumed, State::Received, 0, Wait(NOW)),
        ("its turn", State::Received, 0, Event::Due, State::Sending, 1, Send),
        ("created", State::Sending, 1, answered(Outcome::Created(receipt())), created(), 1, Rest),
        (
            "the visitor's fields only",
            State::Sending,
            1,
            answered(Outcome::Rejected(vec![error("departmentId"), error("email"), error("uploads.2")])),
            State::Rejected(vec![error("email"), error("uploads.2")]),
            1,
            Rest,
        ),
        (
            "the operator's fields",
            State::Sending,
            1,
            answered(Outcome::Rejected(vec![error("departmentId"), error("emailX"), error("cf.cf_ref")])),
            held(Reason::Unprocessable),
            1,
            Rest,
        ),
        (
            "not connected",
            State::Sending,
            3,
            not_created(Reason::Unreachable, None),
            retry(4, Reason::Unreachable),
            3,
            Wait(at(4)),
        ),
        (
            "told to wait",
            State::Sending,
            1,
            not_created(Reason::DailyCredits, Some(7200)),
            retry(7200, Reason::DailyCredits),
            1,
            Wait(at(7200)),
        ),
        (
            "told to hurry",
            State::Sending,
            5,
            not_created(Reason::Concurrency, Some(1)),
            retry(16, Reason::Concurrency),
            5,
            Wait(at(16)),
        ),
        ("again", retry(0, Reason::Unreachable), 3, Event::Due, State::Sending, 4, Send),
        (
            "refused",
            State::Sending,
            1,
            answered(Outcome::Held { reason: Reason::Forbidden }),
            held(Reason::Forbidden),
            1,
            Rest,
        ),
        (
            "no answer",
            State::Sending,
            1,
            answered(Outcome::Unknown { reason: Reason::TimedOut }),
            fresh_unknown(Reason::TimedOut),
            1,
            Wait(at(1)),
        ),
        (
            "crashed while sending",
            State::Sending,
            1,
            Event::Resumed,
            fresh_unknown(Reason::Interrupted),
            1,
            Wait(at(1)),
        ),
        ("time to look", unknown_for(1, 0, 0), 1, Event::Due, unknown_for(1, 0, 0), 1, LookUp),
        ("found", unknown_for(1, 0, 0), 1, found(), created(), 1, Rest),
        ("absent once", unknown_for(1, 0, 0), 1, absent(), unknown(1, 4, 1, 1), 1, Wait(at(4))),
        ("absent after a break", unknown_for(100, 1, 1), 1, absent(), unknown(100, 1, 2, 2), 1, Wait(at(1))),
        ("absent often, too early", unknown_for(300, 4, 4), 1, absent(), unknown(300, 180, 5, 5), 1, Wait(at(180))),
        ("absent late, too seldom", unknown_for(660, 6, 1), 1, absent(), unknown(660, 180, 7, 2), 1, Wait(at(180))),
        ("absent", unknown_for(600, 5, 2), 1, absent(), held(Reason::Unconfirmed), 1, Rest),
        ("lookup failed", unknown_for(600, 5, 9), 1, failed(), unknown(600, 60, 6, 9), 1, Wait(at(60))),
        ("lookups fail for a day", unknown_for(86_400, 90, 0), 1, failed(), held(Reason::Unconfirmed), 1, Rest),
        (
            "no marker",
            unknown_for(1, 0, 0),
            1,
            Event::LookedUp(Err(LookupError::NoMarker)),
            held(Reason::Unconfirmed),
            1,
            Rest,
        ),
        (
            "mended by the operator",
            held(Reason::Forbidden),
            1,
            Event::Resumed,
            retry(0, Reason::Forbidden),
            1,
            Wait(NOW),
        ),
        (
            "looked for again",
            held(Reason::Unconfirmed),
            1,
            Event::Resumed,
            fresh_unknown(Reason::Unconfirmed),
            1,
            Wait(at(1)),
        ),
    ];
    for (name, state, attempt, event, next, attempts, effect) in table {
        let expected = (Progress { attempt: attempts, state: next }, effect);
        assert_eq!(stepped(state, attempt, event), expected, "{name}");
    }
}

#[test]
fn a_ticket_is_only_sent_where_it_certainly_does_not_exist() {
    for state in every_state() {
        for event in every_event() {
            let safe = matches!(state, State::Received | State::Retry { .. });
            let (next, effect) = stepped(state.clone(), 1, event.clone());
            assert_eq!(effect == Effect::Send, safe && event == Event::Due, "{state:?} {event:?}");
            assert_eq!(effect == Effect::Send, next.attempt == 2, "{state:?} {event:?}");
            let may_exist = matches!(state, State::Unknown { .. } | State::Held { reason: Reason::Unconfirmed })
                || (state == State::Sending && event == Event::Resumed);
            let resendable = matches!(next.state, State::Received | State::Retry { .. } | State::Sending);
            assert!(!(may_exist && resendable), "{state:?} {event:?}");
        }
    }
}

#[test]
fn a_receipt_settles_everything_and_stays() {
    for state in every_state() {
        for event in [Event::Answered(Outcome::Created(receipt())), Event::LookedUp(Ok(Some(receipt())))] {
            let (next, effect) = stepped(state.clone(), 1, event);
            assert_eq!((next.state, effect), (State::Created(receipt()), Effect::Rest), "{state:?}");
        }
    }
    for event in every_event() {
        let (next, effect) = stepped(State::Created(receipt()), 1, event);
        assert_eq!((next.state, effect), (State::Created(receipt()), Effect::Rest));
    }
}

#[test]
fn looking_for_a_ticket_that_never_appears_ends_with_the_operator() {
    let policy = Policy::default();
    let mut progress = Progress { attempt: 1, state: fresh_unknown(Reason::ServerError) };
    let mut looked_at = Vec::new();
    while let State::Unknown { at, since, .. } = progress.state {
        looked_at.push(at.since(since).as_secs());
        (progress, _) = step(&progress, Event::LookedUp(Ok(None)), at, &policy);
    }
    assert_eq!(progress.state, held(Reason::Unconfirmed));
    assert_eq!(looked_at, [1, 5, 30, 120, 300, 480, 660]);
}
