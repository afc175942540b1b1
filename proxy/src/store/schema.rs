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
