//! Two proxies on one PostgreSQL: one is killed, one stands still for longer than its lease, the
//! database is restarted, all under load.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use fastrand::Rng;
use rustix::process::Signal;
use tokio::time::sleep;

use crate::crowd::Crowd;
use crate::drain::drain;
use crate::faults;
use crate::postgres::Postgres;
use crate::proxy::Proxy;
use crate::stage::Stage;
use crate::verdict::verdict;
use crate::visitor::World;

const VISITORS: u64 = 6;

const PACE: Duration = Duration::from_millis(250);

/// Ten minutes until a ticket counts as absent become ten seconds.
const HURRY: u32 = 60;

/// Less than the longest latency of [`crate::faults`]; a lease is a little more than half as long again.
const ANSWER: u32 = 500;

/// Longer than a lease, and long enough for the other one to look for what was being sent.
const STANDSTILL: Duration = Duration::from_millis(2500);

/// Longer than it takes to show that a ticket is absent, and to send it again: what the one that
/// stood still has in its hands then must not leave any more.
const LONG_STANDSTILL: Duration = Duration::from_secs(15);

/// Plays `rounds` rounds; every one has all three misfortunes, in an order that follows from `seed`.
///
/// # Errors
/// A ticket lost or doubled, a proxy that ends by itself.
pub(crate) async fn replicas(program: &Path, rounds: usize, seed: u64) -> Result<()> {
    let mut database = tokio::task::spawn_blocking(Postgres::start).await?;
    let mut stage = Stage::new(program, "replicas", HURRY, ANSWER).await?;
    let result = play(&mut stage, &mut database, rounds, seed).await;
    stage.end(&result).await;
    result
}

#[derive(Debug, Clone, Copy)]
enum Misfortune {
    Killed,
    Stopped,
    StoppedForLong,
    DatabaseCrashes,
    DatabaseRestarts,
}

async fn play(stage: &mut Stage, database: &mut Postgres, rounds: usize, seed: u64) -> Result<()> {
    let url = database.database("trial");
    let mut replicas = [stage.proxy("one", Some(&url))?, stage.proxy("two", Some(&url))?];
    for replica in &mut replicas {
        replica.serve().await?;
    }
    let urls = replicas.iter().map(Proxy::url).collect::<Vec<_>>().into();
    let world = World { client: stage.client.clone(), ledger: stage.ledger.clone(), urls, pace: PACE };
    let crowd = Crowd::gather(&world, seed, VISITORS);
    let mut random = Rng::with_seed(seed);
    let mut played = Vec::new();
    for round in 0..rounds {
        let mut misfortunes =
            [Misfortune::Killed, Misfortune::Stopped, Misfortune::DatabaseCrashes, Misfortune::DatabaseRestarts];
        if round % 3 == 2 {
            misfortunes[1] = Misfortune::StoppedForLong;
        }
        random.shuffle(&mut misfortunes);
        for misfortune in misfortunes {
            for fault in faults::some(&mut random) {
                stage.sandbox.order(&fault).await?;
            }
            sleep(Duration::from_millis(random.u64(100..700))).await;
            let which = random.usize(0..replicas.len());
            strike(misfortune, &mut replicas[which], database, &mut random).await?;
            played.push(misfortune);
        }
    }
    stage.sandbox.forget_faults().await?;
    crowd.close().await?;
    drain(&stage.ledger, &world.client, &mut replicas[0]).await?;
    for replica in &mut replicas {
        replica.stop().await?;
    }
    println!("    {} misfortunes: {played:?}", played.len());
    verdict(&stage.ledger, &stage.sandbox.filed().await?)
}

async fn strike(misfortune: Misfortune, replica: &mut Proxy, database: &mut Postgres, random: &mut Rng) -> Result<()> {
    match misfortune {
        Misfortune::Killed => {
            replica.kill().await?;
            sleep(Duration::from_millis(random.u64(0..1500))).await;
            replica.serve().await
        }
        Misfortune::Stopped | Misfortune::StoppedForLong => {
            let long = matches!(misfortune, Misfortune::StoppedForLong);
            replica.signal(Signal::STOP)?;
            sleep(if long { LONG_STANDSTILL } else { STANDSTILL }).await;
            replica.signal(Signal::CONT)
        }
        Misfortune::DatabaseCrashes | Misfortune::DatabaseRestarts => {
            let crashes = matches!(misfortune, Misfortune::DatabaseCrashes);
            tokio::task::block_in_place(|| if crashes { database.crash() } else { database.shut_down() });
            sleep(Duration::from_millis(random.u64(0..1500))).await;
            tokio::task::block_in_place(|| database.resume());
            Ok(())
        }
    }
}
