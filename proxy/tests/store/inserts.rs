//! Storing: one submission to a key, and one to what was sent twice.

use std::sync::Arc;
use std::time::Duration;

use deskbell_proxy::store::{Insert, Inserted};

use crate::bench::{Stores, answered, insert, is_send, new, receipt, sent};

const WINDOW: Duration = Duration::from_secs(600);

pub(crate) async fn a_submission_reads_back(stores: &Stores) {
    let store = stores.open().await;
    let waiting = insert(&*store, new("Waiting")).await;
    let sending = insert(&*store, sent("Sending")).await;
    assert!(!is_send(&waiting) && is_send(&sending));
    for applied in [waiting, sending] {
        assert_eq!(store.find(&applied.submission.id).await.expect("read"), Some(applied.submission));
    }
    store.check().await.expect("ready");
    store.close().await;
}

pub(crate) async fn one_submission_to_a_key(stores: &Stores) {
    let store = stores.open().await;
    let first = new("Hello");
    let mut second = new("Goodbye");
    second.submission.key_hash.clone_from(&first.submission.key_hash);
    let stored = insert(&*store, first).await.submission;
    let lost = second.submission.id.clone();
    assert_eq!(store.insert(second).await.expect("known"), Inserted::Known(Box::new(stored)));
    assert_eq!(store.find(&lost).await.expect("read"), None);
    store.close().await;
}

pub(crate) async fn many_with_one_key_at_once_are_one(stores: &Stores) {
    let (one, other) = (stores.open().await, stores.open().await);
    let first = Insert { repeats: WINDOW, ..new("Hello") };
    let tasks: Vec<_> = (0..40)
        .map(|number| {
            let store = Arc::clone(if number % 2 == 0 { &one } else { &other });
            let mut same = Insert { repeats: WINDOW, ..new("Hello") };
            same.submission.key_hash.clone_from(&first.submission.key_hash);
            tokio::spawn(async move { store.insert(same).await.expect("stored") })
        })
        .collect();
    let mut new = 0;
    for task in tasks {
        new += usize::from(matches!(task.await.expect("no panic"), Inserted::New(_)));
    }
    assert_eq!(new, 1);
    one.close().await;
    other.close().await;
}

pub(crate) async fn a_repeat_leads_to_the_first(stores: &Stores) {
    let (one, other) = (stores.open().await, stores.open().await);
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let store = Arc::clone(if number % 2 == 0 { &one } else { &other });
            let same = Insert { repeats: WINDOW, ..new("Hello") };
            let key = same.submission.key_hash.clone();
            tokio::spawn(async move { (key, store.insert(same).await.expect("stored")) })
        })
        .collect();
    let (mut firsts, mut keys) = (Vec::new(), Vec::new());
    for task in tasks {
        let (key, inserted) = task.await.expect("no panic");
        match inserted {
            Inserted::New(applied) => firsts.push(applied.submission),
            Inserted::Repeated(first) => keys.push((key, first.id.clone())),
            other => panic!("the keys are all different: {other:?}"),
        }
    }
    let [first] = firsts.as_slice() else { panic!("{} firsts", firsts.len()) };
    assert!(keys.len() == 19 && keys.iter().all(|(_, id)| *id == first.id));
    // Each of the keys leads there from now on, whatever comes with it: the intake compares.
    let mut later = Insert { repeats: Duration::ZERO, ..new("Something else") };
    later.submission.key_hash.clone_from(&keys[7].0);
    let Inserted::Known(known) = one.insert(later).await.expect("known") else { panic!("a new one") };
    assert_eq!((&known.id, &known.fingerprint), (&first.id, &first.fingerprint));
    one.close().await;
    other.close().await;
}

pub(crate) async fn repeats_can_be_off_or_over(stores: &Stores) {
    let store = stores.open().await;
    insert(&*store, new("Hello")).await;
    insert(&*store, new("Hello")).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    insert(&*store, Insert { repeats: Duration::from_millis(10), ..new("Hello") }).await;
    // A refused one is no reason to refuse its correction, nor the same again.
    let refused = insert(&*store, sent("Refused")).await.submission;
    let field = deskbell_proxy::zoho::FieldError {
        field: "email".to_owned(),
        error_type: deskbell_proxy::zoho::ErrorType::Invalid,
    };
    let outcome = deskbell_proxy::zoho::Outcome::Rejected(vec![field]);
    store.apply(&refused.id, answered(1, outcome)).await.expect("applied");
    insert(&*store, Insert { repeats: WINDOW, ..new("Refused") }).await;
    // A created one is answered with.
    let made = insert(&*store, sent("Created")).await.submission;
    let outcome = deskbell_proxy::zoho::Outcome::Created(receipt("1"));
    store.apply(&made.id, answered(1, outcome)).await.expect("applied");
    let again = store.insert(Insert { repeats: WINDOW, ..new("Created") }).await.expect("stored");
    assert!(matches!(again, Inserted::Repeated(first) if first.id == made.id));
    store.close().await;
}
