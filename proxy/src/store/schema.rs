//! The schema's history. Append only: what was released is never changed.

use std::sync::Arc;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr, SqlitePool};

use super::StoreError;
use crate::crash::{self, Point};

const MIGRATIONS: [(i64, &str, &str); 1] = [(1, "submissions", include_str!("../../migrations/0001_submissions.sql"))];

/// Applies what is missing.
pub(super) async fn migrate(pool: &SqlitePool) -> Result<(), StoreError> {
    crash::point(Point::Migrating);
    let migrations = MIGRATIONS.map(|(version, description, sql)| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.to_vec()).run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(_) => StoreError::NewerSchema,
        other => StoreError::Migrate(Arc::new(other)),
    })
}
