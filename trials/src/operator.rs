//! What the operator does on the command line.

use anyhow::Result;

use crate::proxy::Proxy;

/// The lines of `held list`, one a submission.
pub(crate) async fn held(proxy: &Proxy) -> Result<Vec<String>> {
    let list = proxy.command_line(&["held", "list"]).await?;
    Ok(list.lines().map(str::to_owned).collect())
}

/// Lets everything that is held go on.
pub(crate) async fn release(proxy: &Proxy) -> Result<()> {
    for line in held(proxy).await? {
        let Some(id) = line.split_whitespace().next() else { continue };
        // One that has gone on by itself meanwhile is not held any more.
        drop(proxy.command_line(&["held", "retry", id]).await);
    }
    Ok(())
}
