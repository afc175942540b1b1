//! Whether a database could be written to, without changing anything in it: the schema may be one
//! that a running proxy of another version is at work with.

use std::io::Write;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::{StoreError, schema, writer};

/// How long to wait for a connection, and for whoever writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a database that can be used is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Probed {
    /// It has been in use.
    Used,
    /// It will be made, or its tables, at the first start.
    New,
}

/// Looks at the database at `url`.
///
/// # Errors
/// Why nothing could be stored there.
pub(crate) async fn probe(url: &str) -> Result<Probed, StoreError> {
    match url.split_once(':') {
        Some(("sqlite", _)) if super::sqlite::is_in_memory(url) => Ok(Probed::New),
        Some(("sqlite", _)) => sqlite(url).await,
        Some(("postgres" | "postgresql", _)) => postgres(url).await,
        _ => Err(StoreError::Url),
    }
}

async fn sqlite(url: &str) -> Result<Probed, StoreError> {
    let opening = |error| StoreError::Open(Arc::new(error));
    let options = SqliteConnectOptions::from_str(url).map_err(opening)?.busy_timeout(PATIENCE);
    let file = options.get_filename().to_owned();
    // SQLite makes files beside the database as well.
    try_directory(file.parent().unwrap_or(Path::new(""))).map_err(|error| opening(sqlx::Error::Io(error)))?;
    if !file.exists() {
        return Ok(Probed::New);
    }
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.map_err(opening)?;
    let probed = in_sqlite(&pool).await;
    pool.close().await;
    probed
}

async fn in_sqlite(pool: &SqlitePool) -> Result<Probed, StoreError> {
    let known = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')";
    let is_used: bool = sqlx::query_scalar(known).fetch_one(pool).await?;
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    if is_used {
        let version = sqlx::query_scalar(VERSION).fetch_one(&mut *transaction).await?;
        schema::is_known_to_sqlite(version)?;
        sqlx::query(writer::HEARTBEAT).bind("doctor").bind(0_i64).execute(&mut *transaction).await?;
    }
    transaction.rollback().await?;
    Ok(if is_used { Probed::Used } else { Probed::New })
}

async fn postgres(url: &str) -> Result<Probed, StoreError> {
    let connecting = |error| StoreError::Connect(Arc::new(error));
    let options = PgConnectOptions::from_str(url).map_err(connecting)?.application_name("deskbell-proxy doctor");
    let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE);
    let pool = pool.connect_with(options).await.map_err(connecting)?;
    let probed = in_postgres(&pool).await;
    pool.close().await;
    probed
}

async fn in_postgres(pool: &PgPool) -> Result<Probed, StoreError> {
    let is_used: bool =
        sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await?;
    let mut transaction = pool.begin().await?;
    if is_used {
        let version = sqlx::query_scalar(VERSION).fetch_one(&mut *transaction).await?;
        schema::is_known_to_postgres(version)?;
        sqlx::query(writer::HEARTBEAT).bind("doctor").bind(0_i64).execute(&mut *transaction).await?;
    } else {
        sqlx::query("CREATE TABLE deskbell_doctor (at BIGINT)").execute(&mut *transaction).await?;
    }
    transaction.rollback().await?;
    Ok(if is_used { Probed::Used } else { Probed::New })
}

const VERSION: &str = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";

fn try_directory(directory: &Path) -> std::io::Result<()> {
    let path = directory.join(format!(".deskbell-doctor-{}", uuid::Uuid::new_v4()));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
    let written = file.write_all(&[0; 4096]).and_then(|()| file.sync_all());
    std::fs::remove_file(path)?;
    written
}
