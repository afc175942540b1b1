//! SQLite, the embedded default: one file, no server.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::submission::{Submission, SubmissionId};

use crate::crash::{self, Point};

use super::columns::{self, Columns};
use super::{Inserted, StoreError, schema};

/// The first version without the bug described at <https://sqlite.org/wal.html#walresetbug>.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// How long to wait for a connection, and for the file where another process writes to it.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Clone)]
pub(super) struct Sqlite {
    pool: SqlitePool,
}

impl Sqlite {
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        if !url.starts_with("sqlite:") {
            return Err(StoreError::Url);
        }
        let opening = |error| StoreError::Open(Arc::new(error));
        let options = SqliteConnectOptions::from_str(url)
            .map_err(opening)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // WAL with less loses what was acknowledged when the power fails.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE);
        let in_memory = url.contains(":memory:") || url.contains("mode=memory");
        if !in_memory {
            make_private(options.get_filename());
        }
        let pool = SqlitePoolOptions::new()
            // A database in memory belongs to its one connection, which therefore has to stay.
            .max_connections(if in_memory { 1 } else { 4 })
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await
            .map_err(opening)?;
        check_version(&pool).await?;
        schema::migrate(&pool).await?;
        Ok(Self { pool })
    }

    pub(super) async fn insert(&self, submission: &Submission) -> Result<Inserted, StoreError> {
        let columns = Columns::of(&submission.progress.state)?;
        let inserted = sqlx::query(
            "INSERT INTO submissions (id, key_hash, fingerprint, body, state, attempt, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key_hash) DO NOTHING",
        )
        .bind(submission.id.as_str())
        .bind(&submission.key_hash)
        .bind(submission.fingerprint.as_str())
        .bind(columns::body(submission)?)
        .bind(columns.state)
        .bind(submission.progress.attempt)
        .bind(submission.created_at.0)
        .execute(&self.pool)
        .await?;
        if inserted.rows_affected() == 1 {
            return Ok(Inserted::New);
        }
        let known = sqlx::query("SELECT * FROM submissions WHERE key_hash = ?")
            .bind(&submission.key_hash)
            .fetch_one(&self.pool)
            .await?;
        Ok(Inserted::Known(Box::new(columns::submission(&known)?)))
    }

    pub(super) async fn update(&self, submission: &Submission) -> Result<(), StoreError> {
        let columns = Columns::of(&submission.progress.state)?;
        let (number, ticket, url) = match columns.receipt {
            Some(receipt) => (Some(receipt.ticket_number), Some(receipt.id), receipt.web_url),
            None => (None, None, None),
        };
        let updated = sqlx::query(
            "UPDATE submissions SET body = ?, state = ?, attempt = ?, reason = ?, next_at = ?, since = ?,
             lookups = ?, negatives = ?, ticket_number = ?, ticket_id = ?, web_url = ?, errors = ? WHERE id = ?",
        )
        .bind(columns::body(submission)?)
        .bind(columns.state)
        .bind(submission.progress.attempt)
        .bind(columns.reason)
        .bind(columns.next_at)
        .bind(columns.since)
        .bind(columns.lookups)
        .bind(columns.negatives)
        .bind(number)
        .bind(ticket)
        .bind(url)
        .bind(columns.errors)
        .bind(submission.id.as_str())
        .execute(&self.pool)
        .await?;
        if updated.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Gone) }
    }

    pub(super) async fn find(&self, id: &SubmissionId) -> Result<Option<Submission>, StoreError> {
        let row =
            sqlx::query("SELECT * FROM submissions WHERE id = ?").bind(id.as_str()).fetch_optional(&self.pool).await?;
        row.as_ref().map(columns::submission).transpose()
    }

    pub(super) async fn unfinished(&self) -> Result<Vec<Submission>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM submissions WHERE state NOT IN ('created', 'rejected') ORDER BY created_at, id")
                .fetch_all(&self.pool)
                .await?;
        rows.iter().map(columns::submission).collect()
    }

    pub(super) async fn check(&self) -> Result<(), StoreError> {
        // Takes the write lock and gives it back: a read would not notice a read-only file.
        let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        transaction.rollback().await?;
        Ok(())
    }

    pub(super) async fn close(&self) {
        crash::point(Point::Purging);
        self.pool.close().await;
    }
}

/// Makes the file for its owner only: it holds what visitors wrote. Whatever goes wrong here goes
/// wrong again when SQLite opens the file, and is reported then.
fn make_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let _ = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    }
    #[cfg(not(unix))]
    let _ = path;
}

async fn check_version(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let numbers: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    if numbers.as_slice() < OLDEST_SQLITE.as_slice() { Err(StoreError::OldSqlite(version)) } else { Ok(()) }
}

#[cfg(test)]
#[path = "sqlite_tests.rs"]
mod tests;
