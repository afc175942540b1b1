//! Starting and stopping.

use std::future::IntoFuture;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::Config;
use crate::app::App;
use crate::connection::{Connection, Listener};
use crate::store::Store;

/// How long requests may take to finish once the sandbox is told to stop.
const GRACE: Duration = Duration::from_secs(1);

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; free the port or choose another one (0: any)")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        source: io::Error,
    },
    /// The database cannot be opened or brought up to date.
    #[error("cannot open the database {}: {source}; check the path and its permissions, or name another file", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// SQLite's reason.
        source: sqlx::Error,
    },
}

/// A sandbox at work. Dropping it stops it too, but waits for nothing.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    server: JoinHandle<()>,
    store: Store,
    stop: DropGuard,
}

/// Opens the database, binds the address and serves in a task of its own.
///
/// # Errors
/// The address is taken, or the database cannot be opened.
pub async fn start(config: Config) -> Result<Running, Error> {
    let Config { listen, database } = config;
    let refused = |source| Error::Listen { address: listen, source };
    let listener = TcpListener::bind(listen).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let store = Store::open(&database).await.map_err(|source| Error::Database { path: database, source })?;

    let stop = CancellationToken::new();
    let router = App::new(store.clone(), stop.clone(), address).router();
    let server = axum::serve(Listener(listener), router.into_make_service_with_connect_info::<Connection>())
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let server = tokio::spawn(async move {
        if let Err(error) = server.into_future().await {
            tracing::error!(%error, listener = "sandbox", "stopped serving");
        }
    });
    tracing::info!(address = %address, listener = "sandbox", "listening");
    Ok(Running { address, server, store, stop: stop.drop_guard() })
}

impl Running {
    /// Where the sandbox listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more requests, resets the connections that are silent on purpose, gives the others
    /// a second, and closes the database.
    pub async fn stop(self) {
        let Self { server, store, stop, .. } = self;
        drop(stop);
        if timeout(GRACE, server).await.is_err() {
            tracing::warn!(listener = "sandbox", "stopped with connections open");
        }
        if timeout(GRACE, store.close()).await.is_err() {
            tracing::warn!("stopped with the database in use");
        }
    }
}
