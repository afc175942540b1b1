//! Takes away what is no longer needed, at the start and then every hour.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::store::{Purge, Store};

const EVERY: Duration = Duration::from_secs(60 * 60);

pub(crate) async fn run(store: Arc<dyn Store>, purge: Purge, stop: CancellationToken) {
    loop {
        match store.purge(purge).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(event = "store.purged", rows),
            Err(error) => tracing::error!(event = "store.failed", reason = %error),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
