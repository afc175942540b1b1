//! The portal's data, in SQLite.

mod codes;
mod contacts;
mod tickets;
mod tokens;
mod uploads;

use std::borrow::Cow;
use std::path::Path;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr, SqlitePool};

pub(crate) use codes::Code;
pub(crate) use tickets::{Search, StoredTicket, upload_ids};
pub(crate) use uploads::StoredUpload;

const MIGRATIONS: [(i64, &str, &str); 2] = [
    (1, "desk", include_str!("../migrations/0001_desk.sql")),
    (2, "grants", include_str!("../migrations/0002_grants.sql")),
];

/// All that a portal remembers.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens `path`, made and brought up to date if need be; `:memory:` is a database of its own.
    pub(crate) async fn open(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .in_memory(path == Path::new(":memory:"))
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was answered survives the process, if not a power failure. That is enough here.
            .synchronous(SqliteSynchronous::Normal);
        // One connection: writers never wait for one another's locks, and a database in memory
        // lives exactly as long as its connection.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
            .await?;
        let migrations = MIGRATIONS.map(|(version, description, sql)| {
            Migration::new(version, Cow::Borrowed(description), MigrationType::Simple, sql.into_sql_str(), false)
        });
        Migrator::with_migrations(migrations.into()).run(&pool).await?;
        Ok(Self { pool })
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    /// Forgets tickets, uploads and contacts. Their ids are not given out again.
    pub(crate) async fn clear(&self) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        for sql in ["DELETE FROM tickets", "DELETE FROM uploads", "DELETE FROM contacts"] {
            sqlx::query(sql).execute(&mut *transaction).await?;
        }
        transaction.commit().await
    }
}
