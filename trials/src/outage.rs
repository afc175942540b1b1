//! Zoho is gone for two hours, and thousands of visitors do not notice.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::time::sleep;

use crate::crowd;
use crate::drain::drain;
use crate::memory::resident;
use crate::stage::Stage;
use crate::verdict::{in_order, verdict};
use crate::visitor::World;

const TWO_HOURS: Duration = Duration::from_secs(2 * 60 * 60);

/// Nobody stays on the page for two hours: people come back now and then.
const PACE: Duration = Duration::from_secs(2);

const ANSWER: u32 = 1200;

/// The proxy's default, and what the smallest edition of Zoho Desk allows.
const CONCURRENCY: u64 = 5;

/// How many tickets one person sends.
const EACH: u64 = 20;

/// How much more memory a proxy may hold after the backlog than before, in megabytes: what the
/// allocator and the database's cache keep. A leak of a kilobyte a ticket would be 5 MB.
const MORE: f64 = 64.0;

/// All pauses of the proxy are a `hurry`th of what they are, so that two hours become a minute
/// with 120. Sends `tickets` during the outage, lets Zoho come back, and looks at order and memory.
///
/// # Errors
/// A ticket lost, doubled or out of order; memory that is not given back.
pub(crate) async fn outage(program: &Path, tickets: u64, hurry: u32, seed: u64) -> Result<()> {
    let mut stage = Stage::new(program, "outage", hurry, ANSWER).await?;
    let result = play(&mut stage, tickets, hurry, seed).await;
    stage.end(&result).await;
    result
}

async fn play(stage: &mut Stage, tickets: u64, hurry: u32, seed: u64) -> Result<()> {
    let mut proxy = stage.proxy("proxy", None)?;
    proxy.serve().await?;
    let world =
        World { client: stage.client.clone(), ledger: stage.ledger.clone(), urls: [proxy.url()].into(), pace: PACE };
    // With an access token, and everything that is loaded at the first use.
    crowd::send(&world, seed ^ 1, 5, 2).await?;
    drain(&stage.ledger, &world.client, &mut proxy).await?;
    let process = proxy.id()?;
    let before = resident(process)?;

    // One half of the time nobody listens; the other half, whoever is there can do nothing.
    let down = Instant::now();
    stage.sandbox.stop().await;
    crowd::send(&world, seed, tickets / EACH, EACH).await?;
    let taken = down.elapsed();
    let waiting = resident(process)?;
    let half = TWO_HOURS / hurry / 2;
    sleep(half.saturating_sub(taken)).await;
    stage.sandbox.resume().await?;
    for on in ["tickets", "search", "list"] {
        let fault = json!({ "fault": "error_before", "status": 503, "on": on, "count": 1_000_000 });
        stage.sandbox.order(&fault).await?;
    }
    sleep(half).await;
    let down = down.elapsed();

    let back = Instant::now();
    stage.sandbox.forget_faults().await?;
    drain(&stage.ledger, &world.client, &mut proxy).await?;
    let drained = back.elapsed();
    let after = resident(process)?;
    let usage = stage.sandbox.usage().await?;
    proxy.stop().await?;

    println!(
        "    {tickets} tickets taken in {:.1} s, outage {:.1} s (two hours, {hurry} times as fast), drained in {:.1} s",
        taken.as_secs_f64(),
        down.as_secs_f64(),
        drained.as_secs_f64()
    );
    println!("    resident memory: {before:.1} MB before, {waiting:.1} MB with all waiting, {after:.1} MB after");
    let most = usage["mostInFlight"].as_u64().context("no count")?;
    println!("    requests to Zoho at a time: at most {most} ({CONCURRENCY} are allowed)");
    let desk = stage.sandbox.filed().await?;
    verdict(&stage.ledger, &desk)?;
    in_order(&stage.ledger, &desk)?;
    ensure!(most <= CONCURRENCY, "{most} requests at a time");
    ensure!(after < before + MORE, "memory grew from {before:.1} to {after:.1} MB");
    Ok(())
}
