//! Where in Zoho's list a ticket stands, when thousands came after it.

use std::sync::Arc;

use deskbell_proxy::store::Store;
use deskbell_proxy::submission::{State, SubmissionId};
use deskbell_proxy::zoho::{LookupError, Reason, Sighting, Window};

use crate::bench::{Bench, Engine, is_pending, ms, quick};
use crate::busy::{Busy, file, mark, now};

const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;

/// The marker that is looked for.
const MARK: &str = "01JDESKBELL";

async fn engine(bench: &Bench, busy: &Busy) -> (Arc<dyn Store>, Engine) {
    let store = bench.store().await;
    let engine = Engine::start(Arc::clone(&store), busy.client(), quick()).await;
    (store, engine)
}

#[tokio::test]
async fn a_ticket_is_found_below_thousands_that_came_later() {
    let (bench, busy) = (Bench::new().await, Busy::start().await);
    busy.tickets().sent = |tickets, marker| {
        file(tickets, 150, now());
        mark(tickets, &marker, now());
        file(tickets, 3000, now() + HOUR);
    };
    let (_store, engine) = engine(&bench, &busy).await;
    let answer = engine.submit(1, "Lost").await;
    assert_eq!(engine.receipt(&answer.id).await.ticket_number, "1150");
    let (pages, sent) = busy.asked();
    assert!((pages <= 10, sent) == (true, 1), "{pages} pages read, sent {sent} times");
}

#[tokio::test]
async fn a_ticket_that_may_be_too_far_down_is_the_operators_and_nobody_elses() {
    let (bench, busy) = (Bench::new().await, Busy::start().await);
    busy.tickets().furthest = 300;
    busy.tickets().sent = |tickets, _| file(tickets, 1000, now());
    let (store, engine) = engine(&bench, &busy).await;
    let answer = engine.submit(1, "Lost").await;
    assert!(is_pending(&answer));
    // The same person's next one has waited for the first no longer than for what is certain.
    engine.receipt(&engine.submit(2, "Next").await.id).await;
    let id = SubmissionId::parse(&answer.id).expect("an id");
    let state = store.find(&id).await.expect("read").expect("known").progress.state;
    assert!(matches!(state, State::Held { reason: Reason::Unconfirmed, .. }), "{state:?}");
    assert_eq!(busy.asked().1, 2, "each was sent once");
    assert!(logged(&["lookup.weak", &answer.reference]));
}

#[tokio::test]
async fn a_lookup_that_cannot_be_done_holds_up_nobody_else() {
    let (bench, busy) = (Bench::new().await, Busy::start().await);
    busy.tickets().searchable = false;
    let (_store, engine) = engine(&bench, &busy).await;
    assert!(is_pending(&engine.submit(1, "Lost").await));
    let searches = || busy.desk.seen("/api/v1/tickets/search").len();
    while searches() < 4 {
        tokio::time::sleep(ms(50)).await;
    }
    assert!(!logged(&["sender.paused", "scope_mismatch"]));
}

/// What a lookup shows of a ticket that was filed a minute ago at the most, on a desk with `before`
/// and, an hour later, `after` other tickets.
async fn looked_for(busy: &Busy, before: usize, after: usize) -> Result<Sighting, LookupError> {
    {
        let filed = &mut busy.tickets().filed;
        file(filed, before, now() - HOUR);
        mark(filed, &MARK.into(), now());
        file(filed, after, now() + HOUR);
    }
    busy.client().find(MARK, Some(&Window::new(now() - MINUTE, now()))).await
}

fn is_found(result: &Result<Sighting, LookupError>) -> bool {
    matches!(result, Ok(Sighting::Found(_)))
}

#[tokio::test]
async fn wherever_it_stands_some_pages_show_it_as_far_as_the_list_goes() {
    for (before, after) in [(0, 0), (200, 99), (200, 100), (0, 101), (99, 2500), (100, 4900), (0, 5098)] {
        let busy = Busy::start().await;
        let result = looked_for(&busy, before, after).await;
        assert!(is_found(&result), "{before} before, {after} after: {result:?}");
        let (pages, _) = busy.asked();
        assert!(pages <= 10, "{before} before, {after} after: {pages} pages");
    }
    assert_eq!(looked_for(&Busy::start().await, 0, 5099).await, Ok(Sighting::Unseen));
}

#[tokio::test]
async fn where_it_is_not_some_pages_show_that() {
    for (before, after, expected) in [
        (0, 0, Sighting::Absent),
        (0, 100, Sighting::Absent),
        (50, 3000, Sighting::Absent),
        (2000, 3000, Sighting::Absent),
        (1, 5098, Sighting::Absent),
        (1, 5099, Sighting::Unseen),
    ] {
        let busy = Busy::start().await;
        file(&mut busy.tickets().filed, before, now() - HOUR);
        file(&mut busy.tickets().filed, after, now() + HOUR);
        let result = busy.client().find(MARK, Some(&Window::new(now() - MINUTE, now()))).await;
        assert_eq!(result, Ok(expected), "{before} before, {after} after");
        assert!(busy.asked().0 <= 10);
    }
}

#[tokio::test]
async fn a_list_that_goes_less_far_is_read_as_far_as_it_goes() {
    for (furthest, found) in [(999, false), (1500, true)] {
        let busy = Busy::start().await;
        busy.tickets().furthest = furthest;
        assert_eq!(is_found(&looked_for(&busy, 10, 1550).await), found, "{furthest}");
    }
}

#[tokio::test]
async fn tickets_that_come_in_meanwhile_hide_none() {
    for (before, after) in [(500, 0), (500, 99), (500, 1000), (0, 4000)] {
        let busy = Busy::start().await;
        busy.tickets().meanwhile = |tickets| file(tickets, 60, now() + HOUR);
        let result = looked_for(&busy, before, after).await;
        assert!(is_found(&result), "{before} before, {after} after: {result:?}");
    }
    // Also where they are filed at the same time as the one that is looked for.
    let busy = Busy::start().await;
    busy.tickets().meanwhile = |tickets| file(tickets, 60, now());
    file(&mut busy.tickets().filed, 400, now());
    mark(&mut busy.tickets().filed, &MARK.into(), now());
    file(&mut busy.tickets().filed, 400, now());
    assert!(is_found(&busy.client().find(MARK, Some(&Window::new(now() - MINUTE, now()))).await));
}

#[tokio::test]
async fn tickets_that_are_taken_away_meanwhile_do_not_pass_for_absence() {
    let busy = Busy::start().await;
    // The newest ones go: what was about to be read next moves into the page that was just read.
    busy.tickets().meanwhile = |tickets| tickets.truncate(tickets.len().saturating_sub(50));
    mark(&mut busy.tickets().filed, &MARK.into(), now());
    file(&mut busy.tickets().filed, 120, now());
    let result = busy.client().find(MARK, Some(&Window::new(now() - MINUTE, now()))).await;
    assert_eq!(result, Err(LookupError(Reason::Unconfirmed)));
}

/// Whether there is a line in the log with all of `words`.
fn logged(words: &[&str]) -> bool {
    crate::log::written().lines().any(|line| words.iter().all(|word| line.contains(word)))
}
