//! PostgreSQL, for several replicas of the proxy.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Connection, Postgres};

use super::link::Pool;
use super::{StoreError, schema};

/// How long to wait for a connection. A request waits for as long at most, and then says 503.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections of one replica. One writes; the others answer what browsers ask.
const CONNECTIONS: u32 = 8;

/// The number of the advisory lock under which access tokens are fetched: `deskbell` in ASCII.
const TOKEN_LOCK: i64 = 0x6465_736b_6265_6c6c;

pub(super) async fn open(url: &str) -> Result<Pool, StoreError> {
    let connecting = |error| StoreError::Connect(Arc::new(error));
    let options = PgConnectOptions::from_str(url).map_err(connecting)?.application_name("deskbell-proxy").options([
        // The server's own settings may be more lenient than what was promised to visitors.
        ("synchronous_commit", "on"),
        // A statement that waits for locks for so long is better tried again.
        ("lock_timeout", "30s"),
        // A replica that stands still must not hold what others wait for.
        ("idle_in_transaction_session_timeout", "60s"),
    ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await
        .map_err(connecting)?;
    schema::migrate_postgres(&pool).await?;
    Ok(Pool::Postgres(pool))
}

/// The advisory lock for access tokens. It belongs to the session: it ends with the connection,
/// which is closed when this is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    connection: Option<PoolConnection<Postgres>>,
}

impl Turn {
    pub(super) async fn wait(pool: &PgPool) -> Result<Self, sqlx::Error> {
        let mut connection = pool.acquire().await?;
        sqlx::query("SELECT pg_advisory_lock($1)").bind(TOKEN_LOCK).execute(&mut *connection).await?;
        Ok(Self { connection: Some(connection) })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let connection = connection.detach();
        // In good order where there is a runtime left; the server notices in any case.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { connection.close().await });
        }
    }
}
