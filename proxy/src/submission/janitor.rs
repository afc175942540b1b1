//! Sweeping up, now and then.

use std::time::Duration;

use super::sender::Sender;
use crate::store::Purge;

/// How long a file waits for the ticket that names it: as long as somebody may be writing one.
pub(super) const ORPHANS: Duration = Duration::from_secs(24 * 60 * 60);

const EVERY: Duration = Duration::from_secs(60 * 60);

impl Sender {
    /// Takes away what nobody needs, at the start and every hour.
    pub(super) async fn sweep(self, retention: Purge) {
        while !self.stop.is_cancelled() {
            match self.store.sweep_uploads(ORPHANS).await {
                Ok(0) => {}
                Ok(swept) => tracing::info!(event = "uploads.swept", swept),
                Err(error) => tracing::error!(event = "store.failed", reason = %error),
            }
            match self.store.purge(retention).await {
                Ok(0) => {}
                Ok(rows) => tracing::info!(event = "store.purged", rows),
                Err(error) => tracing::error!(event = "store.failed", reason = %error),
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }
}
