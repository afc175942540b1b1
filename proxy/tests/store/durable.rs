//! What is stored stays, and only what belongs to it changes it.

use std::sync::Arc;

use deskbell_proxy::store::StoreError;
use deskbell_proxy::submission::{Event, SubmissionId};
use deskbell_proxy::zoho::{ErrorType, FieldError, Outcome, Reason};

use crate::bench::{Stores, answered, insert, new, receipt, sent, state};

fn outcomes() -> [(Outcome, &'static str); 5] {
    let field = FieldError { field: "email".to_owned(), error_type: ErrorType::Duplicate };
    [
        (Outcome::Created(receipt("1892000001054003")), "created"),
        (Outcome::Rejected(vec![field]), "rejected"),
        (Outcome::NotCreated { reason: Reason::Concurrency, retry_after: None }, "retry"),
        (Outcome::Held { reason: Reason::ScopeMismatch }, "held"),
        (Outcome::Unknown { reason: Reason::ServerError }, "unknown"),
    ]
}

pub(crate) async fn every_state_reads_back(stores: &Stores) {
    let store = stores.open().await;
    for (number, (outcome, name)) in outcomes().into_iter().enumerate() {
        let id = insert(&*store, sent(&format!("{number}"))).await.submission.id;
        let mut applied = store.apply(&id, answered(1, outcome)).await.expect("applied").submission;
        assert_eq!(applied.progress.state.name(), name);
        if name == "created" {
            // What the visitor wrote is not needed any more.
            applied.body = None;
        }
        let found = store.find(&id).await.expect("read").expect("there");
        assert_eq!(found.progress, applied.progress);
        assert_eq!(found.body, applied.body);
    }
    assert!(store.knows_ticket("1892000001054003").await.expect("read"));
    assert!(!store.knows_ticket("1892000001054004").await.expect("read"));
    let nobody = SubmissionId::random().expect("randomness");
    assert!(matches!(store.apply(&nobody, Event::Restarted).await, Err(StoreError::Gone)));
    store.close().await;
}

pub(crate) async fn an_answer_counts_for_its_attempt_alone(stores: &Stores) {
    let store = stores.open().await;
    let id = insert(&*store, sent("1")).await.submission.id;
    for (outcome, _) in outcomes().into_iter().skip(1) {
        let applied = store.apply(&id, answered(2, outcome)).await.expect("applied");
        assert_eq!(applied.submission.progress.state.name(), "sending");
    }
    store.close().await;
}

pub(crate) async fn a_receipt_settles_everything(stores: &Stores) {
    let store = stores.open().await;
    for (number, (outcome, _)) in outcomes().into_iter().enumerate().skip(1) {
        let id = insert(&*store, sent(&format!("{number}"))).await.submission.id;
        store.apply(&id, answered(1, outcome)).await.expect("applied");
        // Even one of an attempt that nobody waits for any more.
        let made = Outcome::Created(receipt(&number.to_string()));
        store.apply(&id, answered(0, made)).await.expect("applied");
        for (later, _) in outcomes() {
            store.apply(&id, answered(1, later)).await.expect("applied");
        }
        let found = store.find(&id).await.expect("read").expect("there");
        let expected = deskbell_proxy::submission::State::Created(receipt(&number.to_string()));
        assert_eq!(found.progress.state, expected);
    }
    store.close().await;
}

pub(crate) async fn everything_is_there_after_a_restart(stores: &Stores) {
    let store = stores.open().await;
    let id = insert(&*store, sent("1")).await.submission.id;
    let before = store.find(&id).await.expect("read");
    store.close().await;
    assert!(store.insert(new("2")).await.is_err() && store.check().await.is_err());
    let store = stores.open().await;
    assert_eq!(store.find(&id).await.expect("read"), before);
    store.close().await;
}

pub(crate) async fn many_writes_share_a_commit(stores: &Stores) {
    let store = stores.open().await;
    let tasks: Vec<_> = (0..500)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { insert(&*store, sent(&format!("{number}"))).await.submission.id })
        })
        .collect();
    // One that cannot be done is in their midst, and is nobody else's fault.
    let nobody = SubmissionId::random().expect("randomness");
    let wrong = {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.apply(&nobody, Event::Restarted).await })
    };
    for task in tasks {
        let id = task.await.expect("no panic");
        assert_eq!(state(&*store, &id).await, "sending");
    }
    assert!(matches!(wrong.await.expect("no panic"), Err(StoreError::Gone)));
    let commits = store.commits();
    assert!(commits < 400, "{commits} commits for 500 submissions");
    store.close().await;
}
