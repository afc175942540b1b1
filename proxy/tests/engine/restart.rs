//! What a restart finds, and what a stop leaves behind.

use std::sync::Arc;
use std::time::Duration;

use deskbell_proxy::store::{Insert, Store};
use deskbell_proxy::submission::{Event, Moment, OnUnknown, Policy, Progress, State, Submission, SubmissionId};
use deskbell_proxy::zoho::{Outcome, TicketBody};

use crate::bench::{Bench, Engine, created, is_pending, ms, policy, quick, soon, ticket};

fn body() -> TicketBody {
    TicketBody::new(&ticket("Hello").into_upstream()).expect("a body")
}

/// Leaves a row behind as a process would that was killed; while it was sending, if `owner` says so.
pub(crate) async fn left_behind(store: &dyn Store, owner: Option<&str>) -> SubmissionId {
    let submission = Submission {
        id: SubmissionId::random().expect("randomness"),
        key_hash: uuid::Uuid::new_v4().to_string(),
        fingerprint: deskbell_proxy::submission::Fingerprint::of(&ticket("Hello")).expect("a fingerprint"),
        person: None,
        body: Some(body()),
        progress: Progress::received(Moment::now()),
    };
    let id = submission.id.clone();
    let insert = Insert { submission, owner: owner.map(str::to_owned), repeats: Duration::ZERO };
    store.insert(insert).await.expect("stored");
    id
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
    let id = left_behind(&*bench.store().await, None).await;
    let engine = bench.engine().await;
    engine.receipt(id.as_str()).await;
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_crash_after_zoho_created_it_is_found_out() {
    let bench = Bench::new().await;
    let id = left_behind(&*bench.store().await, Some("dead")).await;
    let Outcome::Created(receipt) = bench.client().create_ticket(body(), id.as_str(), soon()).await else {
        panic!("not created")
    };
    let engine = bench.engine().await;
    assert_eq!(engine.receipt(id.as_str()).await, receipt);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_crash_before_zoho_created_it_is_found_out_and_it_is_sent_once_more() {
    let bench = Bench::new().await;
    let id = left_behind(&*bench.store().await, Some("dead")).await;
    let engine = bench.engine().await;
    engine.receipt(id.as_str()).await;
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn the_same_is_left_to_an_operator_who_wants_that() {
    let bench = Bench::new().await;
    let policy = Arc::new(Policy { on_unknown: OnUnknown::Hold, ..policy() });
    let store = bench.store_with(Arc::clone(&policy)).await;
    let id = left_behind(&*store, Some("dead")).await;
    let settings = deskbell_proxy::submission::Settings { policy, ..quick() };
    let engine = Engine::start(Arc::clone(&store), bench.client(), settings).await;
    let state = || async { store.find(&id).await.expect("read").expect("known").progress.state };
    for _ in 0..100 {
        if matches!(state().await, State::Held { .. }) {
            break;
        }
        tokio::time::sleep(ms(50)).await;
    }
    assert!(matches!(state().await, State::Held { .. }), "{:?}", state().await);
    assert!(is_pending(&engine.submissions.status(id.as_str()).await.expect("read").expect("known")));
    assert!(bench.tickets().await.is_empty());
    // The operator has looked, and there is none.
    store.apply(&id, Event::Requeued { absent: true }).await.expect("applied");
    engine.receipt(id.as_str()).await;
    assert_eq!(bench.tickets().await.len(), 1);
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
