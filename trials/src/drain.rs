//! Waits until nothing is under way any more. What is held is the operator's matter, who lets it go on.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use reqwest::Client;
use tokio::time::sleep;

use crate::ledger::Ledger;
use crate::operator;
use crate::proxy::Proxy;

/// How long that may take without anything getting on.
const PATIENCE: Duration = Duration::from_secs(120);

/// How long until the operator looks whether something is held.
const HELD: Duration = Duration::from_secs(20);

/// The states in which a submission waits for somebody or something.
const OPEN: [&str; 5] = ["received", "sending", "retry", "unknown", "held"];

/// Waits until the proxy holds nothing open, and every visitor who was promised a number has it.
///
/// # Errors
/// When nothing gets on for two minutes.
pub(crate) async fn drain(ledger: &Ledger, client: &Client, proxy: &mut Proxy) -> Result<()> {
    let (mut last, mut since, mut released) = (usize::MAX, Instant::now(), Instant::now());
    loop {
        let open = open(client, proxy).await?;
        let left = open.iter().map(|(_, count)| count).sum::<usize>() + ledger.pending();
        if left == 0 {
            return Ok(());
        }
        if left != last {
            (last, since) = (left, Instant::now());
        }
        if since.elapsed() > PATIENCE {
            bail!("nothing gets on: {} visitors wait; in the proxy: {open:?}", ledger.pending());
        }
        if since.elapsed() > HELD && released.elapsed() > HELD {
            operator::release(proxy).await?;
            released = Instant::now();
        }
        sleep(Duration::from_millis(250)).await;
    }
}

/// How many submissions are in which open state, as `/metrics` has it; a proxy that has none says
/// nothing about what nobody was promised.
async fn open(client: &Client, proxy: &Proxy) -> Result<Vec<(&'static str, usize)>> {
    let answer = client.get(format!("{}/metrics", proxy.admin_url())).send().await?;
    let text = answer.text().await?;
    let mut open = Vec::new();
    for state in OPEN {
        let line = format!("deskbell_submissions{{state=\"{state}\"}} ");
        let number = text.lines().find_map(|known| known.strip_prefix(&line));
        // Without its line nothing would seem to be open.
        let count = number.with_context(|| format!("/metrics does not count {state}"))?.trim().parse::<usize>()?;
        if count > 0 {
            open.push((state, count));
        }
    }
    Ok(open)
}
