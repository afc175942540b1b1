//! SQLite, the embedded default: one file, no server, one process.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::files::Files;
use super::link::Pool;
use super::{StoreError, schema};

/// The first version without the bug described at <https://sqlite.org/wal.html#walresetbug>.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// How long to wait for a connection, and for the file where another process writes to it.
const PATIENCE: Duration = Duration::from_secs(5);

/// One writes; the others answer what browsers ask.
const CONNECTIONS: u32 = 4;

pub(super) async fn open(url: &str) -> Result<(Pool, Option<Files>), StoreError> {
    let pool = connect(url, 1).await?;
    check_version(&pool).await?;
    schema::migrate_sqlite(&pool).await?;
    if is_in_memory(url) {
        // It belongs to its one connection, which therefore has to stay.
        return Ok((Pool::Sqlite(pool), None));
    }
    // New connections: one that was open before knows the tables as they were.
    pool.close().await;
    let files = Files::beside(pool.connect_options().get_filename());
    Ok((Pool::Sqlite(connect(url, CONNECTIONS).await?), Some(files)))
}

pub(super) fn is_in_memory(url: &str) -> bool {
    url.contains(":memory:") || url.contains("mode=memory")
}

async fn connect(url: &str, connections: u32) -> Result<SqlitePool, StoreError> {
    let opening = |error| StoreError::Open(Arc::new(error));
    let options = SqliteConnectOptions::from_str(url)
        .map_err(opening)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // WAL with less loses what was acknowledged when the power fails.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE);
    if !is_in_memory(url) {
        make_private(options.get_filename());
    }
    SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await
        .map_err(opening)
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
