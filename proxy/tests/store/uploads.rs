//! Files that wait for their ticket.

use std::time::Duration;

use deskbell_proxy::store::{Inserted, NewUpload, Store, StoreError, Upload};
use deskbell_proxy::zoho::{ErrorType, FieldError, Outcome};

use crate::bench::{Stores, answered, insert, receipt, sent, with_files};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn keep(store: &dyn Store, bytes: &[u8]) -> Upload {
    let new = NewUpload { name: "ä.txt".to_owned(), media_type: "text/plain".to_owned(), bytes: bytes.to_vec() };
    store.keep_upload(new).await.expect("kept")
}

async fn is_there(store: &dyn Store, upload: &Upload) -> bool {
    match store.upload_content(&upload.id).await {
        Ok(_) => true,
        Err(StoreError::Gone) => false,
        Err(error) => panic!("{error}"),
    }
}

pub(crate) async fn a_file_is_kept_until_its_ticket_exists(stores: &Stores) {
    let store = stores.open().await;
    let content: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let upload = keep(&*store, &content).await;
    assert!(deskbell_rules::is_id(&upload.id), "{}", upload.id);
    assert_eq!((upload.name.as_str(), upload.size), ("ä.txt", 100_000));
    let submission = insert(&*store, with_files(sent("1"), &[&upload])).await.submission;
    assert_eq!(store.uploads(&submission.id).await.expect("read"), std::slice::from_ref(&upload));
    store.upload_sent(&upload.id, "4711").await.expect("stored");
    let known = store.uploads(&submission.id).await.expect("read");
    assert_eq!(known[0].zoho.as_ref().map(|(id, _)| id.as_str()), Some("4711"));
    store.close().await;
    let store = stores.open().await;
    assert_eq!(store.upload_content(&upload.id).await.expect("read"), content);
    assert_eq!(store.sweep_uploads(Duration::ZERO).await.expect("swept"), 0);
    store.apply(&submission.id, answered(1, Outcome::Created(receipt("1")))).await.expect("applied");
    assert_eq!(store.sweep_uploads(DAY).await.expect("swept"), 1);
    assert!(!is_there(&*store, &upload).await);
    store.close().await;
}

pub(crate) async fn a_file_that_no_ticket_names_is_swept(stores: &Stores) {
    let store = stores.open().await;
    let upload = keep(&*store, b"a").await;
    assert_eq!(store.sweep_uploads(DAY).await.expect("swept"), 0);
    assert!(is_there(&*store, &upload).await);
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(store.sweep_uploads(Duration::ZERO).await.expect("swept"), 1);
    assert!(!is_there(&*store, &upload).await);
    store.close().await;
}

pub(crate) async fn a_file_belongs_to_one_ticket(stores: &Stores) {
    let store = stores.open().await;
    let (one, two) = (keep(&*store, b"1").await, keep(&*store, b"2").await);
    let first = insert(&*store, with_files(sent("1"), &[&one])).await.submission;
    let refused = store.insert(with_files(sent("2"), &[&two, &one])).await.expect("an answer");
    assert_eq!(refused, Inserted::NoUploads(vec![1]));
    insert(&*store, with_files(sent("2"), &[&two])).await;
    // A ticket that was refused lets its files go: the correction names the same ones.
    let field = FieldError { field: "email".to_owned(), error_type: ErrorType::Invalid };
    store.apply(&first.id, answered(1, Outcome::Rejected(vec![field]))).await.expect("applied");
    assert_eq!(store.sweep_uploads(Duration::ZERO).await.expect("swept"), 0);
    let corrected = insert(&*store, with_files(sent("3"), &[&one])).await.submission;
    assert_eq!(store.uploads(&corrected.id).await.expect("read"), [one]);
    store.close().await;
}
