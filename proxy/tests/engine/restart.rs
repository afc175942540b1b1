//! What a restart finds, and what a stop leaves behind.

use deskbell_proxy::store::Store;
use deskbell_proxy::submission::{Moment, Progress, State, Submission, SubmissionId};
use deskbell_proxy::zoho::{Outcome, TicketBody};

use crate::bench::{Bench, created, is_pending, ms, ticket};

fn body() -> TicketBody {
    TicketBody::new(&ticket("Hello").into_upstream()).expect("a body")
}

/// Leaves a row behind as a process would that was killed.
async fn left_behind(store: &Store, state: State) -> SubmissionId {
    let mut submission = Submission {
        id: SubmissionId::random().expect("randomness"),
        key_hash: uuid::Uuid::new_v4().to_string(),
        fingerprint: deskbell_proxy::submission::Fingerprint::of(&ticket("Hello")).expect("a fingerprint"),
        body: Some(body()),
        progress: Progress::received(),
        created_at: Moment::now(),
    };
    store.insert(&submission).await.expect("stored");
    submission.progress = Progress { attempt: 1, state };
    store.update(&submission).await.expect("updated");
    submission.id
}

#[tokio::test]
async fn the_same_receipt_after_a_restart() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    let before = engine.submit(1, "Hello").await;
    engine.stop().await;
    let engine = bench.engine().await;
    let after = engine.submit(1, "Hello").await;
    assert_eq!((created(&before), &before.id, true), (created(&after), &after.id, after.replayed));
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn what_was_never_sent_is_sent_after_a_restart() {
    let bench = Bench::new().await;
    let id = left_behind(&bench.store().await, State::Received).await;
    let engine = bench.engine().await;
    engine.receipt(id.as_str()).await;
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_crash_after_zoho_created_it_is_found_out() {
    let bench = Bench::new().await;
    let id = left_behind(&bench.store().await, State::Sending).await;
    let Outcome::Created(receipt) = bench.client().create_ticket(body(), id.as_str()).await else {
        panic!("not created")
    };
    let engine = bench.engine().await;
    assert_eq!(engine.receipt(id.as_str()).await, receipt);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_crash_before_zoho_created_it_is_left_to_the_operator() {
    let bench = Bench::new().await;
    let store = bench.store().await;
    let id = left_behind(&store, State::Sending).await;
    let engine = bench.engine().await;
    tokio::time::sleep(ms(1500)).await;
    assert!(is_pending(&engine.submissions.status(id.as_str()).await.expect("read").expect("known")));
    let state = store.find(&id).await.expect("read").expect("known").progress.state;
    assert!(matches!(state, State::Held { .. }), "{state:?}");
    assert!(bench.tickets().await.is_empty());
}

#[tokio::test]
async fn a_stop_sees_what_is_in_flight_to_its_end() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("latency", 1, Some(500)).await;
    let submissions = engine.submissions.clone();
    let waiting = tokio::spawn(async move { submissions.submit(crate::bench::key(1), ticket("Hello")).await });
    tokio::time::sleep(ms(200)).await;
    let submissions = engine.submissions.clone();
    engine.stop().await;
    created(&waiting.await.expect("no panic").expect("stored"));
    assert_eq!(bench.tickets().await.len(), 1);
    // And nothing new is taken.
    assert!(submissions.submit(crate::bench::key(2), ticket("Hello")).await.is_err());
}
