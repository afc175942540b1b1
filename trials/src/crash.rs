//! The proxy is killed, at every named place and at random moments, while visitors send tickets
//! and Zoho fails in every way.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use deskbell_proxy::crash::POINTS;
use fastrand::Rng;

use crate::crowd::Crowd;
use crate::drain::drain;
use crate::killer::{self, Kills};
use crate::plan::{self, Run};
use crate::stage::Stage;
use crate::verdict::verdict;
use crate::visitor::World;

const VISITORS: u64 = 6;

const PACE: Duration = Duration::from_millis(250);

/// Ten minutes until a ticket counts as absent become five seconds.
const HURRY: u32 = 120;

/// Less than the longest latency of [`crate::faults`].
const ANSWER: u32 = 500;

/// How often a place is tried again that no run came to.
const AGAIN: usize = 5;

/// Plays the plan of `seed`.
///
/// # Errors
/// A ticket lost or doubled, a place that cannot be reached, a proxy that ends by itself.
pub(crate) async fn crash(program: &Path, kills: usize, seed: u64) -> Result<()> {
    let mut stage = Stage::new(program, "crash", HURRY, ANSWER).await?;
    let result = play(&mut stage, kills, seed).await;
    stage.end(&result).await;
    result
}

async fn play(stage: &mut Stage, wanted: usize, seed: u64) -> Result<()> {
    let mut proxy = stage.proxy("proxy", None)?;
    let urls = vec![proxy.url()].into();
    let world = World { client: stage.client.clone(), ledger: stage.ledger.clone(), urls, pace: PACE };
    let crowd = Crowd::gather(&world, seed, VISITORS);
    let mut kills = Kills::default();
    for run in plan::plan(seed, wanted) {
        killer::carry_out(&run, &mut proxy, &stage.sandbox, &mut kills).await?;
    }
    // A place may be missed by chance: a run can come to its end before anybody sends a file.
    let mut random = Rng::with_seed(seed);
    for _ in 0..AGAIN {
        for point in POINTS.into_iter().filter(|point| !kills.came_to(*point)).collect::<Vec<_>>() {
            let run = Run::to(point, 1, &mut random);
            killer::carry_out(&run, &mut proxy, &stage.sandbox, &mut kills).await?;
        }
    }
    stage.sandbox.forget_faults().await?;
    proxy.serve().await?;
    crowd.close().await?;
    println!("    {} kills, {} at random moments, at places: {:?}", kills.total(), kills.random, kills.at);
    let drained = drain(&stage.ledger, &world.client, &mut proxy).await;
    proxy.stop().await?;

    let verdict = verdict(&stage.ledger, &stage.sandbox.filed().await?);
    let missed: Vec<_> = POINTS.iter().filter(|point| !kills.came_to(**point)).map(|point| point.name()).collect();
    ensure!(missed.is_empty(), "no run came to {missed:?}");
    drained.and(verdict)
}
