//! What the operator asks, and does.

use deskbell_proxy::store::{Census, Store};
use deskbell_proxy::submission::{Event, SubmissionId};
use deskbell_proxy::zoho::{ErrorType, FieldError, Outcome, Reason};

use crate::bench::{Stores, answered, insert, new, receipt, sent, state};

async fn held(store: &dyn Store, subject: &str) -> SubmissionId {
    let id = insert(store, sent(subject)).await.submission.id;
    store.apply(&id, answered(1, Outcome::Held { reason: Reason::Refused })).await.expect("applied");
    id
}

pub(crate) async fn all_are_counted(stores: &Stores) {
    let store = stores.open().await;
    assert_eq!(store.census().await.expect("counted"), Census::default());
    insert(&*store, new("waits")).await;
    insert(&*store, sent("under way")).await;
    held(&*store, "held").await;
    let done = insert(&*store, sent("done")).await.submission.id;
    store.apply(&done, answered(1, Outcome::Created(receipt("1892000001054003")))).await.expect("applied");
    let census = store.census().await.expect("counted");
    let counts = ["received", "sending", "held", "created", "unknown"].map(|state| census.count(state));
    assert_eq!(counts, [1, 1, 1, 1, 0]);
    // Only the one that was never sent is due.
    assert_eq!(census.due, 1);
    assert!(census.oldest_unsent.is_some());
    store.close().await;
}

pub(crate) async fn what_is_held_is_listed_and_taken_away(stores: &Stores) {
    let store = stores.open().await;
    let (one, two) = (held(&*store, "one").await, held(&*store, "two").await);
    let open = insert(&*store, new("not held")).await.submission.id;
    let ids =
        |held: Vec<deskbell_proxy::submission::Submission>| -> Vec<_> { held.into_iter().map(|one| one.id).collect() };
    assert_eq!(ids(store.held(9).await.expect("listed")), [one.clone(), two.clone()]);
    assert_eq!(ids(store.held(1).await.expect("listed")), std::slice::from_ref(&one));
    assert!(store.discard(&one).await.expect("taken away"));
    assert!(!store.discard(&one).await.expect("gone already"));
    assert!(!store.discard(&open).await.expect("left alone"));
    assert_eq!(ids(store.held(9).await.expect("listed")), [two]);
    assert_eq!(state(&*store, &open).await, "received");
    store.close().await;
}

pub(crate) async fn a_copy_is_in_doubt(stores: &Stores) {
    let store = stores.open().await;
    let done = insert(&*store, sent("done")).await.submission.id;
    store.apply(&done, answered(1, Outcome::Created(receipt("1892000001054003")))).await.expect("applied");
    let field = FieldError { field: "email".to_owned(), error_type: ErrorType::Duplicate };
    let refused = insert(&*store, sent("refused")).await.submission.id;
    store.apply(&refused, answered(1, Outcome::Rejected(vec![field]))).await.expect("applied");
    let mut doubtful = vec![insert(&*store, new("waits")).await.submission.id, held(&*store, "held").await];
    let retried = insert(&*store, sent("retried")).await.submission.id;
    let busy = Outcome::NotCreated { reason: Reason::Concurrency, retry_after: None };
    store.apply(&retried, answered(1, busy)).await.expect("applied");
    doubtful.push(retried);
    assert_eq!(store.doubt().await.expect("doubted"), 3);
    for id in &doubtful {
        assert_eq!(state(&*store, id).await, "unknown");
    }
    assert_eq!((state(&*store, &done).await, state(&*store, &refused).await), ("created", "rejected"));
    // Nothing is sent before it was looked for, however often the program starts.
    store.apply(&doubtful[0], Event::Restarted).await.expect("applied");
    assert_eq!(state(&*store, &doubtful[0]).await, "unknown");
    store.close().await;
}
