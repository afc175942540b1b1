//! Many visitors at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use fastrand::Rng;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::visitor::{Visit, World};

/// How many may wait for their numbers before nobody new comes.
const BACKLOG: usize = 100;

/// Visitors who come and go until they are told to stop.
#[derive(Debug)]
pub(crate) struct Crowd {
    visitors: JoinSet<()>,
    closed: Arc<AtomicBool>,
}

impl Crowd {
    /// `count` visitors, all of whose behaviour follows from `seed`.
    pub(crate) fn gather(world: &World, seed: u64, count: u64) -> Self {
        let mut visitors = JoinSet::new();
        let closed = Arc::new(AtomicBool::new(false));
        for person in 0..count {
            let (world, closed) = (world.clone(), Arc::clone(&closed));
            let mut random = Rng::with_seed(seed ^ (person + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            visitors.spawn(async move {
                for ticket in 0_u32.. {
                    if closed.load(Ordering::Relaxed) {
                        return;
                    }
                    let email = format!("visitor{person}@example.org");
                    let visit = Visit::random(&mut random, format!("Trial {seed} {person}-{ticket}"), email);
                    world.visit(visit, &mut random).await;
                    // A slow machine is not to end with a backlog that takes longer than the trial.
                    while world.ledger.pending() > BACKLOG && !closed.load(Ordering::Relaxed) {
                        sleep(Duration::from_millis(50)).await;
                    }
                    sleep(Duration::from_millis(random.u64(0..120))).await;
                }
            });
        }
        Self { visitors, closed }
    }

    /// Nobody new; those who are sending finish. (What is accepted is followed on.)
    pub(crate) async fn close(mut self) -> Result<()> {
        self.closed.store(true, Ordering::Relaxed);
        while let Some(ended) = self.visitors.join_next().await {
            ended?;
        }
        Ok(())
    }
}

/// `people` who send `tickets` each, one after the other and all at the same time. None gives up.
pub(crate) async fn send(world: &World, seed: u64, people: u64, tickets: u64) -> Result<()> {
    let mut visitors = JoinSet::new();
    for person in 0..people {
        let world = world.clone();
        let mut random = Rng::with_seed(seed ^ (person + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        visitors.spawn(async move {
            for ticket in 0..tickets {
                let email = format!("visitor{person}@example.org");
                let visit = Visit::plain(&mut random, format!("Trial {seed} {person}-{ticket}"), email);
                world.visit(visit, &mut random).await;
            }
        });
    }
    while let Some(ended) = visitors.join_next().await {
        ended?;
    }
    Ok(())
}
