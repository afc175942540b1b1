//! Nothing can be stored for a while: nothing is acknowledged, the operator's probe says so, and
//! everything goes through afterwards, in the same process.

use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use fastrand::Rng;
use tokio::time::sleep;

use crate::crowd;
use crate::drain::drain;
use crate::proxy::Proxy;
use crate::stage::Stage;
use crate::verdict::verdict;
use crate::visitor::{Visit, World};

/// What takes the store away and brings it back.
pub(crate) trait Misfortune {
    /// From now on, nothing can be stored (once what little is left is used up).
    fn begin(&mut self, proxy: &Proxy) -> Result<()>;
    /// All is well again.
    fn end(&mut self, proxy: &Proxy) -> Result<()>;
}

const PACE: Duration = Duration::from_millis(250);

/// How many tickets may still find room.
const ROOM: u32 = 3000;

/// How long the probe may take to notice.
const NOTICED: Duration = Duration::from_secs(30);

/// Plays it with a proxy that runs.
///
/// # Errors
/// An acknowledgement of what was not stored, a refusal that does not say when to come back, a
/// proxy that does not recover by itself.
pub(crate) async fn play(stage: &Stage, proxy: &mut Proxy, misfortune: &mut impl Misfortune, seed: u64) -> Result<()> {
    let world =
        World { client: stage.client.clone(), ledger: stage.ledger.clone(), urls: [proxy.url()].into(), pace: PACE };
    let mut random = Rng::with_seed(seed);
    let process = proxy.id()?;
    crowd::send(&world, seed, 4, 3).await?;
    ensure!(ready(&world, proxy).await? == 200, "not ready although all is well");

    misfortune.begin(proxy)?;
    let refused = until_refused(&world, seed, &mut random).await?;
    probe(&world, proxy, 503).await?;
    // Visitors who do not give up, and keep their keys.
    let waiting = tokio::spawn({
        let world = world.clone();
        async move { crowd::send(&world, seed ^ 1, 10, 2).await }
    });
    sleep(Duration::from_secs(2)).await;
    ensure!(!waiting.is_finished(), "twenty tickets found room although nothing can be stored");

    misfortune.end(proxy)?;
    waiting.await??;
    probe(&world, proxy, 200).await?;
    ensure!(proxy.id()? == process, "it is another process");
    drain(&stage.ledger, &world.client, proxy).await?;
    println!("    refused with 503 and Retry-After after {refused} tickets more; all went through afterwards");
    verdict(&stage.ledger, &stage.sandbox.filed().await?)
}

/// Sends until there is no room. How many found some. (A 503 without `Retry-After`, or any other
/// answer, is a surprise, which the verdict does not let pass.)
async fn until_refused(world: &World, seed: u64, random: &mut Rng) -> Result<u32> {
    for sent in 0..ROOM {
        let visit = Visit::plain(random, format!("Trial {seed} last-{sent}"), format!("last{}@example.org", sent % 7));
        if world.knock(&visit, random).await == 503 {
            return Ok(sent);
        }
    }
    bail!("{ROOM} tickets were taken although nothing can be stored")
}

async fn probe(world: &World, proxy: &Proxy, wanted: u16) -> Result<()> {
    let start = Instant::now();
    while ready(world, proxy).await? != wanted {
        ensure!(start.elapsed() < NOTICED, "/readyz does not become {wanted}");
        sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

async fn ready(world: &World, proxy: &Proxy) -> Result<u16> {
    let answer = world.client.get(format!("{}/readyz", proxy.admin_url())).send().await?;
    Ok(answer.status().as_u16())
}
