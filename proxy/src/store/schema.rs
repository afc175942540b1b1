//! The schema's history, once for each database. Append only: what was released is never changed.

use std::sync::Arc;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{PgPool, SqlSafeStr, SqlitePool};

use super::StoreError;
use crate::crash::{self, Point};

type History = &'static [(i64, &'static str, &'static str)];

const SQLITE: History = &[
    (1, "submissions", include_str!("../../migrations/sqlite/0001_submissions.sql")),
    (2, "machine", include_str!("../../migrations/sqlite/0002_machine.sql")),
    (3, "uploads", include_str!("../../migrations/sqlite/0003_uploads.sql")),
];

const POSTGRES: History = &[
    (1, "submissions", include_str!("../../migrations/postgres/0001_submissions.sql")),
    (2, "uploads", include_str!("../../migrations/postgres/0002_uploads.sql")),
    (3, "guard", include_str!("../../migrations/postgres/0003_guard.sql")),
];

/// Applies what is missing.
pub(super) async fn migrate_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    crash::point(Point::Migrating);
    migrator(SQLITE).run(pool).await.map_err(failed)
}

/// The same. Of several processes that start at once one does it, under an advisory lock.
pub(super) async fn migrate_postgres(pool: &PgPool) -> Result<(), StoreError> {
    crash::point(Point::Migrating);
    migrator(POSTGRES).run(pool).await.map_err(failed)
}

/// Whether the schema `version` is not newer than this program.
///
/// # Errors
/// [`StoreError::NewerSchema`].
pub(super) fn is_known_to_sqlite(version: i64) -> Result<(), StoreError> {
    is_known(SQLITE, version)
}

/// The same.
///
/// # Errors
/// The same.
pub(super) fn is_known_to_postgres(version: i64) -> Result<(), StoreError> {
    is_known(POSTGRES, version)
}

fn is_known(history: History, version: i64) -> Result<(), StoreError> {
    let newest = history.iter().map(|(version, ..)| *version).max().unwrap_or_default();
    if version > newest { Err(StoreError::NewerSchema) } else { Ok(()) }
}

fn migrator(history: History) -> Migrator {
    let migrations = history.iter().map(|&(version, description, sql)| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

fn failed(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(_) => StoreError::NewerSchema,
        other => StoreError::Migrate(Arc::new(other)),
    }
}
