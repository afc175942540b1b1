//! Every way that a submission can go: every state of its row, everything that can happen to it,
//! and what Zoho really holds meanwhile. Whatever happens, there is never a second ticket; and
//! from wherever things stand, they end with the one ticket as soon as all goes well again.
//!
//! `cargo test -p deskbell-proxy --test walk -- --nocapture` prints the number of states.
#![allow(clippy::print_stdout, reason = "the number of states is what a reader wants to see")]

mod explore;
mod moves;
mod policy;
mod recover;
mod world;

use deskbell_proxy::submission::{Effect, Event, Moment, OnUnknown, Policy, Progress, State, step};
use deskbell_proxy::zoho::Sighting;
use explore::{Wrong, explore};
use moves::Moves;
use policy::{ARRIVES, HIDDEN, TICK, policy};

/// The machine, or one that is broken on purpose.
type Step = fn(&Progress, Event, Moment, &Policy) -> (Progress, Effect);

#[test]
fn exactly_one_ticket_in_the_end() {
    visits("on_unknown = resend", &policy(OnUnknown::Resend), true, 2);
}

#[test]
fn exactly_one_ticket_in_the_end_where_the_operator_decides() {
    visits("on_unknown = hold", &policy(OnUnknown::Hold), true, 2);
}

#[test]
fn exactly_one_ticket_in_the_end_without_a_marker() {
    visits("no marker", &policy(OnUnknown::Resend), false, 2);
}

fn visits(what: &str, policy: &Policy, marked: bool, attempts: u32) {
    let visited = explore(&Moves { step, policy, marked, attempts }).unwrap_or_else(|wrong| panic!("{wrong}"));
    println!("{what}: {visited} states visited, no ticket lost, none doubled");
    assert!(visited > 10_000, "a walk as short as {visited} states has missed something");
}

/// The walk of a machine that is broken in one place has to find out.
fn finds(what: &str, broken: Step, policy: &Policy) -> Wrong {
    let wrong = explore(&Moves { step: broken, policy, marked: true, attempts: 2 })
        .expect_err("a broken machine was not found out");
    println!("{what}: {wrong}");
    wrong
}

#[test]
fn sending_again_without_looking_is_found_out() {
    let broken: Step = |progress, event, now, policy| match (&progress.state, &event) {
        (State::Sending { lease, .. }, Event::Due { owner }) if *lease <= now => {
            let received = Progress { state: State::Retry { at: now, reason: REASON }, ..progress.clone() };
            step(&received, Event::Due { owner: owner.clone() }, now, policy)
        }
        _ => step(progress, event, now, policy),
    };
    assert!(matches!(finds("an expired lease is sent again", broken, &policy(OnUnknown::Resend)), Wrong::Doubled(_)));
}

#[test]
fn believing_the_first_look_is_found_out() {
    let hasty = Policy { negatives: 1, absent_after: std::time::Duration::ZERO, ..policy(OnUnknown::Resend) };
    assert!(matches!(finds("one look is enough", step, &hasty), Wrong::Doubled(_)));
    let late =
        Policy { negatives: 1, absent_after: TICK * u32::from(ARRIVES + HIDDEN - 1), ..policy(OnUnknown::Resend) };
    assert!(matches!(finds("looking no later than it may arrive", step, &late), Wrong::Doubled(_)));
}

#[test]
fn taking_what_is_not_whole_for_a_proof_is_found_out() {
    let broken: Step = |progress, event, now, policy| match event {
        Event::LookedUp { attempt, asked, result: Ok(Sighting::Unseen) } => {
            step(progress, Event::LookedUp { attempt, asked, result: Ok(Sighting::Absent) }, now, policy)
        }
        other => step(progress, other, now, policy),
    };
    assert!(matches!(finds("not seen is not there", broken, &policy(OnUnknown::Resend)), Wrong::Doubled(_)));
}

#[test]
fn an_answer_to_another_attempt_is_found_out() {
    let broken: Step = |progress, event, now, policy| match event {
        Event::Answered { outcome, .. } => {
            step(progress, Event::Answered { attempt: progress.attempt, outcome }, now, policy)
        }
        other => step(progress, other, now, policy),
    };
    assert!(matches!(finds("any answer counts", broken, &policy(OnUnknown::Resend)), Wrong::Doubled(_)));
}

#[test]
fn forgetting_a_receipt_that_comes_late_is_found_out() {
    let broken: Step = |progress, event, now, policy| match (&progress.state, &event) {
        (State::Unknown { .. } | State::Held { .. } | State::Retry { .. }, Event::Answered { .. }) => {
            (progress.clone(), Effect::Rest)
        }
        (State::Unknown { .. }, Event::LookedUp { .. }) => (progress.clone(), Effect::Rest),
        _ => step(progress, event, now, policy),
    };
    assert!(matches!(finds("lookups change nothing", broken, &policy(OnUnknown::Resend)), Wrong::Lost(_)));
}

const REASON: deskbell_proxy::zoho::Reason = deskbell_proxy::zoho::Reason::Interrupted;
