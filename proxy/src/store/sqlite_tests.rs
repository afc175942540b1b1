use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use super::*;
use crate::store::Store;
use crate::submission::{Fingerprint, Moment, Progress, State};
use crate::zoho::{ErrorType, FieldError, Reason, Receipt};

fn submission(key: &str) -> Submission {
    Submission {
        id: SubmissionId::random().expect("randomness"),
        key_hash: key.to_owned(),
        fingerprint: Fingerprint::from_stored("f".to_owned()),
        body: serde_json::from_str(r#"{"subject":"A"}"#).expect("a body"),
        progress: Progress::received(),
        created_at: Moment::now(),
    }
}

fn states() -> Vec<State> {
    vec![
        State::Received,
        State::Sending,
        State::Retry { at: Moment(5), reason: Reason::Concurrency },
        State::Unknown { since: Moment(1), at: Moment(2), lookups: 3, negatives: 2, reason: Reason::ServerError },
        State::Held { reason: Reason::Unconfirmed },
        State::Created(Receipt {
            ticket_number: "773".to_owned(),
            id: "1892000001054003".to_owned(),
            web_url: Some("https://desk.zoho.com/x".to_owned()),
        }),
        State::Rejected(vec![FieldError { field: "email".to_owned(), error_type: ErrorType::Duplicate }]),
    ]
}

#[tokio::test]
async fn every_state_reads_back_and_only_unfinished_ones_are_resumed() {
    let store = Store::open("sqlite::memory:").await.expect("a store");
    for (index, state) in states().into_iter().enumerate() {
        let mut submission = submission(&format!("key {index}"));
        assert_eq!(store.insert(&submission).await.expect("stored"), Inserted::New);
        submission.progress = Progress { attempt: 7, state };
        store.update(&submission).await.expect("updated");
        if index >= 5 {
            // A finished submission keeps nothing of what the visitor wrote.
            submission.body = None;
        }
        assert_eq!(store.find(&submission.id).await.expect("found"), Some(submission));
    }
    assert_eq!(store.unfinished().await.expect("read").len(), 5);
    store.check().await.expect("ready");
}

#[tokio::test]
async fn one_submission_to_a_key() {
    let store = Store::open("sqlite::memory:").await.expect("a store");
    let (first, second) = (submission("key"), submission("key"));
    assert_eq!(store.insert(&first).await.expect("stored"), Inserted::New);
    assert_eq!(store.insert(&second).await.expect("known"), Inserted::Known(Box::new(first)));
    assert_eq!(store.find(&second.id).await.expect("read"), None);
    assert!(matches!(store.update(&second).await, Err(StoreError::Gone)));
}

#[tokio::test]
async fn a_newer_schema_is_left_alone() {
    let file = TestFile::new();
    Store::open(&file.url()).await.expect("a store").close().await;
    let mut raw = SqliteConnection::connect(&file.url()).await.expect("a connection");
    sqlx::query("INSERT INTO _sqlx_migrations VALUES (9999, 'later', CURRENT_TIMESTAMP, 1, x'00', 1)")
        .execute(&mut raw)
        .await
        .expect("a later migration");
    raw.close().await.expect("closed");
    assert!(matches!(Store::open(&file.url()).await, Err(StoreError::NewerSchema)));
}

#[tokio::test]
async fn what_cannot_be_opened_is_said() {
    let error = |url: &'static str| async move { Store::open(url).await.err().map(|error| error.to_string()) };
    assert!(error("mysql://x").await.is_some_and(|error| error.contains("sqlite:")));
    assert!(error("sqlite:///no/such/directory/a.db").await.is_some_and(|error| error.contains("check the path")));
    let file = TestFile::new();
    std::fs::write(&file.path, "this is no database, but long enough to be taken for one").expect("written");
    assert!(Store::open(&file.url()).await.is_err());
}

#[tokio::test]
async fn the_log_is_written_ahead_and_flushed() {
    let file = TestFile::new();
    let sqlite = Sqlite::open(&file.url()).await.expect("a store");
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&sqlite.pool).await.expect("a mode");
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&sqlite.pool).await.expect("a level");
    assert_eq!((mode.as_str(), synchronous), ("wal", 2));
    sqlite.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let file = TestFile::new();
    let store = Store::open(&file.url()).await.expect("a store");
    store.insert(&submission("key")).await.expect("stored");
    for suffix in ["", "-wal"] {
        let path = format!("{}{suffix}", file.path.display());
        let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{path}");
    }
}

/// A database in the temporary directory, taken away in the end.
struct TestFile {
    path: std::path::PathBuf,
}

impl TestFile {
    fn new() -> Self {
        let name = SubmissionId::random().expect("randomness");
        Self { path: std::env::temp_dir().join(format!("deskbell-test-{}.db", name.as_str())) }
    }

    fn url(&self) -> String {
        format!("sqlite://{}", self.path.display())
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.path.display()));
        }
    }
}
