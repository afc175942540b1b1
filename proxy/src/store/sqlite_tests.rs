use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use super::*;
use crate::store::{Insert, Store};
use crate::submission::{Fingerprint, Moment, Progress, State, Submission, SubmissionId};

fn submission(key: &str) -> Insert {
    let submission = Submission {
        id: SubmissionId::random().expect("randomness"),
        key_hash: key.to_owned(),
        fingerprint: Fingerprint::from_stored("f".to_owned()),
        person: None,
        body: serde_json::from_str(r#"{"subject":"A"}"#).expect("a body"),
        progress: Progress::received(Moment::now()),
    };
    Insert { submission, owner: None, repeats: Duration::ZERO }
}

async fn opened(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    crate::store::open(url, Arc::default()).await
}

#[tokio::test]
async fn a_newer_schema_is_left_alone() {
    let file = TestFile::new();
    opened(&file.url()).await.expect("a store").close().await;
    let mut raw = SqliteConnection::connect(&file.url()).await.expect("a connection");
    sqlx::query("INSERT INTO _sqlx_migrations VALUES (9999, 'later', CURRENT_TIMESTAMP, 1, x'00', 1)")
        .execute(&mut raw)
        .await
        .expect("a later migration");
    raw.close().await.expect("closed");
    assert!(matches!(opened(&file.url()).await, Err(StoreError::NewerSchema)));
}

/// What the first version left behind is gone on with by this one.
#[tokio::test]
async fn the_first_versions_rows_are_gone_on_with() {
    let file = TestFile::new();
    make_private(&file.path);
    let mut raw = SqliteConnection::connect(&file.url()).await.expect("a connection");
    let first = include_str!("../../migrations/sqlite/0001_submissions.sql");
    sqlx::raw_sql(first).execute(&mut raw).await.expect("the first schema");
    let checksum = sqlx::migrate::Migration::new(
        1,
        "submissions".into(),
        sqlx::migrate::MigrationType::Simple,
        sqlx::SqlSafeStr::into_sql_str(first),
        false,
    )
    .checksum;
    let table = "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,
        installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL,
        execution_time BIGINT NOT NULL)";
    sqlx::query(table).execute(&mut raw).await.expect("the history");
    sqlx::query("INSERT INTO _sqlx_migrations VALUES (1, 'submissions', CURRENT_TIMESTAMP, 1, $1, 1)")
        .bind(checksum.to_vec())
        .execute(&mut raw)
        .await
        .expect("the first migration");
    let ids: Vec<String> = (0..7).map(|n| format!("{n}{}", "0".repeat(25))).collect();
    let rows = [
        ("received", "NULL", "NULL"),
        ("sending", "NULL", "NULL"),
        ("retry", "5", "'unreachable'"),
        ("unknown", "5", "'timed_out'"),
        ("held", "NULL", "'forbidden'"),
        ("created", "NULL", "NULL"),
        ("rejected", "NULL", "NULL"),
    ];
    for (id, (state, next_at, reason)) in ids.iter().zip(rows) {
        let sql = format!(
            "INSERT INTO submissions (id, key_hash, fingerprint, body, state, attempt, reason, next_at, since,
             ticket_number, ticket_id, errors, created_at)
             VALUES ('{id}', 'k{id}', 'f', '{{}}', '{state}', 3, {reason}, {next_at}, 1, '773', '1', '[]', 1000)"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut raw).await.expect("a row");
    }
    raw.close().await.expect("closed");

    let store = opened(&file.url()).await.expect("a store");
    let mut states = Vec::new();
    for id in &ids {
        let id = SubmissionId::parse(id).expect("an id");
        let found = store.find(&id).await.expect("read").expect("kept");
        assert_eq!((found.progress.attempt, found.progress.created_at), (3, Moment(1000)));
        states.push(found.progress.state.name());
    }
    assert_eq!(states, rows.map(|(state, ..)| state));
    let claimed = store.claim("new", 10).await.expect("claimed");
    let mut after: Vec<&str> = claimed.iter().map(|applied| applied.submission.progress.state.name()).collect();
    after.sort_unstable();
    // What was being sent is looked up first; what was held for longer than anybody waits is given up.
    assert_eq!(after, ["expired", "sending", "sending", "unknown", "unknown"]);
    store.close().await;
}

#[tokio::test]
async fn what_cannot_be_opened_is_said() {
    let error = |url: &'static str| async move { opened(url).await.err().map(|error| error.to_string()) };
    assert!(error("mysql://x").await.is_some_and(|error| error.contains("sqlite:")));
    assert!(error("sqlite:///no/such/directory/a.db").await.is_some_and(|error| error.contains("check the path")));
    let file = TestFile::new();
    std::fs::write(&file.path, "this is no database, but long enough to be taken for one").expect("written");
    assert!(opened(&file.url()).await.is_err());
}

#[tokio::test]
async fn the_log_is_written_ahead_and_flushed() {
    let file = TestFile::new();
    let pool = connect(&file.url(), 1).await.expect("a store");
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&pool).await.expect("a mode");
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&pool).await.expect("a level");
    assert_eq!((mode.as_str(), synchronous), ("wal", 2));
    pool.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let file = TestFile::new();
    let store = opened(&file.url()).await.expect("a store");
    store.insert(submission("key")).await.expect("stored");
    for suffix in ["", "-wal"] {
        let path = format!("{}{suffix}", file.path.display());
        let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{path}");
    }
    assert!(matches!(submission("key").submission.progress.state, State::Received));
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
