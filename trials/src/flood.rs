//! A flood of requests that are all refused, and one visitor in the midst of it.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use tokio::process::Command;
use tokio::time::sleep;

use crate::memory::peak;
use crate::proxy::Proxy;
use crate::stage::Stage;
use crate::verdict::verdict;
use crate::visitor::{Visit, World};

/// The website that may show the form. The flood comes from another one.
const ORIGIN: &str = "https://shop.example.com";

/// As in production: nothing hurries, and an answer of Zoho's may take as long as it does by default.
const HURRY: u32 = 1;
const ANSWER: u32 = 20_000;

/// At the same time; more than a browser of anybody's opens.
const CONNECTIONS: u32 = 256;

/// What the visitor does between two tickets, in milliseconds.
const PAUSE: u64 = 100;

/// How long a visitor may wait for a number.
const PATIENCE: Duration = Duration::from_secs(2);

/// The most memory, in megabytes.
const MEMORY: f64 = 100.0;

/// Floods the proxy for `seconds` while a visitor sends one ticket after the other. No limit of
/// the proxy's is on: each request comes as far as it can, and is refused for what it is.
///
/// # Errors
/// A ticket that takes too long or is lost, an answer to the flood that is no refusal, too much memory.
pub(crate) async fn flood(program: &Path, seconds: u64, seed: u64) -> Result<()> {
    let stage = Stage::new(program, "flood", HURRY, ANSWER).await?;
    let result = play(&stage, seconds, seed).await;
    stage.end(&result).await;
    result
}

async fn play(stage: &Stage, seconds: u64, seed: u64) -> Result<()> {
    let mut proxy = stage.proxy("proxy", None)?;
    proxy.set("DESKBELL_ORIGINS", ORIGIN.to_owned());
    // A line for each of a million requests is for whoever looks at the disk, not at this.
    proxy.set("DESKBELL_LOG", "error".to_owned());
    proxy.serve().await?;
    let world = World {
        client: stage.client.clone(),
        ledger: stage.ledger.clone(),
        urls: [proxy.url()].into(),
        pace: Duration::from_millis(PAUSE),
    };
    let (refused, mut waits) = tokio::try_join!(wrk(&proxy, seconds), visitor(&world, seconds, seed))?;
    let memory = peak(proxy.id()?)?;
    proxy.stop().await?;

    waits.sort();
    let median = waits.get(waits.len() / 2).copied().unwrap_or_default();
    let longest = waits.last().copied().unwrap_or_default();
    println!("    {refused} requests refused, {} a second, over {CONNECTIONS} connections", refused / seconds);
    println!(
        "    {} tickets meanwhile: a number after {:.0} ms (median), {:.0} ms (longest)",
        waits.len(),
        median.as_secs_f64() * 1000.0,
        longest.as_secs_f64() * 1000.0
    );
    println!("    memory of the proxy: at most {memory:.1} MB");
    verdict(&stage.ledger, &stage.sandbox.filed().await?)?;
    ensure!(!waits.is_empty(), "no ticket was sent");
    ensure!(longest <= PATIENCE, "a visitor has waited for {:.1} s", longest.as_secs_f64());
    ensure!(memory <= MEMORY, "{memory:.1} MB are too many");
    Ok(())
}

/// How many requests were refused. The script says which they are.
async fn wrk(proxy: &Proxy, seconds: u64) -> Result<u64> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("flood.lua");
    let mut wrk = Command::new("wrk");
    wrk.args(["--threads", "1", "--connections", &CONNECTIONS.to_string(), "--timeout", "10s"]);
    wrk.arg("--duration").arg(format!("{seconds}s")).arg("--script").arg(script).arg(proxy.url());
    let output = wrk.stderr(Stdio::inherit()).kill_on_drop(true).output().await.context("wrk cannot be started")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "wrk ended with {}: {text}", output.status);
    read(&text)
}

/// Reads what the script says at the end: `refused 123, else 0`.
fn read(text: &str) -> Result<u64> {
    let sum = text.lines().find_map(|line| line.strip_prefix("refused ")?.split_once(", else "));
    let (refused, other) = sum.with_context(|| format!("wrk says nothing of refusals: {text}"))?;
    ensure!(other == "0", "{other} answers to the flood are no refusals, or did not come: {text}");
    let refused = refused.parse()?;
    ensure!(refused > 0, "there was no flood: {text}");
    Ok(refused)
}

/// How long each ticket of a visitor took, from the first try to its number.
async fn visitor(world: &World, seconds: u64, seed: u64) -> Result<Vec<Duration>> {
    let mut random = Rng::with_seed(seed);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut waits = Vec::new();
    while Instant::now() < end {
        let visit = Visit::plain(&mut random, format!("Trial {seed} {}", waits.len()), "ada@example.org".to_owned());
        let sent = Instant::now();
        let status = world.knock(&visit, &mut random).await;
        ensure!(status == 201, "a visitor gets {status} and no number");
        waits.push(sent.elapsed());
        sleep(Duration::from_millis(PAUSE)).await;
    }
    Ok(waits)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_refusals_count() {
        assert_eq!(read("Running 20s test\nrefused 120, else 0\n").unwrap(), 120);
        for wrong in ["", "refused 120, else 1", "refused 0, else 0", "refused x, else 0"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
