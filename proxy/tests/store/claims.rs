//! Taking what is due.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use deskbell_proxy::store::{Insert, Store};
use deskbell_proxy::submission::{Policy, SubmissionId};
use deskbell_proxy::zoho::{Outcome, Reason};

use crate::bench::{Stores, answered, insert, is_send, new, receipt, sent, state};

pub(crate) async fn what_is_due_is_taken_once(stores: &Stores) {
    let (one, other) = (stores.open().await, stores.open().await);
    for number in 0..60 {
        insert(&*one, new(&format!("{number}"))).await;
    }
    let tasks: Vec<_> = (0..30)
        .map(|number| {
            let store = Arc::clone(if number % 2 == 0 { &one } else { &other });
            tokio::spawn(async move { store.claim("somebody", 5).await.expect("claimed") })
        })
        .collect();
    let (mut taken, mut ids) = (0, BTreeSet::new());
    for task in tasks {
        for applied in task.await.expect("no panic") {
            assert!(is_send(&applied));
            taken += 1;
            ids.insert(applied.submission.id.as_str().to_owned());
        }
    }
    // With others at the same rows, a claim may come back with less than there is, never with more.
    while let more @ [_, ..] = one.claim("somebody", 50).await.expect("claimed").as_slice() {
        taken += more.len();
        ids.extend(more.iter().map(|applied| applied.submission.id.as_str().to_owned()));
    }
    assert_eq!((taken, ids.len()), (60, 60));
    one.close().await;
    other.close().await;
}

pub(crate) async fn the_longest_waiting_come_first(stores: &Stores) {
    let store = stores.open().await;
    let mut ids = Vec::new();
    for number in 0..6 {
        ids.push(insert(&*store, new(&format!("{number}"))).await.submission.id);
    }
    let mut taken = Vec::new();
    for _ in 0..3 {
        let claimed = store.claim("me", 2).await.expect("claimed");
        taken.extend(claimed.into_iter().map(|applied| applied.submission.id));
    }
    assert_eq!(taken, ids);
    assert_eq!(store.claim("me", 2).await.expect("claimed"), []);
    // What is left to do are the leases.
    let next = store.next_due().await.expect("read").expect("a lease");
    assert!(next <= Policy::default().lease && next > Policy::default().lease / 2, "{next:?}");
    store.close().await;
}

async fn claimed(store: &dyn Store) -> Vec<SubmissionId> {
    store.claim("me", 10).await.expect("claimed").into_iter().map(|applied| applied.submission.id).collect()
}

pub(crate) async fn one_persons_arrive_in_their_order(stores: &Stores) {
    let store = stores.open_with(Policy { retry_first: Duration::ZERO, ..Policy::default() }).await;
    let of = |person: &str, new: Insert| {
        let mut new = new;
        new.submission.person = Some(person.to_owned());
        new
    };
    let first = insert(&*store, of("ada", sent("1"))).await;
    // Not at once: the first one is on its way.
    let second = insert(&*store, of("ada", sent("2"))).await;
    let third = insert(&*store, of("ada", new("3"))).await;
    let other = insert(&*store, of("eve", sent("1"))).await;
    assert!(is_send(&first) && !is_send(&second) && is_send(&other));
    assert_eq!(claimed(&*store).await, []);
    let (first, second, third) = (first.submission.id, second.submission.id, third.submission.id);
    let later = Outcome::NotCreated { reason: Reason::Unreachable, retry_after: None };
    store.apply(&first, answered(1, later)).await.expect("applied");
    assert_eq!(claimed(&*store).await, std::slice::from_ref(&first), "it goes first again");
    store.apply(&first, answered(2, Outcome::Created(receipt("1")))).await.expect("applied");
    assert_eq!(claimed(&*store).await, std::slice::from_ref(&second));
    // What only the operator can free holds nobody up; what may free itself does.
    store.apply(&second, answered(1, Outcome::Held { reason: Reason::Unauthorized })).await.expect("applied");
    assert_eq!(claimed(&*store).await, []);
    store.apply(&second, deskbell_proxy::submission::Event::Restarted).await.expect("applied");
    assert_eq!(claimed(&*store).await, std::slice::from_ref(&second));
    store.apply(&second, answered(2, Outcome::Held { reason: Reason::Refused })).await.expect("applied");
    assert_eq!(claimed(&*store).await, [third]);
    store.close().await;
}

pub(crate) async fn a_lease_that_is_over_leads_to_a_lookup(stores: &Stores) {
    let store = stores.open_with(Policy { lease: Duration::from_millis(50), ..Policy::default() }).await;
    let id = insert(&*store, sent("1")).await.submission.id;
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(store.lease_left(&id, 1).await.expect("read"), Duration::ZERO);
    let claimed = store.claim("another", 10).await.expect("claimed");
    assert!(claimed.len() == 1 && !is_send(&claimed[0]));
    assert_eq!(state(&*store, &id).await, "unknown");
    store.close().await;
}

pub(crate) async fn a_lease_is_asked_for_before_sending(stores: &Stores) {
    let store = stores.open().await;
    let id = insert(&*store, sent("1")).await.submission.id;
    let left = store.lease_left(&id, 1).await.expect("read");
    assert!(left <= Policy::default().lease && left > Policy::default().lease / 2, "{left:?}");
    assert_eq!(store.lease_left(&id, 2).await.expect("read"), Duration::ZERO);
    let unknown = answered(1, Outcome::Unknown { reason: Reason::TimedOut });
    store.apply(&id, unknown).await.expect("applied");
    assert_eq!(store.lease_left(&id, 1).await.expect("read"), Duration::ZERO);
    store.close().await;
}
