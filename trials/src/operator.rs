//! What the operator does: reads the log, mends what is wrong, and starts the proxy again.

use anyhow::Result;
use serde_json::Value;

use crate::proxy::Proxy;

/// Whether the log says that a ticket is held for `reason`.
pub(crate) fn knows_of_held(proxy: &Proxy, reason: &str) -> Result<bool> {
    let log = proxy.log()?;
    let mut events = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(events.any(|event| event["event"] == "submission.held" && event["reason"] == reason))
}

/// Lets everything that is held go on: a start tries it again, as it may have been mended.
pub(crate) async fn release(proxy: &mut Proxy) -> Result<()> {
    proxy.stop().await?;
    proxy.serve().await
}
