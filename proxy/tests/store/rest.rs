//! Starts, tokens, and taking away.

use std::sync::Arc;
use std::time::Duration;

use deskbell_proxy::store::{self, KeptToken, Purge, StoreError};
use deskbell_proxy::zoho::{ErrorType, FieldError, Outcome, Reason};
use sqlx::Connection;

use crate::bench::{Stores, answered, insert, receipt, sent, state};

pub(crate) async fn a_start_frees_what_was_held(stores: &Stores) {
    let store = stores.open().await;
    let held = |reason| Outcome::Held { reason };
    let sending = insert(&*store, sent("0")).await.submission.id;
    let refused = insert(&*store, sent("1")).await.submission.id;
    store.apply(&refused, answered(1, held(Reason::Refused))).await.expect("applied");
    let lost = insert(&*store, sent("2")).await.submission.id;
    store.apply(&lost, answered(1, held(Reason::Unconfirmed))).await.expect("applied");
    let shared = store.is_shared();
    assert_eq!(store.restart().await.expect("freed"), if shared { 2 } else { 3 });
    assert_eq!(state(&*store, &refused).await, "retry");
    assert_eq!(state(&*store, &lost).await, "unknown");
    // Another replica may be sending it; where there is none, nobody is.
    assert_eq!(state(&*store, &sending).await, if shared { "sending" } else { "unknown" });
    store.close().await;
}

pub(crate) async fn a_token_is_kept(stores: &Stores) {
    let store = stores.open().await;
    assert_eq!(store.token().await.expect("read"), None);
    for expires_at in [5, 6] {
        let token = KeptToken { sealed: vec![0, 255, u8::try_from(expires_at).expect("small")], expires_at };
        store.keep_token(token.clone()).await.expect("kept");
        assert_eq!(store.token().await.expect("read"), Some(token));
    }
    let turn = store.token_turn().await.expect("a turn");
    drop(turn);
    drop(store.token_turn().await.expect("another turn"));
    store.close().await;
}

pub(crate) async fn what_is_over_is_taken_away(stores: &Stores) {
    let store = stores.open().await;
    let field = FieldError { field: "email".to_owned(), error_type: ErrorType::Invalid };
    let refused = insert(&*store, sent("1")).await.submission.id;
    store.apply(&refused, answered(1, Outcome::Rejected(vec![field]))).await.expect("applied");
    let created = insert(&*store, sent("2")).await.submission.id;
    store.apply(&created, answered(1, Outcome::Created(receipt("1")))).await.expect("applied");
    let sending = insert(&*store, sent("3")).await.submission.id;
    let has_body = async || store.find(&refused).await.expect("read").is_some_and(|found| found.body.is_some());
    let hour = Duration::from_secs(3600);
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(store.purge(Purge { rejected: hour, finished: hour }).await.expect("purged"), 0);
    assert!(has_body().await);
    assert_eq!(store.purge(Purge { rejected: Duration::ZERO, finished: hour }).await.expect("purged"), 1);
    assert!(!has_body().await);
    assert_eq!(store.purge(Purge { rejected: hour, finished: Duration::ZERO }).await.expect("purged"), 2);
    for (id, there) in [(refused, false), (created, false), (sending, true)] {
        assert_eq!(store.find(&id).await.expect("read").is_some(), there);
    }
    store.close().await;
}

pub(crate) async fn a_newer_schema_is_left_alone(stores: &Stores) {
    stores.open().await.close().await;
    if stores.url.starts_with("postgres") {
        let later = "INSERT INTO _sqlx_migrations VALUES (9999, 'later', now(), true, '\\x00', 1)";
        let mut raw = sqlx::PgConnection::connect(&stores.url).await.expect("a connection");
        sqlx::query(later).execute(&mut raw).await.expect("a later migration");
    } else {
        let later = "INSERT INTO _sqlx_migrations VALUES (9999, 'later', CURRENT_TIMESTAMP, 1, x'00', 1)";
        let mut raw = sqlx::SqliteConnection::connect(&stores.url).await.expect("a connection");
        sqlx::query(later).execute(&mut raw).await.expect("a later migration");
    }
    assert!(matches!(store::open(&stores.url, Arc::default()).await, Err(StoreError::NewerSchema)));
}
